import { spawn } from 'node:child_process';
import { readFileSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventsAfter, verifyChain } from '../../db/events.ts';
import { root } from '../support/program.ts';
import { seeded } from '../support/kiosk-world.ts';
import { temporaryFolder, type Folder } from '../support/product.ts';
import { storeAt } from '../support/store.ts';

let folder: Folder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

/** Each of them begins anew, and beside other tests a start takes seconds. */
const TWELVE_PROCESSES_MS = 90_000;
const WRITER = join('test', 'db', 'fixtures', 'writer.ts');

/** Runs the writer and kills it when it has said so many numbers; gives those that it said. */
function writeUntil(path: string, lines: number): Promise<readonly number[]> {
  return new Promise((resolve) => {
    const writer = spawn(process.execPath, [WRITER, path], { cwd: root, stdio: 'pipe' });
    let text = '';
    const said = (): readonly string[] =>
      text
        .split('\n')
        .slice(0, -1)
        .filter((line) => /^\d+$/.test(line));
    writer.stdout.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      if (said().length >= lines) writer.kill('SIGKILL');
    });
    writer.once('close', () => resolve(said().map(Number)));
  });
}

/** Kills the writer when its folder has changed so many times: in the middle of making its store. */
function killWhileMaking(path: string, changes: number): Promise<void> {
  return new Promise((resolve) => {
    let seen = 0;
    const writer = spawn(process.execPath, [WRITER, path], { cwd: root, stdio: 'pipe' });
    writer.stdout.resume();
    const watcher = watch(folder.path, () => {
      seen += 1;
      if (seen >= changes) writer.kill('SIGKILL');
    });
    writer.once('close', () => {
      watcher.close();
      resolve();
    });
  });
}

describe('SIGKILL', () => {
  test(
    'after any number of commits: each that was said is there, each restart goes on without a gap',
    async () => {
      const random = seeded(23);
      const path = folder.in('restante.db');
      const every = new Set<number>();
      for (let kill = 0; kill < 12; kill += 1) {
        for (const seq of await writeUntil(path, 1 + Math.floor(random() * 40))) every.add(seq);
        const store = storeAt(path);
        const kept = new Set(eventsAfter(store.read, 0, 1_000_000).map(({ seq }) => seq));
        expect([...every].filter((seq) => !kept.has(seq))).toEqual([]);
        expect(verifyChain(store.read)).toEqual({ ok: true, value: kept.size });
        expect(store.recovery).toBe('none');
        expect(store.check()).toEqual([]);
        store.close();
      }
      expect(every.size).toBeGreaterThan(12);
    },
    TWELVE_PROCESSES_MS,
  );

  test.each([1, 2, 3, 4, 6, 9])(
    'after %i changes of the folder while the store is made: the next start has a whole one',
    async (changes) => {
      const path = folder.in('restante.db');
      await killWhileMaking(path, changes);
      const store = storeAt(path);
      expect(store.recovery).toBe('none');
      expect(store.logId).toMatch(/^log_/);
      expect(verifyChain(store.read).ok).toBe(true);
      expect(store.check()).toEqual([]);
      store.close();
    },
  );

  test('and the header of the file is lost: the write-ahead log brings it and every commit back', async () => {
    const path = folder.in('restante.db');
    const said = await writeUntil(path, 20);
    writeFileSync(path, readFileSync(path).fill(0, 0, 100));
    const store = storeAt(path);
    const kept = eventsAfter(store.read, 0, 1_000_000).map(({ seq }) => seq);
    expect(kept).toEqual(expect.arrayContaining([...said]));
    expect(verifyChain(store.read)).toEqual({ ok: true, value: kept.length });
    store.close();
  });

  test('and the write-ahead log is rubble: what is left is whole, and its chain holds', async () => {
    const path = folder.in('restante.db');
    await writeUntil(path, 20);
    const log = readFileSync(`${path}-wal`);
    writeFileSync(`${path}-wal`, log.fill(0x5a, Math.floor(log.length / 2)));
    const store = storeAt(path);
    expect(verifyChain(store.read).ok).toBe(true);
    expect(store.check()).toEqual([]);
    store.close();
  });
});
