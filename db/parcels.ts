import type { ReadableDb, WritableDb } from './open.ts';

/** What lies in a locker for somebody, and the two facts of custody: released, picked up. */
export interface ParcelRow {
  readonly id: string;
  readonly trackingNumber: string;
  readonly sender: string | null;
  readonly contactId: string;
  readonly departmentId: string | null;
  readonly locker: number;
  /** `released`: its door was seen open for the recipient; `pickedUp`: and closed again. */
  readonly state: 'waiting' | 'released' | 'pickedUp';
  readonly depositedAt: number;
  readonly releasedAt: number | null;
  readonly pickedUpAt: number | null;
  readonly expiresAt: number | null;
}

export type NewParcel = Omit<ParcelRow, 'state' | 'depositedAt' | 'releasedAt' | 'pickedUpAt'>;

const COLUMNS = `id, tracking_number as trackingNumber, sender, contact_id as contactId,
  department_id as departmentId, locker, state, deposited_at as depositedAt,
  released_at as releasedAt, picked_up_at as pickedUpAt, expires_at as expiresAt`;

export function insertParcel(db: WritableDb, parcel: NewParcel): void {
  db.sql.run(
    `insert into parcels (id, tracking_number, sender, contact_id, department_id, locker, state,
       deposited_at, expires_at)
     values (?, ?, ?, ?, ?, ?, 'waiting', ?, ?)`,
    parcel.id,
    parcel.trackingNumber,
    parcel.sender,
    parcel.contactId,
    parcel.departmentId,
    parcel.locker,
    Math.round(db.origin.clock.wall()),
    parcel.expiresAt,
  );
}

export function parcel(db: ReadableDb, id: string): ParcelRow | null {
  return db.sql.one<ParcelRow>(`select ${COLUMNS} from parcels where id = ?`, id);
}

export function waitingFor(db: ReadableDb, contactId: string): readonly ParcelRow[] {
  return db.sql.all<ParcelRow>(
    `select ${COLUMNS} from parcels where contact_id = ? and state = 'waiting' order by locker, id`,
    contactId,
  );
}

/** What is, or may be, inside: waiting, or released and its door not yet closed. */
export function inLocker(db: ReadableDb, number: number): readonly ParcelRow[] {
  return db.sql.all<ParcelRow>(
    `select ${COLUMNS} from parcels where locker = ? and state in ('waiting', 'released') order by id`,
    number,
  );
}

export function pickedUpSince(
  db: ReadableDb,
  contactId: string,
  sinceWall: number,
): readonly ParcelRow[] {
  return db.sql.all<ParcelRow>(
    `select ${COLUMNS} from parcels
     where contact_id = ? and state = 'pickedUp' and picked_up_at >= ? order by picked_up_at`,
    contactId,
    sinceWall,
  );
}

export function releaseParcel(db: WritableDb, id: string): void {
  db.sql.run(
    "update parcels set state = 'released', released_at = ? where id = ? and state = 'waiting'",
    Math.round(db.origin.clock.wall()),
    id,
  );
}

export function markPickedUp(db: WritableDb, id: string): void {
  db.sql.run(
    "update parcels set state = 'pickedUp', picked_up_at = ? where id = ? and state = 'released'",
    Math.round(db.origin.clock.wall()),
    id,
  );
}
