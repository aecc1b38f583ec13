import type BetterSqlite3 from 'better-sqlite3';
import { start } from './migrations/0010-start.ts';
import { staffPins } from './migrations/0020-staff-pins.ts';
import { custody } from './migrations/0030-custody.ts';

/** All migrations, oldest first, numbered in tens so that one can be put between two. */
export const migrations: readonly Migration[] = [start, staffPins, custody];

export interface Migration {
  readonly version: number;
  readonly sql: string;
}

export type MigrationOutcome =
  | { readonly outcome: 'current' | 'migrated'; readonly version: number }
  /** Written by a newer program; this one must not touch it. */
  | { readonly outcome: 'newer'; readonly version: number };

/** Brings the database up to date, one transaction for each migration. */
export function migrate(
  db: BetterSqlite3.Database,
  steps: readonly Migration[] = migrations,
): MigrationOutcome {
  const before = Number(db.pragma('user_version', { simple: true }));
  const newest = steps.at(-1)?.version ?? 0;
  if (before > newest) return { outcome: 'newer', version: before };
  const pending = steps.filter((step) => step.version > before);
  for (const step of pending)
    db.transaction(() => {
      db.exec(step.sql);
      db.pragma(`user_version = ${step.version}`);
    }).immediate();
  return { outcome: pending.length === 0 ? 'current' : 'migrated', version: newest };
}
