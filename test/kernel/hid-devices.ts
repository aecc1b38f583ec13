/** The HID devices of the kernel lane, as the drivers and the simulated devices both know them. */
export const hidScanner = {
  id: 'scanner',
  protocol: 'hid-pos',
  device: { vendorId: '0c2e', productId: '0b81' },
  layout: 'auto',
} as const;

export const hidReader = {
  id: 'reader',
  protocol: 'pcprox',
  device: { vendorId: '0c27', productId: '3bfa' },
  keystrokes: 'refused',
  repeatWindowMs: 300,
} as const;

export const hidKeypad = {
  id: 'keypad',
  protocol: 'boot-keyboard',
  device: { vendorId: '2047', productId: '0855' },
  profile: 'generic-numpad',
} as const;

/** What a hand does to them. */
export interface HidDeed {
  readonly scan?: string;
  readonly tap?: string;
  readonly press?: string;
}
