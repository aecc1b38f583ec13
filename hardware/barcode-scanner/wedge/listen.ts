import type { Clock, TimerHandle } from '../../../main/base/clock.ts';
import type { Log } from '../../../main/base/log.ts';
import type { HidConnection } from '../../port/hid.ts';
import { endOf, isBurst, noKeys, readKeys, type WedgeEnd, type WedgeState } from './codec.ts';
import type { KeyMapName } from './key-maps.ts';

/** The slowest setting that is still a scan leaves 30 ms between keys; this is three of them. */
const SILENCE_MS = 100;

export interface KeyListener {
  /** The keyboard that the device is set to. */
  readonly keys: KeyMapName;
  readonly clock: Clock;
  readonly log: Log;
  /** `by`: an Enter or Tab, or nothing more came. */
  readonly ended: (end: WedgeEnd, by: 'key' | 'silence') => void;
}

/** Hears what a scanner or a reader types, until the connection ends; gives the reason. */
export function listenToKeys(
  { keys, clock, log, ended }: KeyListener,
  connection: HidConnection,
  stopping: AbortSignal,
): Promise<string> {
  return new Promise((resolve) => {
    let state: WedgeState = noKeys;
    let began = 0;
    let lastKey = 0;
    let silence: TimerHandle = null;
    const end = (reason: string): void => {
      clock.clearTimeout(silence);
      resolve(reason);
    };
    connection.onReport((report) => {
      const before = state;
      const read = readKeys(state, report, keys);
      state = read.state;
      for (const each of read.ends) ended(each, 'key');
      if (state.text.length + (state.spoilt === null ? 0 : 1) === 0)
        return clock.clearTimeout(silence);
      if (state.text === before.text && state.spoilt === before.spoilt) return;
      lastKey = clock.monotonic();
      if (before.text === '') began = lastKey;
      clock.clearTimeout(silence);
      silence = clock.setTimeout(silent, SILENCE_MS);
    });
    function silent(): void {
      const left = endOf(state);
      state = { ...state, text: '', spoilt: null };
      if (!left) return;
      if ('text' in left && !isBurst(left.text.length, lastKey - began))
        log.info('single keys were thrown away', { length: left.text.length });
      else ended(left, 'silence');
    }
    connection.onClose((fault) => end(fault.message));
    stopping.addEventListener('abort', () => end('stopped'), { once: true });
  });
}
