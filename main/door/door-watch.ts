import type { Clock, TimerHandle } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Unsubscribe } from '../base/listeners.ts';
import { present } from '../base/assert.ts';
import type { Store } from '../../db/open.ts';
import {
  lastOperationFor,
  operation,
  unfinishedFor,
  unfinishedOperations,
  type OperationRow,
} from '../../db/door-operations.ts';
import * as records from './door-records.ts';
import type { OperationState } from './operation.ts';
import type { PurposeTable } from './purpose/purpose.ts';
import { doorTiming } from './timing.ts';
import type { LockerDoorChange, Wiring } from './wiring.ts';

/**
 * Turns every confirmed sensor edge into a recorded fact: our opening, a late opening, a closing,
 * or a door that somebody forced. Doors are watched on after the session has gone.
 */
export interface DoorWatch {
  start(): void;
  stop(): void;
  /** Before the pulse: who waits for this door to open. */
  expectOpening(row: OperationRow): ExpectedOpening;
  /** After `opened` was recorded: polls closely and raises the alarm when it stays open. */
  opened(row: OperationRow): void;
  /** After `didNotOpen`: an opening shortly after this pulse is still ours. */
  remember(row: OperationRow, sentAt: number): void;
  stateOf(operationId: string): OperationState;
}

export interface ExpectedOpening {
  /** Resolves `open` as soon as the sensor says so, or null at that monotonic time. */
  within(deadline: number): Promise<'open' | null>;
  /** Whether the edge has come by now, for the moment after the deadline. */
  seen(): boolean;
  stop(): void;
}

export interface DoorWatchOptions {
  readonly store: Store;
  readonly purposes: PurposeTable;
  readonly wiring: Wiring;
  readonly clock: Clock;
  readonly log: Log;
  readonly leftOpenAfter: () => number;
  readonly changed: (change: {
    readonly operationId: string;
    readonly state: OperationState;
  }) => void;
}

export function watchDoors(options: DoorWatchOptions): DoorWatch {
  const { store, wiring, clock, log, changed } = options;
  const expected = new Map<number, () => void>();
  const open = new Map<number, OpenDoor>();
  const recentPulses = new Map<number, RecentPulse>();
  const forced = new Set<number>();
  let unsubscribe: Unsubscribe | null = null;

  function onDoor(change: LockerDoorChange): void {
    if (change.state === 'open') onOpen(change.locker);
    if (change.state === 'closed') onClosed(change.locker);
  }

  function onOpen(number: number): void {
    const waiting = expected.get(number);
    if (waiting) return waiting();
    const unfinished = unfinishedFor(store.read, number);
    if (unfinished) return;
    const ours = lateOpening(number);
    if (!ours) {
      forced.add(number);
      records.recordForcedOpen(options, number);
      log.error('a door was forced', { locker: number });
      return;
    }
    records.recordOpened(options, ours.row, { afterMs: ours.afterMs, late: true });
    opened(ours.row);
    changed({ operationId: ours.row.id, state: 'opened' });
  }

  /** A door that opens shortly after a pulse that seemed to fail, or after its board was silent. */
  function lateOpening(number: number): { row: OperationRow; afterMs: number | null } | null {
    const last = lastOperationFor(store.read, number);
    if (last?.state === 'unknown') return { row: last, afterMs: null };
    const pulse = recentPulses.get(number);
    if (!pulse || last?.id !== pulse.row.id || last.state !== 'didNotOpen') return null;
    const afterMs = clock.monotonic() - pulse.sentAt;
    return afterMs <= doorTiming.lateOpening ? { row: last, afterMs } : null;
  }

  function onClosed(number: number): void {
    const row = unfinishedFor(store.read, number);
    if (!row) {
      if (forced.delete(number)) records.recordForcedClosed(options, number);
      return;
    }
    if (row.state !== 'opened' && row.state !== 'leftOpen') return;
    const since = open.get(number)?.since ?? null;
    records.recordClosed(options, row, {
      openForMs: since === null ? null : clock.monotonic() - since,
      whileDown: false,
    });
    release(number);
    changed({ operationId: row.id, state: 'closed' });
  }

  function opened(row: OperationRow): void {
    release(row.locker);
    const door = present(wiring.doorOf(row.locker), `door of locker ${row.locker}`);
    open.set(row.locker, {
      since: clock.monotonic(),
      relax: door.bus.watchClosely(door.lock),
      alarm: clock.setTimeout(() => leftOpen(row.id), options.leftOpenAfter()),
    });
    // The door may have been shut between the verdict and now; its edge came before we looked.
    if (wiring.state(row.locker) === 'closed') onClosed(row.locker);
  }

  function leftOpen(operationId: string): void {
    const row = present(operation(store.read, operationId), `operation ${operationId}`);
    if (row.state !== 'opened') return;
    records.recordLeftOpen(options, row);
    log.warn('a door was left open', { locker: row.locker });
    changed({ operationId, state: 'leftOpen' });
  }

  function release(number: number): void {
    const door = open.get(number);
    if (!door) return;
    open.delete(number);
    door.relax();
    clock.clearTimeout(door.alarm);
  }

  return {
    start() {
      for (const row of unfinishedOperations(store.read)) if (row.state === 'opened') opened(row);
      unsubscribe = wiring.onDoor(onDoor);
      for (const number of wiring.lockers) if (wiring.state(number) === 'open') onOpen(number);
    },
    stop() {
      unsubscribe?.();
      for (const number of [...open.keys()]) release(number);
    },
    expectOpening(row) {
      let tell: (() => void) | null = null;
      let seen = false;
      expected.set(row.locker, () => {
        seen = true;
        tell?.();
      });
      return {
        within: (deadline) =>
          new Promise((resolve) => {
            if (seen) return resolve('open');
            const timer = clock.setTimeout(() => resolve(null), deadline - clock.monotonic());
            tell = () => {
              clock.clearTimeout(timer);
              resolve('open');
            };
          }),
        seen: () => seen,
        stop: () => expected.delete(row.locker),
      };
    },
    opened,
    remember: (row, sentAt) => recentPulses.set(row.locker, { row, sentAt }),
    stateOf: (operationId) =>
      present(operation(store.read, operationId), `operation ${operationId}`).state,
  };
}

interface OpenDoor {
  readonly since: number;
  readonly relax: Unsubscribe;
  readonly alarm: TimerHandle;
}

interface RecentPulse {
  readonly row: OperationRow;
  readonly sentAt: number;
}
