import type { BadgePart, Layout } from '../../contract/badge-format.ts';
import { dataBits, taken } from './layouts.ts';

/** Bits as text of `0`, `1` and `x`; values as BigInt, since a card's may not fit into a double. */
export interface Order {
  readonly byteOrder: 'asSent' | 'reversed';
  readonly bitOrder: 'asSent' | 'reversed';
}

/** Null where only whole bytes can be put into that order. */
export function ordered(bits: string, { byteOrder, bitOrder }: Order): string | null {
  if (byteOrder === 'asSent' && bitOrder === 'asSent') return bits;
  if (byteOrder === 'reversed' && bitOrder === 'reversed') return backwards(bits);
  if (bits.length % 8 !== 0) return null;
  const bytes = bits.match(/.{8}/g) ?? [];
  return byteOrder === 'reversed' ? bytes.toReversed().join('') : bytes.map(backwards).join('');
}

function backwards(bits: string): string {
  return Array.from(bits).toReversed().join('');
}

export function valueOf(bits: string): bigint {
  return BigInt(`0b${bits}`);
}

/** So many bits with this value, or null where it does not fit. */
export function bitsOf(value: bigint, width: number): string | null {
  const bits = value.toString(2);
  return bits.length > width ? null : bits.padStart(width, '0');
}

/** What a part takes of the bits; null where the layout or the card has no such bits. */
export function partBits(part: BadgePart, bits: string, layout: Layout | null): string | null {
  if ('from' in part) return bits.slice(part.from, part.to) || null;
  switch (part.of) {
    case 'all':
      return bits;
    case 'data':
      return layout && dataBits(layout, bits);
    case 'facility':
      return layout?.facility ? taken(bits, layout.facility) : null;
    case 'card':
      return layout && taken(bits, layout.card);
  }
}

/** How many digits the greatest value of so many bits has. */
export function fullDigits(bits: number, base: 'dec' | 'hex'): number {
  if (base === 'hex') return Math.ceil(bits / 4);
  return ((1n << BigInt(bits)) - 1n).toString().length;
}

export function digitsOf(bits: string, base: 'dec' | 'hex', digits: number | 'full'): string {
  const text = valueOf(bits).toString(base === 'hex' ? 16 : 10);
  return text.padStart(digits === 'full' ? fullDigits(bits.length, base) : digits, '0');
}
