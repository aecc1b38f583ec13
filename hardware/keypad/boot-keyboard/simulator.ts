import { keyOf } from '../../../main/base/key-name.ts';
import type { Clock } from '../../../main/base/clock.ts';
import { present } from '../../../main/base/assert.ts';
import { listeners } from '../../../main/base/listeners.ts';
import type { HidFirmware } from '../../simulator/memory-hid.ts';
import { REPORT_BYTES } from './codec.ts';
import type { KeypadProfile } from '../profile.ts';

/** A keypad as its maker builds it: keys that are down, a plug in its jack, a report at each change. */
export interface SimulatedKeypad {
  readonly firmware: HidFirmware;
  down(key: string): void;
  up(key: string): void;
  /** Down and, after `heldMs`, up again; 60 ms is a quick finger. */
  press(key: string, heldMs?: number): void;
  /** The contact opens and closes again a few times before it rests. */
  chatter(key: string, times: number): void;
  jack(inside: boolean): void;
  headphones(): boolean;
  held(): readonly string[];
}

export interface SimulatedKeypadOptions {
  readonly device: { readonly vendorId: number; readonly productId: number };
  readonly profile: KeypadProfile;
  readonly clock: Clock;
}

const QUICK_MS = 60;
/** Contacts bounce for a few milliseconds. */
const BOUNCE_MS = 3;
const MOST_KEYS = 6;
const TOO_MANY = 0x01;

/** Boot keyboard of HID 1.11, appendix B.1, with usages up to 0xff: F13–F24 lie beyond 0x65. */
const DESCRIPTOR = Uint8Array.from(
  (
    '05 01 09 06 a1 01 05 07 19 e0 29 e7 15 00 25 01 75 01 95 08 81 02 95 01 75 08 81 01 95 05 75 01 ' +
    '05 08 19 01 29 05 91 02 95 01 75 03 91 01 95 06 75 08 15 00 26 ff 00 05 07 19 00 29 ff 81 00 c0'
  )
    .split(' ')
    .map((byte) => parseInt(byte, 16)),
);

export function simulateKeypad(options: SimulatedKeypadOptions): SimulatedKeypad {
  const { clock, profile } = options;
  const reports = listeners<Uint8Array>();
  const held = new Set<string>();
  let inside = false;

  function report(): Uint8Array {
    const bytes = new Uint8Array(REPORT_BYTES);
    const keys = [...held].map((key) => present(keyOf(key), `key ${key}`));
    bytes[0] = keys.reduce((all, key) => all | key.modifiers, 0);
    if (keys.length > MOST_KEYS) bytes.fill(TOO_MANY, REPORT_BYTES - MOST_KEYS);
    else keys.forEach(({ usage }, i) => (bytes[REPORT_BYTES - MOST_KEYS + i] = usage));
    return bytes;
  }

  function down(key: string): void {
    held.add(key);
    reports.emit(report());
  }

  function up(key: string): void {
    if (held.delete(key)) reports.emit(report());
  }

  function press(key: string, heldMs = QUICK_MS): void {
    down(key);
    clock.setTimeout(() => up(key), heldMs);
  }

  return {
    firmware: {
      device: {
        ...options.device,
        serial: '',
        product: profile.label,
        usagePage: 0x01,
        usage: 0x06,
        interface: 0,
      },
      reportDescriptor: DESCRIPTOR,
      getFeature: () => null,
      setFeature: () => false,
      attach: (send) => reports.add(send),
    },
    down,
    up,
    press,
    chatter(key, times) {
      for (let i = 0; i < times; i += 1)
        clock.setTimeout(() => {
          up(key);
          down(key);
        }, i * BOUNCE_MS);
      clock.setTimeout(() => up(key), times * BOUNCE_MS);
    },
    jack(on) {
      if (inside === on) return;
      inside = on;
      if (profile.jack) press(on ? profile.jack.in : profile.jack.out);
    },
    headphones: () => inside,
    held: () => [...held],
  };
}
