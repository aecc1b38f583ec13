import type { Credential } from '../../base/credential.ts';
import {
  badgeFormatSchema,
  layoutNames,
  type BadgeFormat,
  type BadgePart,
  type LayoutName,
} from '../../contract/badge-format.ts';
import { dataLength, layouts } from './layouts.ts';
import { textCandidates } from './text-candidates.ts';

/**
 * Every way that is known from the field in which a number may be made of a card; which of them
 * explains the cards at hand is for `learn.ts` to try. The likeliest come first.
 */
export interface Sample {
  readonly credential: Credential;
  readonly printed: string;
}

/** Candidates are made by the hundred, so their defaults are filled in once. */
const plainBits = badgeFormatSchema.parse({ from: 'bits' });
const plainUid = badgeFormatSchema.parse({ from: 'uid' });

export function candidates(samples: readonly Sample[]): readonly BadgeFormat[] {
  const [first] = samples;
  switch (first?.credential.kind) {
    case 'bits':
      return bitCandidates(plainBits, [first.credential.bits.length], samples);
    case 'uid': {
      const lengths = new Set(samples.map(({ credential }) => uidBits(credential)));
      return bitCandidates(plainUid, [...lengths], samples);
    }
    case 'text':
      return textCandidates(samples).flatMap((format): readonly BadgeFormat[] =>
        format.from === 'text'
          ? [format]
          : bitCandidates(format, widthsOf(format, samples), samples),
      );
    case undefined:
      return [];
  }
}

function uidBits(credential: Credential): number {
  return credential.kind === 'uid' ? credential.hex.length * 4 : 0;
}

function widthsOf(
  format: Extract<BadgeFormat, { from: 'decText' | 'hexText' }>,
  samples: readonly Sample[],
): readonly number[] {
  if (format.width !== undefined) return [format.width];
  const { stripPrefix, stripSuffix } = format;
  const around = stripPrefix.length + stripSuffix.length;
  return [
    ...new Set(
      samples.map(({ credential }) =>
        credential.kind === 'text' ? (credential.text.trim().length - around) * 4 : 0,
      ),
    ),
  ];
}

type FromBits = Exclude<BadgeFormat, { from: 'text' }>;
type Choice = Partial<Pick<FromBits, 'layout' | 'parity' | 'number' | 'join'>>;

/** What such a row of bits may be: every order, with and without a layout, each base. */
function bitCandidates(
  plain: BadgeFormat,
  lengths: readonly number[],
  samples: readonly Sample[],
): readonly FromBits[] {
  if (plain.from === 'text') return [];
  const joins = ['', ...signsIn(samples)];
  const cutOff = samples.some(
    ({ credential }) => credential.kind === 'bits' && credential.bits.includes('x'),
  );
  const [length = 0] = lengths;
  const choices: readonly Choice[] = [
    ...(lengths.length === 1 ? laidOut(length, cutOff, joins) : []),
    ...slices(Math.min(...lengths), joins),
  ];
  return ORDERS.flatMap((order) =>
    choices.flatMap((choice) =>
      BASES.map((base): FromBits => ({ ...plain, ...order, ...choice, base })),
    ),
  );
}

const BASES = ['dec', 'hex'] as const;
const ORDERS = [
  { byteOrder: 'asSent', bitOrder: 'asSent' },
  { byteOrder: 'reversed', bitOrder: 'asSent' },
  { byteOrder: 'asSent', bitOrder: 'reversed' },
  { byteOrder: 'reversed', bitOrder: 'reversed' },
] as const;

/** Signs between the digits of the printed numbers: `123-4567`, `04:A2`. */
function signsIn(samples: readonly Sample[]): readonly string[] {
  return [...new Set(samples.flatMap(({ printed }) => printed.match(/[^0-9a-z]/gi) ?? []))];
}

function laidOut(length: number, cutOff: boolean, joins: readonly string[]): readonly Choice[] {
  return layoutNames.flatMap((layout) => {
    const whole = layouts[layout].bits === length;
    const bare = dataLength(layouts[layout]) === length;
    if (!whole && !bare) return [];
    const parity = bare || cutOff ? 'cutOff' : 'checked';
    return partsOf(layout, joins).map((parts): Choice => ({ layout, parity, ...parts }));
  });
}

function partsOf(name: LayoutName, joins: readonly string[]): readonly Choice[] {
  const part = (of: 'card' | 'data' | 'all' | 'facility'): BadgePart => ({ of, digits: 0 });
  const alone = (of: 'card' | 'data' | 'all'): Choice => ({ number: [part(of)] });
  return [
    alone('card'),
    ...(layouts[name].facility
      ? joins.map((join): Choice => ({ number: [part('facility'), part('card')], join }))
      : []),
    alone('data'),
    alone('all'),
  ];
}

/** Without a layout: the whole, its ends, and the pairs in which makers print fobs. */
function slices(length: number, joins: readonly string[]): readonly Choice[] {
  const cut = (from: number, to?: number): BadgePart => ({
    from,
    ...(to !== undefined && { to }),
    digits: 0,
  });
  const alone: Choice[] = [{ number: [{ of: 'all', digits: 0 }] }];
  for (const bits of [32, 24, 16])
    if (bits < length) alone.push({ number: [cut(-bits)] }, { number: [cut(0, bits)] });
  const pairs = joins.flatMap((join) => [
    ...(length >= 32 ? [{ number: [cut(-32, -16), cut(-16)], join }] : []),
    ...(length >= 40
      ? [0, 8, 16].map((from) => ({ number: [cut(from, from + 8), cut(-16)], join }))
      : []),
  ]);
  const bytes = joins
    .filter((join) => join !== '' && length % 8 === 0)
    .map((join) => ({
      number: Array.from({ length: length / 8 }, (_, i) => cut(i * 8, i * 8 + 8)),
      join,
    }));
  return [...alone, ...pairs, ...bytes];
}
