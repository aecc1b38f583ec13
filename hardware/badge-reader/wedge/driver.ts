import type { WedgeEnd } from '../../barcode-scanner/wedge/codec.ts';
import type { KeyMapName } from '../../barcode-scanner/wedge/key-maps.ts';
import { listenToKeys } from '../../barcode-scanner/wedge/listen.ts';
import type { BadgeReader } from '../../device.ts';
import type { HidConnection } from '../../port/hid.ts';
import { supervise } from '../../supervisor.ts';
import { MAX_LINE } from '../line/codec.ts';
import type { HidReaderOptions } from '../pcprox/driver.ts';
import { createTaps, readerDevice, type ReaderConfig } from '../taps.ts';

/** A badge reader that types the number like a keyboard, read as a device. */
export interface WedgeReaderConfig extends ReaderConfig {
  /** The keyboard that the reader is set to. */
  readonly keys: KeyMapName;
  /** `terminator`: Enter or Tab; without it half a number would count as one. */
  readonly ending: 'terminator' | 'silence';
}

export function createWedgeReader(
  config: WedgeReaderConfig,
  { port, clock, log }: HidReaderOptions,
): BadgeReader {
  const taps = createTaps(config, clock);
  const listener = { keys: config.keys, clock, log, ended };
  const supervisor = supervise<HidConnection>({
    port,
    clock,
    log,
    serve: (connection, stopping) => listenToKeys(listener, connection, stopping),
  });

  function ended(end: WedgeEnd, by: 'key' | 'silence'): void {
    const half = by === 'silence' && config.ending === 'terminator' ? 'it has no end' : null;
    const problem = half ?? ('text' in end ? problemOf(end.text) : end.spoilt);
    if (problem !== null) log.warn('a card number was thrown away', { why: problem });
    else if ('text' in end) taps.tapped({ kind: 'text', text: end.text.trim() });
  }

  return readerDevice(config.id, supervisor, taps);
}

/** What no badge reader types. */
function problemOf(text: string): string | null {
  if (text.trim() === '') return 'it is empty';
  if (text.length > MAX_LINE) return 'it is too long';
  return /^[ -~]*$/.test(text) ? null : 'it has characters that no number has';
}
