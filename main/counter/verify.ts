import { recordDeposit, type DepositBooks } from '../door/purpose/deposit.ts';
import { record } from '../record.ts';
import type { ManageAct, ManageRefusal } from '../session/manage/world.ts';
import { lastOperationFor } from '../../db/door-operations.ts';
import { locker, setVerified } from '../../db/lockers.ts';
import type { WritableDb } from '../../db/open.ts';
import { cancelPlacing, inLocker, markRemoved, type ParcelRow } from '../../db/parcels.ts';
import type { Who } from './manage.ts';

/**
 * Somebody of the mailroom has looked into a locker and says what they saw: from now on that is what
 * the records say. Believed only of whoever opened it to look, in this session, and closed it again.
 */
export function verify(
  db: WritableDb,
  books: DepositBooks,
  { sessionId, userId }: Who,
  { locker: number, found }: Extract<ManageAct, { do: 'verify' }>,
): ManageRefusal | null {
  if (locker(db, number)?.verified !== false) return 'nothing';
  const look = lastOperationFor(db, number);
  const looked =
    look?.purpose === 'inspect' && look.state === 'closed' && look.sessionId === sessionId;
  if (!looked) return 'notLooked';
  setVerified(db, number, true);
  record(db, sessionId, { type: 'locker.verified', payload: { locker: number, userId, found } });
  if (found === 'empty')
    for (const parcel of inLocker(db, number)) gone(db, { sessionId, userId }, look.id, parcel);
  // What was on its way in when the power failed lies there: its recipient hears of it now.
  else recordDeposit(db, books, { sessionId, userId, locker: number, seenBy: 'staff' });
  return null;
}

function gone(db: WritableDb, who: Who, operationId: string, parcel: ParcelRow): void {
  const { id: parcelId, locker: number, contactId, departmentId } = parcel;
  if (parcel.state === 'placing') {
    cancelPlacing(db, parcelId);
    record(db, who.sessionId, {
      type: 'parcel.placingEnded',
      payload: { parcelId, locker: number, why: 'lookedEmpty' },
    });
    return;
  }
  markRemoved(db, parcelId);
  record(db, who.sessionId, {
    type: 'parcel.removed',
    payload: {
      ...{ parcelId, locker: number, contactId, departmentId },
      ...{ userId: who.userId, why: 'other', operationId },
    },
  });
}
