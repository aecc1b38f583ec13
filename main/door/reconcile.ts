import type { Clock } from '../base/clock.ts';
import { sleep } from '../base/clock.ts';
import { unreachable } from '../base/assert.ts';
import type { Store } from '../../db/open.ts';
import { unfinishedOperations, type OperationRow } from '../../db/door-operations.ts';
import type { DoorState } from '../../hardware/device.ts';
import * as records from './door-records.ts';
import type { DoorBooks } from './door-records.ts';
import type { PurposeTable } from './purpose/purpose.ts';
import { doorTiming } from './timing.ts';
import type { Wiring } from './wiring.ts';

/**
 * After a start: settles every unfinished operation by what its door shows now. It reads, it writes
 * rows, and it never sends an unlock frame (R4).
 */
export interface Reconciled {
  readonly settled: number;
  readonly unverified: readonly number[];
  readonly open: readonly number[];
}

export interface ReconcileOptions {
  readonly store: Store;
  readonly purposes: PurposeTable;
  readonly wiring: Wiring;
  readonly clock: Clock;
}

const LOOK_EVERY_MS = 20;

export async function reconcile(options: ReconcileOptions): Promise<Reconciled> {
  const { store, wiring } = options;
  await doorsRead(options);
  const unverified: number[] = [];
  const unfinished = unfinishedOperations(store.read);
  for (const row of unfinished) {
    const outcome = settle(options, row, wiring.state(row.locker));
    if (outcome === 'unverified') unverified.push(row.locker);
  }
  return {
    settled: unfinished.length,
    unverified,
    open: wiring.lockers.filter((number) => wiring.state(number) === 'open'),
  };
}

/** Every door has said what it is, or the time is over: what is silent then counts as unreachable. */
async function doorsRead({ wiring, clock }: ReconcileOptions): Promise<void> {
  const deadline = clock.monotonic() + doorTiming.bootRead;
  const pending = (number: number): boolean => wiring.state(number) === 'unknown';
  while (wiring.lockers.some(pending) && clock.monotonic() < deadline)
    await sleep(clock, LOOK_EVERY_MS);
}

/** The table of R4. `left` means that the door watch goes on with it. */
export function settle(
  books: DoorBooks,
  row: OperationRow,
  door: DoorState,
): 'unverified' | 'settled' | 'left' {
  switch (row.state) {
    case 'requested':
    case 'commanded':
      // Whether the pulse went out is not known; only an open door proves that it did.
      if (door === 'open') {
        records.recordFoundOpen(books, row);
        return 'settled';
      }
      records.recordUnknown(books, row, 'restart');
      return 'unverified';
    case 'opened':
    case 'leftOpen':
      if (door === 'closed') {
        records.recordClosed(books, row, { openForMs: null, whileDown: true });
        return 'unverified';
      }
      if (door === 'open' && row.state === 'opened') {
        records.recordFoundOpen(books, row);
        return 'settled';
      }
      return 'left';
    case 'closed':
    case 'refused':
    case 'didNotOpen':
    case 'unknown':
      return 'left';
    default:
      return unreachable(row.state);
  }
}
