import { sql } from 'kysely';
import type { Db } from './database.ts';

/** What people ask the hub: banks, lockers and who has what in them, events. */
export interface BankSummary {
  readonly id: string;
  readonly name: string;
  readonly kioskId: string | null;
  readonly software: string | null;
  /** Wall-clock ms of the kiosk's last word; null before the first. */
  readonly lastSeenAt: number | null;
  readonly lockers: number;
  readonly parcels: number;
  readonly events: number;
}

export async function listBanks(db: Db): Promise<readonly BankSummary[]> {
  const { rows } = await sql<BankSummary>`
    select banks.id, banks.name, banks.kiosk_id as "kioskId", kiosks.software,
      kiosks.last_seen_at as "lastSeenAt",
      (select count(*) from lockers where bank_id = banks.id) as lockers,
      (select count(*) from parcels where bank_id = banks.id and state = 'waiting') as parcels,
      coalesce(kiosk_logs.acked, 0) as events
    from banks
      left join kiosks on kiosks.id = banks.kiosk_id
      left join kiosk_logs on kiosk_logs.id = kiosks.log
    order by banks.created_at, banks.id`.execute(db);
  return rows;
}

export async function bankById(db: Db, id: string): Promise<BankSummary | null> {
  return (await listBanks(db)).find((bank) => bank.id === id) ?? null;
}

export interface LockerNow {
  readonly number: number;
  readonly size: string;
  readonly x: number;
  readonly width: number;
  readonly bottom: number;
  readonly top: number;
  readonly door: 'open' | 'closed' | 'unknown';
  readonly inService: boolean;
  readonly verified: boolean;
  readonly changedAt: number | null;
  /** Parcels that lie in it, as far as the hub knows: deposited, and their door not opened since. */
  readonly parcels: readonly ParcelNow[];
}

export interface ParcelNow {
  readonly id: string;
  readonly contactId: string;
  /** Null when the hub does not know this person. */
  readonly contactName: string | null;
  /** `released`: the door opened for the recipient and was not seen closed yet. */
  readonly state: 'waiting' | 'released';
}

export async function lockersOf(db: Db, bankId: string): Promise<readonly LockerNow[]> {
  const lockers = await db
    .selectFrom('lockers')
    .selectAll()
    .where('bank_id', '=', bankId)
    .orderBy('number')
    .execute();
  const { rows: parcels } = await sql<ParcelNow & { readonly locker: number }>`
    select parcels.id, parcels.locker, parcels.state, parcels.contact_id as "contactId",
      contacts.document ->> 'name' as "contactName"
    from parcels
      left join contacts on contacts.bank_id = parcels.bank_id and contacts.id = parcels.contact_id
    where parcels.bank_id = ${bankId} and parcels.state <> 'pickedUp'
    order by parcels.id`.execute(db);
  return lockers.map((locker) => ({
    number: locker.number,
    size: locker.size,
    x: locker.x,
    width: locker.width,
    bottom: locker.bottom,
    top: locker.top,
    door: locker.door,
    inService: locker.in_service,
    verified: locker.verified,
    changedAt: locker.changed_at,
    parcels: parcels
      .filter((parcel) => parcel.locker === locker.number)
      .map(({ id, contactId, contactName, state }) => ({ id, contactId, contactName, state })),
  }));
}

export interface EventFilter {
  /** Only this type. */
  readonly type?: string | undefined;
  readonly locker?: number | undefined;
  /** Only events before this number, for the next page. */
  readonly before?: number | undefined;
  readonly limit: number;
}

export interface StoredEvent {
  readonly logId: string;
  readonly seq: number;
  readonly type: string;
  readonly version: number;
  readonly at: number;
  readonly bootId: string;
  readonly sessionId: string | null;
  readonly payload: string;
  readonly hash: string;
  readonly receivedAt: number;
  /** Why this hub does not understand it; null when it does. */
  readonly quarantined: string | null;
}

/** The newest events of the log that the bank's kiosk writes now, newest first. */
export async function eventsOf(
  db: Db,
  bankId: string,
  filter: EventFilter,
): Promise<readonly StoredEvent[]> {
  let query = db
    .selectFrom('banks')
    .innerJoin('kiosks', 'kiosks.id', 'banks.kiosk_id')
    .innerJoin('kiosk_logs', 'kiosk_logs.id', 'kiosks.log')
    .innerJoin('events', 'events.log', 'kiosk_logs.id')
    .leftJoin('quarantine', (join) =>
      join.onRef('quarantine.log', '=', 'events.log').onRef('quarantine.seq', '=', 'events.seq'),
    )
    .select([
      'kiosk_logs.log_id as logId',
      'events.seq',
      'events.type',
      'events.version',
      'events.at',
      'events.boot_id as bootId',
      'events.session_id as sessionId',
      'events.payload',
      'events.hash',
      'events.received_at as receivedAt',
      'quarantine.why as quarantined',
    ])
    .where('banks.id', '=', bankId)
    .orderBy('events.seq', 'desc')
    .limit(filter.limit);
  if (filter.type !== undefined) query = query.where('events.type', '=', filter.type);
  if (filter.locker !== undefined) query = query.where('events.locker', '=', filter.locker);
  if (filter.before !== undefined) query = query.where('events.seq', '<', filter.before);
  return query.execute();
}
