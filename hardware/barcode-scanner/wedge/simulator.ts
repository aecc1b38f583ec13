import type { Clock } from '../../../main/base/clock.ts';
import type { UsbName } from '../../catalogue.ts';
import { claimOf } from '../../simulator/hid-claim.ts';
import { hidOverLine } from '../../simulator/hid-over-line.ts';
import { hidWire } from '../../simulator/hid-wire.ts';
import { keyboardDescriptor } from '../../simulator/keyboard-descriptor.ts';
import type { HidFirmware } from '../../simulator/memory-hid.ts';
import type { SimulatedHidScanner } from '../hid-pos/simulator.ts';
import { printed, type KeyMapName } from './key-maps.ts';

const SHIFT = 0x02;
const CONTROL = 0x01;
const ENTER = 0x28;
const KEYS_UP = new Uint8Array(8);

/**
 * What a scanner types: each key down and all keys up, control bytes as Ctrl and a letter.
 */
export function wedgeReports(
  text: string,
  options: { readonly keys?: KeyMapName; readonly end?: 'enter' | 'none' } = {},
): readonly Uint8Array[] {
  const map = options.keys ?? 'us';
  const reports = [...text].flatMap((character) => {
    const [modifiers, usage] = keyOf(map, character);
    return [Uint8Array.of(modifiers, 0, usage, 0, 0, 0, 0, 0), KEYS_UP];
  });
  if (options.end === 'none') return reports;
  return [...reports, Uint8Array.of(0, 0, ENTER, 0, 0, 0, 0, 0), KEYS_UP];
}

function keyOf(map: KeyMapName, character: string): readonly [modifiers: number, usage: number] {
  const code = character.charCodeAt(0);
  const wanted = code < 0x20 ? String.fromCharCode(code | 0x40) : character;
  for (let usage = 0x04; usage <= 0x64; usage += 1)
    for (const shift of [false, true]) {
      const print = printed(map, usage, shift, false);
      if (code < 0x20 && print?.toUpperCase() === wanted && !shift) return [CONTROL, usage];
      if (code >= 0x20 && print === wanted) return [shift ? SHIFT : 0, usage];
    }
  throw new Error(`no key prints ${JSON.stringify(character)}`);
}

/** A keyboard is asked for its keys every 8 ms, as most of them wish. */
const PACE_MS = 8;

/** Types what it reads, on the keyboard that it is set to, and Enter. */
export function simulateWedgeScanner(
  entry: { readonly id: string; readonly device: UsbName; readonly keys: KeyMapName },
  clock: Clock,
): SimulatedHidScanner {
  const wire = hidWire(clock, PACE_MS);
  const firmware: HidFirmware = {
    device: claimOf(entry.device, 'Simulated keyboard scanner', [0x01, 0x06]),
    reportDescriptor: keyboardDescriptor,
    getFeature: () => null,
    setFeature: () => false,
    // The lights of a keyboard.
    setOutput: () => true,
    attach: wire.attach,
  };
  return {
    ...hidOverLine(firmware),
    id: entry.id,
    firmware,
    scan: (text) => wire.send(wedgeReports(text, entry)),
    scanHalf: (text) => wire.send(wedgeReports(text, { keys: entry.keys, end: 'none' })),
  };
}
