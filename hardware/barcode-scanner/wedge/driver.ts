import type { BarcodeScanner } from '../../device.ts';
import type { HidConnection } from '../../port/hid.ts';
import { supervise } from '../../supervisor.ts';
import type { HidScannerOptions } from '../hid-pos/driver.ts';
import { createScans, scannerDevice } from '../scans.ts';
import type { WedgeEnd } from './codec.ts';
import type { KeyMapName } from './key-maps.ts';
import { listenToKeys } from './listen.ts';

/** A scanner that pretends to be a keyboard, read as a device so that nothing is typed into a page. */
export interface WedgeConfig {
  readonly id: string;
  /** The keyboard that the scanner is set to. */
  readonly keys: KeyMapName;
}

export function createWedgeScanner(
  config: WedgeConfig,
  { port, clock, log }: HidScannerOptions,
): BarcodeScanner {
  const scans = createScans(config.id, clock, log);
  const listener = { keys: config.keys, clock, log, ended };
  const supervisor = supervise<HidConnection>({
    port,
    clock,
    log,
    serve: (connection, stopping) => listenToKeys(listener, connection, stopping),
  });

  function ended(end: WedgeEnd): void {
    if ('text' in end) scans.scanned(end.text);
    else log.warn('scan dropped', { why: end.spoilt });
  }

  return scannerDevice(config.id, supervisor, scans);
}
