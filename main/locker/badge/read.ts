import type { Credential } from '../../base/credential.ts';
import { fault, ok, type Fault, type Result } from '../../base/result.ts';
import type { BadgeFormat, BitsFormat, Layout } from '../../contract/badge-format.ts';
import { bitsOf, digitsOf, ordered, partBits, valueOf } from './bits.ts';
import { dataLength, layouts, parityOf, taken, withGaps } from './layouts.ts';

/** The number on a card, and what else stood in it. Numbers are text: leading zeros count. */
export interface BadgeReading {
  readonly number: string;
  readonly fields: BadgeFields;
}

export interface BadgeFields {
  readonly facilityCode?: string;
  readonly cardNumber?: string;
}

/** Why a card has no number here. Whatever it is, nobody is looked up for it. */
export type BadgeProblem = Fault<
  | 'otherKind'
  | 'prefixMissing'
  | 'suffixMissing'
  | 'wrongLength'
  | 'notANumber'
  | 'wrongBitCount'
  | 'notWholeBytes'
  | 'parityWrong'
  | 'parityCutOff'
  | 'otherFacility'
  | 'noSuchField'
  | 'randomUid'
>;

/** Pure: the number of a card by this format, or why it has none. Words never hold the number. */
export function readBadge(
  format: BadgeFormat,
  credential: Credential,
): Result<BadgeReading, BadgeProblem> {
  if (kindOf(format) !== credential.kind)
    return fault('otherKind', `It is ${KINDS[credential.kind]}, not ${KINDS[kindOf(format)]}.`);
  switch (format.from) {
    case 'bits':
    case 'uid': {
      const sent = sentBits(credential);
      if (format.from === 'uid' && isRandom(sent))
        return fault('randomUid', 'The card makes up another number at each tap, as phones do.');
      if (format.bitCounts.length > 0 && !format.bitCounts.includes(sent.length))
        return wrongCount(sent.length, format.bitCounts.join(' or '));
      return readBits(format, sent);
    }
    case 'text': {
      const text = stripped(format, textOf(credential));
      if (!text.ok) return text;
      const kept = format.leadingZeros === 'drop' ? withoutZeros(text.value) : text.value;
      return ok({ number: kept.padStart(format.digits, '0'), fields: {} });
    }
    case 'decText':
    case 'hexText': {
      const text = stripped(format, textOf(credential));
      if (!text.ok) return text;
      const bits = bitsOfText(format, text.value);
      return bits.ok ? readBits(format, bits.value) : bits;
    }
  }
}

export function kindOf({ from }: BadgeFormat): Credential['kind'] {
  return from === 'bits' || from === 'uid' ? from : 'text';
}

export function layoutOf({ layout }: BitsFormat): Layout | null {
  return typeof layout === 'string' ? layouts[layout] : (layout ?? null);
}

const KINDS = { bits: 'a row of bits', uid: 'a chip number', text: 'a printed text' } as const;

function sentBits(credential: Credential): string {
  switch (credential.kind) {
    case 'bits':
      return credential.bits;
    case 'uid':
      return BigInt(`0x${credential.hex}`)
        .toString(2)
        .padStart(credential.hex.length * 4, '0');
    case 'text':
      return '';
  }
}

function textOf(credential: Credential): string {
  return credential.kind === 'text' ? credential.text.trim() : '';
}

/** ISO 14443-3: a four-byte number that begins with 08 is made anew at each tap. */
function isRandom(bits: string): boolean {
  return bits.length === 32 && bits.startsWith('00001000');
}

type Stripping = Extract<BadgeFormat, { from: 'text' | 'decText' | 'hexText' }>;

