import { present } from '../base/assert.ts';
import type { Clock } from '../base/clock.ts';
import type { Cabinet } from '../contract/cabinet.ts';
import type { Settings } from '../contract/settings.ts';
import { localeSchema, type Locale } from '../contract/view.ts';
import { boxesOf, type Box, type BoxOwner, type StoredParcel } from '../locker/box.ts';
import type { Identified } from '../session/world.ts';
import type { CodeRow } from '../../db/codes.ts';
import { collectsFor, contact, department } from '../../db/contacts.ts';
import type { ReadableDb } from '../../db/open.ts';
import { parcel, toCollect, type ParcelRow } from '../../db/parcels.ts';
import { reopenableBy, reopenableWith, type Access } from './reopenable.ts';

/**
 * What waits for somebody. A badge stands for a person and for the departments that they collect for;
 * a code stands for one parcel, or for all that its holder has here.
 */
export interface Recipients {
  byBadge(db: ReadableDb, contactId: string): Identified;
  byCode(db: ReadableDb, code: CodeRow): Identified;
  /** The code has ended a short while ago, and what it stood for may be opened once more. */
  mayReopenWith(db: ReadableDb, code: CodeRow): boolean;
}

export interface RecipientsOptions {
  readonly cabinet: Cabinet;
  readonly clock: Clock;
  readonly settings: () => Settings;
  /** *Locker Access After Pickup* in milliseconds; 0 is off. */
  readonly access: () => number;
}

export function recipientsOf({ cabinet, clock, settings, access }: RecipientsOptions): Recipients {
  function boxes(parcels: readonly StoredParcel[], owner: BoxOwner): readonly Box[] {
    return boxesOf(parcels, owner, (number) => {
      const locker = cabinet.lockers.find((candidate) => candidate.number === number);
      return present(locker, `locker ${number} of the cabinet file`).size;
    });
  }

  const accessNow = (): Access => ({ now: clock.wall(), for: access() });

  function ownerOf(db: ReadableDb, parcelRow: ParcelRow | null): BoxOwner {
    const id = parcelRow?.contactId === null ? parcelRow.departmentId : null;
    return id === null ? { of: 'person' } : { of: 'department', name: nameOf(db, id) };
  }

  function ofDepartment(db: ReadableDb, departmentId: string): readonly Box[] {
    const owner: BoxOwner = { of: 'department', name: nameOf(db, departmentId) };
    return boxes(toCollect(db, { departmentId }), owner);
  }

  return {
    byBadge(db, contactId) {
      const person = contact(db, contactId);
      if (!person) return { outcome: 'refused' };
      const departments = settings().pickup.departmentMailPickup ? collectsFor(db, contactId) : [];
      return {
        outcome: 'recognised',
        person: { contactId, codeId: null, locale: localeOf(person.language) },
        boxes: [
          ...boxes(toCollect(db, { contactId }), { of: 'person' }),
          ...departments.flatMap((id) => ofDepartment(db, id)),
        ],
        reopenable: boxes(reopenableBy(db, contactId, accessNow()), { of: 'person' }),
      };
    },
    mayReopenWith: (db, shown) => reopenableWith(db, shown, accessNow()).length > 0,
    byCode(db, shown) {
      const { id, parcelId, contactId, departmentId, state } = shown;
      const only = parcelId === null ? null : parcel(db, parcelId);
      const holder = contactId ?? only?.contactId ?? null;
      return {
        outcome: 'recognised',
        person: {
          contactId: holder,
          codeId: id,
          locale: holder === null ? null : localeOf(contact(db, holder)?.language),
        },
        // One that has ended opens nothing but what was collected with it, for a while.
        boxes: state === 'live' ? waiting() : [],
        reopenable: boxes(reopenableWith(db, shown, accessNow()), { of: 'person' }),
      };

      function waiting(): readonly Box[] {
        if (parcelId !== null) return boxes(only && isHere(only) ? [only] : [], ownerOf(db, only));
        if (holder !== null) return boxes(toCollect(db, { contactId: holder }), { of: 'person' });
        return ofDepartment(db, present(departmentId, 'the holder of a code'));
      }
    },
  };
}

function nameOf(db: ReadableDb, departmentId: string): string {
  return department(db, departmentId)?.name ?? departmentId;
}

function isHere({ state }: ParcelRow): boolean {
  return state === 'waiting' || state === 'released';
}

function localeOf(language: string | undefined): Locale | null {
  return localeSchema
    .nullable()
    .catch(null)
    .parse(language ?? null);
}
