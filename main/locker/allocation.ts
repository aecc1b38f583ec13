import type { LockerSize } from '../contract/cabinet.ts';
import {
  candidates,
  countCandidates,
  freeLockers,
  ruleAgainst,
  spareBySize,
  type Need,
} from './eligible.ts';
import { isOwner, leastWornFirst, obstacleOf, type LockerFacts, type Obstacle } from './facts.ts';
import { offersFor, type NothingFits } from './offers.ts';
import { bySize, countBySize, type SizeCounts } from './size.ts';

/**
 * Which locker does this parcel get? In this order: one dedicated to its recipient; the smallest that
 * fits; for whoever needs no reach one that has none, so that the others stay for people who do; the
 * least worn; the lowest number.
 */
export type Allocation = Given | NothingFits;

export interface Given {
  readonly outcome: 'locker';
  readonly locker: number;
  readonly size: LockerSize;
}

export function allocate(lockers: readonly LockerFacts[], need: Need): Allocation {
  const free = freeLockers(lockers);
  const [first] = candidates(free, need, need.override).sort(preference(need));
  return first ? given(first) : { outcome: 'none', ...offersFor(free, need) };
}

/** How many lockers could be given if this size were chosen; 0 says that choosing it fails. */
export function freeBySize(
  lockers: readonly LockerFacts[],
  need: Omit<Need, 'size' | 'sizes'>,
): SizeCounts {
  const free = freeLockers(lockers);
  return countBySize((size) =>
    countCandidates(free, { ...need, size, sizes: 'exact' }, need.override),
  );
}

export type NamedLocker =
  | Given
  | {
      readonly outcome: 'refused';
      readonly because:
        'unknownLocker' | Obstacle | 'dedicated' | 'quota' | 'reach' | 'keptForDelivery';
    };

/**
 * The operator points at a locker on the map. Its size is theirs to judge, they hold the parcel. For
 * `reach` and `keptForDelivery` they may ask again with an override; the rest stands.
 */
export function takeNamed(
  lockers: readonly LockerFacts[],
  need: Need,
  number: number,
): NamedLocker {
  const locker = lockers.find((each) => each.number === number);
  if (!locker) return { outcome: 'refused', because: 'unknownLocker' };
  const obstacle = obstacleOf(locker);
  if (obstacle !== null) return { outcome: 'refused', because: obstacle };
  const lifted = [...need.override, 'size'] as const;
  const rule = ruleAgainst(locker, need, lifted);
  if (rule !== null && rule !== 'size') return { outcome: 'refused', because: rule };
  if (locker.dedicatedTo !== null) return given(locker);
  const free = freeLockers(lockers);
  if (spareBySize(free, need, [...lifted, 'keptForDelivery'])[locker.size] <= 0)
    return { outcome: 'refused', because: 'quota' };
  if (spareBySize(free, need, lifted)[locker.size] <= 0)
    return { outcome: 'refused', because: 'keptForDelivery' };
  return given(locker);
}

function given({ number, size }: LockerFacts): Given {
  return { outcome: 'locker', locker: number, size };
}

function preference(need: Need): (a: LockerFacts, b: LockerFacts) => number {
  const own = (locker: LockerFacts): number => Number(isOwner(locker.dedicatedTo, need.recipient));
  const reach = (locker: LockerFacts): number => (need.reachNeeds ? 0 : Number(locker.accessible));
  return (a, b) =>
    own(b) - own(a) || bySize(a.size, b.size) || reach(a) - reach(b) || leastWornFirst(a, b);
}
