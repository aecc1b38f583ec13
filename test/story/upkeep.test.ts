import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { silentLog } from '../../main/base/log.ts';
import { upkeep } from '../../main/upkeep.ts';
import { makeBackup } from '../../db/backup.ts';
import { appendEvent } from '../../db/events.ts';
import { presentLockers } from '../../db/lockers.ts';
import { isWhole, type Store } from '../../db/open.ts';
import { kioskWorld, people, type KioskWorld } from '../support/kiosk-world.ts';
import { temporaryFolder, type Folder } from '../support/product.ts';
import { storeAt } from '../support/store.ts';
import { TestClock } from '../support/test-clock.ts';

const DAY = 24 * 3_600_000;

describe('upkeep', () => {
  let folder: Folder;
  let store: Store;
  let clock: TestClock;
  beforeEach(() => {
    folder = temporaryFolder();
    clock = new TestClock();
    store = storeAt(folder.in('restante.db'), { clock });
    store.write((db) =>
      appendEvent(db, { type: 'test', version: 1, sessionId: null, payload: {} }),
    );
  });
  afterEach(() => {
    store.close();
    folder.remove();
  });
  const run = (more: { idle?: boolean; whole?: boolean } = {}): Promise<void> =>
    upkeep({
      store,
      databasePath: folder.in('restante.db'),
      clock,
      log: silentLog,
      idle: () => more.idle ?? true,
      isWhole: (copy) => (more.whole ?? true) && isWhole(copy),
    });
  const copies = (): readonly string[] =>
    readdirSync(folder.path, { recursive: true, encoding: 'utf8' }).filter((name) =>
      /backups.*\.db$/.test(name),
    );

  test('copies once a day, checks each copy, and keeps seven', async () => {
    for (let day = 0; day < 9; day += 1) {
      await run();
      await run();
      clock.jumpWall(DAY);
    }
    expect(copies()).toHaveLength(7);
    for (const copy of copies()) expect(isWhole(folder.in(copy))).toBe(true);
  });

  test('waits while somebody is served, and tries again when a copy is not whole', async () => {
    await run({ idle: false });
    await run({ whole: false });
    expect(copies()).toEqual([]);
    await run();
    expect(copies()).toHaveLength(1);
  });

  test('survives a folder that cannot be written, and goes on later', async () => {
    writeFileSync(folder.in('backups'), 'a file where the folder should be');
    await run();
    expect(copies()).toEqual([]);
  });
});

describe('a damaged database', () => {
  let world: KioskWorld;
  beforeEach(async () => {
    world = await kioskWorld();
  });
  afterEach(() => world.end());
  const damage = (): void =>
    writeFileSync(join(world.dataDir, 'restante.db'), 'rubble '.repeat(2_000));

  test('is replaced by the last copy; every locker has to be looked at, and parcels are handed out', async () => {
    const path = join(world.dataDir, 'restante.db');
    expect(await makeBackup(world.kiosk().store, path, '2026-11-23', isWhole)).not.toBeNull();
    await world.crash();
    damage();
    await world.restart();
    expect(world.payloads('store.recovered')).toEqual([{ how: 'restoredFromBackup' }]);
    const { store } = world.kiosk();
    expect(world.payloads('locker.unverified')).toHaveLength(presentLockers(store.read).length);
    await world.tap(people.ada.badge);
    await world.shows('takeParcel');
    expect(world.unlocks(1)).toBe(1);
  });

  test('without a copy begins anew: Home, and nothing is given to anybody before staff say so', async () => {
    await world.crash();
    damage();
    await world.restart();
    expect(world.payloads('store.recovered')).toEqual([{ how: 'startedNew' }]);
    expect(world.view().screen).toBe('home');
    await world.tap(people.ada.badge);
    await world.shows('notRecognised');
    expect(world.unlocks(1)).toBe(0);
  });
});
