import { allocate } from '../locker/allocation.ts';
import { record } from '../record.ts';
import type { WritableDb } from '../../db/open.ts';
import { moveReservation, type ReservationRow } from '../../db/reservations.ts';
import { lockerFacts, type DoorOf } from './locker-facts.ts';
import { needOf, type NeedOptions } from './need.ts';

/**
 * `[F43]` A promise behind which nothing lies yet is kept with another locker of its size, or a larger
 * one; its code and its end stay. False when there is none: then the promise stays where it is.
 */
export function movePromise(
  db: WritableDb,
  options: NeedOptions & { readonly doorOf: DoorOf },
  sessionId: string,
  promise: ReservationRow,
  /** Those that go out of service with it. */
  leaving: readonly number[],
): boolean {
  const { id, kind, size, contactId, departmentId, until } = promise;
  const facts = lockerFacts(db, options.doorOf, options.clock.wall());
  const need = needOf(db, options, promise, {
    ...{ purpose: kind, size, claim: 'promise', override: [] },
  });
  const staying = facts.filter(({ number }) => !leaving.includes(number));
  const given = allocate(staying, need);
  if (given.outcome !== 'locker') return false;
  const { locker } = given;
  moveReservation(db, id, { locker });
  record(db, sessionId, {
    type: 'reservation.granted',
    payload: { reservationId: id, kind, locker, contactId, departmentId, until },
  });
  return true;
}
