import type { ReadableDb, WritableDb } from './open.ts';

/** Promises of a locker: asked for by the hub, at the kiosk or in a seed file, and kept here. */
export interface ReservationRow {
  readonly id: string;
  readonly kind: 'delivery' | 'storage' | 'return' | 'exchange';
  readonly size: 'small' | 'medium' | 'large' | 'xlarge';
  /** For whom; of a return or an exchange, the party that puts something in first. */
  readonly contactId: string | null;
  readonly departmentId: string | null;
  /** The name of somebody who is no contact. */
  readonly visitor: string | null;
  readonly toContactId: string | null;
  readonly toDepartmentId: string | null;
  readonly trackingNumber: string | null;
  /** Null until a locker is bound to it. */
  readonly locker: number | null;
  /** Legs that are done. */
  readonly leg: number;
  readonly askedBy: 'hub' | 'kiosk' | 'seed';
  /** Wall-clock milliseconds; null has no begin or no end. */
  readonly startsAt: number | null;
  readonly until: number | null;
  readonly longestUntil: number | null;
  /** `granted`: a locker is bound to it; `active`: something lies in it, or may. */
  readonly state: 'pending' | 'granted' | 'active' | 'ended' | 'cancelled' | 'expired' | 'denied';
}

const COLUMNS = `id, kind, size, contact_id as contactId, department_id as departmentId, visitor,
  to_contact_id as toContactId, to_department_id as toDepartmentId,
  tracking_number as trackingNumber, locker, leg, asked_by as askedBy, starts_at as startsAt, until,
  longest_until as longestUntil, state`;

/** Puts in a promise or replaces what was asked; where it stands and which locker it has stays. */
export function putReservation(
  db: WritableDb,
  row: Omit<ReservationRow, 'state' | 'locker' | 'leg'>,
): void {
  db.sql.run(
    `insert into reservations (id, kind, size, contact_id, department_id, visitor, to_contact_id,
       to_department_id, tracking_number, asked_by, starts_at, until, longest_until, state)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending')
     on conflict (id) do update set kind = excluded.kind, size = excluded.size,
       contact_id = excluded.contact_id, department_id = excluded.department_id,
       visitor = excluded.visitor, to_contact_id = excluded.to_contact_id,
       to_department_id = excluded.to_department_id, tracking_number = excluded.tracking_number,
       starts_at = excluded.starts_at, until = excluded.until,
       longest_until = excluded.longest_until`,
    row.id,
    row.kind,
    row.size,
    row.contactId,
    row.departmentId,
    row.visitor,
    row.toContactId,
    row.toDepartmentId,
    row.trackingNumber,
    row.askedBy,
    row.startsAt,
    row.until,
    row.longestUntil,
  );
}

/** Withdraws a promise that nothing lies behind yet; what lies in a locker stays somebody's. */
export function cancelReservation(db: WritableDb, id: string): void {
  db.sql.run(
    "update reservations set state = 'cancelled' where id = ? and state in ('pending', 'granted')",
    id,
  );
}

/** Binds a locker, or moves the promise on. The schema refuses a locker that is promised already. */
export function moveReservation(
  db: WritableDb,
  id: string,
  to: Partial<
    Pick<ReservationRow, 'state' | 'locker' | 'leg' | 'until' | 'startsAt' | 'longestUntil'>
  >,
): void {
  const was = reservation(db, id);
  if (!was) throw new Error(`There is no reservation ${id}`);
  const next = { ...was, ...to };
  db.sql.run(
    `update reservations set state = ?, locker = ?, leg = ?, until = ?, starts_at = ?,
       longest_until = ? where id = ?`,
    next.state,
    next.locker,
    next.leg,
    next.until,
    next.startsAt,
    next.longestUntil,
    id,
  );
}

export function reservation(db: ReadableDb, id: string): ReservationRow | null {
  return db.sql.one<ReservationRow>(`select ${COLUMNS} from reservations where id = ?`, id);
}

export function reservations(db: ReadableDb): readonly ReservationRow[] {
  return db.sql.all<ReservationRow>(`select ${COLUMNS} from reservations order by id`);
}

const LIVE = "state in ('pending', 'granted', 'active')";

/** Not over yet, whether or not a locker is bound. */
export function liveReservations(db: ReadableDb): readonly ReservationRow[] {
  return db.sql.all<ReservationRow>(
    `select ${COLUMNS} from reservations where ${LIVE} order by id`,
  );
}

/** The promise that a locker is bound to, if any. */
export function promiseOf(db: ReadableDb, locker: number): ReservationRow | null {
  return db.sql.one<ReservationRow>(
    `select ${COLUMNS} from reservations where locker = ? and state in ('granted', 'active')`,
    locker,
  );
}

/** Whether a live promise names this tracking number, printed with blanks and dashes or without. */
export function expectsTracking(db: ReadableDb, bareNumber: string): boolean {
  const found = db.sql.one(
    `select 1 from reservations where ${LIVE} and tracking_number is not null
       and upper(replace(replace(tracking_number, ' ', ''), '-', '')) = ? limit 1`,
    bareNumber,
  );
  return found !== null;
}

export function reservedForTracking(db: ReadableDb, tracking: string): ReservationRow | null {
  return db.sql.one<ReservationRow>(
    `select ${COLUMNS} from reservations where tracking_number = ? and ${LIVE} order by id limit 1`,
    tracking,
  );
}
