import { sql } from 'kysely';
import { fault, ok, type Fault, type Result } from '../../main/base/result.ts';
import type {
  Badge,
  Contact,
  Department,
  DirectiveBody,
  ReservationRequest,
  User,
} from '../../main/contract/directive.ts';
import type { Settings } from '../../main/contract/settings.ts';
import type { Db } from './database.ts';
import { issue, lockBank, type Issue } from './directives.ts';

/** A fact of which the hub is the only writer, ready to be put. */
export type HubRecord =
  | { readonly table: 'departments'; readonly document: Department }
  | { readonly table: 'contacts'; readonly document: Contact }
  | { readonly table: 'users'; readonly document: User }
  | { readonly table: 'badges'; readonly document: Badge }
  | { readonly table: 'reservations'; readonly document: ReservationRequest }
  | { readonly table: 'settings'; readonly document: Settings };

export type RecordTable = HubRecord['table'];

export type RecordFault = Fault<'noSuchBank' | 'notFound' | 'conflict' | 'inUse'>;

/** The settings of a bank are one document; this is its id. */
const SETTINGS_ID = 'settings';

/**
 * Writes a fact and its directive in one transaction. The same document again changes nothing.
 *
 * @returns the version that carries it down.
 */
export async function putRecord(
  db: Db,
  to: Issue,
  record: HubRecord,
): Promise<Result<number, RecordFault>> {
  return db.transaction().execute(async (tx) => {
    if (!(await lockBank(tx, to.bankId))) return noSuchBank();
    const problem = await problemOf(tx, to.bankId, record);
    if (problem !== null) return fault('conflict', problem);
    const id = 'id' in record.document ? record.document.id : SETTINGS_ID;
    const document = JSON.stringify(record.document);
    const same = await sql<{ version: number }>`
      select version from ${sql.table(record.table)}
      where bank_id = ${to.bankId} and id = ${id} and document = ${document}::jsonb`.execute(tx);
    const unchanged = same.rows[0];
    if (unchanged) return ok(unchanged.version);
    const version = await issue(tx, to, putting(record));
    await sql`
      insert into ${sql.table(record.table)} (bank_id, id, document, version)
      values (${to.bankId}, ${id}, ${document}::jsonb, ${version})
      on conflict (bank_id, id) do update set
        document = excluded.document, version = excluded.version`.execute(tx);
    return ok(version);
  });
}

/** Removes a fact; a person's badges go with the person. Nothing else is taken along. */
export async function removeRecord(
  db: Db,
  to: Issue,
  table: Exclude<RecordTable, 'settings'>,
  id: string,
): Promise<Result<number, RecordFault>> {
  return db.transaction().execute(async (tx) => {
    if (!(await lockBank(tx, to.bankId))) return noSuchBank();
    if ((await readRecord(tx, to.bankId, table, id)) === null)
      return fault('notFound', `there is no "${id}" in ${table}`);
    if (table === 'departments') {
      const member = await firstMember(tx, to.bankId, id);
      if (member !== null) return fault('inUse', `contact "${member}" belongs to it`);
    }
    if (table === 'contacts' || table === 'users') {
      const holder = table === 'contacts' ? 'contact' : 'user';
      for (const badge of await badgesOf(tx, to.bankId, holder, id)) {
        await issue(tx, to, { kind: 'badge.remove', payload: { id: badge } });
        await erase(tx, to.bankId, 'badges', badge);
      }
    }
    const version = await issue(tx, to, removing(table, id));
    await erase(tx, to.bankId, table, id);
    return ok(version);
  });
}

/** The document, or null when there is none. */
export async function readRecord(
  db: Db,
  bankId: string,
  table: RecordTable,
  id: string = SETTINGS_ID,
): Promise<unknown> {
  const { rows } = await sql<{ document: unknown }>`
    select document from ${sql.table(table)} where bank_id = ${bankId} and id = ${id}`.execute(db);
  return rows[0]?.document ?? null;
}

/** All of one kind in the order of their ids, a page at a time. */
export async function listRecords(
  db: Db,
  bankId: string,
  table: RecordTable,
  after: string,
  limit: number,
): Promise<readonly unknown[]> {
  const { rows } = await sql<{ document: unknown }>`
    select document from ${sql.table(table)} where bank_id = ${bankId} and id > ${after}
    order by id limit ${limit}`.execute(db);
  return rows.map((row) => row.document);
}

