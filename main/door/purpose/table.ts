import { deposits, type DepositBooks } from './deposit.ts';
import { handovers } from './handover.ts';
import { inspect, remove } from './manage.ts';
import { pickup, reopen, service } from './pickup.ts';
import type { PurposeTable } from './purpose.ts';
import { storage, type StorageBooks } from './storage.ts';

/** What the desks of the kiosk write when a door has opened or closed. */
export interface DoorBooksOfDesks {
  readonly deposit: DepositBooks;
  readonly storage: StorageBooks;
}

/** All purposes of this kiosk. */
export function doorPurposes(books: DoorBooksOfDesks): PurposeTable {
  return {
    ...{ pickup, reopen, service, remove, inspect },
    ...deposits(books.deposit),
    ...handovers(books.deposit),
    storage: storage(books.storage),
  };
}
