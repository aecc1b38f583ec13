import type { ReadableDb, WritableDb } from './open.ts';

/** Failed attempts, counted in rows, so that pulling the plug does not forgive them. */
export function countFailure(db: WritableDb, key: string): void {
  db.sql.run(
    'insert into failures (key, at) values (?, ?)',
    key,
    Math.round(db.origin.clock.wall()),
  );
}

/** When it failed (wall-clock ms), oldest first. */
export function failureTimes(db: ReadableDb, key: string, sinceWall = 0): readonly number[] {
  return db.sql
    .all<{ at: number }>(
      'select at from failures where key = ? and at >= ? order by at',
      key,
      sinceWall,
    )
    .map(({ at }) => at);
}

export function clearFailures(db: WritableDb, key: string): void {
  db.sql.run('delete from failures where key = ?', key);
}

/** What is too long ago to count for anything. */
export function forgetFailures(db: WritableDb, key: string, beforeWall: number): void {
  db.sql.run('delete from failures where key = ? and at < ?', key, Math.round(beforeWall));
}

/** The clock was set back: what seems to lie in the future counts as of now. */
export function failuresNotLaterThanNow(db: WritableDb, key: string): void {
  const now = Math.round(db.origin.clock.wall());
  db.sql.run('update failures set at = ? where key = ? and at > ?', now, key, now);
}
