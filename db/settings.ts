import type { ReadableDb, WritableDb } from './open.ts';

/** Settings documents as they were accepted; the newest counts, the earlier ones stay. */
export interface SettingsRow {
  readonly version: number;
  readonly document: unknown;
}

export function saveSettings(db: WritableDb, settings: SettingsRow): void {
  db.sql.run(
    `insert into settings (version, document, at) values (?, ?, ?)
     on conflict (version) do update set document = excluded.document, at = excluded.at`,
    settings.version,
    JSON.stringify(settings.document),
    Math.round(db.origin.clock.wall()),
  );
}

export function lastSettings(db: ReadableDb): SettingsRow | null {
  const row = db.sql.one<{ version: number; document: string }>(
    'select version, document from settings order by version desc limit 1',
  );
  return row ? { version: row.version, document: JSON.parse(row.document) as unknown } : null;
}
