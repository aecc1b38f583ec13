import type { Ids } from '../base/ids.ts';
import { fault, ok, type Result, type Fault } from '../base/result.ts';
import type { DoorPurpose } from '../contract/event.ts';
import type { Store, WritableDb } from '../../db/open.ts';
import {
  authorisationSpent,
  insertOperation,
  moveOperation,
  unfinishedFor,
  type OperationRow,
} from '../../db/door-operations.ts';
import { bumpOccupancy, locker, setOutOfService, setVerified } from '../../db/lockers.ts';
import { inLocker, markPickedUp, parcel, releaseParcel } from '../../db/parcels.ts';
import { record } from '../record.ts';
import type { OpenRefusal } from './operation.ts';

/**
 * The transactions of a door. Each writes the new state, what it means for the parcels, and its
 * event, together; the caller touches the bus only after `recordIntent` has returned.
 */
export interface OpenRequest {
  readonly sessionId: string;
  /** Null when a technician opens. */
  readonly contactId: string | null;
  readonly locker: number;
  readonly purpose: DoorPurpose;
  /** For `service`: every parcel of which the technician was told that it lies inside. */
  readonly parcelIds: readonly string[];
  /** One press of one person; it opens one door once. */
  readonly authorisationId: string;
}

/** Tx A: checks the authorisation, commits the intent and its event. No byte before this. */
export function recordIntent(
  store: Store,
  ids: Ids,
  request: OpenRequest,
  attempt: number,
): Result<OperationRow, Fault<OpenRefusal>> {
  return store.write((db) => {
    const refusal = refusalOf(db, request);
    if (refusal) return fault(refusal, `locker ${request.locker}: ${refusal}`);
    const row = insertOperation(db, {
      id: ids.id('op'),
      pulseId: ids.id('pulse'),
      authorisationId: request.authorisationId,
      sessionId: request.sessionId,
      contactId: request.contactId,
      locker: request.locker,
      purpose: request.purpose,
      parcelIds: request.parcelIds,
      attempt,
    });
    record(db, request.sessionId, {
      type: 'door.requested',
      payload: {
        operationId: row.id,
        locker: row.locker,
        pulseId: row.pulseId,
        authorisationId: row.authorisationId,
        purpose: row.purpose,
        parcelIds: [...row.parcelIds],
        attempt,
      },
    });
    return ok(row);
  });
}

function refusalOf(db: WritableDb, request: OpenRequest): OpenRefusal | null {
  const row = locker(db, request.locker);
  if (!row?.present) return 'unknownLocker';
  if (unfinishedFor(db, request.locker)) return 'busy';
  if (authorisationSpent(db, request.authorisationId)) return 'notAuthorised';
  const here = inLocker(db, request.locker);
  if (request.purpose === 'service') {
    // A door that holds what the technician was not told of stays shut; out of service it may be.
    const told = here.every((inside) => request.parcelIds.includes(inside.id));
    return told && request.contactId === null ? null : 'notAuthorised';
  }
  if (!row.inService) return 'outOfService';
  if (request.purpose === 'reopen') {
    // Somebody else's parcel may lie there by now; then the earlier recipient has no business in it.
    const theirs = here.some((other) => other.contactId !== request.contactId);
    return theirs ? 'notAuthorised' : null;
  }
  const allTheirs = request.parcelIds.every((id) => {
    const found = parcel(db, id);
    return (
      found?.state === 'waiting' &&
      found.locker === request.locker &&
      found.contactId === request.contactId
    );
  });
  return allTheirs && request.parcelIds.length > 0 ? null : 'notAuthorised';
}

export function recordCommanded(store: Store, row: OperationRow): void {
  store.write((db) => {
    moveOperation(db, row.id, 'commanded');
    record(db, row.sessionId, {
      type: 'door.commanded',
      payload: { operationId: row.id, locker: row.locker, pulseId: row.pulseId },
    });
  });
}

export function recordRefused(store: Store, row: OperationRow, reason: OpenRefusal): void {
  store.write((db) => {
    moveOperation(db, row.id, 'refused');
    record(db, row.sessionId, {
      type: 'door.refused',
      payload: { operationId: row.id, locker: row.locker, reason },
    });
  });
}

/** Tx B: the sensor was seen open; the parcels are out of our hands (D7). */
export function recordOpened(
  store: Store,
  row: OperationRow,
  seen: { readonly afterMs: number | null; readonly late: boolean },
): void {
  store.write((db) => {
    moveOperation(db, row.id, 'opened');
    openedEvents(db, row, seen);
  });
}

