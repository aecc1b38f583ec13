import { sizeSchema } from '../contract/cabinet.ts';
import type { Settings } from '../contract/settings.ts';
import { isOver } from '../locker/expiry.ts';
import type { LockerFacts } from '../locker/facts.ts';
import { ownerOf } from '../locker/holder.ts';
import { countBySize, type SizeCounts } from '../locker/size.ts';
import { lockersThatFailed } from '../../db/door-operations.ts';
import { lockers } from '../../db/lockers.ts';
import type { ReadableDb } from '../../db/open.ts';
import { inLockers } from '../../db/parcels.ts';
import { liveQuotas } from '../../db/quotas.ts';
import { liveReservations } from '../../db/reservations.ts';

/** What a sensor says of a door. */
export type DoorOf = (locker: number) => 'open' | 'closed' | 'unknown';

/**
 * What is known of each locker now, for the rules in `main/locker`. Asked inside the transaction that
 * gives one away, so that nobody else can be given it in between.
 */
export function lockerFacts(db: ReadableDb, doorOf: DoorOf, now: number): readonly LockerFacts[] {
  const inside = new Map<number, { expired: boolean }>();
  for (const { locker, state, expiresAt } of inLockers(db)) {
    const past = state === 'waiting' && isOver(expiresAt, now);
    inside.set(locker, { expired: past || (inside.get(locker)?.expired ?? false) });
  }
  const promised = new Map(
    liveReservations(db).flatMap((each) =>
      each.locker !== null && each.state !== 'pending' ? [[each.locker, each] as const] : [],
    ),
  );
  const failed = new Set(lockersThatFailed(db));
  return lockers(db).map((row) => {
    const { number } = row;
    const promise = promised.get(number);
    const stored = promise?.state === 'active';
    const over = stored && isOver(promise.until, now);
    return {
      number,
      size: sizeSchema.parse(row.size),
      present: row.present,
      inService: row.inService,
      verified: row.verified,
      occupied: inside.has(number) || stored,
      reserved: promise?.state === 'granted',
      expired: over || (inside.get(number)?.expired ?? false),
      door: doorOf(number),
      doorFault: failed.has(number),
      accessible: row.accessible,
      dedicatedTo: ownerOf({
        contactId: row.dedicatedContactId,
        departmentId: row.dedicatedDepartmentId,
      }),
      deposits: row.deposits,
    };
  });
}

/**
 * What walk-ups leave alone: promised by size and not yet bound to a door, or leased to the hub. A
 * promise of the hub spends its lease, so the larger of the two counts.
 */
export function heldForHub(db: ReadableDb, now: number): SizeCounts {
  const leased = new Map(liveQuotas(db, now).map(({ size, count }) => [size, count]));
  const pending = liveReservations(db).filter(
    ({ locker, until }) => locker === null && !isOver(until, now),
  );
  return countBySize((size) =>
    Math.max(leased.get(size) ?? 0, pending.filter((each) => each.size === size).length),
  );
}

export function deliveryMinimum({ general }: Settings): SizeCounts {
  return general.deliveryMinimum;
}
