import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Store } from './open.ts';

/** Copies of the database, made while the kiosk runs, the newest last. */
const KEPT = 7;

export function backupFolder(databasePath: string): string {
  return join(dirname(databasePath), 'backups');
}

/** The newest copy that is still whole: a copy may be damaged on the disk like the file itself. */
export function latestBackup(
  databasePath: string,
  isWhole: (copy: string) => boolean,
): string | null {
  const folder = backupFolder(databasePath);
  if (!existsSync(folder)) return null;
  const newest = backupsIn(folder).findLast((name) => isWhole(join(folder, name)));
  return newest === undefined ? null : join(folder, newest);
}

/** Makes one copy, checks it, and keeps the newest seven. `stamp` sorts by time: `2026-11-24`. */
export async function makeBackup(
  store: Store,
  databasePath: string,
  stamp: string,
  isWhole: (copy: string) => boolean,
): Promise<string | null> {
  const folder = backupFolder(databasePath);
  mkdirSync(folder, { recursive: true });
  const fresh = join(folder, 'unfinished');
  rmSync(fresh, { force: true });
  await store.backup(fresh);
  if (!isWhole(fresh)) return null;
  const kept = join(folder, `${stamp}.db`);
  renameSync(fresh, kept);
  for (const old of backupsIn(folder).slice(0, -KEPT)) rmSync(join(folder, old));
  return kept;
}

function backupsIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.db'))
    .sort();
}
