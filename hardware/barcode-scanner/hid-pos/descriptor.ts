import type { PosLayout } from './layout.ts';

/**
 * Reads a HID report descriptor (Device Class Definition for HID 1.11, §6.2.2) as far as a scanner
 * needs it: at which bit of which input report each usage stands.
 */
interface Field {
  readonly reportId: number;
  readonly usage: number;
  readonly bit: number;
  readonly bits: number;
}

const POS = 0x8c0000;
const USAGE = {
  byteCount: 0x01003b,
  aim: [POS + 0xfb, POS + 0xfc, POS + 0xfd],
  data: POS + 0xfe,
  continued: POS + 0xff,
};
/** Pages from here on belong to the maker. */
const VENDOR_PAGES = 0xff000000;

const ITEM = {
  input: 0x80,
  usagePage: 0x04,
  reportSize: 0x74,
  reportId: 0x84,
  reportCount: 0x94,
  push: 0xa4,
  pop: 0xb4,
  usage: 0x08,
  usageMinimum: 0x18,
  collection: 0xa0,
  output: 0x90,
  feature: 0xb0,
  endCollection: 0xc0,
} as const;
const LONG_ITEM = 0xfe;

interface Globals {
  readonly page: number;
  readonly size: number;
  readonly count: number;
  readonly reportId: number;
}

/** A count beyond this is a broken descriptor, not a scanner. */
const MOST_FIELDS = 4_096;

function inputFields(descriptor: Uint8Array): {
  readonly fields: readonly Field[];
  readonly bits: ReadonlyMap<number, number>;
} {
  const fields: Field[] = [];
  const bits = new Map<number, number>();
  const stack: Globals[] = [];
  let globals: Globals = { page: 0, size: 0, count: 0, reportId: 0 };
  let usages: number[] = [];
  let at = 0;
  while (at < descriptor.length) {
    const prefix = descriptor[at] ?? 0;
    if (prefix === LONG_ITEM) {
      at += 3 + (descriptor[at + 1] ?? 0);
      continue;
    }
    const length = [0, 1, 2, 4][prefix & 3] ?? 0;
    const value = littleEndian(descriptor.subarray(at + 1, at + 1 + length));
    at += 1 + length;
    switch (prefix & 0xfc) {
      case ITEM.usagePage:
        globals = { ...globals, page: value };
        break;
      case ITEM.reportSize:
        globals = { ...globals, size: value };
        break;
      case ITEM.reportCount:
        globals = { ...globals, count: Math.min(value, MOST_FIELDS) };
        break;
      case ITEM.reportId:
        globals = { ...globals, reportId: value };
        break;
      case ITEM.push:
        stack.push(globals);
        break;
      case ITEM.pop:
        globals = stack.pop() ?? globals;
        break;
      case ITEM.usage:
      case ITEM.usageMinimum:
        usages.push(length === 4 ? value : globals.page * 0x10000 + value);
        break;
      case ITEM.input: {
        let bit = bits.get(globals.reportId) ?? (globals.reportId === 0 ? 0 : 8);
        for (let i = 0; i < globals.count; i += 1) {
          const usage = usages[i] ?? usages.at(-1) ?? 0;
          fields.push({ reportId: globals.reportId, usage, bit, bits: globals.size });
          bit += globals.size;
        }
        bits.set(globals.reportId, bit);
        usages = [];
        break;
      }
      case ITEM.collection:
      case ITEM.endCollection:
      case ITEM.output:
      case ITEM.feature:
        usages = [];
        break;
    }
  }
  return { fields, bits };
}

/** The layout that the device itself declares, or null where it declares no scanned data. */
export function layoutOfDescriptor(descriptor: Uint8Array): PosLayout | null {
  const { fields, bits } = inputFields(descriptor);
  const data = fields.filter((field) => field.usage === USAGE.data && field.bits === 8);
  const [start] = data;
  if (!start) return null;
  const own = fields.filter((field) => field.reportId === start.reportId);
  const find = (usage: number): Field | undefined => own.find((field) => field.usage === usage);
  const count = find(USAGE.byteCount);
  const continued = find(USAGE.continued);
  if (!count || !continued) return null;
  const aim = USAGE.aim.flatMap((usage) => find(usage) ?? []);
  const vendor = own.find((field) => field.usage > VENDOR_PAGES && field.bits === 8);
  const byte = (field: Field): number => Math.floor(field.bit / 8);
  return {
    reportId: start.reportId,
    reportBytes: Math.ceil((bits.get(start.reportId) ?? 0) / 8),
    count: byte(count),
    aim: aim.length === 3 ? aim.map(byte) : null,
    data: [byte(start), data.filter((field) => field.reportId === start.reportId).length],
    vendorCodeId: vendor ? byte(vendor) : null,
    continued: { byte: byte(continued), bit: continued.bit % 8 },
  };
}

function littleEndian(bytes: Uint8Array): number {
  return bytes.reduceRight((value, byte) => value * 256 + byte, 0);
}
