import type { ReadableDb, WritableDb } from './open.ts';

/** What came from the hub and what became of it. */
export interface DirectiveRecord {
  readonly version: number;
  readonly kind: string;
  readonly outcome: 'applied' | 'refused' | 'unknown';
  readonly reasons?: readonly string[];
  /** Kept only for a kind that this program does not know; people's data is not kept twice. */
  readonly payload?: unknown;
}

export function recordDirective(db: WritableDb, directive: DirectiveRecord): void {
  db.sql.run(
    'insert into directives (version, kind, outcome, reasons, payload, at) values (?, ?, ?, ?, ?, ?)',
    directive.version,
    directive.kind,
    directive.outcome,
    directive.reasons ? JSON.stringify(directive.reasons) : null,
    directive.outcome === 'unknown' ? JSON.stringify(directive.payload ?? null) : null,
    Math.round(db.origin.clock.wall()),
  );
}

/** The version of the last one; 0 before the first. */
export function lastDirective(db: ReadableDb): number {
  return (
    db.sql.one<{ version: number | null }>('select max(version) as version from directives')
      ?.version ?? 0
  );
}
