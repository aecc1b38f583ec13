import type { ReadableDb, WritableDb } from './open.ts';

/** What lies in a locker for somebody, and the two facts of custody: released, picked up. */
export interface ParcelRow {
  readonly id: string;
  readonly trackingNumber: string;
  readonly sender: string | null;
  /** Whose it is: a person's, or a department's when `contactId` is null. */
  readonly contactId: string | null;
  readonly departmentId: string | null;
  readonly reservationId: string | null;
  readonly purpose: 'delivery' | 'return' | 'exchange';
  readonly locker: number;
  /**
   * `placing`: promised this locker, and not seen inside yet; `released`: its door was seen open for
   * the recipient; `pickedUp`: and closed again; `removed`: taken out by staff.
   */
  readonly state: 'placing' | 'waiting' | 'released' | 'pickedUp' | 'removed' | 'cancelled';
  readonly depositedAt: number;
  readonly releasedAt: number | null;
  readonly pickedUpAt: number | null;
  readonly expiresAt: number | null;
}

export interface NewParcel {
  readonly id: string;
  readonly trackingNumber: string;
  readonly sender: string | null;
  readonly contactId: string | null;
  readonly departmentId: string | null;
  readonly reservationId?: string | null;
  readonly purpose?: ParcelRow['purpose'];
  readonly locker: number;
  readonly expiresAt: number | null;
  /** `waiting` unless said otherwise. */
  readonly state?: 'placing' | 'waiting';
}

const COLUMNS = `id, tracking_number as trackingNumber, sender, contact_id as contactId,
  department_id as departmentId, reservation_id as reservationId, purpose, locker, state,
  deposited_at as depositedAt, released_at as releasedAt, picked_up_at as pickedUpAt,
  expires_at as expiresAt`;

export function insertParcel(db: WritableDb, parcel: NewParcel): void {
  db.sql.run(
    `insert into parcels (id, tracking_number, sender, contact_id, department_id, reservation_id,
       purpose, locker, state, deposited_at, expires_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    parcel.id,
    parcel.trackingNumber,
    parcel.sender,
    parcel.contactId,
    parcel.departmentId,
    parcel.reservationId ?? null,
    parcel.purpose ?? 'delivery',
    parcel.locker,
    parcel.state ?? 'waiting',
    now(db),
    parcel.expiresAt,
  );
}

export function parcel(db: ReadableDb, id: string): ParcelRow | null {
  return db.sql.one<ParcelRow>(`select ${COLUMNS} from parcels where id = ?`, id);
}

/**
 * What somebody may take out: it waits, or its door was opened for them and never seen closed. Of a
 * department only what is the department's own, not its people's.
 */
export function toCollect(
  db: ReadableDb,
  holder: { readonly contactId: string } | { readonly departmentId: string },
): readonly ParcelRow[] {
  const [whose, id] =
    'contactId' in holder
      ? ['contact_id = ?', holder.contactId]
      : ['department_id = ? and contact_id is null', holder.departmentId];
  return db.sql.all<ParcelRow>(
    `select ${COLUMNS} from parcels where ${whose} and state in ('waiting', 'released')
     order by locker, id`,
    id,
  );
}

/** What is, or may be, inside: being put in, waiting, or released and its door not yet closed. */
export function inLocker(db: ReadableDb, number: number): readonly ParcelRow[] {
  return db.sql.all<ParcelRow>(
    `select ${COLUMNS} from parcels
     where locker = ? and state in ('placing', 'waiting', 'released') order by id`,
    number,
  );
}

/** The parcel with this tracking number that is, or may be, in a locker. */
export function hereUnder(db: ReadableDb, trackingNumber: string): ParcelRow | null {
  return db.sql.one<ParcelRow>(
    `select ${COLUMNS} from parcels
     where tracking_number = ? and state in ('placing', 'waiting', 'released')
     order by state desc limit 1`,
    trackingNumber,
  );
}

/** Everything that was ever put in, or was about to be, for a promise. */
export function parcelsOf(db: ReadableDb, reservationId: string): readonly ParcelRow[] {
  return db.sql.all<ParcelRow>(
    `select ${COLUMNS} from parcels where reservation_id = ? order by deposited_at, id`,
    reservationId,
  );
}

/** Everything that is, or may be, inside of any locker. */
export function inLockers(db: ReadableDb): readonly ParcelRow[] {
  return db.sql.all<ParcelRow>(
    `select ${COLUMNS} from parcels where state in ('placing', 'waiting', 'released')
     order by locker, id`,
  );
}

/** What this person has taken out since then, of their own or of a department. */
export function collectedBy(
  db: ReadableDb,
  contactId: string,
  sinceWall: number,
): readonly ParcelRow[] {
  return db.sql.all<ParcelRow>(
    `select ${COLUMNS} from parcels p
     where state = 'pickedUp' and picked_up_at >= ? and exists (
       select 1 from door_operations o, json_each(o.parcel_ids) taken
       where o.contact_id = ? and o.locker = p.locker and o.purpose = 'pickup'
         and o.opened_at is not null and taken.value = p.id)
     order by picked_up_at`,
    sinceWall,
    contactId,
  );
}

export function releaseParcel(db: WritableDb, id: string): void {
  db.sql.run(
    "update parcels set state = 'released', released_at = ? where id = ? and state = 'waiting'",
    now(db),
    id,
  );
}

export function markPickedUp(db: WritableDb, id: string): void {
  db.sql.run(
    "update parcels set state = 'pickedUp', picked_up_at = ? where id = ? and state = 'released'",
    now(db),
    id,
  );
}

/** The door was seen closed over it: now it lies there. */
export function markDeposited(db: WritableDb, id: string, expiresAt: number | null): void {
  db.sql.run(
    `update parcels set state = 'waiting', deposited_at = ?, expires_at = ?
     where id = ? and state = 'placing'`,
    now(db),
    expiresAt,
    id,
  );
}

/** Not put in after all. */
export function cancelPlacing(db: WritableDb, id: string): void {
  db.sql.run(
    "update parcels set state = 'cancelled', picked_up_at = ? where id = ? and state = 'placing'",
    now(db),
    id,
  );
}

/** Put in, and taken out again by whoever still stands there. */
export function cancelDeposit(db: WritableDb, id: string): void {
  db.sql.run(
    "update parcels set state = 'cancelled', picked_up_at = ? where id = ? and state = 'waiting'",
    now(db),
    id,
  );
}

/** Taken out by staff. */
export function markRemoved(db: WritableDb, id: string): void {
  db.sql.run(
    `update parcels set state = 'removed', picked_up_at = ?
     where id = ? and state in ('waiting', 'released')`,
    now(db),
    id,
  );
}

/** More of the same person came in: the clock starts again for what lies there. */
export function setExpiry(db: WritableDb, id: string, expiresAt: number | null): void {
  db.sql.run('update parcels set expires_at = ? where id = ?', expiresAt, id);
}

function now(db: WritableDb): number {
  return Math.round(db.origin.clock.wall());
}
