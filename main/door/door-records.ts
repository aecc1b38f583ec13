import type { Ids } from '../base/ids.ts';
import { fault, ok, type Result, type Fault } from '../base/result.ts';
import { doorPurposeSchema } from '../contract/event.ts';
import type { Store, WritableDb } from '../../db/open.ts';
import {
  authorisationSpent,
  insertOperation,
  moveOperation,
  unfinishedFor,
  type OperationRow,
} from '../../db/door-operations.ts';
import { bumpOccupancy, locker, setOutOfService, setVerified } from '../../db/lockers.ts';
import { record } from '../record.ts';
import type { OpenRefusal } from './operation.ts';
import type { OpenRequest, PurposeRules, PurposeTable } from './purpose/purpose.ts';

/**
 * The transactions of a door. Each writes the new state, what it means for the parcels, and its
 * event, together; the caller touches the bus only after `recordIntent` has returned.
 */
export type { OpenRequest } from './purpose/purpose.ts';

/** Where the doors' facts are written, and what each purpose makes of them. */
export interface DoorBooks {
  readonly store: Store;
  readonly purposes: PurposeTable;
}

/** Tx A: checks the authorisation, commits the intent and its event. No byte before this. */
export function recordIntent(
  { store, purposes }: DoorBooks,
  ids: Ids,
  request: OpenRequest,
  attempt: number,
): Result<OperationRow, Fault<OpenRefusal>> {
  return store.write((db) => {
    const refusal = refusalOf(db, request, purposes);
    if (refusal) return fault(refusal, `locker ${request.locker}: ${refusal}`);
    const row = insertOperation(db, {
      id: ids.id('op'),
      pulseId: ids.id('pulse'),
      authorisationId: request.authorisationId,
      sessionId: request.sessionId,
      contactId: request.contactId,
      userId: request.userId ?? null,
      reservationId: request.reservationId ?? null,
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
        purpose: request.purpose,
        parcelIds: [...row.parcelIds],
        attempt,
      },
    });
    return ok(row);
  });
}

function refusalOf(
  db: WritableDb,
  request: OpenRequest,
  purposes: PurposeTable,
): OpenRefusal | null {
  const row = locker(db, request.locker);
  if (!row?.present) return 'unknownLocker';
  if (unfinishedFor(db, request.locker)) return 'busy';
  if (authorisationSpent(db, request.authorisationId)) return 'notAuthorised';
  const rules = purposes[request.purpose];
  return rules ? rules.refuse(db, request, row) : 'notAuthorised';
}

function rulesOf(purposes: PurposeTable, row: OperationRow): PurposeRules | undefined {
  return purposes[doorPurposeSchema.parse(row.purpose)];
}

export function recordCommanded({ store }: DoorBooks, row: OperationRow): void {
  store.write((db) => {
    moveOperation(db, row.id, 'commanded');
    record(db, row.sessionId, {
      type: 'door.commanded',
      payload: { operationId: row.id, locker: row.locker, pulseId: row.pulseId },
    });
  });
}

export function recordRefused({ store }: DoorBooks, row: OperationRow, reason: OpenRefusal): void {
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
  { store, purposes }: DoorBooks,
  row: OperationRow,
  seen: { readonly afterMs: number | null; readonly late: boolean },
): void {
  store.write((db) => {
    moveOperation(db, row.id, 'opened');
    openedEvents(db, purposes, row, seen);
  });
}

function openedEvents(
  db: WritableDb,
  purposes: PurposeTable,
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
  rulesOf(purposes, row)?.opened?.(db, row);
}

/** At boot the door stands open after an intent without outcome: opened, and left open (R4). */
export function recordFoundOpen({ store, purposes }: DoorBooks, row: OperationRow): void {
  store.write((db) => {
    moveOperation(db, row.id, 'leftOpen');
    if (row.state !== 'opened') openedEvents(db, purposes, row, { afterMs: null, late: false });
    record(db, row.sessionId, {
      type: 'door.leftOpen',
      payload: { operationId: row.id, locker: row.locker },
    });
  });
}

export function recordLeftOpen({ store }: DoorBooks, row: OperationRow): void {
  store.write((db) => {
    moveOperation(db, row.id, 'leftOpen');
    record(db, row.sessionId, {
      type: 'door.leftOpen',
      payload: { operationId: row.id, locker: row.locker },
    });
  });
}

export function recordDidNotOpen(
  { store }: DoorBooks,
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
export function recordUnknown(
  { store }: DoorBooks,
  row: OperationRow,
  why: 'silent' | 'restart',
): void {
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
  { store, purposes }: DoorBooks,
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
    rulesOf(purposes, row)?.closed?.(db, row, seen);
    bumpOccupancy(db, row.locker);
    // Nobody watched the door between our last reading and the restart.
    if (seen.whileDown) markUnverified(db, row, 'restart');
  });
}

/** A door stands open that nobody asked to open: out of service until somebody looks (R6). */
export function recordForcedOpen({ store }: DoorBooks, number: number): void {
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
      payload: { locker: number, why: 'forcedOpen', note: null },
    });
  });
}

export function recordForcedClosed({ store }: DoorBooks, number: number): void {
  store.write((db) => {
    record(db, null, { type: 'door.forcedClosed', payload: { locker: number } });
  });
}

function markUnverified(db: WritableDb, row: OperationRow, why: 'unknownDoor' | 'restart'): void {
  setVerified(db, row.locker, false);
  record(db, row.sessionId, { type: 'locker.unverified', payload: { locker: row.locker, why } });
}
