import type { ReactNode } from 'react';

/** Line drawings on a 24 × 24 grid; decoration, never the only bearer of a meaning. */
const paths: Readonly<Record<string, string>> = {
  pickUp: 'M4 8l8-4 8 4v8l-8 4-8-4zM4 8l8 4 8-4M12 12v8M9 14.5l3 3 3-3',
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
  lower: 'M12 3v12M6.5 10l5.5 5.5 5.5-5.5M4 20h16',
};

export function Icon({ name }: { readonly name: string }): ReactNode {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name] ?? 'M12 5v14M5 12h14'} />
    </svg>
  );
}
