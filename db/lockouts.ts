import type { ReadableDb, WritableDb } from './open.ts';

/** Failed attempts, counted in rows, so that pulling the plug does not forgive them. */
export function countFailure(db: WritableDb, key: string): void {
  db.sql.run(
    'insert into failures (key, at) values (?, ?)',
    key,
    Math.round(db.origin.clock.wall()),
  );
}

export function failuresSince(db: ReadableDb, key: string, sinceWall: number): number {
  const row = db.sql.one<{ count: number }>(
    'select count(*) as count from failures where key = ? and at >= ?',
    key,
    sinceWall,
  );
  return row?.count ?? 0;
}

export function clearFailures(db: WritableDb, key: string): void {
  db.sql.run('delete from failures where key = ?', key);
}

/** How often it failed since the last success, and when last (wall-clock ms). */
export function failuresOf(
  db: ReadableDb,
  key: string,
): { readonly count: number; readonly lastAt: number } {
  const row = db.sql.one<{ count: number; lastAt: number | null }>(
    'select count(*) as count, max(at) as lastAt from failures where key = ?',
    key,
  );
  return { count: row?.count ?? 0, lastAt: row?.lastAt ?? 0 };
}

/** The clock was set back: what seems to lie in the future counts as of now. */
export function failuresNotLaterThanNow(db: WritableDb, key: string): void {
  const now = Math.round(db.origin.clock.wall());
  db.sql.run('update failures set at = ? where key = ? and at > ?', now, key, now);
}
