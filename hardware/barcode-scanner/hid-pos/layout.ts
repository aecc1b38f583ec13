/**
 * Where things stand in a Scanned Data Report (USB-IF HID Point of Sale usage tables 1.02, page 0x8C).
 * Makers differ, so the report descriptor decides; a named layout only where it cannot be read.
 */
export interface PosLayout {
  readonly reportId: number;
  readonly reportBytes: number;
  /** Byte of the length of the data in this report. */
  readonly count: number;
  /** Bytes of the symbology identifier; null where the scanner sends none or puts it into the data. */
  readonly aim: readonly number[] | null;
  /** First byte and how many. */
  readonly data: readonly [number, number];
  /** The maker's own word for the symbology. */
  readonly vendorCodeId: number | null;
  /** Set while more reports of the same scan follow. */
  readonly continued: { readonly byte: number; readonly bit: number };
}

const common = { reportId: 2, reportBytes: 64, count: 1, continued: { byte: 63, bit: 0 } };

export const namedLayouts = {
  /** Honeywell: capture of a Voyager 1602g. */
  honeywell: { ...common, aim: [2, 3, 4], data: [5, 56], vendorCodeId: 61 },
  /** Newland FM420 and ID TECH integration guides: data from byte 2. */
  newland: { ...common, aim: null, data: [2, 56], vendorCodeId: 62 },
  /** The Honeywell form moved by one byte, as some firmwares send it. */
  shifted: { ...common, aim: [3, 4, 5], data: [6, 56], vendorCodeId: 62 },
} as const satisfies Readonly<Record<string, PosLayout>>;
export type PosLayoutName = keyof typeof namedLayouts;

const HONEYWELL = 0x0c2e;
const NEWLAND = 0x1eab;
const ID_TECH = 0x0acd;

/** The named layout of a maker; null where a first report must tell. */
export function layoutOfVendor(vendorId: number): PosLayout | null {
  if (vendorId === HONEYWELL) return namedLayouts.honeywell;
  if (vendorId === NEWLAND || vendorId === ID_TECH) return namedLayouts.newland;
  return null;
}

/** A guess from one report: where `]` and a letter stand, and where the data then ends. */
export function layoutOfReport(report: Uint8Array): PosLayout {
  const length = report[1] ?? 0;
  if (identifierAt(report, 3)) return namedLayouts.shifted;
  if (!identifierAt(report, 2)) return namedLayouts.newland;
  // Data from byte 2 may begin with the identifier too; then its length counts it.
  const beyond = report.subarray(2 + length, 5 + length);
  return beyond.some((byte) => byte !== 0) ? namedLayouts.honeywell : namedLayouts.newland;
}

function identifierAt(report: Uint8Array, at: number): boolean {
  const text = String.fromCharCode(...report.subarray(at, at + 3));
  return /^\][A-Za-z][0-9A-Za-z]$/.test(text);
}

export const honeywellVendor = HONEYWELL;
