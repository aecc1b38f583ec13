import type { ReadableDb, WritableDb } from './open.ts';

/** The independent facts of each locker; its status is derived from them elsewhere. */
export interface LockerRow {
  readonly number: number;
  readonly size: string;
  readonly accessible: boolean;
  /** Named in the cabinet file of today. */
  readonly present: boolean;
  readonly inService: boolean;
  readonly outOfServiceReason: string | null;
  /** False: nobody knows for sure what is inside until somebody looks. */
  readonly verified: boolean;
  /** Grows with every change of what is inside; a remote command names the one it saw. */
  readonly occupancyVersion: number;
  readonly outOfServiceNote: string | null;
  /** Kept for one person or one department. */
  readonly dedicatedContactId: string | null;
  readonly dedicatedDepartmentId: string | null;
  /** Deposits so far, so that wear is spread. */
  readonly deposits: number;
}

export interface PlacedLocker {
  readonly number: number;
  readonly size: string;
  readonly accessible: boolean;
}

const COLUMNS = `number, size, coalesce(accessible_override, accessible) as accessible, present,
  in_service as inService, out_of_service_reason as outOfServiceReason,
  out_of_service_note as outOfServiceNote, verified, occupancy_version as occupancyVersion,
  dedicated_contact_id as dedicatedContactId, dedicated_department_id as dedicatedDepartmentId,
  deposits`;

/** Takes over the lockers of the cabinet file; one that it does not name any more stays, not present. */
export function placeLockers(db: WritableDb, lockers: readonly PlacedLocker[]): void {
  db.sql.run('update lockers set present = 0');
  for (const { number, size, accessible } of lockers)
    db.sql.run(
      `insert into lockers (number, size, accessible, present) values (?, ?, ?, 1)
       on conflict (number) do update set size = excluded.size, accessible = excluded.accessible,
         present = 1`,
      number,
      size,
      Number(accessible),
    );
}

export function lockers(db: ReadableDb): readonly LockerRow[] {
  return db.sql.all<RawLocker>(`select ${COLUMNS} from lockers order by number`).map(lockerOf);
}

export function locker(db: ReadableDb, number: number): LockerRow | null {
  const row = db.sql.one<RawLocker>(`select ${COLUMNS} from lockers where number = ?`, number);
  return row ? lockerOf(row) : null;
}

export function setOutOfService(
  db: WritableDb,
  number: number,
  reason: string,
  note: string | null = null,
): void {
  db.sql.run(
    `update lockers set in_service = 0, out_of_service_reason = ?, out_of_service_note = ?
     where number = ?`,
    reason,
    note,
    number,
  );
}

export function setInService(db: WritableDb, number: number): void {
  db.sql.run(
    `update lockers set in_service = 1, out_of_service_reason = null, out_of_service_note = null
     where number = ?`,
    number,
  );
}

export function setVerified(db: WritableDb, number: number, verified: boolean): void {
  db.sql.run('update lockers set verified = ? where number = ?', Number(verified), number);
}

export function bumpOccupancy(db: WritableDb, number: number): void {
  db.sql.run(
    'update lockers set occupancy_version = occupancy_version + 1 where number = ?',
    number,
  );
}

/** Somebody put something in: one more opening that this lock has behind it. */
export function countDeposit(db: WritableDb, number: number): void {
  db.sql.run('update lockers set deposits = deposits + 1 where number = ?', number);
}

/** Keeps a locker for one person or one department; both null releases it. */
export function dedicate(
  db: WritableDb,
  number: number,
  to: { readonly contactId: string | null; readonly departmentId: string | null },
): void {
  db.sql.run(
    'update lockers set dedicated_contact_id = ?, dedicated_department_id = ? where number = ?',
    to.contactId,
    to.departmentId,
    number,
  );
}

/** Null goes back to what the cabinet file says. */
export function overrideAccessible(
  db: WritableDb,
  number: number,
  accessible: boolean | null,
): void {
  db.sql.run(
    'update lockers set accessible_override = ? where number = ?',
    accessible === null ? null : Number(accessible),
    number,
  );
}

type Flag = 'accessible' | 'present' | 'inService' | 'verified';
type RawLocker = Omit<LockerRow, Flag> & Readonly<Record<Flag, number>>;

function lockerOf(row: RawLocker): LockerRow {
  return {
    ...row,
    accessible: row.accessible === 1,
    present: row.present === 1,
    inService: row.inService === 1,
    verified: row.verified === 1,
  };
}

/** The lockers of today's cabinet file. */
export function presentLockers(db: ReadableDb): readonly number[] {
  return db.sql
    .all<{ number: number }>('select number from lockers where present = 1 order by number')
    .map(({ number }) => number);
}
