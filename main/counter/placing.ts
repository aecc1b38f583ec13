import { crockford, type Ids } from '../base/ids.ts';
import { record } from '../record.ts';
import type { Label, Recipient } from '../session/drop-off/world.ts';
import type { ReadableDb, WritableDb } from '../../db/open.ts';
import { unfinishedFor } from '../../db/door-operations.ts';
import { cancelPlacing, hereUnder, insertParcel, type ParcelRow } from '../../db/parcels.ts';

export interface Placing {
  readonly sessionId: string;
  readonly parcelId: string;
  readonly locker: number;
  readonly label: Pick<Label, 'tracking' | 'carrier'>;
  readonly recipient: Pick<Recipient, 'contactId' | 'departmentId'>;
  readonly reservationId: string | null;
  /** A delivery unless said otherwise. */
  readonly purpose?: ParcelRow['purpose'];
}

/** Told apart at a glance and short enough to be written on a package by hand. */
const OWN_NUMBER_LENGTH = 8;

/** The number of something that has none: no barcode, or no shipping label at all. */
export function ownNumber(ids: Ids): string {
  return `RST-${crockford(ids.bytes(OWN_NUMBER_LENGTH)).toUpperCase()}`;
}

/** From now on the locker is promised to this package, and offered to nobody else. */
export function insertPlacing(db: WritableDb, placing: Placing): void {
  const { parcelId, locker, label, recipient, reservationId } = placing;
  const { purpose = 'delivery' } = placing;
  const { contactId, departmentId } = recipient;
  insertParcel(db, {
    id: parcelId,
    trackingNumber: label.tracking,
    sender: label.carrier,
    ...{ contactId, departmentId, reservationId, purpose, locker },
    expiresAt: null,
    state: 'placing',
  });
  record(db, placing.sessionId, {
    type: 'parcel.placing',
    payload: {
      ...{ parcelId, locker, contactId, departmentId, reservationId, purpose },
      trackingNumber: label.tracking,
    },
  });
}

/**
 * It was never seen inside, and nobody is putting it in now: a power cut came in between. Whoever
 * scans its label has it in their hand.
 */
export function isStale(db: ReadableDb, parcel: ParcelRow): boolean {
  return parcel.state === 'placing' && unfinishedFor(db, parcel.locker) === null;
}

/** Gives up what a power cut has left of an earlier try; its locker stays for staff to look at. */
export function giveUpStale(db: WritableDb, sessionId: string, trackingNumber: string): void {
  const before = hereUnder(db, trackingNumber);
  if (!before || !isStale(db, before)) return;
  cancelPlacing(db, before.id);
  record(db, sessionId, {
    type: 'parcel.placingEnded',
    payload: { parcelId: before.id, locker: before.locker, why: 'cancelled' },
  });
}
