import { code } from '../../../db/codes.ts';
import { contact } from '../../../db/contacts.ts';
import type { OperationRow } from '../../../db/door-operations.ts';
import { countDeposit, type LockerRow } from '../../../db/lockers.ts';
import type { ReadableDb, WritableDb } from '../../../db/open.ts';
import { inLocker } from '../../../db/parcels.ts';
import { moveReservation, reservation, type ReservationRow } from '../../../db/reservations.ts';
import { isWithin } from '../../locker/codes.ts';
import { isOver } from '../../locker/expiry.ts';
import { record } from '../../record.ts';
import type { OpenRefusal } from '../operation.ts';
import type { OpenRequest, PurposeRules } from './purpose.ts';

/** Makes the PIN of a stay; its number leaves through the session once. */
export interface StorageBooks {
  readonly pinFor: (db: WritableDb, sessionId: string | null, stay: ReservationRow) => void;
}

/**
 * Somebody's own things. A stay begins when its door was seen closed for the first time; opening says
 * nothing of its end. Once its time is over the door opens for the staff alone.
 */
export function storage({ pinFor }: StorageBooks): PurposeRules {
  return {
    needsClosedDoor: true,
    refuse: (db, request, locker) => {
      const stay = stayOf(db, request.reservationId ?? null);
      if (!stay || stay.locker !== request.locker || !mayOpen(db, request, stay))
        return 'notAuthorised';
      if (!locker.inService) return 'outOfService';
      return stay.state === 'granted' ? notReady(db, locker) : null;
    },
    opened: (db, row) => {
      const stay = stayOf(db, row.reservationId);
      if (stay?.state !== 'active') return;
      record(db, row.sessionId, {
        type: 'reservation.opened',
        payload: { reservationId: stay.id, locker: row.locker, operationId: row.id },
      });
    },
    closed: begins,
  };

  function begins(db: WritableDb, row: OperationRow): void {
    const stay = stayOf(db, row.reservationId);
    if (stay?.state !== 'granted') return;
    moveReservation(db, stay.id, { state: 'active' });
    countDeposit(db, row.locker);
    record(db, row.sessionId, {
      type: 'reservation.started',
      payload: {
        reservationId: stay.id,
        kind: stay.kind,
        locker: row.locker,
        until: stay.until,
      },
    });
    pinFor(db, row.sessionId, stay);
  }
}

/** For the first time: nothing may lie in it that is somebody else's. */
function notReady(db: ReadableDb, locker: LockerRow): OpenRefusal | null {
  if (!locker.verified) return 'outOfService';
  return inLocker(db, locker.number).length === 0 ? null : 'notAuthorised';
}

function stayOf(db: ReadableDb, id: string | null): ReservationRow | null {
  const found = id === null ? null : reservation(db, id);
  const live = found?.state === 'granted' || found?.state === 'active';
  return found?.kind === 'storage' && live ? found : null;
}

function mayOpen(db: ReadableDb, request: OpenRequest, stay: ReservationRow): boolean {
  const now = db.origin.clock.wall();
  if (isOver(stay.until, now)) return false;
  const codeId = request.codeId ?? null;
  if (codeId !== null) {
    const shown = code(db, codeId);
    const valid = shown?.state === 'live' && isWithin(shown, now);
    return valid && shown.kind === 'storage' && shown.reservationId === stay.id;
  }
  return request.contactId !== null && isHolder(db, stay, request.contactId);
}

/** `[F51]` What a department stores is opened by everybody of it. */
export function isHolder(db: ReadableDb, stay: ReservationRow, contactId: string): boolean {
  if (stay.contactId !== null) return stay.contactId === contactId;
  const theirs = contact(db, contactId)?.departments ?? [];
  return theirs.some(({ id }) => id === stay.departmentId);
}