function openedEvents(
  db: WritableDb,
  row: OperationRow,
  seen: { readonly afterMs: number | null; readonly late: boolean },
): void {
  record(db, row.sessionId, {
    type: 'door.opened',
    payload: {
      operationId: row.id,
      locker: row.locker,
      afterMs: seen.afterMs === null ? null : Math.round(seen.afterMs),
      attempt: row.attempt,
      late: seen.late,
    },
  });
  if (row.purpose !== 'pickup') return;
  for (const id of row.parcelIds) {
    const found = parcel(db, id);
    if (found?.state !== 'waiting') continue;
    releaseParcel(db, id);
    record(db, row.sessionId, {
      type: 'parcel.released',
      payload: {
        parcelId: id,
        locker: row.locker,
        contactId: found.contactId,
        operationId: row.id,
      },
    });
  }
}

/** At boot the door stands open after an intent without outcome: opened, and left open (R4). */
export function recordFoundOpen(store: Store, row: OperationRow): void {
  store.write((db) => {
    moveOperation(db, row.id, 'leftOpen');
    if (row.state !== 'opened') openedEvents(db, row, { afterMs: null, late: false });
    record(db, row.sessionId, {
      type: 'door.leftOpen',
      payload: { operationId: row.id, locker: row.locker },
    });
  });
}

export function recordLeftOpen(store: Store, row: OperationRow): void {
  store.write((db) => {
    moveOperation(db, row.id, 'leftOpen');
    record(db, row.sessionId, {
      type: 'door.leftOpen',
      payload: { operationId: row.id, locker: row.locker },
    });
  });
}

export function recordDidNotOpen(
  store: Store,
  row: OperationRow,
  reply: 'accepted' | 'failed' | 'none',
): void {
  store.write((db) => {
    moveOperation(db, row.id, 'didNotOpen');
    record(db, row.sessionId, {
      type: 'door.didNotOpen',
      payload: { operationId: row.id, locker: row.locker, attempt: row.attempt, reply },
    });
  });
}

/** Nobody knows what the door did: its locker is not offered until somebody has looked (R5). */
export function recordUnknown(store: Store, row: OperationRow, why: 'silent' | 'restart'): void {
  store.write((db) => {
    moveOperation(db, row.id, 'unknown');
    record(db, row.sessionId, {
      type: 'door.unknown',
      payload: { operationId: row.id, locker: row.locker, why },
    });
    markUnverified(db, row, why === 'restart' ? 'restart' : 'unknownDoor');
  });
}

/** Tx C: the sensor was seen closed after open; what was released is now picked up. */
export function recordClosed(
  store: Store,
  row: OperationRow,
  seen: { readonly openForMs: number | null; readonly whileDown: boolean },
): void {
  store.write((db) => {
    moveOperation(db, row.id, 'closed');
    record(db, row.sessionId, {
      type: 'door.closed',
      payload: {
        operationId: row.id,
        locker: row.locker,
        openForMs: seen.openForMs === null ? null : Math.round(seen.openForMs),
        whileDown: seen.whileDown,
      },
    });
    for (const id of row.purpose === 'service' ? [] : row.parcelIds) {
      const found = parcel(db, id);
      if (found?.state !== 'released') continue;
      markPickedUp(db, id);
      record(db, row.sessionId, {
        type: 'parcel.pickedUp',
        payload: {
          parcelId: id,
          locker: row.locker,
          contactId: found.contactId,
          operationId: row.id,
        },
      });
    }
    bumpOccupancy(db, row.locker);
    // Nobody watched the door between our last reading and the restart.
    if (seen.whileDown) markUnverified(db, row, 'restart');
  });
}

/** A door stands open that nobody asked to open: out of service until somebody looks (R6). */
export function recordForcedOpen(store: Store, number: number): void {
  store.write((db) => {
    const row = locker(db, number);
    // Still standing open since before a restart: it has been told.
    if (row?.outOfServiceReason === 'forcedOpen') return;
    record(db, null, { type: 'door.forcedOpen', payload: { locker: number } });
    if (!row?.inService) return;
    setOutOfService(db, number, 'forcedOpen');
    setVerified(db, number, false);
    record(db, null, {
      type: 'locker.outOfService',
      payload: { locker: number, why: 'forcedOpen' },
    });
  });
}

export function recordForcedClosed(store: Store, number: number): void {
  store.write((db) => {
    record(db, null, { type: 'door.forcedClosed', payload: { locker: number } });
  });
}

function markUnverified(db: WritableDb, row: OperationRow, why: 'unknownDoor' | 'restart'): void {
  setVerified(db, row.locker, false);
  record(db, row.sessionId, { type: 'locker.unverified', payload: { locker: row.locker, why } });
}
