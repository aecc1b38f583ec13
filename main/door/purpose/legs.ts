import { endCode, liveCodesOf } from '../../../db/codes.ts';
import type { ReadableDb, WritableDb } from '../../../db/open.ts';
import type { ParcelRow } from '../../../db/parcels.ts';
import { moveReservation, reservation, type ReservationRow } from '../../../db/reservations.ts';
import type { EventPayload } from '../../contract/event.ts';
import type { Holder } from '../../locker/holder.ts';
import { record } from '../../record.ts';

/**
 * `[F48]` `[F23]` Returns and exchanges leg by leg, each leg one event, written with what the door did.
 * Of a return: put in, collected. Of an exchange: put in, collected, put in, collected. A locker is
 * `granted` while something is to be put in, and `active` while something lies in it.
 */
export type Handover = ReservationRow & { readonly kind: 'return' | 'exchange' };

export function handoverOf(db: ReadableDb, id: string | null): Handover | null {
  const found = id === null ? null : reservation(db, id);
  return found && isHandover(found) ? found : null;
}

export function isHandover(row: ReservationRow): row is Handover {
  return row.kind === 'return' || row.kind === 'exchange';
}

/** Before the first leg and, of an exchange, after the second, something is to be put in. */
export function isPuttingIn({ kind, leg, state }: Handover): boolean {
  const live = state === 'pending' || state === 'granted';
  return live && (leg === 0 || (kind === 'exchange' && leg === 2));
}

/** Who puts it in, and whose it will be. */
export function partiesOf(row: Handover): { readonly from: Holder; readonly to: Holder } {
  const first = { contactId: row.contactId, departmentId: row.departmentId };
  const other = { contactId: row.toContactId, departmentId: row.toDepartmentId };
  return row.leg === 0 ? { from: first, to: other } : { from: other, to: first };
}

/** It lies inside: the PIN has done its work, and until `until` the other party has time. */
export function putInLeg(
  db: WritableDb,
  sessionId: string | null,
  { reservationId, locker }: ParcelRow,
  until: number,
): void {
  const row = handoverOf(db, reservationId);
  if (row?.state !== 'granted') return;
  moveReservation(db, row.id, { state: 'active', leg: row.leg + 1, until });
  tellLeg(db, sessionId, row, { locker, leg: row.leg + 1, what: 'putIn' });
  endPins(db, sessionId, row.id, 'used');
}

/** It was taken out. Of an exchange the locker stays promised to what is given back. */
export function collectedLeg(
  db: WritableDb,
  sessionId: string | null,
  { reservationId, locker }: ParcelRow,
): void {
  const row = handoverOf(db, reservationId);
  if (row?.state !== 'active') return;
  const leg = row.leg + 1;
  tellLeg(db, sessionId, row, { locker, leg, what: 'collected' });
  if (row.kind === 'exchange' && leg === 2)
    // Whoever goes without an answer gets a PIN, and their time ends with it.
    return moveReservation(db, row.id, { state: 'granted', leg, until: null });
  moveReservation(db, row.id, { leg });
  endHandover(db, sessionId, row, 'person');
}

/** Nothing comes from this party. */
export function notReturnedLeg(db: WritableDb, sessionId: string, row: Handover): void {
  const leg = row.leg + 1;
  moveReservation(db, row.id, { leg });
  tellLeg(db, sessionId, row, { locker: row.locker, leg, what: 'notReturned' });
  endHandover(db, sessionId, row, 'person');
}

function endHandover(
  db: WritableDb,
  sessionId: string | null,
  { id, locker }: Handover,
  by: EventPayload<'reservation.ended'>['by'],
): void {
  moveReservation(db, id, { state: 'ended' });
  endPins(db, sessionId, id, 'used');
  record(db, sessionId, {
    type: 'reservation.ended',
    payload: { reservationId: id, locker, by, userId: null },
  });
}

/** A one-time PIN ends with its leg. */
export function endPins(
  db: WritableDb,
  sessionId: string | null,
  reservationId: string,
  as: 'used' | 'revoked',
): void {
  for (const { id, kind } of liveCodesOf(db, { reservationId })) {
    if (kind !== 'oneTime') continue;
    endCode(db, id, as);
    record(db, sessionId, { type: 'code.ended', payload: { codeId: id, as } });
  }
}

function tellLeg(
  db: WritableDb,
  sessionId: string | null,
  { id, kind }: Handover,
  done: Pick<EventPayload<'reservation.leg'>, 'locker' | 'leg' | 'what'>,
): void {
  record(db, sessionId, {
    type: 'reservation.leg',
    payload: { reservationId: id, kind, ...done },
  });
}
