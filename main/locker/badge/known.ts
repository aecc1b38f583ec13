import {
  badgeFormatSchema,
  layoutNames,
  type BadgeFormat,
  type LayoutName,
} from '../../contract/badge-format.ts';

/**
 * Badge formats by name: the Wiegand layouts with their card number, and the ways in which the chip
 * number of one card is printed (identification.md §1.4 and §2).
 */
const low = (bits: number, digits: number) => ({ from: -bits, digits });

const wiegand = Object.fromEntries(
  layoutNames.map((layout) => [layout, { from: 'bits', layout, number: [{ of: 'card' }] }]),
) as Record<LayoutName, object>;

const byName = {
  ...wiegand,
  'uid-hex': { from: 'uid', base: 'hex', number: [{ of: 'all', digits: 'full' }] },
  'uid-hex-reversed': {
    from: 'uid',
    base: 'hex',
    byteOrder: 'reversed',
    number: [{ of: 'all', digits: 'full' }],
  },
  'uid-dec': { from: 'uid' },
  'uid-dec-reversed': { from: 'uid', byteOrder: 'reversed' },
  'uid-dec-first-4-reversed': {
    from: 'uid',
    byteOrder: 'reversed',
    number: [{ from: -32, digits: 10 }],
  },
  'em-dez-8': { from: 'uid', bitCounts: [40], number: [low(24, 8)] },
  'em-dez-10': { from: 'uid', bitCounts: [40], number: [low(32, 10)] },
  'em-dez-5.5': {
    from: 'uid',
    bitCounts: [40],
    join: '.',
    number: [{ from: -32, to: -16, digits: 5 }, low(16, 5)],
  },
  'em-dez-3.5a': em35(0),
  'em-dez-3.5b': em35(8),
  'em-dez-3.5c': em35(16),
  'em-dez-14': { from: 'uid', bitCounts: [40], number: [{ of: 'all', digits: 14 }] },
  'em-dez-15-mirrored': {
    from: 'uid',
    bitCounts: [40],
    bitOrder: 'reversed',
    number: [{ of: 'all', digits: 15 }],
  },
};

function em35(from: number) {
  return {
    from: 'uid',
    bitCounts: [40],
    join: '.',
    number: [{ from, to: from + 8, digits: 3 }, low(16, 5)],
  };
}

export type KnownFormat = keyof typeof byName;
export const knownFormats = Object.fromEntries(
  Object.entries(byName).map(([name, draft]) => [name, badgeFormatSchema.parse(draft)]),
) as Readonly<Record<KnownFormat, BadgeFormat>>;
export const knownNames = Object.keys(byName) as readonly KnownFormat[];

/** Integrators write `h10301`, `c1000_35` … and mean the same. */
export function knownName(text: string): KnownFormat | null {
  const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9.]/g, '');
  return knownNames.find((name) => plain(name) === plain(text)) ?? null;
}
