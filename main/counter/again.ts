import type { CodeDesk } from '../codes.ts';
import { holderOf, sameHolder } from '../locker/holder.ts';
import { isOver } from '../locker/expiry.ts';
import { record } from '../record.ts';
import type { ManageRefusal } from '../session/manage/world.ts';
import { liveCodesOf, type CodeRow } from '../../db/codes.ts';
import type { ReadableDb, WritableDb } from '../../db/open.ts';
import { inLocker, type ParcelRow } from '../../db/parcels.ts';
import type { Who } from './manage.ts';

/**
 * The recipient has lost the code, or the message never came. A new code ends those that opened the
 * same parcels; nobody here can know the old number, so it cannot be sent a second time.
 */
export function newCodeFor(
  db: WritableDb,
  codes: CodeDesk,
  { sessionId }: Who,
  locker: number,
): string | null {
  const waiting = waitingIn(db, locker);
  const [first] = waiting;
  if (!first) return null;
  const old = codesThatOpen(db, waiting);
  for (const { id } of old) codes.end(db, sessionId, id, 'revoked');
  // One code for all that they have, if the one before was; otherwise for what lies here.
  const general = old.some(({ parcelId }) => parcelId === null);
  const { number } = codes.make(db, sessionId, {
    kind: 'pickup',
    ...holderOf(first),
    parcelId: general ? null : first.id,
    validTo: null,
    notice: { what: 'deposited', locker, parcelIds: waiting.map(({ id }) => id) },
  });
  return number;
}

export function noticeAgain(
  db: WritableDb,
  { sessionId }: Who,
  locker: number,
  now: number,
): ManageRefusal | null {
  const waiting = waitingIn(db, locker);
  const [first] = waiting;
  if (!first) return 'nothing';
  const [code] = codesThatOpen(db, waiting);
  record(db, sessionId, {
    type: 'notice.requested',
    payload: {
      what: waiting.some(({ expiresAt }) => isOver(expiresAt, now)) ? 'expired' : 'reminder',
      ...holderOf(first),
      locker,
      codeId: code?.id ?? null,
      parcelIds: waiting.map(({ id }) => id),
      reservationId: null,
    },
  });
  return null;
}

/** All of one recipient: a locker never holds parcels of two. */
function waitingIn(db: ReadableDb, locker: number): readonly ParcelRow[] {
  return inLocker(db, locker).filter(({ state }) => state === 'waiting');
}

function codesThatOpen(db: ReadableDb, parcels: readonly ParcelRow[]): readonly CodeRow[] {
  const [first] = parcels;
  if (!first) return [];
  return liveCodesOf(db, holderOf(first)).filter(
    (code) =>
      code.kind === 'pickup' &&
      sameHolder(code, first) &&
      (code.parcelId === null || parcels.some(({ id }) => id === code.parcelId)),
  );
}
