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
