import { record } from '../record.ts';
import type { WishQuestion } from '../session/drop-off/world.ts';
import { setVerified } from '../../db/lockers.ts';
import type { WritableDb } from '../../db/open.ts';
import { cancelPlacing, inLocker, markRemoved } from '../../db/parcels.ts';
import { lastOperationFor } from '../../db/door-operations.ts';

/**
 * The package does not go into this locker after all. It is written down while the door still stands
 * open, so that its closing finds nothing to record. What lay there before stays what it is.
 */
export function takeBack(db: WritableDb, question: WishQuestion): void {
  const { sessionId, locker, why } = question;
  if (why === 'takenOut') return takeOut(db, question);
  for (const { id, state } of inLocker(db, locker)) {
    if (state !== 'placing') continue;
    cancelPlacing(db, id);
    record(db, sessionId, {
      type: 'parcel.placingEnded',
      payload: { parcelId: id, locker, why },
    });
  }
  if (why !== 'notEmpty') return;
  // Nobody here knows whose it is: not offered, and on the list of the staff.
  setVerified(db, locker, false);
  record(db, sessionId, { type: 'locker.unverified', payload: { locker, why: 'notEmpty' } });
  record(db, sessionId, { type: 'problem.reported', payload: { locker, what: 'contents' } });
}

/** Opened again within the minute: only what was put in at the last opening can be taken out. */
function takeOut(db: WritableDb, { sessionId, userId, locker }: WishQuestion): void {
  const last = lastOperationFor(db, locker);
  if (last?.sessionId !== sessionId || last.purpose !== 'redeposit' || userId === null) return;
  const waiting = inLocker(db, locker).filter(({ state }) => state === 'waiting');
  const newest = Math.max(...waiting.map(({ depositedAt }) => depositedAt));
  for (const { id, contactId, departmentId, depositedAt } of waiting) {
    if (depositedAt < newest) continue;
    markRemoved(db, id);
    record(db, sessionId, {
      type: 'parcel.removed',
      payload: {
        ...{ parcelId: id, locker, contactId, departmentId, userId },
        why: 'other',
        operationId: last.id,
      },
    });
  }
}
