import { eventHash } from '../main/base/event-hash.ts';
import { err, ok, type Result } from '../main/base/result.ts';
import type { ReadableDb, WritableDb } from './open.ts';

/** The log of events: gapless numbers, each event chained to the one before it by its hash. */
export interface EventRow {
  readonly seq: number;
  readonly type: string;
  readonly version: number;
  /** Wall-clock milliseconds: information, never order. */
  readonly at: number;
  /** Monotonic milliseconds of that boot. */
  readonly mono: number;
  readonly bootId: string;
  readonly sessionId: string | null;
  readonly payload: string;
  readonly prevHash: string;
  readonly hash: string;
}

export interface NewEvent {
  readonly type: string;
  readonly version: number;
  readonly sessionId: string | null;
  readonly payload: unknown;
}

const COLUMNS = `seq, type, version, at, mono, boot_id as bootId, session_id as sessionId, payload,
  prev_hash as prevHash, hash`;

/** Acknowledged events stay this long, so that a hub restored from a backup can be refilled. */
export const KEEP_EVENTS_MS = 400 * 24 * 3_600 * 1_000;

export function appendEvent(db: WritableDb, event: NewEvent): EventRow {
  const head = headOfLog(db);
  const { clock, bootId } = db.origin;
  const body = {
    seq: head.seq + 1,
    type: event.type,
    version: event.version,
    at: Math.round(clock.wall()),
    mono: Math.round(clock.monotonic()),
    bootId,
    sessionId: event.sessionId,
    payload: JSON.stringify(event.payload),
  };
  const row: EventRow = { ...body, prevHash: head.hash, hash: eventHash(head.hash, body) };
  db.sql.run(
    `insert into events (seq, type, version, at, mono, boot_id, session_id, payload, prev_hash, hash)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    row.seq,
    row.type,
    row.version,
    row.at,
    row.mono,
    row.bootId,
    row.sessionId,
    row.payload,
    row.prevHash,
    row.hash,
  );
  return row;
}

/** The number and hash of the last event; number 0 and the id of the log before the first. */
export function headOfLog(db: ReadableDb): { readonly seq: number; readonly hash: string } {
  const last = db.sql.one<{ seq: number; hash: string }>(
    'select seq, hash from events order by seq desc limit 1',
  );
  return last ?? { seq: 0, hash: logIdOf(db) };
}

export function eventsAfter(db: ReadableDb, seq: number, limit: number): readonly EventRow[] {
  return db.sql.all<EventRow>(
    `select ${COLUMNS} from events where seq > ? order by seq limit ?`,
    seq,
    limit,
  );
}

export function eventAt(db: ReadableDb, seq: number): EventRow | null {
  return db.sql.one<EventRow>(`select ${COLUMNS} from events where seq = ?`, seq);
}

const CHAIN_PAGE = 1_000;

/** Recomputes every hash from `fromSeq` on; gives how many events hold, or the first that does not. */
export function verifyChain(
  db: ReadableDb,
  fromSeq = 1,
): Result<number, { readonly seq: number; readonly why: string }> {
  let before = fromSeq - 1;
  let hash: string | null = before === 0 ? logIdOf(db) : null;
  let count = 0;
  for (let page = eventsAfter(db, before, CHAIN_PAGE); page.length > 0;) {
    for (const row of page) {
      if (row.seq !== before + 1) return err({ seq: row.seq, why: `follows ${before}` });
      if (hash !== null && row.prevHash !== hash)
        return err({ seq: row.seq, why: 'other history' });
      if (eventHash(row.prevHash, row) !== row.hash) return err({ seq: row.seq, why: 'altered' });
      hash = row.hash;
      before = row.seq;
      count += 1;
    }
    page = eventsAfter(db, before, CHAIN_PAGE);
  }
  return ok(count);
}

/** Deletes events that the hub has and that are older than the time they must be kept. */
export function forgetAckedEvents(db: WritableDb, ackedSeq: number): number {
  const horizon = db.origin.clock.wall() - KEEP_EVENTS_MS;
  const last = db.sql.one<{ seq: number | null }>(
    'select max(seq) as seq from events where seq <= ? and at < ?',
    ackedSeq,
    horizon,
  )?.seq;
  if (last === null || last === undefined) return 0;
  db.sql.run(
    `insert into cursors (name, value) values ('forgettable', ?)
     on conflict (name) do update set value = excluded.value`,
    last,
  );
  return db.sql.run('delete from events where seq <= ?', last);
}

function logIdOf(db: ReadableDb): string {
  const row = db.sql.one<{ value: string }>("select value from meta where key = 'logId'");
  return row?.value ?? '';
}
