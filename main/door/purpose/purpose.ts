import type { DoorPurpose } from '../../contract/event.ts';
import type { LockerRow } from '../../../db/lockers.ts';
import type { OperationRow } from '../../../db/door-operations.ts';
import type { ReadableDb, WritableDb } from '../../../db/open.ts';
import type { OpenRefusal } from '../operation.ts';

/**
 * What a purpose allows, and what it means for the records that its door opens and closes. All of it
 * runs inside the transaction of the door itself: a parcel changes hands in the very commit that
 * says what its door did, or not at all.
 */
export interface PurposeRules {
  /** Null when this request may open this locker now. Asked before the intent is written (tx A). */
  readonly refuse: (db: ReadableDb, request: OpenRequest, locker: LockerRow) => OpenRefusal | null;
  /** The sensor was seen open (tx B). */
  readonly opened?: (db: WritableDb, row: OperationRow) => void;
  /** The sensor was seen closed after open (tx C); `whileDown`: the kiosk did not see it close. */
  readonly closed?: (
    db: WritableDb,
    row: OperationRow,
    seen: { readonly whileDown: boolean },
  ) => void;
  /** Opened only when the sensor says closed: something is about to be put in (R9). */
  readonly needsClosedDoor?: boolean;
}

/** A purpose without rules opens nothing. */
export type PurposeTable = Readonly<Partial<Record<DoorPurpose, PurposeRules>>>;

export interface OpenRequest {
  readonly sessionId: string;
  /** Null when it is not a recipient who opens. */
  readonly contactId: string | null;
  /** The pickup code with which somebody opens; null for a badge. */
  readonly codeId?: string | null;
  /** Who of the staff or the carriers opens; null for everybody else. */
  readonly userId?: string | null;
  readonly reservationId?: string | null;
  readonly locker: number;
  readonly purpose: DoorPurpose;
  /** For `service`: every parcel of which the technician was told that it lies inside. */
  readonly parcelIds: readonly string[];
  /** One press of one person; it opens one door once. */
  readonly authorisationId: string;
}
