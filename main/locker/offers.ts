import type { LockerSize } from '../contract/cabinet.ts';
import {
  countCandidates,
  hasCandidate,
  type FreeLockers,
  type Need,
  type Overridable,
  type Rule,
} from './eligible.ts';
import { bySize, SIZES } from './size.ts';

/** Never a dead end: why nothing fits, and what could work instead. */
export interface NothingFits {
  readonly outcome: 'none';
  /** The fewest rules that, lifted together, would give a locker. Empty when no locker is free at all. */
  readonly emptiedBy: readonly Rule[];
  /** Never empty. Each works if it is taken while the lockers stay as they are. */
  readonly offers: readonly Offer[];
}

export type Offer =
  | { readonly kind: 'otherSize'; readonly size: LockerSize; readonly free: number }
  /** Once, on the word of an operator who stands here. */
  | {
      readonly kind: 'override';
      readonly lift: readonly Overridable[];
      readonly size: LockerSize;
      readonly free: number;
    }
  /** Nothing is known here of what is free there. */
  | { readonly kind: 'otherBank' };

/** Looked at in this order, so that the reason named first is the one a person can do most about. */
const RULES: readonly Rule[] = ['size', 'reach', 'keptForDelivery', 'quota', 'dedicated'];
const OVERRIDABLE: readonly Overridable[] = ['reach', 'keptForDelivery'];

export function offersFor(free: FreeLockers, need: Need): Omit<NothingFits, 'outcome'> {
  const others = otherSizes(need.size).flatMap((size) => {
    const count = countCandidates(free, { ...need, size }, need.override);
    return count > 0 ? [{ kind: 'otherSize', size, free: count } as const] : [];
  });
  return {
    emptiedBy: fewest(RULES, free, need) ?? [],
    offers: [...others, ...overrides(free, need, others.length === 0), { kind: 'otherBank' }],
  };
}

/** An override for the size that was asked for; for another one only where no other way is left. */
function overrides(free: FreeLockers, need: Need, stuck: boolean): readonly Offer[] {
  for (const size of [need.size, ...(stuck ? otherSizes(need.size) : [])]) {
    const asked = { ...need, size };
    const more = fewest(OVERRIDABLE, free, asked);
    if (more === null) continue;
    const lift = [...need.override, ...more];
    return [{ kind: 'override', lift, size, free: countCandidates(free, asked, lift) }];
  }
  return [];
}

/** Larger ones first, as the parcel fits into them for sure. */
function otherSizes(size: LockerSize): readonly LockerSize[] {
  const larger = SIZES.filter((each) => bySize(each, size) > 0);
  return [...larger, ...SIZES.filter((each) => bySize(each, size) < 0).reverse()];
}

/** The smallest set of these rules that gives a locker, beside those waived already; null if none does. */
function fewest<T extends Rule>(
  rules: readonly T[],
  free: FreeLockers,
  need: Need,
): readonly T[] | null {
  const waived: readonly Rule[] = need.override;
  const sets = rules
    .filter((rule) => !waived.includes(rule))
    .reduce<readonly (readonly T[])[]>(
      (all, rule) => [...all, ...all.map((set) => [...set, rule])],
      [[]],
    )
    .toSorted((a, b) => a.length - b.length);
  return sets.find((set) => hasCandidate(free, need, [...waived, ...set])) ?? null;
}
