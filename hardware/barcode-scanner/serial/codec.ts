import { MAX_SCAN } from '../scans.ts';

/**
 * Scanners on a serial line or as a USB serial device (CDC): the data, then CR, LF or both, or STX
 * before it and ETX behind it. Pure. Whether silence ends a scan or spoils it, the driver knows.
 */
export interface FramingState {
  readonly held: string;
  /** Too long or noise: everything up to the next end is thrown away. */
  readonly spoilt: boolean;
}

export const noScan: FramingState = { held: '', spoilt: false };

const STX = 0x02;
const ETX = 0x03;
const LF = 0x0a;
const CR = 0x0d;
/** An AIM identifier stands before the data. */
const LONGEST = MAX_SCAN + 3;

export function readScans(
  state: FramingState,
  bytes: Uint8Array,
): { readonly state: FramingState; readonly scans: readonly string[] } {
  let { held, spoilt } = state;
  const scans: string[] = [];
  for (const byte of bytes) {
    if (byte === STX) {
      // A new frame: whatever stands before it is the rest of a broken one.
      held = '';
      spoilt = false;
    } else if (byte === CR || byte === LF || byte === ETX) {
      if (held !== '' && !spoilt) scans.push(held);
      held = '';
      spoilt = false;
    } else if (held.length >= LONGEST) spoilt = true;
    else held += String.fromCharCode(byte);
  }
  return { state: { held, spoilt }, scans };
}
