import { present } from '../../../main/base/assert.ts';
import type { Clock } from '../../../main/base/clock.ts';
import { keyOf } from '../../../main/base/key-name.ts';
import { listeners } from '../../../main/base/listeners.ts';
import type { KeypadEntry } from '../../catalogue.ts';
import { claimOf } from '../../simulator/hid-claim.ts';
import { hidOverLine } from '../../simulator/hid-over-line.ts';
import { keyboardDescriptor } from '../../simulator/keyboard-descriptor.ts';
import type { Pluggable } from '../../simulator/memory-cable.ts';
import type { HidFirmware } from '../../simulator/memory-hid.ts';
import { profileAt, type KeypadProfile } from '../profile.ts';
import { keypadProfiles } from '../profiles.ts';
import { REPORT_BYTES } from './codec.ts';

/** A keypad as its maker builds it: keys that are down, a plug in its jack, a report at each change. */
export interface SimulatedKeypad extends Pluggable {
  readonly id: string;
  readonly profile: KeypadProfile;
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

const QUICK_MS = 60;
/** Contacts bounce for a few milliseconds. */
const BOUNCE_MS = 3;
const MOST_KEYS = 6;
const TOO_MANY = 0x01;

export type SimulatedKeypadEntry = Omit<KeypadEntry, 'protocol'>;

export function simulateKeypad(entry: SimulatedKeypadEntry, clock: Clock): SimulatedKeypad {
  const profile = profileAt(entry, keypadProfiles);
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

  const firmware: HidFirmware = {
    device: claimOf(entry.device, profile.label, [0x01, 0x06]),
    reportDescriptor: keyboardDescriptor,
    getFeature: () => null,
    setFeature: () => false,
    attach: (send) => reports.add(send),
  };

  return {
    ...hidOverLine(firmware),
    id: entry.id,
    profile,
    firmware,
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
