import type { Clock, TimerHandle } from '../../../main/base/clock.ts';
import type { Log } from '../../../main/base/log.ts';
import type { BarcodeScanner } from '../../device.ts';
import type { Port, PortConnection } from '../../port/port.ts';
import { supervise } from '../../supervisor.ts';
import { createScans, scannerDevice } from '../scans.ts';
import { noScan, readScans, type FramingState } from './codec.ts';

/** A scanner on a serial line. It only talks: that it is alive shows when something is scanned. */
export interface SerialScannerConfig {
  readonly id: string;
  /** `terminator`: CR, LF or ETX. `silence`: the scanner sends none, a pause is the end. */
  readonly ending: 'terminator' | 'silence';
}

export interface SerialScannerOptions {
  readonly port: Port;
  readonly clock: Clock;
  readonly log: Log;
}

/** A scanner sends a symbol in one go; at 9600 baud that is about 1 ms between bytes. */
const SILENCE_MS = 100;

export function createSerialScanner(
  config: SerialScannerConfig,
  { port, clock, log }: SerialScannerOptions,
): BarcodeScanner {
  const scans = createScans(config.id, clock, log);
  const supervisor = supervise<PortConnection>({
    port,
    clock,
    log,
    serve: listen,
  });

  function listen(connection: PortConnection, stopping: AbortSignal): Promise<string> {
    return new Promise((resolve) => {
      let state: FramingState = noScan;
      let silence: TimerHandle = null;
      const end = (reason: string): void => {
        // Half a scan of a cable that was pulled never joins the next one.
        clock.clearTimeout(silence);
        resolve(reason);
      };
      connection.onData((bytes) => {
        clock.clearTimeout(silence);
        const read = readScans(state, bytes);
        state = read.state;
        for (const text of read.scans) scans.scanned(text);
        if (state.held !== '' || state.spoilt) silence = clock.setTimeout(silent, SILENCE_MS);
      });
      function silent(): void {
        if (config.ending === 'silence' && !state.spoilt) scans.scanned(state.held);
        else log.info('half a scan was thrown away', { length: state.held.length });
        state = noScan;
      }
      connection.onClose((fault) => end(fault.message));
      stopping.addEventListener('abort', () => end('stopped'), { once: true });
    });
  }

  return scannerDevice(config.id, supervisor, scans);
}