function stripped(
  { stripPrefix, stripSuffix, lengths }: Stripping,
  text: string,
): Result<string, BadgeProblem> {
  if (!text.startsWith(stripPrefix))
    return fault('prefixMissing', `It does not begin with ${JSON.stringify(stripPrefix)}.`);
  const rest = text.slice(stripPrefix.length);
  if (!rest.endsWith(stripSuffix))
    return fault('suffixMissing', `It does not end with ${JSON.stringify(stripSuffix)}.`);
  const left = rest.slice(0, rest.length - stripSuffix.length);
  if (left === '') return fault('wrongLength', 'Nothing is left of it.');
  if (lengths.length > 0 && !lengths.includes(left.length))
    return fault('wrongLength', `It has ${left.length} characters, not ${lengths.join(' or ')}.`);
  return ok(left);
}

export function withoutZeros(text: string): string {
  return text.replace(/^0+(?=.)/, '');
}

function bitsOfText(
  format: Extract<BadgeFormat, { from: 'decText' | 'hexText' }>,
  text: string,
): Result<string, BadgeProblem> {
  const hex = format.from === 'hexText';
  if (!(hex ? /^[0-9a-f]{1,64}$/i : /^\d{1,80}$/).test(text))
    return fault('notANumber', `It is no ${hex ? 'hexadecimal' : 'decimal'} number.`);
  const bits = bitsOf(BigInt(hex ? `0x${text}` : text), format.width ?? text.length * 4);
  return bits === null
    ? fault('wrongBitCount', `It does not fit into ${format.width} bits.`)
    : ok(bits);
}

function readBits(format: BitsFormat, sent: string): Result<BadgeReading, BadgeProblem> {
  const inOrder = ordered(sent, format);
  if (inOrder === null)
    return fault(
      'notWholeBytes',
      `${sent.length} bits are not whole bytes, so they have no order.`,
    );
  const layout = layoutOf(format);
  const whole = laidOut(format, layout, inOrder);
  if (!whole.ok) return whole;
  const bits = whole.value;
  const fields = fieldsOf(layout, bits);
  const { facilityCode } = fields;
  if (format.facilities.length > 0 && !format.facilities.includes(facilityCode ?? ''))
    return fault('otherFacility', 'Its facility code is not one of those that count here.');
  const parts: string[] = [];
  for (const part of format.number) {
    const taken = partBits(part, bits, layout);
    if (taken === null) return fault('noSuchField', 'It has no bits where the number should be.');
    if (taken.includes('x'))
      return fault('parityCutOff', 'The number needs a bit that the reader has cut off.');
    parts.push(digitsOf(taken, format.base, part.digits));
  }
  const number = parts.join(format.join);
  return ok({
    number: format.letters === 'lower' ? number.toLowerCase() : number.toUpperCase(),
    fields,
  });
}

/** The bits in their places, their parity checked; an `x` for each that the reader has cut off. */
function laidOut(
  { parity }: BitsFormat,
  layout: Layout | null,
  bits: string,
): Result<string, BadgeProblem> {
  if (layout === null) return ok(bits);
  const bare = parity === 'cutOff' && bits.length === dataLength(layout);
  const whole = bare ? withGaps(layout, bits) : bits;
  if (whole.length !== layout.bits)
    return wrongCount(
      bits.length,
      parity === 'cutOff' ? `${dataLength(layout)} or ${layout.bits}` : String(layout.bits),
    );
  const rules = parityOf(layout, whole);
  if (rules.includes(false)) return fault('parityWrong', 'A parity bit is wrong: it was misread.');
  if (parity === 'checked' && rules.includes(null))
    return fault('parityCutOff', 'The reader has cut off the parity, which is to be checked.');
  return ok(whole);
}

function wrongCount(bits: number, wanted: string) {
  return fault('wrongBitCount', `It has ${bits} bits, not ${wanted}.`);
}

function fieldsOf(layout: Layout | null, bits: string): BadgeFields {
  if (layout === null) return {};
  const facility = layout.facility && taken(bits, layout.facility);
  const card = taken(bits, layout.card);
  return {
    ...(facility !== undefined &&
      !facility.includes('x') && { facilityCode: valueOf(facility).toString() }),
    ...(!card.includes('x') && { cardNumber: valueOf(card).toString() }),
  };
}
