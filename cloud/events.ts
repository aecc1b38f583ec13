import { sql } from 'kysely';
import { eventHash } from '../main/base/event-hash.ts';
import { err, ok, type Result } from '../main/base/result.ts';
import { eventCatalogue } from '../main/contract/event.ts';
import type { ConflictReply, WireEvent } from '../main/contract/wire.ts';
import type { HubDb } from './database.ts';

/** The hub's copy of each log: always a prefix of the kiosk's, event by event the same hash. */
export interface Cursor {
  readonly acked: number;
  readonly ackedHash: string | null;
}

export type StoreFault =
  | { readonly status: 409; readonly body: ConflictReply }
  | { readonly status: 400; readonly body: { readonly error: string } };

export async function cursorOf(db: HubDb, kioskId: string, logId: string): Promise<Cursor> {
  const row = await db
    .selectFrom('logs')
    .select(['acked', 'acked_hash'])
    .where('kiosk_id', '=', kioskId)
    .where('log_id', '=', logId)
    .executeTakeFirst();
  return row ? { acked: row.acked, ackedHash: row.acked_hash } : { acked: 0, ackedHash: null };
}

/** Stores a contiguous batch in one transaction. Stored twice, it changes nothing the second time. */
export async function storeEvents(
  db: HubDb,
  kioskId: string,
  logId: string,
  events: readonly WireEvent[],
  now: number,
): Promise<Result<Cursor, StoreFault>> {
  return db.transaction().execute(async (tx) => {
    await tx
      .insertInto('logs')
      .values({ kiosk_id: kioskId, log_id: logId, acked: 0, acked_hash: logId })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const log = await tx
      .selectFrom('logs')
      .select(['acked', 'acked_hash'])
      .where('kiosk_id', '=', kioskId)
      .where('log_id', '=', logId)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const fault = checkBatch(events, log.acked, log.acked_hash);
    if (fault) return err(fault);
    const known = events.filter((event) => event.seq <= log.acked);
    const forked = await firstOther(tx, kioskId, logId, known);
    if (forked !== null) return conflict({ error: 'fork', seq: forked });
    const fresh = events.filter((event) => event.seq > log.acked);
    const last = fresh.at(-1);
    if (!last) return ok({ acked: log.acked, ackedHash: log.acked_hash });
    await tx
      .insertInto('events')
      .values(fresh.map((event) => rowOf(event, kioskId, logId, now)))
      .execute();
    await tx
      .updateTable('logs')
      .set({ acked: last.seq, acked_hash: last.hash })
      .where('kiosk_id', '=', kioskId)
      .where('log_id', '=', logId)
      .execute();
    return ok({ acked: last.seq, ackedHash: last.hash });
  });
}

/** Without gaps inside, no gap before, and each hash what it says. */
function checkBatch(
  events: readonly WireEvent[],
  acked: number,
  ackedHash: string,
): StoreFault | null {
  const [first] = events;
  if (!first) return { status: 400, body: { error: 'events: must not be empty' } };
  if (first.seq > acked + 1) return { status: 409, body: { error: 'gap', expected: acked + 1 } };
  for (const [i, event] of events.entries()) {
    if (event.seq !== first.seq + i)
      return { status: 400, body: { error: `events[${i}].seq: must be ${first.seq + i}` } };
    if (eventHash(event.prevHash, event) !== event.hash)
      return { status: 400, body: { error: `events[${i}].hash: does not fit the event` } };
    const before = event.seq === acked + 1 ? ackedHash : events[i - 1]?.hash;
    if (before !== undefined && event.prevHash !== before)
      return { status: 409, body: { error: 'fork', seq: event.seq } };
  }
  return null;
}

async function firstOther(
  db: HubDb,
  kioskId: string,
  logId: string,
  events: readonly WireEvent[],
): Promise<number | null> {
  const [first] = events;
  if (!first) return null;
  const rows = await db
    .selectFrom('events')
    .select(['seq', 'hash'])
    .where('kiosk_id', '=', kioskId)
    .where('log_id', '=', logId)
    .where('seq', '>=', first.seq)
    .where('seq', '<', first.seq + events.length)
    .execute();
  const stored = new Map(rows.map((row) => [row.seq, row.hash]));
  return events.find((event) => stored.get(event.seq) !== event.hash)?.seq ?? null;
}

function rowOf(event: WireEvent, kioskId: string, logId: string, now: number) {
  return {
    kiosk_id: kioskId,
    log_id: logId,
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
    quarantined: !(event.type in eventCatalogue),
    received_at: now,
  };
}

function conflict(body: ConflictReply): Result<never, StoreFault> {
  return err({ status: 409, body });
}

export interface EventFilter {
  readonly type?: string | undefined;
  /** Only events received before this one, for paging. */
  readonly before?: number | undefined;
  readonly limit: number;
}

export async function latestEvents(db: HubDb, kioskIds: readonly string[], filter: EventFilter) {
  if (kioskIds.length === 0) return [];
  let query = db
    .selectFrom('events')
    .select([
      'kiosk_id as kioskId',
      'log_id as logId',
      'seq',
      'type',
      'at',
      'session_id as sessionId',
      'payload',
      'hash',
      'quarantined',
    ])
    .where('kiosk_id', 'in', [...kioskIds]);
  if (filter.type !== undefined) query = query.where('type', '=', filter.type);
  if (filter.before !== undefined) query = query.where('seq', '<', filter.before);
  return query.orderBy('received_at', 'desc').orderBy('seq', 'desc').limit(filter.limit).execute();
}

/** Where each parcel is and how each door was last seen, from the events alone. */
export async function lockersOf(db: HubDb, kioskIds: readonly string[]) {
  if (kioskIds.length === 0) return [];
  const rows = await db
    .selectFrom('events')
    .select(['type', 'payload'])
    .where('kiosk_id', 'in', [...kioskIds])
    .where(sql<boolean>`(type like 'parcel.%' or type like 'door.%' or type like 'locker.%')`)
    .orderBy('received_at')
    .orderBy('seq')
    .execute();
  return foldLockers(
    rows.map(({ type, payload }) => ({ type, payload: JSON.parse(payload) as EventFacts })),
  );
}

interface EventFacts {
  readonly locker?: number;
  readonly parcelId?: string;
}

export interface LockerFacts {
  readonly locker: number;
  readonly parcels: readonly string[];
  readonly door: string | null;
  readonly note: string | null;
}

export function foldLockers(
  events: readonly { readonly type: string; readonly payload: EventFacts }[],
): readonly LockerFacts[] {
  const lockers = new Map<
    number,
    { parcels: Set<string>; door: string | null; note: string | null }
  >();
  for (const { type, payload } of events) {
    if (payload.locker === undefined) continue;
    const locker = lockers.get(payload.locker) ?? {
      parcels: new Set<string>(),
      door: null,
      note: null,
    };
    lockers.set(payload.locker, locker);
    if (type === 'parcel.deposited' && payload.parcelId) locker.parcels.add(payload.parcelId);
    if (type === 'parcel.pickedUp' && payload.parcelId) locker.parcels.delete(payload.parcelId);
    if (type.startsWith('door.')) locker.door = type.slice('door.'.length);
    if (type.startsWith('locker.')) locker.note = type.slice('locker.'.length);
  }
  return [...lockers]
    .sort(([a], [b]) => a - b)
    .map(([locker, facts]) => ({ locker, ...facts, parcels: [...facts.parcels] }));
}
