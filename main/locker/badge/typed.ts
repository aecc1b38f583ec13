import { bitsOf } from './bits.ts';

/** Bits of a card as people copy them: `0` and `1`, or hexadecimal justified in one of four ways. */
export interface TypedBits {
  readonly bits: string;
  readonly as: string;
}

/** Longer rows of 0 and 1 are bits; of hexadecimal digits no card that is known here has so many. */
const SURELY_BITS = 17;
/** The HID Prox frame (44 bits) marks cards of fewer bits than this at the place of this bit. */
const PROX_MARK = 37;

export function bare(text: string): string {
  return text.replace(/[\s,:;_-]/g, '');
}

/** The same as bits when it was typed so; null when it is to be read as hexadecimal. */
export function plainBits(text: string, wanted: readonly number[]): string | null {
  const [, marked] = /^0b([01x]+)$/i.exec(bare(text)) ?? [];
  if (marked !== undefined) return marked.toLowerCase();
  const row = bare(text).toLowerCase();
  if (!/^[01x]+$/.test(row)) return null;
  return wanted.includes(row.length) || row.length >= SURELY_BITS ? row : null;
}

/**
 * Every way in which hexadecimal digits may hold a card of so many bits: with the last bit last; so,
 * behind the marks of the HID Prox frame; with the first bit first; so, behind a byte that counts
 * the unused bits at the end.
 */
export function bitsOfHex(text: string, width: number): readonly TypedBits[] {
  const hex = bare(text).replace(/^0x/i, '');
  if (!/^[0-9a-f]{1,66}$/i.test(hex)) return [];
  const found: TypedBits[] = [];
  const value = BigInt(`0x${hex}`);
  const above = value >> BigInt(width);
  const low = bitsOf(value & ((1n << BigInt(width)) - 1n), width) ?? '';
  if (above === 0n) found.push({ bits: low, as: 'last bit last' });
  else if (isProxMark(above, width)) found.push({ bits: low, as: 'HID Prox frame' });
  const first = leftJustified(hex, width);
  if (first !== null) found.push({ bits: first, as: 'first bit first' });
  const unused = Math.ceil(width / 8) * 8 - width;
  const counted = parseInt(hex.slice(0, 2), 16) === unused && leftJustified(hex.slice(2), width);
  if (counted) found.push({ bits: counted, as: 'first bit first, behind a count of unused bits' });
  return found;
}

/** A one before the card's first bit, and the frame's own where the card is short enough for it. */
function isProxMark(above: bigint, width: number): boolean {
  const start = 1n;
  const frame = width < PROX_MARK ? 1n << BigInt(PROX_MARK - width) : 0n;
  return above === start || above === (start | frame);
}

function leftJustified(hex: string, width: number): string | null {
  const bytes = Math.ceil(width / 8);
  if (hex.length !== bytes * 2) return null;
  const row = bitsOf(BigInt(`0x${hex}`), bytes * 8) ?? '';
  return row.slice(width).includes('1') ? null : row.slice(0, width);
}
