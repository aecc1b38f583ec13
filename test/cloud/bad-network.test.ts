import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHub, type HubServer } from '../../cloud/server.ts';
import { createBank, createEnrolmentCode, issueDirective } from '../../cloud/banks.ts';
import type { HubDb } from '../../cloud/database.ts';
import { systemClock, type Clock } from '../../main/base/clock.ts';
import { systemIds } from '../../main/base/ids.ts';
import { silentLog } from '../../main/base/log.ts';
import { createInbox } from '../../main/inbox.ts';
import { openSecrets } from '../../main/secrets.ts';
import { connectHub, type HubLine } from '../../main/sync/connect.ts';
import { lastDirective } from '../../db/directives.ts';
import { appendEvent, eventsAfter } from '../../db/events.ts';
import type { Store } from '../../db/open.ts';
import { badNetwork, type BadNetwork, type Line } from '../support/bad-network.ts';
import { embedded } from '../support/hub-database.ts';
import { seeded } from '../support/kiosk-world.ts';
import { eventually, temporaryFolder, type Folder } from '../support/product.ts';
import { smallCabinet } from '../support/small-cabinet.ts';
import { storeAt } from '../support/store.ts';

/** The real client, engine, store and hub; only the line between them is bad, and time runs fast. */
const FASTER = 25;
const clock: Clock = {
  ...systemClock,
  setTimeout: (run, ms) => systemClock.setTimeout(run, ms / FASTER),
};
const trouble: readonly Line[] = [
  'refused',
  'cutRequest',
  'lostAnswer',
  'halfOpen',
  'slow',
  'good',
];

let folder: Folder;
let store: Store;
let db: HubDb;
let hub: HubServer;
let network: BadNetwork;
let line: HubLine;
let bankId: string;
let hubUrl: string;

beforeEach(async () => {
  folder = temporaryFolder();
  store = storeAt(folder.in('restante.db'));
  db = await embedded.open();
  hub = await createHub({ db, adminToken: 'admin' });
  hubUrl = await hub.listen(0);
  network = await badNetwork(hubUrl);
  bankId = await createBank(db, 'Hall', Date.now());
});
afterEach(async () => {
  await line.stop();
  await network.close();
  await hub.close();
  store.close();
  folder.remove();
});

async function begin(): Promise<void> {
  const secrets = openSecrets(folder.path, systemIds);
  line = connectHub({
    address: { url: network.url, enrolCode: await createEnrolmentCode(db, bankId, Date.now()) },
    store,
    secrets,
    inbox: createInbox({ store, secrets, settingsChanged: () => undefined }),
    cabinet: smallCabinet(),
    bankName: 'Hall',
    clock,
    ids: systemIds,
    log: silentLog,
    software: 'test',
  });
  store.onCommit(() => line.wake());
}

const happen = (count: number): void => {
  for (let i = 0; i < count; i += 1)
    store.write((tx) =>
      appendEvent(tx, {
        type: 'test',
        version: 1,
        sessionId: null,
        payload: { filler: 'x'.repeat(300) },
      }),
    );
};
const stored = async (): Promise<readonly string[]> =>
  (await db.selectFrom('events').select(['seq', 'hash']).orderBy('seq').execute()).map(
    ({ seq, hash }) => `${seq} ${hash}`,
  );
const ours = (): readonly string[] =>
  eventsAfter(store.read, 0, 10_000).map(({ seq, hash }) => `${seq} ${hash}`);
const allArrived = async (): Promise<void> => {
  await eventually(
    'every event at the hub',
    async () => (await stored()).length >= ours().length,
    60_000,
  );
  expect(await stored()).toEqual(ours());
};

describe('a bad network', () => {
  test.each(trouble)(
    'whose first connections are all %s: everything arrives, once',
    async (kind) => {
      network.plan([kind, kind, kind, kind]);
      happen(20);
      await begin();
      await allArrived();
      expect(network.used).toContain(kind);
    },
  );

  test('that changes with every connection: everything arrives once, both ways', async () => {
    const random = seeded(42);
    network.plan(
      Array.from({ length: 40 }, () => trouble[Math.floor(random() * trouble.length)] ?? 'good'),
    );
    await begin();
    for (let round = 1; round <= 8; round += 1) {
      happen(15);
      await issueDirective(
        db,
        bankId,
        { kind: 'department.put', payload: { id: `d${round}`, name: 'D' } },
        Date.now(),
      );
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    await allArrived();
    await eventually('every instruction', () => lastDirective(store.read) === 8, 60_000);
    await allArrived();
  });

  test('the hub is not there for the whole day: the kiosk has everything and sends it later', async () => {
    await network.close();
    happen(120);
    await begin();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await stored()).toEqual([]);
    await line.stop();
    network = await badNetwork(hubUrl);
    await begin();
    await allArrived();
  });
});
