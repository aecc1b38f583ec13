import type { ReadableDb, WritableDb } from './open.ts';

/** Ends that somebody was told of already, so that a restart tells nobody twice. */
export interface Deadline {
  readonly about: 'parcel' | 'reservation';
  readonly id: string;
  readonly what: 'warned' | 'over';
  /** Wall-clock milliseconds. */
  readonly deadline: number;
}

export function wasTold(db: ReadableDb, { about, id, what, deadline }: Deadline): boolean {
  const found = db.sql.one(
    'select 1 from told_deadlines where about = ? and id = ? and what = ? and deadline = ?',
    about,
    id,
    what,
    deadline,
  );
  return found !== null;
}

export function markTold(db: WritableDb, { about, id, what, deadline }: Deadline): void {
  db.sql.run(
    `insert into told_deadlines (about, id, what, deadline) values (?, ?, ?, ?)
     on conflict (about, id, what) do update set deadline = excluded.deadline`,
    about,
    id,
    what,
    deadline,
  );
}
