import type { Layout, LayoutName } from '../../contract/badge-format.ts';

/**
 * The common Wiegand layouts. Facts as identification.md §1.4 gives them; each is held against
 * published cards in the tests, H10306 against computed ones only.
 */
export const layouts: Readonly<Record<LayoutName, Layout>> = {
  H10301: {
    bits: 26,
    facility: [1, 8],
    card: [9, 24],
    parity: [
      { bit: 0, makes: 'even', over: [[1, 12]] },
      { bit: 25, makes: 'odd', over: [[13, 24]] },
    ],
  },
  H10306: {
    bits: 34,
    facility: [1, 16],
    card: [17, 32],
    parity: [
      { bit: 0, makes: 'even', over: [[1, 16]] },
      { bit: 33, makes: 'odd', over: [[17, 32]] },
    ],
  },
  'C1000-35': {
    bits: 35,
    facility: [2, 13],
    card: [14, 33],
    parity: [
      { bit: 1, makes: 'even', over: pairs(2, 32) },
      { bit: 34, makes: 'odd', over: pairs(1, 31) },
      // Covers both of the others, so it was made last.
      { bit: 0, makes: 'odd', over: [[1, 34]] },
    ],
  },
  H10302: {
    bits: 37,
    card: [1, 35],
    parity: [
      { bit: 0, makes: 'even', over: [[1, 18]] },
      { bit: 36, makes: 'odd', over: [[18, 35]] },
    ],
  },
  // The parity of H10302: on the wire nobody can tell them apart.
  H10304: {
    bits: 37,
    facility: [1, 16],
    card: [17, 35],
    parity: [
      { bit: 0, makes: 'even', over: [[1, 18]] },
      { bit: 36, makes: 'odd', over: [[18, 35]] },
    ],
  },
  'C1000-48': {
    bits: 48,
    facility: [2, 23],
    card: [24, 46],
    parity: [
      { bit: 1, makes: 'even', over: pairs(3, 45) },
      { bit: 47, makes: 'odd', over: pairs(2, 44) },
      { bit: 0, makes: 'odd', over: [[1, 47]] },
    ],
  },
};

/** Two of three: `first`, `first + 1`, `first + 3` … up to the pair that begins at `last`. */
function pairs(first: number, last: number): [number, number][] {
  return Array.from({ length: (last - first) / 3 + 1 }, (_, i) => {
    const bit = first + 3 * i;
    return [bit, bit + 1];
  });
}

/** Of each rule: whether it holds; null where the reader has cut off a bit that it needs. */
export function parityOf(layout: Layout, bits: string): readonly (boolean | null)[] {
  return layout.parity.map(({ bit, makes, over }) => {
    const watched = (bits[bit] ?? 'x') + over.map((range) => taken(bits, range)).join('');
    if (watched.includes('x')) return null;
    const ones = watched.replaceAll('0', '').length;
    return (ones % 2 === 0) === (makes === 'even');
  });
}

export function taken(bits: string, [first, last]: readonly [number, number]): string {
  return bits.slice(first, last + 1);
}

function isParity(layout: Layout, bit: number): boolean {
  return layout.parity.some((rule) => rule.bit === bit);
}

/** The bits without their parity. */
export function dataBits(layout: Layout, bits: string): string {
  return Array.from(bits)
    .filter((_, bit) => !isParity(layout, bit))
    .join('');
}

export function dataLength(layout: Layout): number {
  return layout.bits - layout.parity.length;
}

/** The other way: an `x` stands where the reader has cut off a parity bit. */
export function withGaps(layout: Layout, data: string): string {
  const left = Array.from(data);
  return Array.from({ length: layout.bits }, (_, bit) =>
    isParity(layout, bit) ? 'x' : (left.shift() ?? 'x'),
  ).join('');
}

/** A whole card of its data bits, each parity bit as the layout's rules make it. */
export function withParity(layout: Layout, data: string): string {
  const bits = Array.from(withGaps(layout, data));
  for (const { bit, makes, over } of layout.parity) {
    const ones = over.flatMap((range) => Array.from(taken(bits.join(''), range)));
    const odd = ones.filter((each) => each === '1').length % 2 === 1;
    bits[bit] = odd === (makes === 'even') ? '1' : '0';
  }
  return bits.join('');
}
