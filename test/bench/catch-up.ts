import { sleep, systemClock } from '../../main/base/clock.ts';
import { systemIds } from '../../main/base/ids.ts';
import { silentLog } from '../../main/base/log.ts';
import { createInbox } from '../../main/inbox.ts';
import { openSecrets } from '../../main/secrets.ts';
import { connectHub } from '../../main/sync/connect.ts';
import type { HubDb } from '../../cloud/database.ts';
import { appendEvent, eventsAfter } from '../../db/events.ts';
import { getCursor } from '../../db/meta.ts';
import type { Store } from '../../db/open.ts';
import { embedded, hasPostgres, startPostgres } from '../support/hub-database.ts';
import { startHub, temporaryFolder } from '../support/product.ts';
import { smallCabinet } from '../support/small-cabinet.ts';
import { storeAt } from '../support/store.ts';
import { rounded, type Figure } from './figure.ts';

/**
 * A kiosk that was alone for weeks brings its log up to the hub: real store, client, signatures,
 * HTTP, hash checks and commits. The reference inserts the same rows in the same batches and does
 * nothing else.
 */
const EVENTS = 20_000;
const BATCH = 1_000;
const GOAL = '≥ 2,000 events/s; hub ingest ≥ 60 % of a bare batched insert';

export async function catchUp(): Promise<readonly Figure[]> {
  const folder = temporaryFolder();
  const database = hasPostgres ? startPostgres() : embedded;
  const bareDb = await database.open();
  const store = storeAt(folder.in('kiosk/restante.db'));
  store.write((db) => {
    for (let i = 0; i < EVENTS; i += 1)
      appendEvent(db, {
        type: 'door.opened',
        version: 1,
        sessionId: 'ses_00000000000000000000',
        payload: { operationId: 'op_00000000000000000000', locker: i % 100, afterMs: 470, i },
      });
  });
  const bare = await bareInserts(bareDb, store);
  await bareDb.destroy();
  if (hasPostgres) await (await database.open()).destroy();
  const hub = await startHub(folder.in('hub'), 0, database.url() ?? '');
  const secrets = openSecrets(folder.in('kiosk'), systemIds);
  const begun = performance.now();
  const line = connectHub({
    address: { url: hub.url, enrolCode: await hub.enrolmentCode() },
    store,
    secrets,
    inbox: createInbox({ store, secrets, settingsChanged: () => undefined }),
    cabinet: smallCabinet(),
    bankName: 'bench',
    clock: systemClock,
    ids: systemIds,
    log: silentLog,
    software: 'bench',
  });
  while (getCursor(store.read, 'acked') < EVENTS) await sleep(systemClock, 5);
  const measured = EVENTS / ((performance.now() - begun) / 1_000);
  await line.stop();
  await hub.stop();
  store.close();
  database.stop();
  folder.remove();
  return [
    {
      figure: `catch-up of ${EVENTS} events to a hub on ${database.name}`,
      unit: 'events/s',
      samples: 1,
      measured: { rate: rounded(measured) },
      reference: { rate: rounded(bare) },
      referenceIs: `bare inserts of the same rows, ${BATCH} at a time, into the same database`,
      ratio: rounded(measured / bare),
      goal: GOAL,
    },
  ];
}

async function bareInserts(db: HubDb, store: Store): Promise<number> {
  const rows = eventsAfter(store.read, 0, EVENTS).map((event) => ({
    kiosk_id: 'kiosk_bench',
    log_id: store.logId,
    seq: event.seq,
    type: event.type,
    version: event.version,
    at: event.at,
    mono: event.mono,
    boot_id: event.bootId,
    session_id: event.sessionId,
    payload: event.payload,
    prev_hash: event.prevHash,
    hash: event.hash,
    quarantined: false,
    received_at: event.at,
  }));
  await db.insertInto('banks').values({ id: 'b', name: 'b', created_at: 0 }).execute();
  await db
    .insertInto('kiosks')
    .values({
      id: 'kiosk_bench',
      bank_id: 'b',
      public_key: 'k',
      software: 's',
      lockers: '[]',
      enrolled_at: 0,
      last_seen: 0,
    })
    .execute();
  const begun = performance.now();
  for (let at = 0; at < rows.length; at += BATCH)
    await db.transaction().execute((tx) =>
      tx
        .insertInto('events')
        .values(rows.slice(at, at + BATCH))
        .execute(),
    );
  return EVENTS / ((performance.now() - begun) / 1_000);
}
