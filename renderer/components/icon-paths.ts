/** Line drawings on a 24 × 24 grid; decoration, never the only bearer of a meaning. */
const paths: Readonly<Record<string, string>> = {
  pickUp: 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8M9 14.5l3 3 3-3',
  dropOff: 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 20v-8M9 17.5l3-3 3 3',
  store: 'M5 3h14v18H5zM15.5 11v2.5M8.5 16v-3h4v3zM9.5 13v-1.5a1 1 0 0 1 2 0V13',
  return: 'M4 9l8-4 8 4v7l-8 4-8-4zM8.5 12.5H15a2 2 0 0 1 0 4h-3M10.5 10.5l-2 2 2 2',
  open: 'M6 21V4l9-1.5v20zM15 6h3v13h-3M12.4 12v.4',
  help: 'M9 9a3 3 0 1 1 4.6 2.5c-1 .7-1.6 1.2-1.6 2.5M12 17.4v.2M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18',
  accessibility: 'M12 4.6v.2M5 8.5l7 1 7-1M12 9.5v5M12 14.5l-3 6M12 14.5l3 6',
  language:
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c3 2.6 3 15.4 0 18M12 3c-3 2.6-3 15.4 0 18',
  again: 'M20 12a8 8 0 1 1-2.5-5.8M20 3v4.5h-4.5',
  reopen: 'M6 21V4l9-1.5v20zM15 6h3v13h-3M12.4 12v.4',
  report: 'M6 21V4h11l-2.5 4L17 12H6',
  others: 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  done: 'M4.5 12.5l5 5 10-11',
  moreTime: 'M12 21a8 8 0 1 0 0-16 8 8 0 0 0 0 16M12 9v4l2.5 2M9 2.5h6',
  larger: 'M3 19l5-13 5 13M4.8 14.5h6.4M18 8v8M14 12h8',
  smaller: 'M3 19l5-13 5 13M4.8 14.5h6.4M14 12h8',
  contrast: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 3v18M12 8h6.5M12 12h9M12 16h6.5',
  signIn: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20.5c1-4 4-6 7.5-6s6.5 2 7.5 6',
  personal: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20.5c1-4 4-6 7.5-6s6.5 2 7.5 6',
  department:
    'M8.5 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6M2.5 19.5c.6-3.5 3-5.5 6-5.5s5.4 2 6 5.5M16 11.5a3 3 0 1 0-1.5-5.6M17 14.3c2.5.5 4 2.5 4.5 5.2',
  keyboard: 'M3 6h18v12H3zM7 10v.2M12 10v.2M17 10v.2M8 14.5h8',
  back: 'M19 12H5M11 6l-6 6 6 6',
  logOut: 'M10 4H5v16h5M14 8l4 4-4 4M18 12H9.5',
  warning: 'M12 4l9.5 16h-19zM12 10v5M12 17.6v.2',
  broken: 'M6 6l12 12M18 6L6 18',
  kiosk: 'M6 3h12v18H6zM9 6h6v5H9zM10.5 16h3',
  device: 'M8 8h8v8H8zM10 4v4M14 4v4M10 16v4M14 16v4M4 10h4M4 14h4M16 10h4M16 14h4',
  wiring: 'M5 4v6a4 4 0 0 0 4 4h6a4 4 0 0 1 4 4v2M3 4h4M17 20h4',
  badge: 'M4 5h16v14H4zM8 14.5c.6-1.6 4.4-1.6 5 0M10.5 11v.2M15.5 10h2M15.5 14h2',
  touch: 'M9 12V5.5a1.7 1.7 0 0 1 3.4 0V11l5 1.2c1 .3 1.6 1.2 1.4 2.2L18 20.5h-7l-4.5-6',
  sound: 'M4 10v4h4l5 4V6l-5 4zM16.5 9a4 4 0 0 1 0 6',
  support: 'M4 8h16v11H4zM9 8V5h6v3M12 11v5M9.5 13.5h5',
  frames: 'M5 6h14M5 10h9M5 14h14M5 18h9',
  lower: 'M12 3v12M6.5 10l5.5 5.5 5.5-5.5M4 20h16',
  'status-all': 'M4 4h7v7H4zM13 4h7v7h-7zM4 13h7v7H4zM13 13h7v7h-7z',
  'status-available': 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17',
  'status-reserved': 'M7 3.5h10v17l-5-4.5-5 4.5z',
  'status-occupied': 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8',
  'status-expired':
    'M6.5 3.5h11M6.5 20.5h11M8 3.5c0 5 8 6 8 8.5s-8 3.5-8 8.5M16 3.5c0 5-8 6-8 8.5s8 3.5 8 8.5',
  'status-outOfService': 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17M6 6l12 12',
  'status-dedicated':
    'M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8M4.5 20.5c1-4.5 4-6.5 7.5-6.5s6.5 2 7.5 6.5',
  'status-accessible': 'M10 4v.2M10 8v6h5l3 6M10 10.5h4M7.5 11.5a5 5 0 1 0 6.5 6',
  'status-kept':
    'M3 16V6h10v10zM13 9.5h4l4 3.5v3h-8M7 19a1.5 1.5 0 1 0 0-3M17 19a1.5 1.5 0 1 0 0-3',
  'status-doorOpen': 'M6 21V4l9-1.5v20zM15 6h3v13h-3M12.4 12v.4',
  'status-fault': 'M12 4l9.5 16h-19zM12 10v5M12 17.6v.2',
  'status-unverified': 'M8.5 8.5a3.5 3.5 0 1 1 5.5 3c-1.200.8-2 1.6-2 3.200M12 19v.2',
};

const UNKNOWN = 'M12 5v14M5 12h14';

/** The drawing of this name, to be stroked. */
export function iconPath(name: string): string {
  return paths[name] ?? UNKNOWN;
}
