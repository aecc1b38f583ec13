import type { Credential } from '../../base/credential.ts';
import type { BadgeFormat, BitsFormat } from '../../contract/badge-format.ts';
import { ordered, valueOf } from './bits.ts';
import type { Sample } from './candidates.ts';
import { dataLength, withGaps, withParity } from './layouts.ts';
import { layoutOf, readBadge } from './read.ts';

/**
 * Cards that might come, made up to find where two formats part that agree on those at hand: each
 * bit alone, none, all; texts with zeros in front and with other digits.
 */
export function probes(format: BadgeFormat, samples: readonly Sample[]): readonly Credential[] {
  const [first] = samples;
  if (!first) return [];
  if (format.from === 'text') return textProbes(format, samples);
  const layout = layoutOf(format);
  const rows = new Set(samples.map(({ credential }) => sentLength(format, credential)));
  return [...rows].flatMap((length) => {
    const cards = layout
      ? patterns(dataLength(layout)).map((data) => {
          if (format.parity === 'checked') return withParity(layout, data);
          return length === layout.bits ? withGaps(layout, data) : data;
        })
      : patterns(length);
    return cards.flatMap((card) => {
      const sent = ordered(card, format);
      return sent === null ? [] : delivered(format, sent, samples);
    });
  });
}

function patterns(length: number): readonly string[] {
  const single = Array.from(
    { length },
    (_, bit) => '0'.repeat(bit) + '1' + '0'.repeat(length - bit - 1),
  );
  return ['0'.repeat(length), '1'.repeat(length), ...single];
}

function sentLength(format: BitsFormat, credential: Credential): number {
  switch (credential.kind) {
    case 'bits':
      return credential.bits.length;
    case 'uid':
      return credential.hex.length * 4;
    case 'text': {
      if ('width' in format && format.width !== undefined) return format.width;
      return innerText(format, credential.text).length * 4;
    }
  }
}

function innerText(format: BadgeFormat, text: string): string {
  if (!('stripPrefix' in format)) return text;
  const { stripPrefix, stripSuffix } = format;
  const trimmed = text.trim();
  return trimmed.slice(stripPrefix.length, trimmed.length - stripSuffix.length);
}

/** As the reader at hand would send such bits. */
function delivered(
  format: BitsFormat,
  bits: string,
  samples: readonly Sample[],
): readonly Credential[] {
  switch (format.from) {
    case 'bits':
      return [{ kind: 'bits', bits }];
    case 'uid': {
      const hex = valueOf(bits).toString(16).toUpperCase();
      return [{ kind: 'uid', hex: hex.padStart(bits.length / 4, '0') }];
    }
    case 'decText':
    case 'hexText': {
      const { stripPrefix, stripSuffix } = format;
      const text = valueOf(bits)
        .toString(format.from === 'decText' ? 10 : 16)
        .toUpperCase();
      const inner = samples.map(({ credential }) =>
        credential.kind === 'text' ? innerText(format, credential.text) : '',
      );
      const [length = 0] = inner.map((each) => each.length);
      const oneLength = inner.every((each) => each.length === length);
      const filled = oneLength ? text.padStart(length, '0') : text;
      // A reader that fills up with zeros has no more digits than that.
      if (oneLength && filled.length > length && inner.some((each) => each.startsWith('0')))
        return [];
      return [{ kind: 'text', text: `${stripPrefix}${filled}${stripSuffix}` }];
    }
  }
}

function textProbes(
  format: Extract<BadgeFormat, { from: 'text' }>,
  samples: readonly Sample[],
): readonly Credential[] {
  const inner = samples.map(({ credential }) =>
    credential.kind === 'text' ? innerText(format, credential.text) : '',
  );
  const oneLength = new Set(inner.map(({ length }) => length)).size === 1;
  const filled = inner.some((text) => text.startsWith('0'));
  const zeros = oneLength || filled;
  // Texts of one length without a zero in front: shorter ones may come with zeros or without.
  const shorter = oneLength && !filled && inner.every((text) => /^\d+$/.test(text));
  return inner
    .flatMap((text) =>
      Array.from(text, (_, at) => [
        ...(zeros ? ['0'.repeat(at) + text.slice(at)] : []),
        ...(shorter ? [text.slice(at)] : []),
        `${text.slice(0, at)}9${text.slice(at + 1)}`,
      ]).flat(),
    )
    .map((text) => ({
      kind: 'text',
      text: `${format.stripPrefix}${text}${format.stripSuffix}`,
    }));
}

/** What a format makes of each card; null where it refuses it. */
export type Answers = readonly (string | null)[];

export function answersOf(format: BadgeFormat, cards: readonly Credential[]): Answers {
  return cards.map((card) => {
    const read = readBadge(format, card);
    return read.ok ? read.value.number : null;
  });
}

export interface Parting {
  readonly one: string;
  readonly other: string;
}

/** The first card of which both give a number, and not the same; null where they never part. */
export function parting(ones: Answers, others: Answers): Parting | null {
  for (const [i, one] of ones.entries()) {
    const other = others[i] ?? null;
    if (one !== null && other !== null && one !== other) return { one, other };
  }
  return null;
}
