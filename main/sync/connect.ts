import { sleep, type Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import type { Cabinet } from '../contract/cabinet.ts';
import { bankPicture } from '../locker/picture.ts';
import type { Secrets } from '../secrets.ts';
import type { Store } from '../../db/open.ts';
import { eventAt, eventsAfter, headOfLog } from '../../db/events.ts';
import { setCursor } from '../../db/meta.ts';
import { createSync, type Inbox, type Outbox, type SyncEngine } from './engine.ts';
import { createHubClient, enrol, type HubClient } from './hub-client.ts';
import { createKioskKey, publicPart } from './signing.ts';
import { waitAfter } from './state.ts';

/** Where the hub is, and the one-time code of the first time. */
export interface HubAddress {
  readonly url: string;
  readonly enrolCode: string | null;
  /** A line that is open already, in place of one over HTTPS: nobody has to enrol for it. */
  readonly client?: HubClient;
}

export interface HubLine {
  /** Whole minutes since the hub last answered; null while it does, or when there is none. */
  offlineMinutes(): number | null;
  /** How long ago it last answered (ms), and its clock minus ours then. */
  facts(): {
    readonly configured: boolean;
    readonly lastContactAgoMs: number | null;
    readonly clockOffsetMs: number | null;
  };
  wake(): void;
  stop(): Promise<void>;
}

export interface ConnectOptions {
  readonly address: HubAddress | null;
  readonly store: Store;
  readonly secrets: Secrets;
  readonly inbox: Inbox;
  readonly cabinet: Cabinet;
  readonly bankName: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly software: string;
}

/** Silence shorter than this is an ordinary pause between two events. */
const OFFLINE_AFTER_MS = 60_000;
const MINUTE_MS = 60_000;

/**
 * Enrols once, then keeps the line to the hub. It runs beside everything else: the kiosk is at Home
 * long before, and nothing at the kiosk waits for it.
 */
export function connectHub(options: ConnectOptions): HubLine {
  const { address, clock, log } = options;
  if (!address)
    return {
      offlineMinutes: () => null,
      facts: () => ({ configured: false, lastContactAgoMs: null, clockOffsetMs: null }),
      wake: () => undefined,
      stop: () => Promise.resolve(),
    };
  const stopping = new AbortController();
  let lastContact: number | null = null;
  const begun = clock.monotonic();
  let engine: SyncEngine | null = null;
  let clockOffsetMs: number | null = null;
  const heard = (serverTime: number | null = null): void => {
    lastContact = clock.monotonic();
    if (serverTime !== null) clockOffsetMs = serverTime - clock.wall();
  };

  async function run({ url, enrolCode, client }: HubAddress): Promise<void> {
    if (client) {
      engine = engineOn(options, client, () => lastContact);
      return engine.start();
    }
    for (let failures = 0; !stopping.signal.aborted; failures += 1) {
      const kioskId = await enrolled(options, url, enrolCode);
      if (kioskId !== null) {
        heard();
        if (stopping.signal.aborted) return;
        engine = engineFor(options, url, kioskId, heard, () => lastContact);
        return engine.start();
      }
      await sleep(clock, waitAfter(failures, 1), stopping.signal);
    }
  }
  const starting = run(address);

  return {
    offlineMinutes() {
      const silent = clock.monotonic() - (lastContact ?? begun);
      return silent < OFFLINE_AFTER_MS ? null : Math.floor(silent / MINUTE_MS);
    },
    facts: () => ({
      configured: true,
      lastContactAgoMs: lastContact === null ? null : clock.monotonic() - lastContact,
      clockOffsetMs,
    }),
    wake: () => engine?.wake(),
    async stop() {
      stopping.abort();
      await starting;
      await engine?.stop();
      log.info('the line to the hub is closed');
    },
  };
}

/** The kiosk's id at the hub; null while it is not known and cannot be had now. */
async function enrolled(
  options: ConnectOptions,
  url: string,
  code: string | null,
): Promise<string | null> {
  const { store, secrets, cabinet, clock, log, software } = options;
  if (secrets.kioskId !== null && secrets.kioskKey !== null) return secrets.kioskId;
  if (code === null) {
    log.warn('not enrolled at the hub, and no enrolment code was given');
    return null;
  }
  // The key is kept before it is sent: an answer that gets lost must not lose the key.
  if (secrets.kioskKey === null) secrets.keepKioskKey(await createKioskKey());
  const key = secrets.kioskKey;
  if (key === null) return null;
  const picture = bankPicture(cabinet, { doors: () => 'unknown', lit: [], emphasis: 'map' });
  const sizes = new Map(cabinet.lockers.map((locker) => [locker.number, locker.size]));
  const reply = await enrol(
    url,
    {
      code,
      publicKey: publicPart(key),
      logId: store.logId,
      bankName: options.bankName,
      software,
      lockers: picture.lockers.map(({ number, x, width, bottom, top }) => ({
        number,
        size: sizes.get(number) ?? 'small',
        x,
        width,
        bottom,
        top,
      })),
    },
    clock,
  );
  if (!reply.ok) {
    log.warn('enrolment did not succeed', { fault: reply.error });
    return null;
  }
  secrets.keepHubKey(reply.value.sealingKey);
  secrets.keepKioskId(reply.value.kioskId);
  log.info('enrolled at the hub', { kioskId: reply.value.kioskId });
  return reply.value.kioskId;
}

function engineFor(
  options: ConnectOptions,
  url: string,
  kioskId: string,
  heard: (serverTime: number | null) => void,
  lastContact: () => number | null,
): SyncEngine {
  const { secrets, clock, ids } = options;
  const key = secrets.kioskKey;
  if (key === null) throw new Error('An enrolled kiosk has a key');
  return engineOn(options, createHubClient({ url, kioskId, key, clock, ids, heard }), lastContact);
}

function engineOn(
  { store, inbox, clock, ids, log }: ConnectOptions,
  client: HubClient,
  lastContact: () => number | null,
): SyncEngine {
  return createSync({ client, outbox: outboxOf(store), inbox, clock, ids, log, lastContact });
}

function outboxOf(store: Store): Outbox {
  return {
    logId: store.logId,
    head: () => headOfLog(store.read).seq,
    eventsAfter: (seq, limit) => eventsAfter(store.read, seq, limit),
    hashAt: (seq) => (seq === 0 ? store.logId : (eventAt(store.read, seq)?.hash ?? null)),
    keepCursor: (acked) => store.write((db) => setCursor(db, 'acked', acked)),
  };
}
