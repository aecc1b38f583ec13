import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { Kysely, PGliteDialect, PostgresDialect, sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { Pool, types as defaultTypes } from 'pg';
import type { Ids } from '../../main/base/ids.ts';
import { start } from './migrations/010-start.ts';
import type { HubTables } from './schema.ts';

/** PostgreSQL by its address, or embedded PostgreSQL in a folder (null keeps it in memory). */
export type DatabaseAddress =
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'pglite'; readonly folder: string | null };

export type Db = Kysely<HubTables>;

export interface HubStore {
  readonly db: Db;
  readonly kind: DatabaseAddress['kind'];
  /** Which life of this database it is: after a restore from a backup it is another one. */
  epoch(): string;
  /** Begins a new life; kiosks then ask how far the hub has their log. */
  renewEpoch(db: Db): Promise<void>;
  close(): Promise<void>;
}

const migrations = [start];
/** The hub's transactions are short; more connections than this only wait for the disk together. */
const CONNECTIONS = 10;
/** A database that does not let us in within this time is down; ms. */
const CONNECT_WITHIN_MS = 10_000;
/** PostgreSQL's 64-bit integer; our numbers stay below 2^53. */
const INT8 = 20;

/** Opens the database and brings its tables up to date. Throws when it is newer than this program. */
export async function openHubStore(address: DatabaseAddress, ids: Ids): Promise<HubStore> {
  const db = new Kysely<HubTables>({ dialect: dialectOf(address) });
  try {
    await migrate(db);
    let epoch = await firstEpoch(db, ids);
    return {
      db,
      kind: address.kind,
      epoch: () => epoch,
      async renewEpoch(within) {
        const fresh = ids.id('epoch');
        await within
          .updateTable('hub_meta')
          .set({ value: fresh })
          .where('key', '=', EPOCH)
          .execute();
        epoch = fresh;
      },
      close: () => db.destroy(),
    };
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

const EPOCH = 'hub_epoch';

function dialectOf(address: DatabaseAddress): PGliteDialect | PostgresDialect {
  if (address.kind === 'pglite') {
    const { folder } = address;
    if (folder !== null) mkdirSync(folder, { recursive: true });
    const options = { parsers: { [INT8]: Number } };
    return new PGliteDialect({
      pglite: () =>
        folder === null ? PGlite.create(options) : PGlite.create(join(folder, 'database'), options),
    });
  }
  const pool = new Pool({
    connectionString: address.url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    types: {
      getTypeParser: (oid, format) =>
        Number(oid) === INT8 ? Number : defaultTypes.getTypeParser(oid, format),
    },
  });
  // An idle connection that the server closes is replaced at the next question; nothing is lost.
  pool.on('error', () => undefined);
  return new PostgresDialect({ pool });
}

async function migrate(db: Db): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: () =>
        Promise.resolve(
          Object.fromEntries(
            migrations.map(({ name, statements }) => [
              name,
              {
                async up(within: Kysely<unknown>) {
                  for (const statement of statements) await sql.raw(statement).execute(within);
                },
              },
            ]),
          ),
        ),
    },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}

async function firstEpoch(db: Db, ids: Ids): Promise<string> {
  await db
    .insertInto('hub_meta')
    .values({ key: EPOCH, value: ids.id('epoch') })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await db
    .selectFrom('hub_meta')
    .select('value')
    .where('key', '=', EPOCH)
    .executeTakeFirstOrThrow();
  return row.value;
}
