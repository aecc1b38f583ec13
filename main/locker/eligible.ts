import type { LockerSize } from '../contract/cabinet.ts';
import { isOwner, obstacleOf, type LockerFacts, type Owner } from './facts.ts';
import { bySize, countBySize, SIZES, type SizeCounts } from './size.ts';

/** What is asked for when a locker is to be given to somebody. */
export interface Need {
  readonly size: LockerSize;
  /** `exact`: the size that somebody chose. `orLarger`: a promise by size, kept with a larger one if need be. */
  readonly sizes: 'exact' | 'orLarger';
  /** Null for a visitor, who has no locker of their own. */
  readonly recipient: Owner | null;
  readonly reachNeeds: boolean;
  readonly purpose: Purpose;
  /** A walk-up leaves alone what the hub may promise; who comes with a promise takes what was kept for it. */
  readonly claim: 'walkUp' | 'promise';
  /** Leased to the hub and not spent, or promised by size and not yet bound to a door. */
  readonly heldForHub: SizeCounts;
  /** So many of each size stay free for deliveries. */
  readonly deliveryMinimum: SizeCounts;
  /** An operator's word for this one time. */
  readonly override: readonly Overridable[];
}

export type Purpose = 'delivery' | 'storage' | 'return' | 'exchange';

/** A promise of the hub and a dedication are somebody else's; nobody at the kiosk can waive them. */
export type Overridable = 'reach' | 'keptForDelivery';

export type Rule = 'size' | 'quota' | 'dedicated' | Overridable;

/** The lockers that are free, with how many of each size belong to nobody. */
export interface FreeLockers {
  readonly lockers: readonly LockerFacts[];
  readonly common: SizeCounts;
}

export function freeLockers(lockers: readonly LockerFacts[]): FreeLockers {
  const free = lockers.filter((locker) => obstacleOf(locker) === null);
  const common = { small: 0, medium: 0, large: 0, xlarge: 0 };
  for (const locker of free) if (locker.dedicatedTo === null) common[locker.size] += 1;
  return { lockers: free, common };
}

/** Every free locker that may be given when these rules are lifted, in no order. */
export function candidates(free: FreeLockers, need: Need, lifted: readonly Rule[]): LockerFacts[] {
  const spare = spareBySize(free, need, lifted);
  return free.lockers.filter((locker) => mayGive(locker, spare, need, lifted));
}

export function hasCandidate(free: FreeLockers, need: Need, lifted: readonly Rule[]): boolean {
  const spare = spareBySize(free, need, lifted);
  return free.lockers.some((locker) => mayGive(locker, spare, need, lifted));
}

/** A dedicated locker is promised to nobody else, so no count is kept of those. */
function mayGive(
  locker: LockerFacts,
  spare: SizeCounts,
  need: Need,
  lifted: readonly Rule[],
): boolean {
  if (locker.dedicatedTo === null && spare[locker.size] <= 0) return false;
  return ruleAgainst(locker, need, lifted) === null;
}

/** What stands against giving this very locker; the counts of its size are looked at elsewhere. */
export function ruleAgainst(
  locker: LockerFacts,
  need: Need,
  lifted: readonly Rule[],
): 'size' | 'reach' | 'dedicated' | null {
  const own = isOwner(locker.dedicatedTo, need.recipient);
  if (locker.dedicatedTo !== null && !own && !lifted.includes('dedicated')) return 'dedicated';
  const larger = bySize(locker.size, need.size);
  // Somebody's own locker is used first, although a smaller one would do.
  const fits = own || need.sizes === 'orLarger' ? larger >= 0 : larger === 0;
  if (!fits && !lifted.includes('size')) return 'size';
  if (need.reachNeeds && !locker.accessible && !lifted.includes('reach')) return 'reach';
  return null;
}

/** How many lockers of each size, of those that belong to nobody, this need may still take. */
export function spareBySize(free: FreeLockers, need: Need, lifted: readonly Rule[]): SizeCounts {
  const walkUp = need.claim === 'walkUp';
  const held = walkUp && !lifted.includes('quota');
  const kept = walkUp && need.purpose !== 'delivery' && !lifted.includes('keptForDelivery');
  return countBySize(
    (size) =>
      free.common[size] -
      (held ? need.heldForHub[size] : 0) -
      (kept ? need.deliveryMinimum[size] : 0),
  );
}

/** How many could be given one after another. */
export function countCandidates(free: FreeLockers, need: Need, lifted: readonly Rule[]): number {
  const spare = spareBySize(free, need, lifted);
  const common = { small: 0, medium: 0, large: 0, xlarge: 0 };
  let dedicated = 0;
  for (const locker of candidates(free, need, lifted))
    if (locker.dedicatedTo === null) common[locker.size] += 1;
    else dedicated += 1;
  // Whatever is a candidate has some to spare.
  return SIZES.reduce(
    (sum, size) => sum + Math.min(common[size], Math.max(0, spare[size])),
    dedicated,
  );
}
