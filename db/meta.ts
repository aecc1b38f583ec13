import type { ReadableDb, WritableDb } from './open.ts';

/** Small named facts and cursors. */
export function getMeta(db: ReadableDb, key: string): string | null {
  return db.sql.one<{ value: string }>('select value from meta where key = ?', key)?.value ?? null;
}

export function setMeta(db: WritableDb, key: string, value: string): void {
  db.sql.run(
    'insert into meta (key, value) values (?, ?) on conflict (key) do update set value = excluded.value',
    key,
    value,
  );
}

export function deleteMeta(db: WritableDb, key: string): void {
  db.sql.run('delete from meta where key = ?', key);
}

/** The session that is going on; still there after a crash, which is how boot knows. */
export const OPEN_SESSION = 'openSession';

/** How far a reader has come; 0 before it began. */
export function getCursor(db: ReadableDb, name: string): number {
  return (
    db.sql.one<{ value: number }>('select value from cursors where name = ?', name)?.value ?? 0
  );
}

export function setCursor(db: WritableDb, name: string, value: number): void {
  db.sql.run(
    'insert into cursors (name, value) values (?, ?) on conflict (name) do update set value = excluded.value',
    name,
    value,
  );
}
