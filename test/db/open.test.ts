import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appendEvent, eventsAfter, verifyChain } from '../../db/events.ts';
import { makeBackup } from '../../db/backup.ts';
import { migrate, migrations } from '../../db/migrate.ts';
import type { Store } from '../../db/open.ts';
import { countFailure, failureTimes } from '../../db/lockouts.ts';
import { storeAt, tryStore } from '../support/store.ts';
import { temporaryFolder, type Folder } from '../support/product.ts';

let folder: Folder;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = folder.in('restante.db');
});
afterEach(() => folder.remove());

const pragma = (store: Store, name: string): unknown =>
  Object.values(store.read.sql.one<Record<string, unknown>>(`pragma ${name}`) ?? {})[0];
const append = (store: Store, n: number): number =>
  store.write(
    (db) => appendEvent(db, { type: 'test', version: 1, sessionId: null, payload: { n } }).seq,
  );

describe('opening', () => {
  test('every commit is synced, at the first opening and at each later one', () => {
    for (let opening = 1; opening <= 3; opening += 1) {
      const store = storeAt(path);
      append(store, opening);
      expect(pragma(store, 'journal_mode')).toBe('wal');
      // 2 is FULL; a re-opened WAL database would silently be NORMAL.
      expect(pragma(store, 'synchronous')).toBe(2);
      expect(pragma(store, 'foreign_keys')).toBe(1);
      expect(pragma(store, 'trusted_schema')).toBe(0);
      store.close();
    }
  });

  test('a second program on the same file is told so', () => {
    const store = storeAt(path);
    const second = tryStore(path);
    expect(second.ok ? null : second.error.code).toBe('locked');
    store.close();
  });

  test('a new database has a new log', () => {
    const one = storeAt(path);
    const other = storeAt(folder.in('other/restante.db'));
    expect(one.logId).not.toBe(other.logId);
    one.close();
    other.close();
  });

  test('what is thrown in a transaction leaves neither state nor event', () => {
    const store = storeAt(path);
    append(store, 1);
    expect(() =>
      store.write((db) => {
        countFailure(db, 'code');
        appendEvent(db, { type: 'test', version: 1, sessionId: null, payload: {} });
        throw new Error('no');
      }),
    ).toThrow('no');
    expect(eventsAfter(store.read, 0, 10)).toHaveLength(1);
    expect(failureTimes(store.read, 'code')).toEqual([]);
    store.close();
  });

  test('failures that were counted are still counted after a restart', () => {
    const store = storeAt(path);
    store.write((db) => countFailure(db, 'code'));
    store.close();
    const again = storeAt(path);
    expect(failureTimes(again.read, 'code')).toHaveLength(1);
    again.close();
  });
});

describe('migrations', () => {
  test('each from an empty file on: numbered upwards in tens, whole, and only once', () => {
    const db = new BetterSqlite3(':memory:');
    const versions = migrations.map((step) => step.version);
    expect(versions).toEqual([...versions].sort((a, b) => a - b));
    expect(versions.every((version) => version % 10 === 0)).toBe(true);
    expect(migrate(db)).toEqual({ outcome: 'migrated', version: versions.at(-1) });
    expect(migrate(db)).toEqual({ outcome: 'current', version: versions.at(-1) });
    const tables = db
      .prepare(
        "select name, strict from pragma_table_list where schema = 'main' and name not like 'sqlite_%'",
      )
      .all() as { name: string; strict: number }[];
    expect(tables.map(({ name }) => name).sort()).toMatchSnapshot();
    expect(tables.filter(({ strict }) => strict !== 1)).toEqual([]);
  });

  test('one that fails half-way leaves nothing of itself', () => {
    const db = new BetterSqlite3(':memory:');
    migrate(db);
    const [before] = [db.pragma('user_version', { simple: true })];
    const broken = { version: 9_990, sql: 'create table half (a integer) strict; create table;' };
    expect(() => migrate(db, [...migrations, broken])).toThrow();
    expect(db.pragma('user_version', { simple: true })).toBe(before);
    expect(db.prepare("select 1 from sqlite_schema where name = 'half'").get()).toBeUndefined();
  });

  test('a database of a newer program is refused and stays as it is', () => {
    storeAt(path).close();
    const newer = new BetterSqlite3(path);
    newer.pragma('user_version = 9990');
    newer.close();
    const before = readFileSync(path);
    const opened = tryStore(path);
    expect(opened.ok ? null : opened.error).toMatchObject({
      code: 'newer',
      message: expect.stringContaining('schema 9990') as string,
    });
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});

describe('a damaged file', () => {
  const damages: readonly (readonly [string, (file: string) => void])[] = [
    [
      'a header of zeros',
      (file) =>
        writeFileSync(file, Buffer.concat([Buffer.alloc(100), readFileSync(file).subarray(100)])),
    ],
    ['a torn page', (file) => writeFileSync(file, readFileSync(file).fill(0xff, 8_192, 12_000))],
    [
      'something else',
      (file) => writeFileSync(file, 'this is no database, however long it may be'.repeat(100)),
    ],
    ['a file cut short', (file) => truncateSync(file, 10_000)],
  ];

  test.each(damages)('%s is set aside, and the last good copy is used', async (_what, damage) => {
    const store = storeAt(path);
    for (let n = 1; n <= 50; n += 1) append(store, n);
    const kept = await makeBackup(store, path, '2026-11-24', () => true);
    append(store, 51);
    store.close();
    damage(path);
    const again = storeAt(path);
    expect(again.recovery).toBe('restoredFromBackup');
    expect(eventsAfter(again.read, 0, 100)).toHaveLength(50);
    expect(verifyChain(again.read)).toEqual({ ok: true, value: 50 });
    again.close();
    expect(existsSync(kept ?? '')).toBe(true);
    expect(readdirSync(folder.path).filter((name) => name.includes('corrupt-1'))).not.toEqual([]);
  });

  test('without a copy a new log begins, and the damaged file is kept', () => {
    const store = storeAt(path);
    append(store, 1);
    const { logId } = store;
    store.close();
    writeFileSync(path, 'rubble '.repeat(1_000));
    const again = storeAt(path);
    expect(again.recovery).toBe('startedNew');
    expect(eventsAfter(again.read, 0, 10)).toEqual([]);
    expect(readFileSync(`${path}.corrupt-1`, 'utf8')).toContain('rubble');
    again.close();
    writeFileSync(path, 'rubble '.repeat(1_000));
    storeAt(path).close();
    expect(existsSync(`${path}.corrupt-2`)).toBe(true);
    expect(logId).not.toBe('');
  });
});

test('copies are made while the kiosk writes; seven are kept, a bad one is not', async () => {
  const store = storeAt(path);
  append(store, 1);
  for (let day = 10; day < 20; day += 1)
    expect(await makeBackup(store, path, `2026-11-${day}`, () => true)).not.toBeNull();
  expect(await makeBackup(store, path, '2026-11-30', () => false)).toBeNull();
  const copies = readdirSync(folder.in('backups')).filter((name) => name.endsWith('.db'));
  expect(copies).toHaveLength(7);
  expect(copies[0]).toBe('2026-11-13.db');
  mkdirSync(folder.in('look'));
  copyFileSync(folder.in('backups/2026-11-19.db'), folder.in('look/restante.db'));
  const copy = storeAt(folder.in('look/restante.db'));
  expect(copy.check()).toEqual([]);
  expect(verifyChain(copy.read)).toEqual({ ok: true, value: 1 });
  copy.close();
  store.close();
});
