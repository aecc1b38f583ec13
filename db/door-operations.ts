import { present } from '../main/base/assert.ts';
import type { ReadableDb, WritableDb } from './open.ts';

/** The durable attempts at doors. The schema refuses an illegal move and two at one door. */
export interface OperationRow {
  readonly id: string;
  readonly pulseId: string;
  readonly authorisationId: string;
  readonly sessionId: string | null;
  readonly contactId: string | null;
  /** Of the staff or the carriers, who opened. */
  readonly userId: string | null;
  readonly reservationId: string | null;
  readonly locker: number;
  /** One of the contract's `doorPurposeSchema`; opaque here. */
  readonly purpose: string;
  readonly parcelIds: readonly string[];
  readonly attempt: number;
  readonly state: OperationRowState;
  /** Wall-clock milliseconds. */
  readonly requestedAt: number;
  readonly commandedAt: number | null;
  readonly openedAt: number | null;
  readonly settledAt: number | null;
}

export type OperationRowState =
  | 'requested'
  | 'commanded'
  | 'opened'
  | 'leftOpen'
  | 'closed'
  | 'refused'
  | 'didNotOpen'
  | 'unknown';

export type NewOperation = Omit<
  OperationRow,
  'state' | 'requestedAt' | 'commandedAt' | 'openedAt' | 'settledAt' | 'userId' | 'reservationId'
> &
  Partial<Pick<OperationRow, 'userId' | 'reservationId'>>;

const COLUMNS = `id, pulse_id as pulseId, authorisation_id as authorisationId,
  session_id as sessionId, contact_id as contactId, user_id as userId,
  reservation_id as reservationId, locker, purpose, parcel_ids as parcelIds,
  attempt, state, requested_at as requestedAt, commanded_at as commandedAt,
  opened_at as openedAt, settled_at as settledAt`;

const UNFINISHED = "state in ('requested', 'commanded', 'opened', 'leftOpen')";

export function insertOperation(db: WritableDb, row: NewOperation): OperationRow {
  db.sql.run(
    `insert into door_operations (id, pulse_id, authorisation_id, session_id, contact_id, user_id,
       reservation_id, locker, purpose, parcel_ids, attempt, state, requested_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'requested', ?)`,
    row.id,
    row.pulseId,
    row.authorisationId,
    row.sessionId,
    row.contactId,
    row.userId ?? null,
    row.reservationId ?? null,
    row.locker,
    row.purpose,
    JSON.stringify(row.parcelIds),
    row.attempt,
    now(db),
  );
  return present(operation(db, row.id), `operation ${row.id}`);
}

/** Throws when the store's table of moves does not allow it: that is a bug, not a failure. */
export function moveOperation(db: WritableDb, id: string, to: OperationRowState): void {
  const column = timeOf[to];
  const changed =
    column === null
      ? db.sql.run('update door_operations set state = ? where id = ?', to, id)
      : db.sql.run(
          `update door_operations set state = ?, ${column} = coalesce(${column}, ?) where id = ?`,
          to,
          now(db),
          id,
        );
  if (changed !== 1) throw new Error(`There is no door operation ${id}`);
}

const timeOf: Readonly<Record<OperationRowState, string | null>> = {
  requested: null,
  commanded: 'commanded_at',
  opened: 'opened_at',
  leftOpen: 'opened_at',
  closed: 'settled_at',
  refused: 'settled_at',
  didNotOpen: 'settled_at',
  unknown: 'settled_at',
};

export function operation(db: ReadableDb, id: string): OperationRow | null {
  return first(db.sql.all<RawOperation>(`select ${COLUMNS} from door_operations where id = ?`, id));
}

export function unfinishedOperations(db: ReadableDb): readonly OperationRow[] {
  return db.sql
    .all<RawOperation>(`select ${COLUMNS} from door_operations where ${UNFINISHED} order by rowid`)
    .map(operationOf);
}

export function unfinishedFor(db: ReadableDb, locker: number): OperationRow | null {
  return first(
    db.sql.all<RawOperation>(
      `select ${COLUMNS} from door_operations where locker = ? and ${UNFINISHED}`,
      locker,
    ),
  );
}

export function lastOperationFor(db: ReadableDb, locker: number): OperationRow | null {
  return first(
    db.sql.all<RawOperation>(
      `select ${COLUMNS} from door_operations where locker = ? order by rowid desc limit 1`,
      locker,
    ),
  );
}

/** Doors that did not open when they were last asked. */
export function lockersThatFailed(db: ReadableDb): readonly number[] {
  return db.sql
    .all<{ locker: number }>(
      `select locker from door_operations
       where state = 'didNotOpen' and rowid in (
         select max(rowid) from door_operations where state <> 'refused' group by locker)`,
    )
    .map(({ locker }) => locker);
}

/** An authorisation that has opened a door, or may have, opens nothing more. */
export function authorisationSpent(db: ReadableDb, authorisationId: string): boolean {
  const spent = db.sql.one(
    `select 1 from door_operations
     where authorisation_id = ? and state not in ('refused', 'didNotOpen') limit 1`,
    authorisationId,
  );
  return spent !== null;
}

/** Whether this locker was seen open for them to take this parcel: in this session, or by this contact. */
export function wasOpenedFor(
  db: ReadableDb,
  who: {
    readonly locker: number;
    readonly sessionId: string;
    readonly contactId: string | null;
  },
  parcelId: string,
): boolean {
  const opened = db.sql.one(
    `select 1 from door_operations o, json_each(o.parcel_ids) taken
     where o.locker = ? and o.purpose = 'pickup' and o.opened_at is not null and taken.value = ?
       and (o.session_id = ? or o.contact_id = ?) limit 1`,
    who.locker,
    parcelId,
    who.sessionId,
    who.contactId,
  );
  return opened !== null;
}

/** Of all openings that were commanded, how many opened at the first pulse. */
export function firstTryOpenRate(db: ReadableDb): {
  readonly openings: number;
  readonly atFirstTry: number;
} {
  const counted = db.sql.one<{ openings: number; atFirstTry: number }>(
    `select count(distinct authorisation_id) as openings,
       count(distinct case when attempt = 1 and opened_at is not null then authorisation_id end)
         as atFirstTry
     from door_operations where commanded_at is not null`,
  );
  return counted ?? { openings: 0, atFirstTry: 0 };
}

type RawOperation = Omit<OperationRow, 'parcelIds'> & { readonly parcelIds: string };

function operationOf(row: RawOperation): OperationRow {
  return { ...row, parcelIds: JSON.parse(row.parcelIds) as readonly string[] };
}

function first(rows: readonly RawOperation[]): OperationRow | null {
  const [row] = rows;
  return row ? operationOf(row) : null;
}

function now(db: WritableDb): number {
  return Math.round(db.origin.clock.wall());
}
