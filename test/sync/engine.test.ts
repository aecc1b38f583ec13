import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { idsFrom } from '../../main/base/ids.ts';
import { silentLog } from '../../main/base/log.ts';
import { defaultSettings, type Settings } from '../../main/contract/settings.ts';
import { createInbox, currentSettings } from '../../main/inbox.ts';
import { openSecrets } from '../../main/secrets.ts';
import { createSync, type SyncEngine } from '../../main/sync/engine.ts';
import { badgeHolder } from '../../db/contacts.ts';
import { lastDirective } from '../../db/directives.ts';
import { appendEvent, eventAt, eventsAfter, headOfLog } from '../../db/events.ts';
import { getCursor, setCursor } from '../../db/meta.ts';
import type { Store } from '../../db/open.ts';
import { fakeHub, type FakeHub } from '../support/fake-hub.ts';
import { seeded } from '../support/kiosk-world.ts';
import { temporaryFolder, type Folder } from '../support/product.ts';
import { storeAt } from '../support/store.ts';
import { TestClock } from '../support/test-clock.ts';

/** The real engine on a real store; the hub fails as told. */
let folder: Folder;
let store: Store;
let clock: TestClock;
let hub: FakeHub;
let engine: SyncEngine;
let settings: Settings | null;

beforeEach(() => {
  folder = temporaryFolder();
  clock = new TestClock();
  store = storeAt(folder.in('restante.db'), { clock });
  hub = fakeHub();
  settings = null;
  const random = seeded(3);
  const ids = idsFrom((length) => Uint8Array.from({ length }, () => Math.floor(random() * 256)));
  engine = createSync({
    client: hub.client,
    outbox: {
      logId: store.logId,
      head: () => headOfLog(store.read).seq,
      eventsAfter: (seq, limit) => eventsAfter(store.read, seq, limit),
      hashAt: (seq) => (seq === 0 ? store.logId : (eventAt(store.read, seq)?.hash ?? null)),
      keepCursor: (acked) => store.write((db) => setCursor(db, 'acked', acked)),
    },
    inbox: createInbox({
      store,
      secrets: openSecrets(folder.path, ids),
      settingsChanged: (changed) => (settings = changed),
    }),
    clock,
    ids,
    log: silentLog,
    lastContact: () => null,
  });
});
afterEach(async () => {
  const stopping = engine.stop();
  await clock.step(1_000);
  await stopping;
  store.close();
  folder.remove();
});

function happen(times: number): void {
  for (let i = 0; i < times; i += 1)
    store.write((db) =>
      appendEvent(db, { type: 'test', version: 1, sessionId: null, payload: { i } }),
    );
  engine.wake();
}
const begin = async (): Promise<void> => {
  engine.start();
  await clock.step(10);
};
const numbers = (): readonly number[] => hub.stored.map(({ seq }) => seq);
const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i + 1);
const types = (): readonly string[] => eventsAfter(store.read, 0, 100).map(({ type }) => type);

