import { keptForDelivery, overlaysOf, statusOf } from '../locker/status.ts';
import type { Settings } from '../contract/settings.ts';
import type { ManagedParcel, ManagedPromise, Survey } from '../session/manage/world.ts';
import { contact, department } from '../../db/contacts.ts';
import { lockers } from '../../db/lockers.ts';
import type { ReadableDb } from '../../db/open.ts';
import { inLockers, type ParcelRow } from '../../db/parcels.ts';
import { liveReservations, type ReservationRow } from '../../db/reservations.ts';
import { deliveryMinimum, lockerFacts, type DoorOf } from './locker-facts.ts';

/** The whole bank as its mailroom sees it: each locker's status, and what is in it. */
export function surveyOf(db: ReadableDb, doorOf: DoorOf, settings: Settings, now: number): Survey {
  const facts = lockerFacts(db, doorOf, now);
  const kept = keptForDelivery(facts, deliveryMinimum(settings));
  const rows = new Map(lockers(db).map((row) => [row.number, row]));
  const contents = Map.groupBy(inLockers(db), ({ locker }) => locker);
  const promises = new Map(
    liveReservations(db).flatMap((each) =>
      each.locker !== null && each.state !== 'pending' ? [[each.locker, each] as const] : [],
    ),
  );
  return facts
    .filter(({ present }) => present)
    .map((each) => {
      const { number, size, dedicatedTo } = each;
      const row = rows.get(number);
      const promise = promises.get(number);
      return {
        number,
        size,
        status: statusOf(each),
        overlays: overlaysOf(each, kept),
        contents: (contents.get(number) ?? []).map((parcel) => parcelOf(db, parcel)),
        promise: promise ? promiseFor(db, promise) : null,
        dedicatedTo:
          dedicatedTo === null
            ? null
            : nameOf(db, {
                contactId: dedicatedTo.type === 'contact' ? dedicatedTo.id : null,
                departmentId: dedicatedTo.type === 'department' ? dedicatedTo.id : null,
              }),
        outOfService:
          row && !row.inService
            ? { why: row.outOfServiceReason ?? 'maintenance', note: row.outOfServiceNote }
            : null,
      };
    });
}

function parcelOf(db: ReadableDb, row: ParcelRow): ManagedParcel {
  return {
    id: row.id,
    tracking: row.trackingNumber,
    recipient: nameOf(db, row),
    since: row.depositedAt,
    until: row.expiresAt,
    placing: row.state === 'placing',
  };
}

function promiseFor(db: ReadableDb, row: ReservationRow): ManagedPromise {
  return {
    id: row.id,
    kind: row.kind,
    holder: row.visitor ?? nameOf(db, row),
    until: row.until,
    active: row.state === 'active',
  };
}

/** Their id, when the directory does not know them any more. */
function nameOf(
  db: ReadableDb,
  holder: { readonly contactId: string | null; readonly departmentId: string | null },
): string {
  const { contactId, departmentId } = holder;
  if (contactId !== null) return contact(db, contactId)?.name ?? contactId;
  if (departmentId !== null) return department(db, departmentId)?.name ?? departmentId;
  return '—';
}
