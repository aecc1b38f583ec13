import type BetterSqlite3 from 'better-sqlite3';
import { start } from './migrations/0010-start.ts';
import { staffPins } from './migrations/0020-staff-pins.ts';
import { custody } from './migrations/0030-custody.ts';
import { contactSearch } from './migrations/0040-contact-search.ts';
import { received } from './migrations/0060-received.ts';
import { signatures } from './migrations/0070-signatures.ts';
import { deadlines } from './migrations/0090-deadlines.ts';
import { handover } from './migrations/0100-handover.ts';

/** All migrations, oldest first, numbered in tens so that one can be put between two. */
export const migrations: readonly Migration[] = [
  start,
  staffPins,
  custody,
  contactSearch,
  received,
  signatures,
  deadlines,
  handover,
];

export interface Migration {
  readonly version: number;
  readonly sql: string;
  /** What only a program can work out, in the same transaction. */
  readonly fill?: (db: BetterSqlite3.Database) => void;
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
      step.fill?.(db);
      db.pragma(`user_version = ${step.version}`);
    }).immediate();
  return { outcome: pending.length === 0 ? 'current' : 'migrated', version: newest };
}
