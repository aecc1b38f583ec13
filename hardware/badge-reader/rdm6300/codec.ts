import type { ReaderBytes, ReaderCodec } from '../serial-reader.ts';

/**
 * RDM6300 and its likes, 125 kHz: STX, ten hexadecimal digits, two of their XOR, ETX; some put CR LF
 * in front of the ETX. Repeated about every 50 ms while the tag lies there. Held against two fobs
 * whose printed numbers were published with their bytes.
 */
export const rdm6300Codec: ReaderCodec<string | null> = { empty: null, read, isHalf };

const STX = 0x02;
const ETX = 0x03;
const CR = 0x0d;
const LF = 0x0a;
const DIGITS = 12;

/** The digits since STX; null outside a frame. */
function read(before: string | null, bytes: Uint8Array): ReaderBytes<string | null> {
  let held = before;
  const cards: { kind: 'uid'; hex: string }[] = [];
  const dropped: string[] = [];
  for (const byte of bytes) {
    if (byte === STX) {
      if (held !== null) dropped.push('a frame began inside another');
      held = '';
    } else if (held === null || byte === CR || byte === LF) {
      // Between two frames, or the line end that some modules put in front of ETX.
    } else if (byte === ETX) {
      if (held.length !== DIGITS) dropped.push(`${held.length} digits instead of ${DIGITS}`);
      else if (!checksumFits(held)) dropped.push('its checksum is wrong');
      else cards.push({ kind: 'uid', hex: held.slice(0, 10) });
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
  return state !== null;
}

function checksumFits(digits: string): boolean {
  return xorOfHex(digits) === 0;
}

/** Zero over the number and its checksum together. */
export function xorOfHex(digits: string): number {
  return (digits.match(/../g) ?? []).reduce((sum, pair) => sum ^ parseInt(pair, 16), 0);
}
