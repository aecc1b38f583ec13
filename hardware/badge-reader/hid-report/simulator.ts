import type { Clock, TimerHandle } from '../../../main/base/clock.ts';
import type { UsbName } from '../../catalogue.ts';
import { cardBits, cardUid } from '../../simulator/card-bits.ts';
import { cardField } from '../../simulator/card-field.ts';
import { claimOf } from '../../simulator/hid-claim.ts';
import { hidOverLine } from '../../simulator/hid-over-line.ts';
import { hidWire } from '../../simulator/hid-wire.ts';
import type { HidFirmware } from '../../simulator/memory-hid.ts';
import type { SimulatedHidReader } from '../pcprox/simulator.ts';
import type { ReportForm } from './codec.ts';

/** A full-speed device is asked for a report at most once in each USB frame. */
const PACE_MS = 1;
/** It tells the card again for as long as it lies there, and once that it is gone. */
const REPEAT_MS = 200;

/** A reader that puts the card into its input report where the cabinet file says. */
export function simulateHidReport(
  entry: { readonly id: string; readonly device: UsbName; readonly report: ReportForm },
  clock: Clock,
): SimulatedHidReader {
  const { report: form } = entry;
  const wire = hidWire(clock, PACE_MS);
  const field = cardField<Uint8Array>(clock, look);
  const most = form.form === 'bits' ? Math.ceil(form.length / 8) : form.length;
  const bytes = Math.max(form.offset + most, (form.lengthAt ?? 0) + 1);
  const numbered = form.reportId === 0 ? [] : [form.reportId];
  let next: TimerHandle = null;

  function look(): void {
    clock.clearTimeout(next);
    const report = field.card();
    wire.send([report ?? Uint8Array.from([...numbered, ...new Uint8Array(bytes)])]);
    if (report) next = clock.setTimeout(look, REPEAT_MS);
  }

  function reportOf(number: string): Uint8Array | null {
    const card = cardIn(form, number);
    if (!card || card.bytes.length > most || card.length > form.length) return null;
    const data = new Uint8Array(bytes);
    data.set(card.bytes, form.offset);
    if (form.lengthAt !== null) data[form.lengthAt] = card.length;
    // Without a length of its own every card has the same.
    else if (form.form !== 'text' && card.length !== form.length) return null;
    return Uint8Array.from([...numbered, ...data]);
  }

  const firmware: HidFirmware = {
    device: claimOf(entry.device, 'Simulated HID reader', [0xff00, 0x01]),
    reportDescriptor: Uint8Array.from([
      ...[0x06, 0x00, 0xff, 0x09, 0x01, 0xa1, 0x01],
      ...(form.reportId === 0 ? [] : [0x85, form.reportId]),
      ...[0x15, 0, 0x26, 0xff, 0, 0x75, 8, 0x96, bytes & 0xff, bytes >> 8, 0x09, 0x01],
      ...[0x81, 0x02, 0xc0],
    ]),
    getFeature: () => null,
    setFeature: () => false,
    attach: wire.attach,
  };
  return {
    ...hidOverLine(firmware),
    id: entry.id,
    firmware,
    tap(number, heldMs) {
      const report = reportOf(number);
      if (report) field.tap(report, heldMs);
      return report !== null;
    },
    printHalf(number) {
      const report = reportOf(number);
      if (report) wire.send([report.slice(0, form.offset)]);
    },
  };
}

/** The bytes of the card and the length that the reader tells. */
function cardIn(
  { form }: ReportForm,
  number: string,
): { readonly bytes: Uint8Array; readonly length: number } | null {
  if (form === 'bits') {
    const bits = cardBits(number);
    if (bits === null) return null;
    const bytes = bits.match(/.{1,8}/g)?.map((each) => parseInt(each.padEnd(8, '0'), 2)) ?? [];
    return { bytes: Uint8Array.from(bytes), length: bits.length };
  }
  const bytes = form === 'uid' ? cardUid(number) : Uint8Array.from(Buffer.from(number, 'latin1'));
  return bytes && { bytes, length: bytes.length };
}
