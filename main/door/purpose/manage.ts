import { endCode, liveCodesOf } from '../../../db/codes.ts';
import { user } from '../../../db/contacts.ts';
import type { OperationRow } from '../../../db/door-operations.ts';
import type { LockerRow } from '../../../db/lockers.ts';
import type { ReadableDb, WritableDb } from '../../../db/open.ts';
import { inLocker, markRemoved, type ParcelRow } from '../../../db/parcels.ts';
import { moveReservation, promiseOf, reservation } from '../../../db/reservations.ts';
import { isOver } from '../../locker/expiry.ts';
import { holderOf } from '../../locker/holder.ts';
import { record } from '../../record.ts';
import type { OpenRefusal } from '../operation.ts';
import { watched } from './deposit.ts';
import type { OpenRequest, PurposeRules } from './purpose.ts';

/**
 * Administrator and operator at the doors. They take out what has lain too long, or end a promise:
 * both are a fact when the door was seen closed again. And they look into a locker of which nobody
 * knows for sure what it holds; looking alone changes nothing, their answer does (`main/counter`).
 */
export const remove: PurposeRules = {
  refuse: (db, request) => refuseStaff(db, request) ?? refuseRemoval(db, request),
  closed: (db, row, seen) => {
    // Nobody saw whose hand closed it: what it holds is asked of whoever looks into it next.
    if (seen.whileDown || !watched(db, row)) return;
    for (const id of row.parcelIds) removeParcel(db, row, id);
    if (row.reservationId !== null) endPromise(db, row, row.reservationId);
  },
};

export const inspect: PurposeRules = {
  refuse: (db, request, locker) => refuseStaff(db, request) ?? refuseLook(db, request, locker),
  closed: (db, row, seen) => {
    if (!seen.whileDown) watched(db, row);
  },
};

/** Whether this user is of the mailroom now; asked inside the transaction of whatever they do. */
export function isMailroom(db: ReadableDb, userId: string): boolean {
  const role = user(db, userId)?.role;
  return role === 'administrator' || role === 'operator';
}

function refuseStaff(db: ReadableDb, { userId, contactId }: OpenRequest): OpenRefusal | null {
  const theirs = contactId === null && typeof userId === 'string' && isMailroom(db, userId);
  return theirs ? null : 'notAuthorised';
}

/** They were told of everything that lies inside, and of the promise: nothing else goes with it. */
function refuseRemoval(db: ReadableDb, request: OpenRequest): OpenRefusal | null {
  const inside = inLocker(db, request.locker);
  const promise = promiseOf(db, request.locker);
  const told =
    inside.length === request.parcelIds.length &&
    inside.every(({ id, state }) => state === 'waiting' && request.parcelIds.includes(id)) &&
    (promise?.id ?? null) === (request.reservationId ?? null);
  return told && (inside.length > 0 || promise !== null) ? null : 'notAuthorised';
}

/** A locker that is known to hold somebody's parcel is not opened for a look. */
function refuseLook(db: ReadableDb, request: OpenRequest, locker: LockerRow): OpenRefusal | null {
  const inside = inLocker(db, request.locker);
  if (locker.verified && inside.length > 0) return 'notAuthorised';
  return inside.every(({ id }) => request.parcelIds.includes(id)) ? null : 'notAuthorised';
}

function removeParcel(db: WritableDb, row: OperationRow, id: string): void {
  const found = inLocker(db, row.locker).find((each) => each.id === id);
  if (found?.state !== 'waiting') return;
  markRemoved(db, id);
  record(db, row.sessionId, {
    type: 'parcel.removed',
    payload: {
      parcelId: id,
      locker: row.locker,
      ...holderOf(found),
      userId: row.userId ?? '',
      why: row.reservationId === null ? reasonOf(db, found) : 'reservationEnded',
      operationId: row.id,
    },
  });
}

function reasonOf(db: WritableDb, { expiresAt }: ParcelRow): 'expired' | 'other' {
  return isOver(expiresAt, db.origin.clock.wall()) ? 'expired' : 'other';
}

function endPromise(db: WritableDb, row: OperationRow, id: string): void {
  const promise = reservation(db, id);
  if (promise?.state !== 'granted' && promise?.state !== 'active') return;
  moveReservation(db, id, { state: 'ended' });
  record(db, row.sessionId, {
    type: 'reservation.ended',
    payload: { reservationId: id, locker: row.locker, by: 'staff', userId: row.userId },
  });
  // What stood for it opens nothing any more, and its number may be given to somebody else.
  for (const { id: codeId } of liveCodesOf(db, { reservationId: id })) {
    endCode(db, codeId, 'revoked');
    record(db, row.sessionId, { type: 'code.ended', payload: { codeId, as: 'revoked' } });
  }
}
