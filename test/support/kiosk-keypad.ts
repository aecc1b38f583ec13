import { expect } from 'vitest';
import { present } from '../../main/base/assert.ts';
import type { KeypadAction, KeypadProfileName } from '../../main/base/keypad.ts';
import { stopsOf } from '../../main/contract/stops.ts';
import type { KioskView } from '../../main/contract/view.ts';
import type { KeypadEntry } from '../../hardware/catalogue.ts';
import {
  simulateKeypad,
  type SimulatedKeypad,
} from '../../hardware/keypad/boot-keyboard/simulator.ts';
import { memoryHid, type MemoryHid } from '../../hardware/simulator/memory-hid.ts';
import type { TestClock } from './test-clock.ts';

/** A hand on the keypad of the stepped world, which feels its way from stop to stop. */
export interface KioskKeypad {
  readonly steel: SimulatedKeypad;
  readonly cable: MemoryHid;
  /** One press of the key that means this, and the time until the next may come. */
  act(action: KeypadAction): Promise<void>;
  /** NEXT until the focus is there; says what it passed. */
  goTo(stop: string): Promise<void>;
  /** NEXT to it, and SELECT. */
  select(stop: string): Promise<void>;
  /** As `select`, key by key of the keys below the field. */
  spell(text: string): Promise<void>;
}

const device = { vendorId: '2047', productId: '0a01' };
/** A little more than the time in which two presses of a key count as one. */
const BETWEEN_MS = 160;

export function keypadEntry(profile: KeypadProfileName): KeypadEntry {
  const jack = { in: 'F15', out: 'F16' };
  return { id: 'keypad', protocol: 'boot-keyboard', device, profile, jack };
}

export function kioskKeypad(
  profile: KeypadProfileName,
  clock: TestClock,
  view: () => KioskView,
): KioskKeypad {
  const steel = simulateKeypad(keypadEntry(profile), clock);

  async function act(action: KeypadAction): Promise<void> {
    const [key] = Object.entries(steel.profile.keys).find(([, means]) => means === action) ?? [];
    steel.press(present(key, `a key for ${action}`));
    await clock.step(BETWEEN_MS);
  }

  async function goTo(stop: string): Promise<void> {
    const most = stopsOf(view()).length;
    for (let i = 0; i < most && view().focus !== stop; i += 1) await act('next');
    expect(view().focus, `on ${view().screen}`).toBe(stop);
  }

  async function select(stop: string): Promise<void> {
    await goTo(stop);
    await act('select');
  }

  return {
    steel,
    cable: memoryHid(steel.firmware),
    act,
    goTo,
    select,
    async spell(text) {
      for (const sign of text) await select(`key:${sign}`);
    },
  };
}