describe('the log goes up', () => {
  test('at once, while there is a hub', async () => {
    await begin();
    happen(3);
    await clock.step(10);
    expect(numbers()).toEqual(upTo(3));
    expect(getCursor(store.read, 'acked')).toBe(3);
    expect(engine.status()).toMatchObject({ up: 'ready', backlog: 0 });
  });

  test('a long backlog in contiguous batches of at most a thousand', async () => {
    store.write((db) => {
      for (let i = 0; i < 2_500; i += 1)
        appendEvent(db, { type: 'test', version: 1, sessionId: null, payload: { i } });
    });
    await begin();
    await clock.step(100);
    expect(hub.stored).toHaveLength(2_500);
    hub.batches.forEach(([first, last], i) => {
      expect(first).toBe((hub.batches[i - 1]?.[1] ?? 0) + 1);
      expect(last - first).toBeLessThan(1_000);
    });
  });

  test('after a dead hour, once and in order', async () => {
    hub.failNext(1_000);
    await begin();
    happen(5);
    await clock.step(3_600_000);
    expect(hub.stored).toEqual([]);
    hub.failNext(0);
    await clock.step(300_000);
    expect(numbers()).toEqual(upTo(5));
  });

  test('when an answer is lost after the events were stored, they are not stored twice', async () => {
    await begin();
    hub.loseNextAnswers(2);
    happen(2);
    await clock.step(1);
    happen(2);
    await clock.step(60_000);
    expect(numbers()).toEqual(upTo(4));
    // The uncertain batch was asked about before anything later was sent.
    expect(hub.batches.filter(([first]) => first === 1)).toHaveLength(1);
  });

  test('to a hub restored from a backup: what it lost comes again', async () => {
    await begin();
    happen(6);
    await clock.step(10);
    hub.restoreTo(2);
    happen(1);
    await clock.step(60_000);
    expect(numbers()).toEqual(upTo(7));
  });

  test('a hub that lies about what it has is asked again, and nothing is skipped', async () => {
    await begin();
    hub.claimNext(40);
    happen(2);
    await clock.step(60_000);
    happen(2);
    await clock.step(60_000);
    expect(numbers()).toEqual(upTo(4));
  });

  test('two histories are never mixed: the sync stops, and the kiosk goes on', async () => {
    happen(3);
    await begin();
    hub.rewrite(3);
    hub.restoreTo(3);
    hub.failNext(1);
    happen(1);
    await clock.step(60_000);
    expect(engine.status().up).toBe('stopped');
    happen(2);
    await clock.step(600_000);
    expect(numbers()).toEqual(upTo(3));
    expect(headOfLog(store.read).seq).toBe(6);
  });
});

describe('instructions come down', () => {
  const contact = { id: 'ada', name: 'Ada Quill' };

  test('applied once, though delivered twice', async () => {
    await begin();
    const put = { version: 1, kind: 'contact.put', payload: contact };
    hub.issue(put);
    hub.issue(put);
    hub.issue({
      version: 2,
      kind: 'badge.put',
      payload: { id: 'b1', number: '04A1', holder: { type: 'contact', id: 'ada' }, from: 0 },
    });
    await clock.step(10);
    expect(lastDirective(store.read)).toBe(2);
    const hmac = openSecrets(
      folder.path,
      idsFrom(() => new Uint8Array(32)),
    ).hmac('badge', '04A1');
    expect(badgeHolder(store.read, hmac, clock.wall())).toMatchObject({ holderId: 'ada' });
  });

  test('an unknown kind is kept, reported and skipped', async () => {
    await begin();
    hub.issue({ version: 1, kind: 'weather.put', payload: { rain: true } });
    hub.issue({ version: 2, kind: 'contact.put', payload: contact });
    await clock.step(10);
    expect(lastDirective(store.read)).toBe(2);
    expect(types()).toContain('directive.unknown');
  });

  test('a bad settings document is refused with every reason, the last good one stays', async () => {
    await begin();
    hub.issue({ version: 1, kind: 'settings.put', payload: { bankName: 'Hall A' } });
    hub.issue({
      version: 2,
      kind: 'settings.put',
      payload: { bankName: '', timers: { doorLeftOpen: 1 } },
    });
    await clock.step(10);
    expect(settings?.bankName).toBe('Hall A');
    expect(currentSettings(store.read)).toEqual({ ...defaultSettings, bankName: 'Hall A' });
    const refused = eventsAfter(store.read, 0, 100).find(
      ({ type }) => type === 'directive.refused',
    );
    expect(refused?.payload).toContain('bankName');
    expect(refused?.payload).toContain('timers.doorLeftOpen');
  });

  test('by asking, where streams do not get through', async () => {
    hub.breakStreams(true);
    await begin();
    hub.issue({ version: 1, kind: 'contact.put', payload: contact });
    await clock.step(60_000);
    expect(lastDirective(store.read)).toBe(1);
  });

  test('while the other direction is stuck, both ways round', async () => {
    hub.failNext(10_000);
    await begin();
    happen(1);
    hub.issue({ version: 1, kind: 'contact.put', payload: contact });
    await clock.step(1_000);
    expect(lastDirective(store.read)).toBe(1);
    hub.failNext(0);
    hub.breakStreams(true);
    await clock.step(600_000);
    expect(numbers()).toEqual(upTo(headOfLog(store.read).seq));
  });
});
