import { layoutNames, type LayoutName } from '../../contract/badge-format.ts';
import { valueOf } from './bits.ts';
import { knownFormats, knownName, knownNames, type KnownFormat } from './known.ts';
import { dataLength, layouts, parityOf, taken, withGaps } from './layouts.ts';
import { readBadge } from './read.ts';
import { bare, bitsOfHex, plainBits, type TypedBits } from './typed.ts';

/** What `npm run explain -- badge` takes for a format: a name of the table, or `any`. */
export const explainedFormats: readonly string[] = [...knownNames, 'any'];

export interface BadgeExplanation {
  readonly ok: boolean;
  readonly kind: string;
  readonly fields: Fields;
  readonly problems: readonly string[];
  readonly candidates: readonly Fields[];
}
type Fields = Readonly<Record<string, string | number | boolean>>;

export function isExplained(format: string): boolean {
  return format.toLowerCase() === 'any' || knownName(format) !== null;
}

/** A card in words: bits as 0 and 1, or hexadecimal; `format` is one of `explainedFormats`. */
export function explainBadge(format: string, text: string): BadgeExplanation {
  if (format.toLowerCase() === 'any') return anyWiegand(text);
  const name = knownName(format);
  if (name === null)
    return unknown(
      `There is no badge format "${format}"; there are ${explainedFormats.join(', ')}.`,
    );
  return isWiegand(name) ? wiegand(name, text) : chip(name, text);
}

function isWiegand(name: KnownFormat): name is LayoutName {
  return layoutNames.some((layout) => layout === name);
}

function unknown(problem: string, fields: Fields = {}): BadgeExplanation {
  return { ok: false, kind: 'unknown', fields, problems: [problem], candidates: [] };
}

interface Laid {
  readonly name: LayoutName;
  readonly fields: Fields;
  /** Null where the reader has cut the parity off. */
  readonly parityOk: boolean | null;
}

/** The card under one layout, right or wrong. */
function laid(name: LayoutName, { bits, as }: TypedBits): Laid {
  const layout = layouts[name];
  const whole = bits.length === layout.bits ? bits : withGaps(layout, bits);
  const rules = parityOf(layout, whole);
  const parityOk = rules.includes(false) ? false : rules.includes(null) ? null : true;
  const field = (range?: readonly [number, number]): string | number | null =>
    range && !taken(whole, range).includes('x') ? shown(valueOf(taken(whole, range))) : null;
  const facilityCode = field(layout.facility);
  const cardNumber = field(layout.card);
  return {
    name,
    parityOk,
    fields: {
      format: name,
      bits,
      bitCount: bits.length,
      ...(as !== '' && { typedAs: as }),
      ...(facilityCode !== null && { facilityCode }),
      ...(cardNumber !== null && { cardNumber }),
      ...(parityOk !== null && { parityOk }),
      parity: layout.parity
        .map(({ bit, makes }, i) => `bit ${bit} (${makes}) ${RULE[String(rules[i])]}`)
        .join(', '),
    },
  };
}

const RULE: Readonly<Record<string, string>> = { true: 'right', false: 'wrong', null: 'cut off' };

/** As a number where a double holds it, else as text. */
function shown(value: bigint): string | number {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value.toString();
}

function lengthsOf(name: LayoutName): readonly number[] {
  return [layouts[name].bits, dataLength(layouts[name])];
}

/** What was typed as a card of this layout; the most likely reading first. */
function readings(name: LayoutName, text: string): readonly Laid[] {
  const plain = plainBits(text, lengthsOf(name));
  if (plain !== null)
    return lengthsOf(name).includes(plain.length) ? [laid(name, { bits: plain, as: '' })] : [];
  const all = bitsOfHex(text, layouts[name].bits).map((typed) => laid(name, typed));
  return [...all.filter(isRight), ...all.filter((each) => !isRight(each))];
}

