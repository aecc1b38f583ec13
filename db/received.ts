import type { ReadableDb, WritableDb } from './open.ts';

/** Packages that the mailroom has received: whose they are is known before anybody drops them off. */
export interface ReceivedRow {
  /** Without blanks and dashes. */
  readonly trackingNumber: string;
  readonly contactId: string | null;
  readonly departmentId: string | null;
  readonly sender: string | null;
}

export function putReceived(db: WritableDb, row: ReceivedRow): void {
  db.sql.run(
    `insert into received_packages (tracking_number, contact_id, department_id, sender)
     values (?, ?, ?, ?)
     on conflict (tracking_number) do update set contact_id = excluded.contact_id,
       department_id = excluded.department_id, sender = excluded.sender`,
    row.trackingNumber,
    row.contactId,
    row.departmentId,
    row.sender,
  );
}

/** It lies in a locker now, or the mailroom has handed it out. */
export function removeReceived(db: WritableDb, trackingNumber: string): void {
  db.sql.run('delete from received_packages where tracking_number = ?', trackingNumber);
}

export function receivedPackage(db: ReadableDb, trackingNumber: string): ReceivedRow | null {
  return db.sql.one<ReceivedRow>(
    `select tracking_number as trackingNumber, contact_id as contactId,
       department_id as departmentId, sender
     from received_packages where tracking_number = ?`,
    trackingNumber,
  );
}
