import { ok, type Result } from '../../base/result.ts';
import type { BadgeFormat, BitsFormat } from '../../contract/badge-format.ts';
import type { Sample } from './candidates.ts';
import { readBadge, type BadgeProblem } from './read.ts';

/** A format that gives the printed number of every card. */
export interface Fit {
  readonly format: BadgeFormat;
  /** False where only one card shows up to how many digits zeros are filled: that is no rule yet. */
  readonly sure: boolean;
}

type Digits = number | 'full';

/** The candidate with the zeros that the printed numbers have; several where these do not tell. */
export function fits(candidate: BadgeFormat, samples: readonly Sample[]): readonly Fit[] {
  // Hundreds of candidates fail at the first card.
  if (!couldFit(candidate, samples)) return [];
  const bare = numbersOf(candidate, samples);
  if (!bare.ok) return [];
  if (candidate.from === 'text') return textFits(candidate, bare.value, samples);
  if (candidate.number.length > 1) return pairFits(candidate, samples);
  if (!bare.value.every((number, i) => number === trimmed(samples[i]?.printed ?? ''))) return [];
  const padded = (digits: Digits): BitsFormat => withDigits(candidate, [digits]);
  const full = padded('full');
  const isFull = explains(full, samples);
  // Chip numbers in hexadecimal are printed whole; without a sign of the contrary they are.
  if (candidate.base === 'hex' && isFull) return [sure(full, samples)];
  return [
    ...(explains(padded(0), samples) ? [sure(padded(0), samples)] : []),
    ...(isFull ? [sure(full, samples)] : widths(padded, bare.value, samples)),
  ];
}

function couldFit(candidate: BadgeFormat, [first]: readonly Sample[]): boolean {
  if (!first) return false;
  const read = readBadge(candidate, first.credential);
  if (!read.ok) return false;
  const single = candidate.from !== 'text' && candidate.number.length === 1;
  return !single || read.value.number === trimmed(first.printed);
}

function trimmed(printed: string): string {
  return printed.toUpperCase().replace(/^0+(?=.)/, '');
}

function textFits(
  candidate: Extract<BadgeFormat, { from: 'text' }>,
  bare: readonly string[],
  samples: readonly Sample[],
): readonly Fit[] {
  const padded = (digits: Digits) => ({ ...candidate, digits: digits === 'full' ? 0 : digits });
  const kept = numbersOf({ ...candidate, leadingZeros: 'keep' }, samples);
  const dropsSome = kept.ok && kept.value.some((number, i) => number !== bare[i]);
  const digitsOnly = kept.ok && kept.value.every((number) => /^\d+$/.test(number));
  const oneLength = kept.ok && new Set(kept.value.map(({ length }) => length)).size === 1;
  // That zeros are dropped is nobody's guess where a reader sends them or has none to send.
  if (candidate.leadingZeros === 'drop' && !dropsSome && !(digitsOnly && oneLength)) return [];
  return [
    ...(explains(padded(0), samples) ? [{ format: padded(0), sure: true }] : []),
    ...(digitsOnly ? widths(padded, bare, samples) : []),
  ];
}

/** Filled up to a width that is not the field's own: two cards of that width make it a rule. */
function widths(
  padded: (digits: Digits) => BadgeFormat,
  bare: readonly string[],
  samples: readonly Sample[],
): readonly Fit[] {
  const lengths = samples.map(({ printed }) => printed.length);
  const shown = bare.some((number, i) => number.length < (lengths[i] ?? 0));
  return [...new Set(lengths)].flatMap((width): readonly Fit[] => {
    const support = lengths.filter((length) => length === width).length;
    const format = padded(width);
    if (width < 2 || (!shown && support < 2) || !explains(format, samples)) return [];
    return [{ ...sure(format, samples), sure: support >= 2 }];
  });
}

function pairFits(candidate: BitsFormat, samples: readonly Sample[]): readonly Fit[] {
  const later = candidate.number.slice(1);
  return (
    [
      [0, 0],
      [0, 'full'],
      ['full', 'full'],
    ] as const
  )
    .map(([first, rest]) => withDigits(candidate, [first, ...later.map((): Digits => rest)]))
    .filter((format) => explains(format, samples))
    .map((format) => sure(format, samples));
}

function withDigits(format: BitsFormat, digits: readonly Digits[]): BitsFormat {
  return {
    ...format,
    number: format.number.map((part, i) => ({ ...part, digits: digits[i] ?? 0 })),
  };
}

function sure(format: BadgeFormat, samples: readonly Sample[]): Fit {
  const small = samples.some(({ printed }) => /[a-f]/.test(printed));
  return {
    format: format.from !== 'text' && small ? { ...format, letters: 'lower' } : format,
    sure: true,
  };
}

export function explains(format: BadgeFormat, samples: readonly Sample[]): boolean {
  return samples.every(({ credential, printed }) => {
    const read = readBadge(format, credential);
    return read.ok && read.value.number.toUpperCase() === printed.toUpperCase();
  });
}

function numbersOf(
  format: BadgeFormat,
  samples: readonly Sample[],
): Result<readonly string[], BadgeProblem> {
  const numbers: string[] = [];
  for (const { credential } of samples) {
    const read = readBadge(format, credential);
    if (!read.ok) return read;
    numbers.push(read.value.number.toUpperCase());
  }
  return ok(numbers);
}
