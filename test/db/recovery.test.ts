import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeBackup } from '../../db/backup.ts';
import { appendEvent, headOfLog, verifyChain } from '../../db/events.ts';
import { isWhole, type Store } from '../../db/open.ts';
import { silentLog, type Log } from '../../main/base/log.ts';
import { temporaryFolder, type Folder } from '../support/product.ts';
import { storeAt, tryStore } from '../support/store.ts';

let folder: Folder;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = folder.in('restante.db');
});
afterEach(() => folder.remove());

const RUBBLE = 'rubble '.repeat(1_000);
const names = (): readonly string[] => readdirSync(folder.path);

function append(store: Store, count: number): void {
  for (let n = 0; n < count; n += 1)
    store.write((db) =>
      appendEvent(db, { type: 'test', version: 1, sessionId: null, payload: { n } }),
    );
}

/** A day's copy after every three events, two more events, and the kiosk is off. */
async function storeWithCopies(days: readonly string[]): Promise<void> {
  const store = storeAt(path);
  for (const day of days) {
    append(store, 3);
    expect(await makeBackup(store, path, day, isWhole)).toBe(folder.in(`backups/${day}.db`));
  }
  append(store, 2);
  store.close();
}

function reopened(): { readonly recovery: string; readonly head: number } {
  const store = storeAt(path);
  const seen = { recovery: store.recovery, head: headOfLog(store.read).seq };
  expect(verifyChain(store.read)).toEqual({ ok: true, value: seen.head });
  expect(store.check()).toEqual([]);
  store.close();
  return seen;
}

describe('a damaged file and its copies', () => {
  test('the newest copy is damaged as well: the one before it is used', async () => {
    await storeWithCopies(['2026-11-22', '2026-11-23', '2026-11-24']);
    writeFileSync(folder.in('backups/2026-11-24.db'), RUBBLE);
    writeFileSync(path, RUBBLE);
    expect(reopened()).toEqual({ recovery: 'restoredFromBackup', head: 6 });
    expect(readFileSync(folder.in('backups/2026-11-24.db'), 'utf8')).toBe(RUBBLE);
  });

  test('every copy is damaged: a new log begins, and the copies are kept', async () => {
    await storeWithCopies(['2026-11-23', '2026-11-24']);
    for (const day of ['2026-11-23', '2026-11-24'])
      writeFileSync(folder.in(`backups/${day}.db`), RUBBLE);
    writeFileSync(path, RUBBLE);
    expect(reopened()).toEqual({ recovery: 'startedNew', head: 0 });
    expect(existsSync(folder.in('backups/2026-11-23.db'))).toBe(true);
  });

  test('a half-made copy is never taken for one', async () => {
    await storeWithCopies(['2026-11-23']);
    writeFileSync(folder.in('backups/unfinished'), RUBBLE);
    writeFileSync(path, RUBBLE);
    expect(reopened()).toEqual({ recovery: 'restoredFromBackup', head: 3 });
  });

  test('once recovered it is an ordinary store again, and sets nothing more aside', async () => {
    await storeWithCopies(['2026-11-23']);
    writeFileSync(path, RUBBLE);
    expect(reopened().recovery).toBe('restoredFromBackup');
    expect(reopened()).toEqual({ recovery: 'none', head: 3 });
    expect(names().filter((name) => name.includes('corrupt'))).toEqual(['restante.db.corrupt-1']);
  });

  test('the log says where the damaged file lies', async () => {
    await storeWithCopies(['2026-11-23']);
    writeFileSync(path, RUBBLE);
    const said: unknown[] = [];
    const log: Log = { ...silentLog, error: (what, fields) => said.push([what, fields]) };
    storeAt(path, { log }).close();
    expect(said).toEqual([
      ['the database was damaged and set aside', { aside: `${path}.corrupt-1`, restored: true }],
    ]);
  });
});

describe('a file that is gone', () => {
  test('emptied by the file system: the last good copy is used', async () => {
    await storeWithCopies(['2026-11-24']);
    truncateSync(path, 0);
    expect(reopened()).toEqual({ recovery: 'restoredFromBackup', head: 3 });
  });

  test('the power went between setting it aside and copying: the copy is used at the next start', async () => {
    await storeWithCopies(['2026-11-24']);
    rmSync(path);
    expect(reopened()).toEqual({ recovery: 'restoredFromBackup', head: 3 });
  });

  test('without a copy an empty file is simply a new store', () => {
    writeFileSync(path, '');
    expect(reopened()).toEqual({ recovery: 'none', head: 0 });
    expect(names().filter((name) => name.includes('corrupt'))).toEqual([]);
  });
});

test('wherever bytes are overwritten: a store or a named fault, never a crash, never a lost file', () => {
  const original = ((): Buffer => {
    const store = storeAt(path);
    append(store, 60);
    store.close();
    return readFileSync(path);
  })();
  let run = 0;
  fc.assert(
    fc.property(
      fc.nat({ max: original.length - 1 }),
      fc.uint8Array({ minLength: 1, maxLength: 600 }),
      (from, bytes) => {
        const place = folder.in(`damage-${(run += 1)}`);
        const damaged = Buffer.from(original);
        Buffer.from(bytes).copy(damaged, from);
        mkdirSync(place);
        const file = join(place, 'restante.db');
        writeFileSync(file, damaged);
        const opened = tryStore(file);
        if (!opened.ok) {
          expect(opened.error.message).toContain(file);
          return;
        }
        const { recovery } = opened.value;
        opened.value.close();
        if (recovery === 'none') return;
        expect(readFileSync(`${file}.corrupt-1`).subarray(100)).toEqual(damaged.subarray(100));
      },
    ),
    { numRuns: 60 },
  );
});
