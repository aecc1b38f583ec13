import type { Clock } from '../base/clock.ts';
import type { CodeDesk } from '../codes.ts';
import type { EventPayload } from '../contract/event.ts';
import { isOver, warningAt } from '../locker/expiry.ts';
import { holderOf } from '../locker/holder.ts';
import { record } from '../record.ts';
import { liveCodesOf } from '../../db/codes.ts';
import { markTold, wasTold, type Deadline } from '../../db/deadlines.ts';
import { unfinishedFor } from '../../db/door-operations.ts';
import type { ReadableDb, Store, WritableDb } from '../../db/open.ts';
import { inLockers, type ParcelRow } from '../../db/parcels.ts';
import { liveReservations, moveReservation, type ReservationRow } from '../../db/reservations.ts';

/**
 * What ends by itself is said, once: a warning before the end of what lies here, and that it is over.
 * Nothing opens by itself and nothing changes hands; only a promise that nobody came for gives its
 * locker back.
 */
export interface DeadlineOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly codes: CodeDesk;
}

export function deadlineWatch({ store, clock, codes }: DeadlineOptions): () => void {
  return () => {
    const now = Math.round(clock.wall());
    // Most minutes end nothing: then nothing is written.
    if (dueParcels(store.read, now).length + dueStays(store.read, now).length === 0) return;
    store.write((db) => {
      const parcels = dueParcels(db, now);
      for (const { row, told } of parcels) {
        markTold(db, told);
        if (told.what === 'over') parcelOver(db, row);
      }
      // Several of one recipient in one locker are one message.
      for (const due of Map.groupBy(
        parcels,
        ({ row, told }) => `${row.locker} ${told.what}`,
      ).values())
        tellOfParcels(db, due);
      for (const { row, told } of dueStays(db, now)) {
        markTold(db, told);
        if (told.what === 'over') stayOver(db, codes, row);
        if (row.state === 'active') tellOfStay(db, row, told.what);
      }
    });
  };
}

interface Due<Row> {
  readonly row: Row;
  readonly told: Deadline;
}

function dueParcels(db: ReadableDb, now: number): readonly Due<ParcelRow>[] {
  return inLockers(db).flatMap((row) => {
    if (row.state !== 'waiting' || row.expiresAt === null) return [];
    const end = row.expiresAt;
    const told = due(
      db,
      { about: 'parcel', id: row.id, end },
      now,
      warningAt('parcel', row.depositedAt, end),
    );
    return told ? [{ row, told }] : [];
  });
}

function dueStays(db: ReadableDb, now: number): readonly Due<ReservationRow>[] {
  return liveReservations(db).flatMap((row) => {
    if (row.kind !== 'storage' || row.until === null || isAtTheDoor(db, row)) return [];
    const end = row.until;
    // Whoever has put nothing in has nothing to fetch.
    const warning = row.state === 'active' ? warningAt('storage', row.startsAt ?? end, end) : null;
    const told = due(db, { about: 'reservation', id: row.id, end }, now, warning);
    return told ? [{ row, told }] : [];
  });
}

/** Somebody is putting the first thing in: its door's closing begins the stay, late or not. */
function isAtTheDoor(db: ReadableDb, { state, locker }: ReservationRow): boolean {
  return state === 'granted' && locker !== null && unfinishedFor(db, locker) !== null;
}

function due(
  db: ReadableDb,
  { about, id, end }: Pick<Deadline, 'about' | 'id'> & { readonly end: number },
  now: number,
  warning: number | null,
): Deadline | null {
  const over = isOver(end, now);
  if (!over && (warning === null || now < warning)) return null;
  const told = { about, id, deadline: end, what: over ? 'over' : 'warned' } as const;
  return wasTold(db, told) ? null : told;
}

function parcelOver(db: WritableDb, row: ParcelRow): void {
  record(db, null, {
    type: 'parcel.expired',
    payload: { parcelId: row.id, locker: row.locker, ...holderOf(row) },
  });
}

/** What lies inside waits for the staff; what was only promised is free again. */
function stayOver(db: WritableDb, codes: CodeDesk, row: ReservationRow): void {
  const { id: reservationId, locker } = row;
  if (row.state !== 'active') {
    moveReservation(db, reservationId, { state: 'expired' });
    for (const { id } of liveCodesOf(db, { reservationId })) codes.end(db, null, id, 'revoked');
  }
  record(db, null, { type: 'reservation.expired', payload: { reservationId, locker } });
}

function tellOfParcels(db: WritableDb, due: readonly Due<ParcelRow>[]): void {
  const [first] = due;
  if (!first) return;
  request(db, first.told.what, {
    ...holderOf(first.row),
    locker: first.row.locker,
    parcelIds: due.map(({ row }) => row.id),
    reservationId: null,
  });
}

function tellOfStay(db: WritableDb, row: ReservationRow, what: Deadline['what']): void {
  const { contactId, departmentId, locker, id } = row;
  request(db, what, { contactId, departmentId, locker, parcelIds: [], reservationId: id });
}

function request(
  db: WritableDb,
  what: Deadline['what'],
  about: Omit<EventPayload<'notice.requested'>, 'what' | 'codeId'>,
): void {
  record(db, null, {
    type: 'notice.requested',
    payload: { what: what === 'over' ? 'expired' : 'expiring', ...about, codeId: null },
  });
}
