import type { ReadableDb, WritableDb } from './open.ts';

/** Promises of a locker that the hub has asked for. */
export interface ReservationRow {
  readonly id: string;
  readonly kind: string;
  readonly size: string;
  readonly contactId: string | null;
  readonly departmentId: string | null;
  readonly trackingNumber: string | null;
  /** Wall-clock milliseconds; null has no end. */
  readonly until: number | null;
  readonly state: 'pending' | 'cancelled';
}

export function putReservation(db: WritableDb, row: Omit<ReservationRow, 'state'>): void {
  db.sql.run(
    `insert into reservations (id, kind, size, contact_id, department_id, tracking_number, until, state)
     values (?, ?, ?, ?, ?, ?, ?, 'pending')
     on conflict (id) do update set kind = excluded.kind, size = excluded.size,
       contact_id = excluded.contact_id, department_id = excluded.department_id,
       tracking_number = excluded.tracking_number, until = excluded.until`,
    row.id,
    row.kind,
    row.size,
    row.contactId,
    row.departmentId,
    row.trackingNumber,
    row.until,
  );
}

export function cancelReservation(db: WritableDb, id: string): void {
  db.sql.run("update reservations set state = 'cancelled' where id = ?", id);
}

export function reservations(db: ReadableDb): readonly ReservationRow[] {
  return db.sql.all<ReservationRow>(
    `select id, kind, size, contact_id as contactId, department_id as departmentId,
       tracking_number as trackingNumber, until, state from reservations order by id`,
  );
}
