import { code, endCode, liveCodesOf, type CodeRow } from '../../../db/codes.ts';
import { collectsFor } from '../../../db/contacts.ts';
import { wasOpenedFor } from '../../../db/door-operations.ts';
import type { ReadableDb, WritableDb } from '../../../db/open.ts';
import { inLockers, type ParcelRow } from '../../../db/parcels.ts';
import { holderOf, sameHolder } from '../../locker/holder.ts';
import { record } from '../../record.ts';
import type { OpenRequest } from './purpose.ts';

/** Who may take a parcel, and what becomes of the codes that stood for it. */
type Owned = Pick<ParcelRow, 'id' | 'contactId' | 'departmentId'>;

/** By a code only what it stands for, whoever holds it; by a badge what is theirs to collect. */
export function mayTake(db: ReadableDb, request: OpenRequest, parcel: Owned): boolean {
  const { contactId, codeId = null } = request;
  if (codeId !== null) {
    const shown = code(db, codeId);
    return shown !== null && shown.kind === 'pickup' && opens(shown, parcel);
  }
  if (contactId === null) return false;
  if (parcel.contactId !== null) return parcel.contactId === contactId;
  return parcel.departmentId !== null && collectsFor(db, contactId).includes(parcel.departmentId);
}

function opens({ state, parcelId, ...holder }: CodeRow, parcel: Owned): boolean {
  if (state !== 'live') return false;
  return parcelId === null ? sameHolder(holder, parcel) : parcelId === parcel.id;
}

/** They have taken all these out of this locker before: in this session, or known by their badge. */
export function hasCollected(db: ReadableDb, request: OpenRequest): boolean {
  return (
    request.parcelIds.length > 0 && request.parcelIds.every((id) => wasOpenedFor(db, request, id))
  );
}

/** A code ends with the last parcel that it stood for. */
export function endSpentCodes(db: WritableDb, sessionId: string | null, parcel: Owned): void {
  const stillHere = inLockers(db).some((other) => sameHolder(parcel, other));
  for (const { id, kind, parcelId, ...holder } of liveCodesOf(db, {
    ...holderOf(parcel),
    parcelId: parcel.id,
  })) {
    const stoodForIt =
      parcelId === null ? sameHolder(holder, parcel) && !stillHere : parcelId === parcel.id;
    if (kind !== 'pickup' || !stoodForIt) continue;
    endCode(db, id, 'used');
    record(db, sessionId, { type: 'code.ended', payload: { codeId: id, as: 'used' } });
  }
}
