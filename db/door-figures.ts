import type { ReadableDb } from './open.ts';

/** What the records say of each door: for its technician. */
export interface DoorAttempt {
  readonly locker: number;
  readonly state: string;
  /** 1 for the first pulse of an authorisation. */
  readonly attempt: number;
  /** From the unlock frame to the sensor, in ms by the wall clock; null when it did not open. */
  readonly openedAfterMs: number | null;
}

/** Unlock frames that were sent to each door, ever. */
export function pulsesPerDoor(db: ReadableDb): ReadonlyMap<number, number> {
  const rows = db.sql.all<{ locker: number; pulses: number }>(
    `select locker, count(*) as pulses from door_operations
     where commanded_at is not null group by locker`,
  );
  return new Map(rows.map(({ locker, pulses }) => [locker, pulses]));
}

/** The last attempts at one door that reached its board, oldest first. */
export function attemptsAt(db: ReadableDb, locker: number, limit: number): readonly DoorAttempt[] {
  return db.sql
    .all<DoorAttempt>(
      `select locker, state, attempt, opened_at - commanded_at as openedAfterMs
       from door_operations where locker = ? and commanded_at is not null
       order by rowid desc limit ?`,
      locker,
      limit,
    )
    .reverse();
}

/** How many lockers hold something that is, or may be, inside. */
export function occupiedLockers(db: ReadableDb): readonly number[] {
  return db.sql
    .all<{ locker: number }>(
      "select distinct locker from parcels where state in ('placing', 'waiting', 'released') order by locker",
    )
    .map(({ locker }) => locker);
}
