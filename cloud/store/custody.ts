import { sql } from 'kysely';
import type { WireEvent } from '../../main/contract/wire.ts';
import {
  EVENT_VERSION,
  eventCatalogue,
  type EventType,
  type KioskEvent,
} from '../../main/contract/event.ts';
import type { Db } from './database.ts';

/** What the hub makes of one event: a known fact, or the reason why it is not understood. */
export type Understood =
  | { readonly known: true; readonly event: KioskEvent }
  | { readonly known: false; readonly why: string };

export function understand(event: WireEvent): Understood {
  if (!Object.hasOwn(eventCatalogue, event.type)) return unknown('unknown type');
  if (event.version > EVENT_VERSION) return unknown(`version ${event.version} is newer than ours`);
  const type = event.type as EventType;
  let payload: unknown;
  try {
    payload = JSON.parse(event.payload);
  } catch {
    return unknown('the payload is not JSON');
  }
  const checked = eventCatalogue[type].payload.safeParse(payload);
  if (!checked.success)
    return unknown(
      checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '),
    );
  return { known: true, event: { type, payload: checked.data } as KioskEvent };
}

function unknown(why: string): Understood {
  return { known: false, why };
}

/** The locker that an event is about, when it is about one. */
export function lockerOf(event: KioskEvent): number | null {
  return 'locker' in event.payload ? event.payload.locker : null;
}

/** What changes for lockers and parcels when these events have happened, the last word of each. */
export interface CustodyChanges {
  readonly lockers: ReadonlyMap<number, LockerChange>;
  readonly parcels: ReadonlyMap<string, ParcelChange>;
}

export interface LockerChange {
  readonly door?: 'open' | 'closed' | 'unknown';
  readonly verified?: false;
  readonly inService?: false;
  readonly at: number;
}

export interface ParcelChange {
  readonly locker: number;
  readonly contactId: string;
  readonly state: 'waiting' | 'released' | 'pickedUp';
  readonly at: number;
}

export function custodyChanges(
  events: readonly { readonly at: number; readonly event: KioskEvent }[],
): CustodyChanges {
  const lockers = new Map<number, LockerChange>();
  const parcels = new Map<string, ParcelChange>();
  const change = (locker: number, what: LockerChange): void => {
    lockers.set(locker, { ...lockers.get(locker), ...what });
  };
  for (const { at, event } of events) {
    switch (event.type) {
      case 'door.opened':
      case 'door.forcedOpen':
      case 'door.leftOpen':
        change(event.payload.locker, { door: 'open', at });
        break;
      case 'door.closed':
      case 'door.forcedClosed':
      case 'door.didNotOpen':
        change(event.payload.locker, { door: 'closed', at });
        break;
      case 'door.unknown':
        change(event.payload.locker, { door: 'unknown', at });
        break;
      case 'locker.unverified':
        change(event.payload.locker, { verified: false, at });
        break;
      case 'locker.outOfService':
        change(event.payload.locker, { inService: false, at });
        break;
      case 'kiosk.started':
        for (const locker of event.payload.unverified) change(locker, { verified: false, at });
        break;
      case 'parcel.deposited':
        parcels.set(event.payload.parcelId, { ...event.payload, state: 'waiting', at });
        break;
      case 'parcel.released':
        parcels.set(event.payload.parcelId, { ...event.payload, state: 'released', at });
        break;
      case 'parcel.pickedUp':
        parcels.set(event.payload.parcelId, { ...event.payload, state: 'pickedUp', at });
        break;
      default:
        // Sessions, devices, settings: not about who has what.
        break;
    }
  }
  return { lockers, parcels };
}

/** Writes the changes; part of the transaction that stores the events. */
export async function applyCustody(
  db: Db,
  bankId: string,
  { lockers, parcels }: CustodyChanges,
): Promise<void> {
  if (lockers.size > 0) {
    const rows = [...lockers].map(([number, { door, verified, inService, at }]) => ({
      number,
      door: door ?? null,
      verified: verified ?? null,
      in_service: inService ?? null,
      at,
    }));
    await sql`
      update lockers set
        door = coalesce(c.door, lockers.door),
        verified = coalesce(c.verified, lockers.verified),
        in_service = coalesce(c.in_service, lockers.in_service),
        changed_at = c.at
      from json_to_recordset(${JSON.stringify(rows)}::json)
        as c (number integer, door text, verified boolean, in_service boolean, at bigint)
      where lockers.bank_id = ${bankId} and lockers.number = c.number`.execute(db);
  }
  if (parcels.size > 0) {
    const rows = [...parcels].map(([id, { locker, contactId, state, at }]) => ({
      id,
      locker,
      contact_id: contactId,
      state,
      changed_at: at,
    }));
    await sql`
      insert into parcels (bank_id, id, locker, contact_id, state, changed_at)
      select ${bankId}, id, locker, contact_id, state, changed_at
      from json_to_recordset(${JSON.stringify(rows)}::json)
        as c (id text, locker integer, contact_id text, state text, changed_at bigint)
      on conflict (bank_id, id) do update set
        locker = excluded.locker,
        contact_id = excluded.contact_id,
        state = excluded.state,
        changed_at = excluded.changed_at`.execute(db);
  }
}
