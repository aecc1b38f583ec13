import { rawOf } from '../../base/credential.ts';
import type { BadgeFormat } from '../../contract/badge-format.ts';
import { candidates, type Sample } from './candidates.ts';
import { explains, fits, type Fit } from './fit.ts';
import { layouts, parityOf } from './layouts.ts';
import { answersOf, parting, probes, type Answers, type Parting } from './probes.ts';
import { layoutOf, readBadge } from './read.ts';

/** A card that was tapped, and the number that is printed on it. */
export type { Sample } from './candidates.ts';

export type Learnt =
  /** The one format that explains every card. */
  | { readonly learnt: 'format'; readonly format: BadgeFormat }
  /** More than one does, or one card alone speaks for a width: `next` would decide. */
  | {
      readonly learnt: 'several';
      readonly formats: readonly BadgeFormat[];
      readonly next: NextCard;
    }
  | { readonly learnt: 'none'; readonly why: NoFormat };

/**
 * `shorter`: one whose number has fewer digits · `facility`: one of another facility or delivery ·
 * `other`: one whose number is quite different.
 */
export type NextCard = 'shorter' | 'facility' | 'other';

export type NoFormat =
  /** Two different cards are needed. */
  | 'tooFew'
  /** The same card with two numbers, or one number for two cards: mistyped. */
  | 'contradicts'
  | 'kindsDiffer'
  /** Cards of different numbers of bits are of different formats. */
  | 'lengthsDiffer'
  | 'randomUid'
  /** By every layout of this length the parity is wrong. */
  | 'parityWrong'
  /** Each card alone could be explained, together they cannot: mistyped, or cards of two sorts. */
  | 'apart'
  | 'nothingFits';

/** Pure: from cards with known numbers to the badge format of their reader, or what is missing for it. */
export function learnFormat(taps: readonly Sample[]): Learnt {
  const samples = taps.map(({ credential, printed }) => ({ credential, printed: printed.trim() }));
  const distinct = samples.filter(
    (sample, i) => samples.findIndex((other) => sameCard(sample, other)) === i,
  );
  const why = hindrance(samples, distinct);
  if (why !== null) return { learnt: 'none', why };
  const found = explaining(distinct);
  if (found.length === 0) return { learnt: 'none', why: whyNone(distinct) };
  return decided(found, distinct);
}

function explaining(samples: readonly Sample[]): readonly Fit[] {
  return candidates(samples).flatMap((candidate) => fits(candidate, samples));
}

function sameCard(one: Sample, other: Sample): boolean {
  return rawOf(one.credential) === rawOf(other.credential);
}

function hindrance(all: readonly Sample[], distinct: readonly Sample[]): NoFormat | null {
  const lied = all.some((one) =>
    all.some((other) => sameCard(one, other) !== (one.printed === other.printed)),
  );
  if (lied) return 'contradicts';
  const kinds = new Set(distinct.map(({ credential }) => credential.kind));
  if (kinds.size > 1) return 'kindsDiffer';
  if (distinct.some(({ credential }) => isRandomUid(credential))) return 'randomUid';
  if (distinct.length < 2) return 'tooFew';
  const lengths = new Set(
    distinct.map(({ credential }) => (credential.kind === 'bits' ? credential.bits.length : 0)),
  );
  return lengths.size > 1 ? 'lengthsDiffer' : null;
}

function isRandomUid(credential: Sample['credential']): boolean {
  return credential.kind === 'uid' && /^08.{6}$/.test(credential.hex);
}

function whyNone(samples: readonly Sample[]): NoFormat {
  const [first] = samples;
  if (first?.credential.kind === 'bits') {
    const { length } = first.credential.bits;
    const same = Object.values(layouts).filter(({ bits }) => bits === length);
    const misread = samples.some(
      ({ credential }) =>
        credential.kind === 'bits' &&
        same.length > 0 &&
        same.every((layout) => parityOf(layout, credential.bits).includes(false)),
    );
    if (misread) return 'parityWrong';
  }
  return samples.every((sample) => explaining([sample]).length > 0) ? 'apart' : 'nothingFits';
}

/** Of formats that never part, the first stands for all. */
function decided(found: readonly Fit[], samples: readonly Sample[]): Learnt {
  const cards = [
    ...new Map(
      found
        .flatMap(({ format }) => probes(format, samples))
        .map((card) => [rawOf(card), card] as const),
    ).values(),
  ];
  const kept: { readonly fit: Fit; readonly answers: Answers }[] = [];
  let seen: Parting | null = null;
  for (const fit of found) {
    const answers = answersOf(fit.format, cards);
    const ways = kept.map((each) => parting(each.answers, answers));
    if (ways.includes(null)) continue;
    seen ??= ways[0] ?? null;
    kept.push({ fit, answers });
  }
  const [only] = kept;
  const formats = kept.map(({ fit }) => onlyTheirFacility(fit.format, samples));
  const [format] = formats;
  if (kept.length === 1 && only?.fit.sure && format) return { learnt: 'format', format };
  return { learnt: 'several', formats, next: seen ? nextCard(seen, formats) : 'shorter' };
}

function nextCard({ one, other }: Parting, formats: readonly BadgeFormat[]): NextCard {
  const bare = (number: string): string => number.replace(/^0+/, '');
  if (bare(one) === bare(other)) return 'shorter';
  return formats.some((format) => format.from !== 'text' && layoutOf(format)?.facility)
    ? 'facility'
    : 'other';
}

/**
 * A card number alone is unique within its facility only. Where all cards were of one facility, a card
 * of another one is nobody's until it has been learnt too.
 */
function onlyTheirFacility(format: BadgeFormat, samples: readonly Sample[]): BadgeFormat {
  if (format.from === 'text') return format;
  const told = format.number.some(
    (part) => 'of' in part && (part.of === 'facility' || part.of === 'data' || part.of === 'all'),
  );
  const codes = new Set(
    samples.map(({ credential }) => {
      const read = readBadge(format, credential);
      return read.ok ? read.value.fields.facilityCode : undefined;
    }),
  );
  const [code] = codes;
  if (told || codes.size !== 1 || code === undefined) return format;
  const limited: BadgeFormat = { ...format, facilities: [code] };
  return explains(limited, samples) ? limited : format;
}
