import type { Clock } from '../../../main/base/clock.ts';
import { listeners } from '../../../main/base/listeners.ts';
import type { Log } from '../../../main/base/log.ts';
import type { Keypad, KeypadPress } from '../../device.ts';
import type { HidConnection, HidPort } from '../../port/hid.ts';
import { supervise } from '../../supervisor.ts';
import { noKeysDown, readKeyReport, type KeysState } from './codec.ts';
import type { KeypadProfile } from '../profile.ts';

/** One keypad on a HID port. Its reports can hold a PIN, so neither they nor keys are ever logged. */
export interface KeypadOptions {
  readonly port: HidPort;
  readonly clock: Clock;
  readonly log: Log;
}

/** audio.md: a hand that trembles presses once. A held key does not repeat by itself at all. */
const DEBOUNCE_MS = 150;

export interface KeypadDevice extends Keypad {
  /** Every key by its name, also one without a meaning: for learning. */
  onKey(listener: (key: string) => void): () => void;
}

export function createKeypad(
  id: string,
  profile: KeypadProfile,
  { port, clock, log }: KeypadOptions,
): KeypadDevice {
  const presses = listeners<KeypadPress>();
  const keys = listeners<string>();
  const jacks = listeners<boolean>();
  const meanings = new Map(Object.entries(profile.keys));
  const lastDown = new Map<string, number>();
  let headphones = false;
  const supervisor = supervise<HidConnection>({
    port,
    clock,
    log,
    serve: listen,
    // The headphones hang on the same cable: nobody hears through them any more.
    whileLost: () => plug(false),
  });

  function listen(connection: HidConnection, stopping: AbortSignal): Promise<string> {
    return new Promise((resolve) => {
      let state: KeysState = noKeysDown;
      connection.onReport((report) => {
        const read = readKeyReport(state, report);
        state = read.state;
        supervisor.degrade(read.wrong === null ? null : `it sends ${read.wrong}`);
        read.pressed.forEach(pressed);
      });
      connection.onClose((fault) => resolve(fault.message));
      stopping.addEventListener('abort', () => resolve('stopped'), { once: true });
    });
  }

  function pressed(key: string): void {
    const at = clock.monotonic();
    const bounced = at - (lastDown.get(key) ?? -Infinity) < DEBOUNCE_MS;
    lastDown.set(key, at);
    if (bounced) return;
    keys.emit(key);
    if (key === profile.jack?.in) return plug(true);
    if (key === profile.jack?.out) return plug(false);
    const action = meanings.get(key);
    if (action !== undefined) presses.emit({ keypad: id, action, at });
  }

  function plug(inside: boolean): void {
    if (headphones === inside) return;
    headphones = inside;
    jacks.emit(inside);
  }

  return {
    id,
    kind: 'keypad',
    start: supervisor.start,
    stop: supervisor.stop,
    reports: () => [{ id, kind: 'keypad', health: supervisor.health() }],
    onHealth: (listener) =>
      supervisor.onHealth((health) => listener({ id, kind: 'keypad', health })),
    onPress: presses.add,
    onJack: jacks.add,
    onKey: keys.add,
    closePort: supervisor.close,
    openPort: supervisor.openAgain,
  };
}
