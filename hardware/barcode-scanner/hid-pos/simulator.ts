import type { Clock } from '../../../main/base/clock.ts';
import type { UsbName } from '../../catalogue.ts';
import type { SimulatedScanner } from '../../simulator/bank.ts';
import { claimOf } from '../../simulator/hid-claim.ts';
import { hidOverLine } from '../../simulator/hid-over-line.ts';
import { hidWire } from '../../simulator/hid-wire.ts';
import type { HidFirmware } from '../../simulator/memory-hid.ts';
import { namedLayouts, type PosLayout, type PosLayoutName } from './layout.ts';

/** What a HID POS scanner sends for one symbol: as many reports as the text needs, the last one unmarked. */
export function posReports(
  layoutName: PosLayoutName,
  aim: string,
  text: string,
): readonly Uint8Array[] {
  const layout: PosLayout = namedLayouts[layoutName];
  const [start, most] = layout.data;
  const data = Buffer.from(layout.aim === null ? aim + text : text, 'latin1');
  const reports: Uint8Array[] = [];
  for (let from = 0; from === 0 || from < data.length; from += most) {
    const part = data.subarray(from, from + most);
    const report = new Uint8Array(layout.reportBytes);
    report[0] = layout.reportId;
    report[layout.count] = part.length;
    layout.aim?.forEach((at, i) => {
      report[at] = aim.charCodeAt(i);
    });
    report.set(part, start);
    if (from + most < data.length) report[layout.continued.byte] = 1 << layout.continued.bit;
    reports.push(report);
  }
  return reports;
}

/** The report descriptor of such a scanner (usages of page 0x8C as in HID POS tables 1.02). */
export function posDescriptor(layoutName: PosLayoutName): Uint8Array {
  const layout: PosLayout = namedLayouts[layoutName];
  const [start, most] = layout.data;
  const bytes = (count: number): number[] => [0x75, 8, 0x95, count];
  const fields = [
    { at: layout.count, bytes: 1, items: [0x05, 0x01, 0x09, 0x3b] },
    {
      at: layout.aim?.[0] ?? layout.reportBytes,
      bytes: 3,
      items: [0x05, 0x8c, 0x09, 0xfb, 0x09, 0xfc, 0x09, 0xfd],
    },
    { at: start, bytes: most, items: [0x05, 0x8c, 0x09, 0xfe] },
    {
      at: layout.vendorCodeId ?? layout.reportBytes,
      bytes: 1,
      items: [0x06, 0x66, 0xff, 0x09, 0x04],
    },
  ];
  const items: number[] = [0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0x85, layout.reportId];
  items.push(0x05, 0x8c, 0x09, 0x12, 0xa1, 0x02, 0x15, 0, 0x26, 0xff, 0);
  let at = 1;
  const skipTo = (next: number): void => {
    if (next > at) items.push(...bytes(next - at), 0x81, 0x03);
    at = next;
  };
  for (const field of fields.filter((each) => each.at < layout.reportBytes)) {
    skipTo(field.at);
    items.push(...bytes(field.bytes), ...field.items, 0x81, 0x02);
    at += field.bytes;
  }
  skipTo(layout.continued.byte);
  // One bit that more follows, seven that mean nothing.
  items.push(0x05, 0x8c, 0x25, 1, 0x75, 1, 0x95, 1, 0x09, 0xff, 0x81, 0x02);
  items.push(0x75, 7, 0x95, 1, 0x81, 0x03, 0xc0, 0xc0);
  return Uint8Array.from(items);
}

export interface SimulatedHidScanner extends SimulatedScanner {
  readonly firmware: HidFirmware;
}

/** A full-speed device is asked for a report at most once in each USB frame. */
const PACE_MS = 1;
const AIM = /^\][A-Za-z][0-9A-Za-z]/;
/** Honeywell's switch between the keyboard and this interface. */
const OUTPUT = 254;

export function simulateHidPosScanner(
  entry: {
    readonly id: string;
    readonly device: UsbName;
    readonly layout: 'auto' | PosLayoutName;
  },
  clock: Clock,
): SimulatedHidScanner {
  const layout = entry.layout === 'auto' ? 'honeywell' : entry.layout;
  const wire = hidWire(clock, PACE_MS);
  const firmware: HidFirmware = {
    device: claimOf(entry.device, 'Simulated HID POS scanner', [0x8c, 0x02]),
    reportDescriptor: posDescriptor(layout),
    getFeature: () => null,
    setFeature: (id) => id === OUTPUT,
    attach: wire.attach,
  };
  const reportsOf = (text: string): readonly Uint8Array[] => {
    const aim = AIM.exec(text)?.[0] ?? '';
    return posReports(layout, aim, text.slice(aim.length));
  };
  return {
    ...hidOverLine(firmware),
    id: entry.id,
    firmware,
    scan: (text) => wire.send(reportsOf(text)),
    scanHalf(text) {
      const { byte, bit } = namedLayouts[layout].continued;
      wire.send(
        reportsOf(text)
          .slice(0, 1)
          .map((report) => report.with(byte, 1 << bit)),
      );
    },
  };
}
