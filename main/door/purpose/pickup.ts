import { inLocker, markPickedUp, parcel, releaseParcel } from '../../../db/parcels.ts';
import type { OperationRow } from '../../../db/door-operations.ts';
import { signatureIn } from '../../../db/signatures.ts';
import type { ReadableDb, WritableDb } from '../../../db/open.ts';
import type { LockerRow } from '../../../db/lockers.ts';
import type { EventPayload } from '../../contract/event.ts';
import { holderOf, type Holder } from '../../locker/holder.ts';
import { record } from '../../record.ts';
import type { OpenRefusal } from '../operation.ts';
import { endSpentCodes, hasCollected, mayTake } from './holder.ts';
import { collectedLeg } from './legs.ts';
import type { OpenRequest, PurposeRules } from './purpose.ts';

type Collection = EventPayload<'parcel.pickedUp'>;

/** A recipient takes what waits: released when the door opens, picked up when it is closed again (D7). */
export const pickup: PurposeRules = {
  refuse: (db, request, locker) => {
    if (!locker.inService) return 'outOfService';
    const theirs = request.parcelIds.every((id) => isTheirs(db, request, id));
    return theirs && request.parcelIds.length > 0 ? null : 'notAuthorised';
  },
  opened: releaseAll,
  closed: pickedUp,
};

/**
 * The same person once more, by their badge or while they still stand there; something of somebody
 * else may lie there by now.
 */
export const reopen: PurposeRules = {
  refuse: (db, request, locker) => {
    if (!locker.inService) return 'outOfService';
    if (inLocker(db, request.locker).some((other) => !mayTake(db, request, other)))
      return 'notAuthorised';
    return hasCollected(db, request) ? null : 'notAuthorised';
  },
};

/** A technician; a door that holds what they were not told of stays shut, out of service or not. */
export const service: PurposeRules = {
  refuse: (db: ReadableDb, request: OpenRequest, _locker: LockerRow): OpenRefusal | null => {
    const told = inLocker(db, request.locker).every(({ id }) => request.parcelIds.includes(id));
    return told && request.contactId === null ? null : 'notAuthorised';
  },
};

/** What was released and never seen closed is still theirs: they may not have reached in yet. */
function isTheirs(db: ReadableDb, request: OpenRequest, id: string): boolean {
  const found = parcel(db, id);
  if (found?.locker !== request.locker) return false;
  const isHere = found.state === 'waiting' || found.state === 'released';
  return isHere && mayTake(db, request, found);
}

function releaseAll(db: WritableDb, row: OperationRow): void {
  for (const id of row.parcelIds) {
    const found = parcel(db, id);
    if (found?.state !== 'waiting') continue;
    releaseParcel(db, id);
    record(db, row.sessionId, { type: 'parcel.released', payload: custody(db, id, row, found) });
  }
}

function pickedUp(db: WritableDb, row: OperationRow): void {
  for (const id of row.parcelIds) {
    const found = parcel(db, id);
    if (found?.state !== 'released') continue;
    markPickedUp(db, id);
    record(db, row.sessionId, { type: 'parcel.pickedUp', payload: custody(db, id, row, found) });
    endSpentCodes(db, row.sessionId, found);
    collectedLeg(db, row.sessionId, found);
  }
}

function custody(
  db: ReadableDb,
  parcelId: string,
  { id, locker, sessionId }: OperationRow,
  whose: Holder,
): Collection {
  const signatureId = sessionId === null ? null : (signatureIn(db, sessionId)?.id ?? null);
  return { parcelId, locker, ...holderOf(whose), operationId: id, signatureId };
}