/** Why this document does not fit to what is there; null when it does. */
async function problemOf(db: Db, bankId: string, record: HubRecord): Promise<string | null> {
  switch (record.table) {
    case 'departments':
    case 'settings':
      return null;
    case 'contacts':
      for (const { id } of record.document.departments)
        if ((await readRecord(db, bankId, 'departments', id)) === null)
          return `departments: there is no department "${id}"`;
      return null;
    case 'users': {
      const { rows } = await sql<{ id: string }>`
        select id from users where bank_id = ${bankId} and id <> ${record.document.id}
          and document ->> 'userName' = ${record.document.userName}`.execute(db);
      return rows[0] ? `userName: it belongs to user "${rows[0].id}"` : null;
    }
    case 'badges':
      return badgeProblem(db, bankId, record.document);
    case 'reservations': {
      const { contactId, departmentId } = record.document;
      if (contactId !== null && (await readRecord(db, bankId, 'contacts', contactId)) === null)
        return `contactId: there is no contact "${contactId}"`;
      if (
        departmentId !== null &&
        (await readRecord(db, bankId, 'departments', departmentId)) === null
      )
        return `departmentId: there is no department "${departmentId}"`;
      return null;
    }
  }
}

/** A badge has one holder at a time: its intervals must not overlap. */
async function badgeProblem(db: Db, bankId: string, badge: Badge): Promise<string | null> {
  const { id, number, holder, from, to } = badge;
  if (to !== null && to <= from) return 'to: it ends before it begins';
  const table = holder.type === 'contact' ? 'contacts' : 'users';
  if ((await readRecord(db, bankId, table, holder.id)) === null)
    return `holder: there is no ${holder.type} "${holder.id}"`;
  const { rows } = await sql<{ id: string }>`
    select id from badges where bank_id = ${bankId} and id <> ${id}
      and document ->> 'number' = ${number}
      and (document ->> 'from')::bigint < coalesce(${to}::bigint, 9223372036854775807)
      and coalesce((document ->> 'to')::bigint, 9223372036854775807) > ${from}::bigint
    limit 1`.execute(db);
  return rows[0] ? `number: badge "${rows[0].id}" has it at that time` : null;
}

async function firstMember(db: Db, bankId: string, department: string): Promise<string | null> {
  const member = JSON.stringify([{ id: department }]);
  const { rows } = await sql<{ id: string }>`
    select id from contacts where bank_id = ${bankId}
      and document -> 'departments' @> ${member}::jsonb limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

async function badgesOf(
  db: Db,
  bankId: string,
  type: 'contact' | 'user',
  id: string,
): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from badges where bank_id = ${bankId}
      and document -> 'holder' = ${JSON.stringify({ type, id })}::jsonb order by id`.execute(db);
  return rows.map((row) => row.id);
}

async function erase(db: Db, bankId: string, table: RecordTable, id: string): Promise<void> {
  await sql`delete from ${sql.table(table)} where bank_id = ${bankId} and id = ${id}`.execute(db);
}

function putting(record: HubRecord): DirectiveBody {
  switch (record.table) {
    case 'departments':
      return { kind: 'department.put', payload: record.document };
    case 'contacts':
      return { kind: 'contact.put', payload: record.document };
    case 'users':
      return { kind: 'user.put', payload: record.document };
    case 'badges':
      return { kind: 'badge.put', payload: record.document };
    case 'reservations':
      return { kind: 'reservation.request', payload: record.document };
    case 'settings':
      return { kind: 'settings.put', payload: record.document };
  }
}

function removing(table: Exclude<RecordTable, 'settings'>, id: string): DirectiveBody {
  switch (table) {
    case 'departments':
      return { kind: 'department.remove', payload: { id } };
    case 'contacts':
      return { kind: 'contact.remove', payload: { id } };
    case 'users':
      return { kind: 'user.remove', payload: { id } };
    case 'badges':
      return { kind: 'badge.remove', payload: { id } };
    case 'reservations':
      return { kind: 'reservation.cancel', payload: { id } };
  }
}

function noSuchBank(): Result<never, RecordFault> {
  return fault('noSuchBank', 'there is no such bank');
}
