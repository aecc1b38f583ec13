import { SECOND, type Clock } from '../base/clock.ts';
import type { CodeDesk } from '../codes.ts';
import type { Settings } from '../contract/settings.ts';
import {
  endPins,
  isHandover,
  isPuttingIn,
  partiesOf,
  type Handover,
} from '../door/purpose/legs.ts';
import { isOver } from '../locker/expiry.ts';
import { record } from '../record.ts';
import { liveCodesOf, type CodeRow } from '../../db/codes.ts';
import { getMeta, OPEN_SESSION } from '../../db/meta.ts';
import type { ReadableDb, Store, WritableDb } from '../../db/open.ts';
import { liveReservations, moveReservation } from '../../db/reservations.ts';

/**
 * One-time PINs and the time of each leg. Whoever is to put something in has a PIN for it, from the hub
 * or made here, and their leg ends with it. What lies inside has the time of any parcel.
 */
export interface HandoverPins {
  /** Makes sure that they have a PIN; until when it counts, in wall-clock milliseconds. */
  until(db: WritableDb, sessionId: string | null, row: Handover): number | null;
  /** Legs whose time is over end, and who has no PIN gets one. Asked every minute. */
  keepTime(): void;
}

export interface HandoverPinOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: () => Settings;
  readonly codes: CodeDesk;
}

export function handoverPins({ store, clock, settings, codes }: HandoverPinOptions): HandoverPins {
  function until(db: WritableDb, sessionId: string | null, row: Handover): number | null {
    const pins = pinsOf(db, row);
    return pins.length > 0 ? endOf(row, pins) : make(db, sessionId, row);
  }

  function make(db: WritableDb, sessionId: string | null, row: Handover): number {
    const lasts = settings().general.oneTimePinExpiration * SECOND;
    const validTo = Math.min(Math.round(clock.wall()) + lasts, row.until ?? Infinity);
    codes.make(db, sessionId, {
      kind: 'oneTime',
      ...partiesOf(row).from,
      reservationId: row.id,
      validTo,
      notice: { what: 'oneTimePin', locker: row.locker, parcelIds: [] },
    });
    moveReservation(db, row.id, { until: validTo });
    return validTo;
  }

  function due(db: ReadableDb): readonly Handover[] {
    const now = clock.wall();
    return liveReservations(db)
      .filter(isHandover)
      .filter((row) => (row.startsAt ?? 0) <= now && hasOtherParty(row))
      .filter((row) => isLate(db, row) || lacksPin(db, row));
  }

  function isLate(db: ReadableDb, row: Handover): boolean {
    const end = isPuttingIn(row) ? endOf(row, pinsOf(db, row)) : row.until;
    return isOver(end, clock.wall());
  }

  function lacksPin(db: ReadableDb, row: Handover): boolean {
    const { returnAndExchange } = settings().general;
    return returnAndExchange && isPuttingIn(row) && pinsOf(db, row).length === 0;
  }

  return {
    until,
    keepTime() {
      // Somebody stands there, and it may be this very thing that they do.
      if (getMeta(store.read, OPEN_SESSION) !== null || due(store.read).length === 0) return;
      store.write((db) => {
        for (const row of due(db))
          if (isLate(db, row)) expire(db, row);
          else make(db, null, row);
      });
    },
  };
}

/** Nothing more is put in for it. What lies inside is the staff's to remove, as any parcel that expired. */
function expire(db: WritableDb, { id: reservationId, locker }: Handover): void {
  moveReservation(db, reservationId, { state: 'expired' });
  record(db, null, { type: 'reservation.expired', payload: { reservationId, locker } });
  endPins(db, null, reservationId, 'revoked');
}

/** Whoever asked for it told no end of their own: then the last PIN ends it. */
function endOf({ until }: Handover, pins: readonly CodeRow[]): number | null {
  const ends = pins.map(({ validTo }) => validTo ?? Infinity);
  const last = ends.length > 0 ? Math.max(...ends) : Infinity;
  const end = Math.min(until ?? Infinity, last);
  return end === Infinity ? null : end;
}

function pinsOf(db: ReadableDb, { id }: Handover): readonly CodeRow[] {
  return liveCodesOf(db, { reservationId: id }).filter(({ kind }) => kind === 'oneTime');
}

/** Without one there is nobody to put something in for; the hub is told when it asks for such a thing. */
export function hasOtherParty(row: Handover): boolean {
  const { from, to } = partiesOf(row);
  return [from, to].every(({ contactId, departmentId }) => (contactId ?? departmentId) !== null);
}
