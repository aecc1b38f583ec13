import { copyFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import type { Clock } from '../main/base/clock.ts';
import { listeners, type Unsubscribe } from '../main/base/listeners.ts';
import type { Ids } from '../main/base/ids.ts';
import type { Log } from '../main/base/log.ts';
import { fault, ok, type Fault, type Result } from '../main/base/result.ts';
import { latestBackup } from './backup.ts';
import { diskSpaceOf, type DiskState } from './disk.ts';
import { migrate } from './migrate.ts';

/**
 * Opens the kiosk's only database. One connection in one process, every commit synced to the disk:
 * what was acknowledged survives a power cut.
 */
export interface OpenOptions {
  readonly path: string;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Stands on every event written until the process ends. */
  readonly bootId: string;
  readonly log: Log;
}

export type StoreFault = Fault<'newer' | 'corrupt' | 'locked' | 'notFull' | 'io'>;

declare const readable: unique symbol;
declare const writable: unique symbol;

/** The right to ask. */
export interface ReadableDb {
  readonly [readable]: true;
  readonly sql: Sql;
  readonly origin: Origin;
}

/** The right to change; exists only inside `write`, so whatever uses it is in a transaction. */
export interface WritableDb extends ReadableDb {
  readonly [writable]: true;
}

/** Prepared statements, cached by their text. */
export interface Sql {
  all<Row>(text: string, ...values: readonly SqlValue[]): Row[];
  one<Row>(text: string, ...values: readonly SqlValue[]): Row | null;
  run(text: string, ...values: readonly SqlValue[]): number;
}

export type SqlValue = string | number | null;

/** What is written beside every row: when and in which life of the program. */
export interface Origin {
  readonly clock: Clock;
  readonly bootId: string;
}

export interface Store {
  readonly read: ReadableDb;
  /** Changes with every new database; the hub keeps one copy for each. */
  readonly logId: string;
  /** What had to be done to open it. */
  readonly recovery: Recovery;
  /** One transaction: all of `work`, or nothing of it, synced to the disk before this returns. */
  write<T>(work: (db: WritableDb) => T): T;
  /** Told after each commit. */
  onCommit(listener: () => void): Unsubscribe;
  backup(path: string): Promise<void>;
  /** Names every fault that SQLite finds; empty when the file is whole. */
  check(): readonly string[];
  diskSpace(): DiskState;
  close(): void;
}

export type Recovery = 'none' | 'restoredFromBackup' | 'startedNew';

/** Above this size a full check at start would take longer than Home may take. */
const QUICK_CHECK_BELOW_BYTES = 200 * 1_024 * 1_024;

export function openStore(options: OpenOptions): Result<Store, StoreFault> {
  mkdirSync(dirname(options.path), { recursive: true });
  const first = isLost(options.path) ? fault('corrupt', 'the file is gone') : tryOpen(options);
  if (first.ok || first.error.code !== 'corrupt') return withRecovery(first, 'none');
  const aside = setAside(options.path);
  const backup = latestBackup(options.path, isWhole);
  if (backup) copyFileSync(backup, options.path);
  options.log.error('the database was damaged and set aside', { aside, restored: backup !== null });
  return withRecovery(tryOpen(options), backup ? 'restoredFromBackup' : 'startedNew');
}

/** Nothing is there although copies were made: the disk lost it, or a recovery was cut short. */
function isLost(path: string): boolean {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return size === 0 && latestBackup(path, isWhole) !== null;
}

function withRecovery(
  opened: Result<Omit<Store, 'recovery'>, StoreFault>,
  recovery: Recovery,
): Result<Store, StoreFault> {
  return opened.ok ? ok({ ...opened.value, recovery }) : opened;
}

function tryOpen(options: OpenOptions): Result<Omit<Store, 'recovery'>, StoreFault> {
  const { path, ids } = options;
  let db: BetterSqlite3.Database | null = null;
  try {
    db = new BetterSqlite3(path, { timeout: LOCK_WAIT_MS });
    for (const pragma of PRAGMAS) db.pragma(pragma);
    const migrated = migrate(db);
    if (migrated.outcome === 'newer') {
      db.close();
      return fault('newer', `${path} was written by a newer version (schema ${migrated.version})`);
    }
    // Re-opening a WAL database silently gives NORMAL; only the value read back counts.
    const synchronous = Number(db.pragma('synchronous', { simple: true }));
    if (synchronous !== FULL) {
      db.close();
      return fault('notFull', `${path}: synchronous is ${synchronous}, not FULL`);
    }
    if (statSync(path).size < QUICK_CHECK_BELOW_BYTES) {
      const [problem] = checkOf(db, 'quick_check');
      if (problem !== undefined) {
        db.close();
        return fault('corrupt', `${path}: ${problem}`);
      }
    }
    return ok(storeOn(db, options, logIdOf(db, ids)));
  } catch (error) {
    db?.close();
    return faultOf(path, error);
  }
}

const LOCK_WAIT_MS = 500;
const FULL = 2;
const PRAGMAS = [
  'locking_mode = EXCLUSIVE',
  'journal_mode = WAL',
  'synchronous = FULL',
  'foreign_keys = ON',
  'trusted_schema = OFF',
];

function storeOn(
  db: BetterSqlite3.Database,
  options: OpenOptions,
  logId: string,
): Omit<Store, 'recovery'> {
  const origin: Origin = { clock: options.clock, bootId: options.bootId };
  const commits = listeners<void>();
  const handle = { sql: cachedSql(db), origin } as unknown as WritableDb;
  return {
    read: handle,
    logId,
    write(work) {
      const result = db.transaction(() => work(handle)).immediate();
      commits.emit();
      return result;
    },
    onCommit: commits.add,
    backup: async (path) => {
      await db.backup(path);
    },
    check: () => checkOf(db, 'integrity_check'),
    diskSpace: () => diskSpaceOf(dirname(options.path)),
    close: () => db.close(),
  };
}

function cachedSql(db: BetterSqlite3.Database): Sql {
  const statements = new Map<string, BetterSqlite3.Statement>();
  const prepared = (text: string): BetterSqlite3.Statement => {
    const known = statements.get(text);
    if (known) return known;
    const statement = db.prepare(text);
    statements.set(text, statement);
    return statement;
  };
  return {
    all: <Row>(text: string, ...values: readonly SqlValue[]) =>
      prepared(text).all(...values) as Row[],
    one: <Row>(text: string, ...values: readonly SqlValue[]) =>
      (prepared(text).get(...values) as Row | undefined) ?? null,
    run: (text, ...values) => prepared(text).run(...values).changes,
  };
}

function logIdOf(db: BetterSqlite3.Database, ids: Ids): string {
  const row = db.prepare("select value from meta where key = 'logId'").get() as
    { value: string } | undefined;
  if (row) return row.value;
  const logId = ids.id('log');
  db.prepare("insert into meta (key, value) values ('logId', ?)").run(logId);
  return logId;
}

function checkOf(db: BetterSqlite3.Database, pragma: 'quick_check' | 'integrity_check'): string[] {
  const rows = db.pragma(pragma) as readonly Readonly<Record<string, string>>[];
  return rows.map((row) => String(Object.values(row)[0])).filter((text) => text !== 'ok');
}

/** Opens a copy by itself and looks through all of it. */
export function isWhole(path: string): boolean {
  try {
    const db = new BetterSqlite3(path, { readonly: true });
    const problems = checkOf(db, 'integrity_check');
    db.close();
    return problems.length === 0;
  } catch {
    return false;
  }
}

/** Keeps the damaged file for whoever looks into it; nothing is ever deleted. */
function setAside(path: string): string {
  let n = 1;
  while (existsSync(`${path}.corrupt-${n}`)) n += 1;
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(path + suffix)) renameSync(path + suffix, `${path}.corrupt-${n}${suffix}`);
  return `${path}.corrupt-${n}`;
}

function faultOf(path: string, error: unknown): Result<never, StoreFault> {
  const code = error instanceof BetterSqlite3.SqliteError ? error.code : '';
  const message = `${path}: ${error instanceof Error ? error.message : String(error)}`;
  if (code.startsWith('SQLITE_BUSY'))
    return fault('locked', `${message}: another kiosk runs on it`);
  if (code === 'SQLITE_CORRUPT' || code === 'SQLITE_NOTADB') return fault('corrupt', message);
  if (code.startsWith('SQLITE_')) return fault('io', message);
  throw error;
}
