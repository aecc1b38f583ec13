import { bumpOccupancy, countDeposit, setVerified, type LockerRow } from '../../../db/lockers.ts';
import { user } from '../../../db/contacts.ts';
import { lastOperationFor, type OperationRow } from '../../../db/door-operations.ts';
import { getMeta, OPEN_SESSION } from '../../../db/meta.ts';
import type { ReadableDb, WritableDb } from '../../../db/open.ts';
import { inLocker, markDeposited, setExpiry, type ParcelRow } from '../../../db/parcels.ts';
import { removeReceived } from '../../../db/received.ts';
import { moveReservation, reservation } from '../../../db/reservations.ts';
import { SECOND } from '../../base/clock.ts';
import type { DoorPurpose } from '../../contract/event.ts';
import { sameHolder, type Holder } from '../../locker/holder.ts';
import { record } from '../../record.ts';
import type { OpenRefusal } from '../operation.ts';
import { putInLeg } from './legs.ts';
import type { OpenRequest, PurposeRules } from './purpose.ts';

/**
 * Something is put in for somebody. Its locker was promised before (`placing`); the deposit is a fact
 * only when the door was seen closed again while the person who opened it still stood there.
 */
export interface DepositBooks {
  /** When what is put in now has lain long enough; wall-clock milliseconds. */
  readonly expiresAt: (now: number) => number;
  /** The code that opens it: the one that its recipient has, or a new one. Gives its id. */
  readonly codeFor: (db: WritableDb, sessionId: string | null, parcel: DepositedParcel) => string;
}

export interface DepositedParcel extends Holder {
  readonly id: string;
  /** What lay in the same locker for the same recipient before. */
  readonly beside: readonly string[];
}

/** *Reopen*: the same person may open once more, for as long after the door was closed. */
export const REOPEN_WITHIN = 60 * SECOND;

export function deposits(books: DepositBooks): Record<'deposit' | 'redeposit', PurposeRules> {
  return {
    deposit: {
      needsClosedDoor: true,
      refuse: (db, request, locker) => notReady(locker) ?? refuseDeposit(db, request),
      closed: (db, row, seen) => {
        if (seen.whileDown) return;
        if (watched(db, row)) recordDeposit(db, books, { ...row, seenBy: 'sensor' });
      },
    },
    redeposit: {
      needsClosedDoor: true,
      refuse: (db, request, locker) =>
        notReady(locker) ?? putBackWithin(db, request, ['deposit', 'redeposit']),
      closed: (db, row, seen) => {
        if (!seen.whileDown) watched(db, row);
      },
    },
  };
}

export function notReady(locker: LockerRow): OpenRefusal | null {
  return locker.inService && locker.verified ? null : 'outOfService';
}

/** R9: empty, or of the same recipient; and promised to these parcels and to no other. */
export function refuseDeposit(db: ReadableDb, request: OpenRequest): OpenRefusal | null {
  const inside = inLocker(db, request.locker);
  const placing = inside.filter(({ state }) => state === 'placing');
  const promised = new Set(placing.map(({ id }) => id));
  const asked = request.parcelIds.length > 0 && request.parcelIds.every((id) => promised.has(id));
  if (!asked || placing.length !== request.parcelIds.length) return 'notAuthorised';
  const [first, ...others] = inside;
  if (others.some((other) => first !== undefined && !sameHolder(other, first)))
    return 'notAuthorised';
  return inside.some(({ state }) => state === 'released') ? 'busy' : null;
}

/** The last who opened it to put something in, and not long ago. */
export function putBackWithin(
  db: ReadableDb,
  request: OpenRequest,
  purposes: readonly DoorPurpose[],
): OpenRefusal | null {
  const last = lastOperationFor(db, request.locker);
  const theirs =
    last?.state === 'closed' &&
    purposes.some((purpose) => purpose === last.purpose) &&
    last.sessionId === request.sessionId;
  const since = (last?.settledAt ?? 0) + REOPEN_WITHIN;
  return theirs && db.origin.clock.wall() <= since ? null : 'notAuthorised';
}

/**
 * Whoever opened the door is still there. A door that was closed after they had gone, or after the
 * power had failed, was open with nobody watching: what it holds is for staff to see.
 */
export function watched(db: WritableDb, row: OperationRow): boolean {
  if (getMeta(db, OPEN_SESSION) === row.sessionId) return true;
  setVerified(db, row.locker, false);
  record(db, row.sessionId, {
    type: 'locker.unverified',
    payload: { locker: row.locker, why: 'leftOpen' },
  });
  return false;
}

export interface Deposit {
  readonly sessionId: string | null;
  readonly userId: string | null;
  readonly locker: number;
  /** `staff`: the sensor does not tell, and somebody of the staff said that it lies inside. */
  readonly seenBy: 'sensor' | 'staff';
}

/** Everything that was promised this locker lies in it now. */
export function recordDeposit(db: WritableDb, books: DepositBooks, deposit: Deposit): void {
  const { locker, sessionId, userId, seenBy } = deposit;
  const inside = inLocker(db, locker);
  const placed = inside.filter(({ state }) => state === 'placing');
  const before = inside.filter(({ state }) => state === 'waiting');
  const [first] = placed;
  if (!first) return;
  const expiresAt = books.expiresAt(Math.round(db.origin.clock.wall()));
  const by = userId === null ? 'client' : roleOf(db, userId);
  const beside = before.map(({ id }) => id);
  let codeId: string | null = null;
  for (const parcel of placed) {
    const { id: parcelId, contactId, departmentId } = parcel;
    markDeposited(db, parcelId, expiresAt);
    record(db, sessionId, {
      type: 'parcel.deposited',
      payload: {
        ...{ parcelId, locker, contactId, departmentId, by, userId },
        added: beside.length > 0,
        ...{ seenBy, expiresAt },
      },
    });
    codeId = books.codeFor(db, sessionId, { id: parcelId, contactId, departmentId, beside });
    beside.push(parcelId);
    removeReceived(db, parcel.trackingNumber);
    keepPromise(db, sessionId, parcel, expiresAt);
  }
  // Adding restarts the clock for what lies there.
  for (const { id } of before) setExpiry(db, id, expiresAt);
  countDeposit(db, locker);
  if (seenBy === 'staff') bumpOccupancy(db, locker);
  record(db, sessionId, {
    type: 'notice.requested',
    payload: {
      what: 'deposited',
      contactId: first.contactId,
      departmentId: first.departmentId,
      ...{ locker, codeId },
      parcelIds: placed.map(({ id }) => id),
      reservationId: first.reservationId,
    },
  });
}

/**
 * A promised delivery has come: the parcel itself holds the locker from now on. Of a return or an
 * exchange one leg is done.
 */
function keepPromise(
  db: WritableDb,
  sessionId: string | null,
  parcel: ParcelRow,
  expiresAt: number,
): void {
  if (parcel.purpose !== 'delivery') return putInLeg(db, sessionId, parcel, expiresAt);
  if (parcel.reservationId === null) return;
  const promise = reservation(db, parcel.reservationId);
  if (promise?.kind !== 'delivery') return;
  moveReservation(db, promise.id, { state: 'ended' });
  record(db, sessionId, {
    type: 'reservation.ended',
    payload: { reservationId: promise.id, locker: parcel.locker, by: 'person', userId: null },
  });
}

function roleOf(db: ReadableDb, userId: string): 'carrier' | 'mailroom' {
  return user(db, userId)?.role === 'carrier' ? 'carrier' : 'mailroom';
}
