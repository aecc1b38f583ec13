import { mkdirSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, sql, type Generated } from 'kysely';
import pg from 'pg';
import { start } from './migrations/0010-start.ts';

/** The hub's tables; PostgreSQL by its address, or the embedded one in a folder. */
export interface HubTables {
  hub_meta: { key: string; value: string };
  banks: { id: string; name: string; directive_version: Generated<number>; created_at: number };
  enrolment_codes: {
    code_hash: string;
    bank_id: string;
    expires_at: number;
    used_by: string | null;
  };
  kiosks: {
    id: string;
    bank_id: string;
    public_key: string;
    software: string;
    lockers: string;
    enrolled_at: number;
    last_seen: number;
  };
  logs: { kiosk_id: string; log_id: string; acked: number; acked_hash: string };
  events: {
    kiosk_id: string;
    log_id: string;
    seq: number;
    type: string;
    version: number;
    at: number;
    mono: number;
    boot_id: string;
    session_id: string | null;
    payload: string;
    prev_hash: string;
    hash: string;
    quarantined: boolean;
    received_at: number;
  };
  records: { bank_id: string; kind: string; id: string; payload: string };
  directives: { bank_id: string; version: number; kind: string; payload: string; at: number };
}

export type HubDb = Kysely<HubTables>;

const BIGINT = 20;

/** `url` of PostgreSQL, or a folder for the embedded one; `memory` keeps nothing. */
export async function openHubDb(
  where: { readonly url: string } | { readonly folder: string },
): Promise<HubDb> {
  const db = new Kysely<HubTables>({
    dialect: 'url' in where ? postgres(where.url) : embedded(where.folder),
  });
  await migrate(db);
  return db;
}

function postgres(url: string): PostgresDialect {
  // Our bigints are counters and milliseconds, far below 2^53.
  const types = {
    getTypeParser: (oid: number, format?: 'text' | 'binary'): unknown =>
      oid === BIGINT ? Number : pg.types.getTypeParser(oid, format),
  };
  return new PostgresDialect({
    pool: new pg.Pool({ connectionString: url, max: 10, types: types }),
  });
}

function embedded(folder: string): PGliteDialect {
  if (folder !== 'memory') mkdirSync(folder, { recursive: true });
  return new PGliteDialect({
    pglite: () =>
      PGlite.create({
        ...(folder === 'memory' ? {} : { dataDir: folder }),
        parsers: { [BIGINT]: Number },
      }),
  });
}

const migrations = [start];
const MIGRATION_LOCK = 7_364_001;

/** One transaction each; two hubs that start at once wait for each other. */
async function migrate(db: HubDb): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(tx);
    await sql`create table if not exists schema_version (version integer not null)`.execute(tx);
    const { rows } = await sql<{
      version: number | null;
    }>`select max(version) as version from schema_version`.execute(tx);
    const before = rows[0]?.version ?? 0;
    const newest = migrations.at(-1)?.version ?? 0;
    if (before > newest)
      throw new Error(`The hub's database is newer (${before}) than this program (${newest})`);
    for (const migration of migrations.filter((each) => each.version > before)) {
      for (const statement of migration.sql.split(/;\s*$/m).filter((text) => text.trim() !== ''))
        await sql.raw(statement).execute(tx);
      await sql`insert into schema_version (version) values (${migration.version})`.execute(tx);
    }
  });
}