function wiegand(name: LayoutName, text: string): BadgeExplanation {
  const [first] = readings(name, text);
  if (!first) return unreadable(name, text);
  const problems = parityProblems(first);
  // While it is right, only what the card itself cannot tell apart.
  const others = layoutNames.filter(
    (other) =>
      other !== name && (problems.length > 0 || layouts[other].bits === layouts[name].bits),
  );
  return {
    ok: problems.length === 0,
    kind: 'wiegand',
    fields: first.fields,
    problems,
    candidates: [
      ...others.flatMap((other) => readings(other, text).slice(0, 1)).filter(isRight),
      ...(first.parityOk === false ? withoutParity(name, text) : []),
    ].map(({ fields }) => fields),
  };
}

function isRight({ parityOk }: Laid): boolean {
  return parityOk === true;
}

function parityProblems({ parityOk, fields }: Laid): readonly string[] {
  if (parityOk === true) return [];
  return parityOk === null
    ? ['Its parity bits are missing, so nothing says whether it was read right.']
    : [
        `The parity is wrong: ${fields['parity']}. The card was misread or is of another format; it is nobody's.`,
      ];
}

/** What some readers deliver: the data bits alone, in hexadecimal. */
function withoutParity(name: LayoutName, text: string): readonly Laid[] {
  return bitsOfHex(text, dataLength(layouts[name]))
    .filter(({ as }) => as === 'last bit last')
    .map(({ bits }) => laid(name, { bits, as: 'without parity' }));
}

function unreadable(name: LayoutName, text: string): BadgeExplanation {
  const bits = plainBits(text, []);
  const wanted = layouts[name].bits;
  if (bits !== null)
    return unknown(`It has ${bits.length} bits; a card of ${name} has ${wanted}.`, {
      bits,
      bitCount: bits.length,
    });
  return isHex(text)
    ? unknown(`It does not hold a card of ${wanted} bits, which ${name} has.`)
    : unknown('It is neither bits nor hexadecimal.');
}

function isHex(text: string): boolean {
  return /^(0x)?[0-9a-f]+$/i.test(bare(text));
}

function anyWiegand(text: string): BadgeExplanation {
  const all = layoutNames.flatMap((name) => readings(name, text).slice(0, 1));
  const fitting = all.filter(isRight);
  const [first, second] = fitting;
  const bits = plainBits(text, []);
  if (all.length === 0)
    return bits !== null || isHex(text)
      ? unknown(
          'There is no format of this length.',
          bits === null ? {} : { bits, bitCount: bits.length },
        )
      : unknown('It is neither bits nor hexadecimal.');
  const problems = first
    ? second
      ? ['Several formats fit, and the card cannot tell them apart: the site must say which.']
      : []
    : ['The parity is wrong by every format of this length.'];
  return {
    ok: problems.length === 0,
    kind: 'wiegand',
    fields: first && !second ? first.fields : {},
    problems,
    candidates: second ? fitting.map(({ fields }) => fields) : [],
  };
}

/** A chip number in the rendering that was asked for, and in all the others. */
function chip(name: KnownFormat, text: string): BadgeExplanation {
  const hex = bare(text).replace(/^0x/i, '').toUpperCase();
  if (!/^(?:[0-9A-F]{2}){1,32}$/.test(hex)) return unknown('It is not a row of hexadecimal bytes.');
  const read = (format: KnownFormat) => readBadge(knownFormats[format], { kind: 'uid', hex });
  const asked = read(name);
  return {
    ok: asked.ok,
    kind: 'uid',
    fields: {
      format: name,
      uid: hex,
      bytes: hex.length / 2,
      ...(asked.ok && { number: asked.value.number }),
    },
    problems: asked.ok ? [] : [asked.error.message],
    candidates: knownNames
      .filter((other) => other !== name && !isWiegand(other))
      .flatMap((format) => {
        const other = read(format);
        return other.ok ? [{ format, number: other.value.number }] : [];
      }),
  };
}
