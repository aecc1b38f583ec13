import type { TimerHandle } from '../../../main/base/clock.ts';
import type { BarcodeScanner } from '../../device.ts';
import type { HidConnection } from '../../port/hid.ts';
import { supervise } from '../../supervisor.ts';
import type { HidScannerOptions } from '../hid-pos/driver.ts';
import { createScans, scannerDevice } from '../scans.ts';
import { endOf, isBurst, noKeys, readKeys, type WedgeEnd, type WedgeState } from './codec.ts';
import type { KeyMapName } from './key-maps.ts';

/** A scanner that pretends to be a keyboard, read as a device so that nothing is typed into a page. */
export interface WedgeConfig {
  readonly id: string;
  /** The keyboard that the scanner is set to. */
  readonly keys: KeyMapName;
}

/** The slowest setting that is still a scan leaves 30 ms between keys; this is three of them. */
const SILENCE_MS = 100;

export function createWedgeScanner(
  config: WedgeConfig,
  { port, clock, log }: HidScannerOptions,
): BarcodeScanner {
  const scans = createScans(config.id, clock, log);
  const supervisor = supervise<HidConnection>({
    port,
    clock,
    log,
    serve: listen,
  });

  function listen(connection: HidConnection, stopping: AbortSignal): Promise<string> {
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
        const read = readKeys(state, report, config.keys);
        state = read.state;
        read.ends.forEach(ended);
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
          log.info('single keys of a scanner were thrown away', { length: left.text.length });
        else ended(left);
      }
      connection.onClose((fault) => end(fault.message));
      stopping.addEventListener('abort', () => end('stopped'), { once: true });
    });
  }

  function ended(end: WedgeEnd): void {
    if ('text' in end) scans.scanned(end.text);
    else log.warn('scan dropped', { why: end.spoilt });
  }

  return scannerDevice(config.id, supervisor, scans);
}
