/**
 * Readers that print a card number and a line end: CR, LF or both. Pure. Half a line never joins
 * the next card: the caller says when the line has been silent for too long.
 */
export interface LineState {
  readonly held: string;
  /** The line was too long or broken; everything up to its end is thrown away. */
  readonly spoilt: boolean;
}

export const emptyLine: LineState = { held: '', spoilt: false };

/** No card number is longer; a cable that hums would otherwise fill the memory. */
export const MAX_LINE = 64;

const CR = 13;
const LF = 10;
const FIRST_PRINTABLE = 0x20;
const LAST_PRINTABLE = 0x7e;

export function readLines(
  state: LineState,
  bytes: Uint8Array,
): { readonly state: LineState; readonly lines: readonly string[] } {
  let { held, spoilt } = state;
  const lines: string[] = [];
  for (const byte of bytes) {
    if (byte === CR || byte === LF) {
      const line = held.trim();
      if (line !== '' && !spoilt) lines.push(line);
      held = '';
      spoilt = false;
    } else if (byte >= FIRST_PRINTABLE && byte <= LAST_PRINTABLE) {
      if (held.length >= MAX_LINE) spoilt = true;
      else held += String.fromCharCode(byte);
    } else if (byte > LAST_PRINTABLE) {
      // Not a character that a reader prints: noise, or the wrong speed.
      spoilt = true;
    }
  }
  return { state: { held, spoilt }, lines };
}
