import type { Clock, TimerHandle } from '../../../main/base/clock.ts';
import { wedgeReports } from '../../barcode-scanner/wedge/simulator.ts';
import type { UsbName } from '../../catalogue.ts';
import type { SimulatedReader } from '../../simulator/bank.ts';
import { cardBits } from '../../simulator/card-bits.ts';
import { cardField } from '../../simulator/card-field.ts';
import { claimOf } from '../../simulator/hid-claim.ts';
import { hidOverLine } from '../../simulator/hid-over-line.ts';
import { hidWire } from '../../simulator/hid-wire.ts';
import { keyboardDescriptor } from '../../simulator/keyboard-descriptor.ts';
import type { HidFirmware } from '../../simulator/memory-hid.ts';

export interface SimulatedHidReader extends SimulatedReader {
  readonly firmware: HidFirmware;
}

export interface SimulatedPcprox extends SimulatedHidReader {
  /** The first page of its settings, as it stands now. */
  settings(): Uint8Array;
}

const BYTES = 8;
/** Behind the keyboard: eight bytes of the maker's own as a feature report without a number. */
const FEATURE = '0600ff090115002501750826ff009508b102c0';
const descriptor = Uint8Array.from([
  ...keyboardDescriptor.slice(0, -1),
  ...Buffer.from(FEATURE, 'hex'),
]);
/** The card stays in the buffer for a second after it was taken away (factory setting of page 1). */
const HOLD_MS = 1_000;
const KEY_MS = 8;
const HALT_KEYBOARD = 0x80;
const fault = 'types';

/**
 * An rf IDEAS reader at USB: a keyboard with a feature report. A question is written and its answer
 * fetched; a report that is written after the question for a page *is* that page from then on.
 */
export function simulatePcprox(
  entry: { readonly id: string; readonly device: UsbName },
  clock: Clock,
  parity: { readonly lead: number; readonly trail: number } = { lead: 0, trail: 0 },
): SimulatedPcprox {
  const wire = hidWire(clock, KEY_MS);
  const field = cardField<string>(clock, moved);
  const pages = [
    Uint8Array.of(0, 0, parity.lead | (parity.trail << 4), 0, 0, 0, 0x28, HALT_KEYBOARD),
    Uint8Array.of(0, 10, HOLD_MS / 50, 30, 4, 4, 0, 0),
    new Uint8Array(BYTES),
  ];
  /** The card that the reader still shows. */
  let shown: string | null = null;
  let hold: TimerHandle = null;
  let asked = 0;
  let answered = false;
  let before = 0;
  let torn = false;

  const settings = (): Uint8Array => pages[0] ?? new Uint8Array(BYTES);

  function moved(): void {
    const card = field.card();
    clock.clearTimeout(hold);
    if (card === null) {
      hold = clock.setTimeout(() => (shown = null), HOLD_MS);
      return;
    }
    const seen = data(card);
    if (shown !== seen && ((settings()[7] ?? 0) & HALT_KEYBOARD) === 0)
      wire.send(wedgeReports(BigInt(`0b0${seen}`).toString()));
    shown = seen;
  }

  /** What is left of a card when the parity bits are cut off; they are not looked at. */
  function data(card: string): string {
    const cut = settings()[2] ?? 0;
    return card.slice(cut & 0x0f, card.length - (cut >> 4));
  }

  function answer(): Uint8Array {
    const report = new Uint8Array(BYTES);
    if (asked === 0x8a) report.set([0, 0, 0x30, 0x07, 0, 0x81, 0x60, 0]);
    if (asked >= 0x80 && asked <= 0x82) report.set(pages[asked - 0x80] ?? []);
    if (asked === 0x8f && shown !== null) {
      const value = BigInt(`0b0${shown}`);
      for (let i = 0; i < BYTES; i += 1) report[i] = Number((value >> BigInt(8 * i)) & 0xffn);
    }
    if (asked === 0x8e && before === 0x8f && shown !== null && !torn)
      report.fill(shown.length, 0, 2);
    return report;
  }

  const firmware: HidFirmware = {
    device: claimOf(entry.device, 'Simulated RF IDeas reader', [0x01, 0x06]),
    reportDescriptor: descriptor,
    getFeature(id) {
      if (id !== 0) return null;
      answered = true;
      return answer();
    },
    setFeature(id, report) {
      if (id !== 0 || report.length !== BYTES) return false;
      const page = asked - 0x80;
      if (!answered && page >= 0 && page <= 2) {
        pages[page] = report.slice();
        asked = 0;
        return true;
      }
      before = asked;
      asked = report[0] ?? 0;
      answered = false;
      return true;
    },
    // The lights of a keyboard.
    setOutput: () => true,
    attach: wire.attach,
  };
  const types = (): boolean => ((settings()[7] ?? 0) & HALT_KEYBOARD) === 0;
  return {
    ...hidOverLine(firmware),
    id: entry.id,
    firmware,
    settings: () => settings().slice(),
    tap(number, heldMs) {
      const bits = cardBits(number);
      if (bits !== null) field.tap(bits, heldMs);
      return bits !== null;
    },
    printHalf(number) {
      torn = true;
      const bits = cardBits(number);
      if (bits !== null) field.tap(bits);
      clock.setTimeout(() => (torn = false), 2 * HOLD_MS);
    },
    allFaults: [fault],
    faults: () => (types() ? [fault] : []),
    setFault(name, on) {
      if (name !== fault) return;
      const byte = settings()[7] ?? 0;
      pages[0] = settings().with(7, on ? byte & ~HALT_KEYBOARD : byte | HALT_KEYBOARD);
    },
  };
}
