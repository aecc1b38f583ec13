import type { LockerStatus, Overlay } from '../contract/view.ts';
import { freeLockers } from './eligible.ts';
import { leastWornFirst, type LockerFacts } from './facts.ts';
import { SIZES, type SizeCounts } from './size.ts';

/**
 * What staff see of a locker. The status is derived from the facts and the gravest wins; an overlay
 * says something beside it and can stand on any status.
 */
export function statusOf(locker: LockerFacts): LockerStatus {
  if (!locker.inService || !locker.present) return 'outOfService';
  if (locker.expired) return 'expired';
  if (locker.occupied) return 'occupied';
  if (locker.reserved) return 'reserved';
  return 'available';
}

export function overlaysOf(locker: LockerFacts, kept: ReadonlySet<number>): readonly Overlay[] {
  const overlays: Overlay[] = [];
  if (locker.dedicatedTo !== null) overlays.push('dedicated');
  if (locker.accessible) overlays.push('accessible');
  if (kept.has(locker.number)) overlays.push('kept');
  if (locker.door === 'open') overlays.push('doorOpen');
  if (locker.doorFault || locker.door === 'unknown') overlays.push('fault');
  if (!locker.verified) overlays.push('unverified');
  return overlays;
}

/** The free lockers that storage leaves for deliveries now: of each size those that it would take last. */
export function keptForDelivery(
  lockers: readonly LockerFacts[],
  minimum: SizeCounts,
): ReadonlySet<number> {
  const free = freeLockers(lockers).lockers.filter((locker) => locker.dedicatedTo === null);
  const kept = SIZES.flatMap((size) => {
    const ofSize = free.filter((locker) => locker.size === size).sort(takenFirst);
    return ofSize.slice(Math.max(0, ofSize.length - minimum[size]));
  });
  return new Set(kept.map((locker) => locker.number));
}

/** Those within reach are left for last. */
function takenFirst(a: LockerFacts, b: LockerFacts): number {
  return Number(a.accessible) - Number(b.accessible) || leastWornFirst(a, b);
}

/** How many lockers stand behind each filter button of the map. */
export function countByStatus(
  lockers: readonly LockerFacts[],
): Readonly<Record<LockerStatus, number>> {
  const counts = { available: 0, reserved: 0, occupied: 0, expired: 0, outOfService: 0 };
  for (const locker of lockers) counts[statusOf(locker)] += 1;
  return counts;
}
