import { code } from '../../../db/codes.ts';
import { contact } from '../../../db/contacts.ts';
import { wasOpenedFor } from '../../../db/door-operations.ts';
import type { ReadableDb } from '../../../db/open.ts';
import { parcelsOf } from '../../../db/parcels.ts';
import { isWithin } from '../../locker/codes.ts';
import type { Holder } from '../../locker/holder.ts';
import { isOver } from '../../locker/expiry.ts';
import type { OpenRefusal } from '../operation.ts';
import {
  notReady,
  putBackWithin,
  recordDeposit,
  refuseDeposit,
  watched,
  type DepositBooks,
} from './deposit.ts';
import { handoverOf, isPuttingIn, partiesOf, type Handover } from './legs.ts';
import type { OpenRequest, PurposeRules } from './purpose.ts';

/**
 * `[F48]` `[F23]` Somebody puts in what another party shall collect: with a one-time PIN, by badge, or
 * as whoever has just taken out the first thing of an exchange. It counts as any deposit does: when its
 * door was seen closed while they still stood there. `handInAgain`: once more, shortly after.
 */
export function handovers(books: DepositBooks): Record<'handIn' | 'handInAgain', PurposeRules> {
  return {
    handIn: {
      needsClosedDoor: true,
      refuse: (db, request, locker) =>
        refuseParty(db, request) ?? notReady(locker) ?? refuseDeposit(db, request),
      closed: (db, row, seen) => {
        if (seen.whileDown) return;
        if (watched(db, row)) recordDeposit(db, books, { ...row, seenBy: 'sensor' });
      },
    },
    handInAgain: {
      needsClosedDoor: true,
      refuse: (db, request, locker) =>
        notReady(locker) ?? putBackWithin(db, request, ['handIn', 'handInAgain']),
      closed: (db, row, seen) => {
        if (!seen.whileDown) watched(db, row);
      },
    },
  };
}

function refuseParty(db: ReadableDb, request: OpenRequest): OpenRefusal | null {
  const row = handoverOf(db, request.reservationId ?? null);
  const theirs =
    row?.state === 'granted' && row.locker === request.locker && mayHandIn(db, request, row);
  return theirs ? null : 'notAuthorised';
}

/** Whether it is their turn to put something in, and their time. */
export function mayHandIn(
  db: ReadableDb,
  who: Pick<OpenRequest, 'sessionId' | 'contactId' | 'codeId'>,
  row: Handover,
): boolean {
  const now = db.origin.clock.wall();
  if (!isPuttingIn(row) || isOver(row.until, now)) return false;
  const shown = typeof who.codeId === 'string' ? code(db, who.codeId) : null;
  if (shown?.kind === 'oneTime')
    return shown.state === 'live' && isWithin(shown, now) && shown.reservationId === row.id;
  const { from } = partiesOf(row);
  return (
    (who.contactId !== null && isOf(db, from, who.contactId)) ||
    // The pickup code that they came with has done its work; they still stand there.
    hasJustCollected(db, who.sessionId, row)
  );
}

export function hasJustCollected(db: ReadableDb, sessionId: string, { id }: Handover): boolean {
  return parcelsOf(db, id).some(
    ({ id: parcelId, locker, state }) =>
      state === 'pickedUp' && wasOpenedFor(db, { locker, sessionId, contactId: null }, parcelId),
  );
}

/** A department's is everybody's of it. */
export function isOf(db: ReadableDb, party: Holder, contactId: string): boolean {
  if (party.contactId !== null) return party.contactId === contactId;
  const theirs = contact(db, contactId)?.departments ?? [];
  return theirs.some(({ id }) => id === party.departmentId);
}
