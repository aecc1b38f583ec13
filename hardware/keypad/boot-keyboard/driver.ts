import type { Clock } from '../../../main/base/clock.ts';
import type { KeyMeaning } from '../../../main/base/keypad.ts';
import { listeners } from '../../../main/base/listeners.ts';
import type { Log } from '../../../main/base/log.ts';
import type { KeyTold, Keypad, KeypadPress } from '../../device.ts';
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

export function createKeypad(
  id: string,
  profile: KeypadProfile,
  { port, clock, log }: KeypadOptions,
): Keypad {
  const presses = listeners<KeypadPress>();
  const keys = listeners<KeyTold>();
  const jacks = listeners<boolean>();
  const meanings = new Map<string, KeyMeaning>(Object.entries(profile.keys));
  if (profile.jack) meanings.set(profile.jack.in, 'jackIn').set(profile.jack.out, 'jackOut');
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
    const means = meanings.get(key) ?? null;
    keys.emit({ key, means });
    if (means === 'jackIn' || means === 'jackOut') plug(means === 'jackIn');
    else if (means !== null) presses.emit({ keypad: id, action: means, at });
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
