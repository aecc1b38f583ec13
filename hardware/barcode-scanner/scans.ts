import type { Clock } from '../../main/base/clock.ts';
import { listeners, type Unsubscribe } from '../../main/base/listeners.ts';
import type { Log } from '../../main/base/log.ts';
import type { BarcodeScanner, ScanRead } from '../device.ts';
import type { Supervisor } from '../supervisor.ts';

/** What comes out of every kind of scanner: one call for one scan, whoever wrote the symbol. */
export interface Scans {
  /** `text` as it came, Latin-1; where the scanner tells the symbology apart, `aim` is given. */
  scanned(text: string, aim?: string | null): void;
  readonly add: (listener: (scan: ScanRead) => void) => Unsubscribe;
}

/** A symbol that is held before the window is read again and again. */
const SAME_SCAN_MS = 300;

/** The longest label that anybody prints for us, 2D included; longer ones are somebody's trick. */
export const MAX_SCAN = 512;

const AIM = /^\][A-Za-z][0-9A-Za-z]/;
/** Answers to menu commands: the scanner speaks of itself. */
const DEVICE_MESSAGES = [']X0', ']Z6'];
const SEPARATORS = [0x04, 0x1d, 0x1e];

export function createScans(scanner: string, clock: Clock, log: Log): Scans {
  const scans = listeners<ScanRead>();
  let last = { text: '', at: -Infinity };

  function scanned(text: string, told: string | null = null): void {
    const found = AIM.exec(text)?.[0] ?? null;
    const aim = told ?? found;
    const data = told === null && found !== null ? text.slice(found.length) : text;
    if (aim !== null && DEVICE_MESSAGES.includes(aim))
      return log.info('the scanner says', { data });
    if (data.trim() === '') return;
    if (data.length > MAX_SCAN) return log.warn('scan dropped', { why: 'too long' });
    if (hasControl(data)) return log.warn('scan dropped', { why: 'control character' });
    const at = clock.monotonic();
    const whole = `${aim ?? ''}${data}`;
    const again = whole === last.text && at - last.at < SAME_SCAN_MS;
    last = { text: whole, at };
    if (!again) scans.emit({ scanner, aim, data, at });
  }

  return { scanned, add: scans.add };
}

/** GS separates GS1 elements, RS and EOT an envelope's messages. Any other would press a key somewhere. */
function hasControl(data: string): boolean {
  return [...data].some((character) => {
    const code = character.charCodeAt(0);
    return (code < 0x20 || code === 0x7f) && !SEPARATORS.includes(code);
  });
}

export function scannerDevice(id: string, supervisor: Supervisor, scans: Scans): BarcodeScanner {
  return {
    id,
    kind: 'barcodeScanner',
    start: supervisor.start,
    stop: supervisor.stop,
    reports: () => [{ id, kind: 'barcodeScanner', health: supervisor.health() }],
    onHealth: (listener) =>
      supervisor.onHealth((health) => listener({ id, kind: 'barcodeScanner', health })),
    onScan: scans.add,
  };
}
