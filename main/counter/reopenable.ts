import type { CodeRow } from '../../db/codes.ts';
import type { ReadableDb } from '../../db/open.ts';
import { collectedBy, inLocker, parcel, type ParcelRow } from '../../db/parcels.ts';

/**
 * *Locker Access After Pickup*: what somebody has collected a short while ago, and whose locker they
 * may open once more. A locker that holds something again is not theirs any more.
 */
export interface Access {
  /** Wall-clock milliseconds. */
  readonly now: number;
  /** In milliseconds; 0 is off. */
  readonly for: number;
}

export function reopenableBy(
  db: ReadableDb,
  contactId: string,
  access: Access,
): readonly ParcelRow[] {
  if (access.for === 0) return [];
  const recent = collectedBy(db, contactId, access.now - access.for);
  return recent.filter(({ locker }) => inLocker(db, locker).length === 0);
}

/** Whoever shows a code that has ended is known only by what it stood for. */
export function reopenableWith(
  db: ReadableDb,
  code: CodeRow,
  access: Access,
): readonly ParcelRow[] {
  const { parcelId, state } = code;
  const holder =
    code.contactId ?? (parcelId === null ? null : (parcel(db, parcelId)?.contactId ?? null));
  if (state !== 'used' || holder === null) return [];
  return reopenableBy(db, holder, access).filter(
    ({ id, contactId }) => contactId === holder && (parcelId === null || id === parcelId),
  );
}
