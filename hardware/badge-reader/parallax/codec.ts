import type { ReaderBytes, ReaderCodec } from '../serial-reader.ts';

/**
 * Parallax RFID card readers and their likes, 125 kHz: LF, ten hexadecimal digits, CR. There is no
 * checksum, so a frame counts only when it is exactly that.
 */
export const parallaxCodec: ReaderCodec<string | null> = { empty: null, read, isHalf };

const LF = 0x0a;
const CR = 0x0d;
const DIGITS = 10;

/** The digits since LF; null outside a frame. */
function read(before: string | null, bytes: Uint8Array): ReaderBytes<string | null> {
  let held = before;
  const cards: { kind: 'uid'; hex: string }[] = [];
  const dropped: string[] = [];
  for (const byte of bytes) {
    if (byte === LF) {
      if (held !== null && held !== '') dropped.push('a frame began inside another');
      held = '';
    } else if (held === null) {
      // Between two frames.
    } else if (byte === CR) {
      if (held.length === DIGITS) cards.push({ kind: 'uid', hex: held });
      else if (held !== '') dropped.push(`${held.length} digits instead of ${DIGITS}`);
      held = null;
    } else {
      const digit = String.fromCharCode(byte).toUpperCase();
      if (/[0-9A-F]/.test(digit) && held.length < DIGITS) held += digit;
      else {
        dropped.push('a byte that is no digit, or too many digits');
        held = null;
      }
    }
  }
  return { state: held, cards, dropped };
}

function isHalf(state: string | null): boolean {
  return state !== null && state !== '';
}
