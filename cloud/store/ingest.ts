import { sql } from 'kysely';
import { eventHash } from '../../main/base/event-hash.ts';
import { assert, present } from '../../main/base/assert.ts';
import { err, ok, type Result } from '../../main/base/result.ts';
import type { ConflictReply, EventsRequest, WireEvent } from '../../main/contract/wire.ts';
import { applyCustody, custodyChanges, lockerOf, understand } from './custody.ts';
import type { Db } from './database.ts';

/** How far the hub has one log of a kiosk. */
export interface LogCursor {
  readonly acked: number;
  readonly ackedHash: string | null;
}

export type IngestFault = ConflictReply | { readonly error: 'notContiguous'; readonly seq: number };

export interface Sender {
  readonly kioskId: string;
  readonly bankId: string;
}

/**
 * Stores a batch in one transaction and answers how far the log is stored then. Whatever came before
 * is compared by its hash and not stored again, so a batch may come any number of times.
 *
 * @returns `gap` when an event between is missing; `fork` when the number is taken by another event
 *   or the chain of hashes is broken; `regressed` when in addition the hub's log is longer.
 */
export async function ingest(
  db: Db,
  sender: Sender,
  { logId, events }: EventsRequest,
  now: number,
): Promise<Result<LogCursor, IngestFault>> {
  const broken = firstBroken(events);
  if (broken) return err(broken);
  return db.transaction().execute(async (tx) => {
    const log = await lockedLog(tx, sender, logId, now);
    const first = present(events[0], 'the first event');
    const last = present(events.at(-1), 'the last event');
    if (first.seq > log.acked + 1) return err({ error: 'gap', expected: log.acked + 1 });
    const other = await firstDifferent(tx, log, logId, events);
    if (other !== null)
      return err(
        last.seq < log.acked
          ? { error: 'regressed', acked: log.acked }
          : { error: 'fork', seq: other },
      );
    const fresh = events.filter((event) => event.seq > log.acked);
    if (fresh.length > 0) await storeEvents(tx, sender.bankId, log.id, fresh, now);
    await tx
      .updateTable('kiosks')
      .set({ last_seen_at: now, log: log.id })
      .where('id', '=', sender.kioskId)
      .execute();
    if (fresh.length === 0) return ok({ acked: log.acked, ackedHash: log.acked_hash });
    await tx
      .updateTable('kiosk_logs')
      .set({ acked: last.seq, acked_hash: last.hash })
      .where('id', '=', log.id)
      .execute();
    return ok({ acked: last.seq, ackedHash: last.hash });
  });
}

/** How far the hub has this log; nothing of a log that it has never seen. */
export async function logCursor(db: Db, kioskId: string, logId: string): Promise<LogCursor> {
  const row = await db
    .selectFrom('kiosk_logs')
    .select(['acked', 'acked_hash'])
    .where('kiosk_id', '=', kioskId)
    .where('log_id', '=', logId)
    .executeTakeFirst();
  return { acked: row?.acked ?? 0, ackedHash: row?.acked_hash ?? null };
}

/** A batch must count up by one and chain within itself. */
function firstBroken(events: readonly WireEvent[]): IngestFault | null {
  let before: WireEvent | null = null;
  for (const event of events) {
    if (before !== null && event.seq !== before.seq + 1)
      return { error: 'notContiguous', seq: event.seq };
    if (before !== null && event.prevHash !== before.hash) return { error: 'fork', seq: event.seq };
    if (eventHash(event.prevHash, event) !== event.hash) return { error: 'fork', seq: event.seq };
    before = event;
  }
  return null;
}

interface LockedLog {
  readonly id: number;
  readonly acked: number;
  readonly acked_hash: string | null;
}

/** The row of this log, locked until the commit: two batches of one kiosk never interleave. */
async function lockedLog(db: Db, sender: Sender, logId: string, now: number): Promise<LockedLog> {
  const read = () =>
    db
      .selectFrom('kiosk_logs')
      .select(['id', 'acked', 'acked_hash'])
      .where('kiosk_id', '=', sender.kioskId)
      .where('log_id', '=', logId)
      .forUpdate()
      .executeTakeFirst();
  const known = await read();
  if (known) return known;
  await db
    .insertInto('kiosk_logs')
    .values({ kiosk_id: sender.kioskId, log_id: logId, begun_at: now, acked_hash: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  // A new log is a new database: what the doors do now, nobody has said yet.
  await db
    .updateTable('lockers')
    .set({ door: 'unknown' })
    .where('bank_id', '=', sender.bankId)
    .execute();
  return present(await read(), 'the log that was just begun');
}

/** The first event that contradicts what is stored, by number; null when all agree. */
async function firstDifferent(
  db: Db,
  log: LockedLog,
  logId: string,
  events: readonly WireEvent[],
): Promise<number | null> {
  const first = present(events[0], 'the first event');
  if (first.seq === log.acked + 1)
    return first.prevHash === (log.acked_hash ?? logId) ? null : first.seq;
  const stored = await db
    .selectFrom('events')
    .select(['seq', 'hash'])
    .where('log', '=', log.id)
    .where('seq', '>=', first.seq)
    .where('seq', '<=', present(events.at(-1), 'the last event').seq)
    .execute();
  const hashes = new Map(stored.map((row) => [row.seq, row.hash]));
  const other = events.find(
    (event) => event.seq <= log.acked && hashes.get(event.seq) !== event.hash,
  );
  return other?.seq ?? null;
}

async function storeEvents(
  db: Db,
  bankId: string,
  log: number,
  events: readonly WireEvent[],
  now: number,
): Promise<void> {
  const read = events.map((event) => ({ event, understood: understand(event) }));
  const rows = read.map(({ event, understood }) => ({
    ...event,
    locker: understood.known ? lockerOf(understood.event) : null,
  }));
  const stored = await sql`
    insert into events
      (log, seq, type, version, at, mono, boot_id, session_id, payload, hash, locker, received_at)
    select ${log}::integer, seq, type, version, at, mono, "bootId", "sessionId", payload, hash,
      locker, ${now}::bigint
    from json_to_recordset(${JSON.stringify(rows)}::json) as e (seq bigint, type text,
      version integer, at bigint, mono bigint, "bootId" text, "sessionId" text, payload text,
      hash text, locker integer)
    on conflict do nothing`.execute(db);
  assert(Number(stored.numAffectedRows) === events.length, 'the log is locked, nobody else writes');
  const strange = read.flatMap(({ event, understood }) =>
    understood.known ? [] : [{ log, seq: event.seq, why: understood.why }],
  );
  if (strange.length > 0) await db.insertInto('quarantine').values(strange).execute();
  const known = read.flatMap(({ event, understood }) =>
    understood.known ? [{ at: event.at, event: understood.event }] : [],
  );
  await applyCustody(db, bankId, custodyChanges(known));
}
