import { deposits, type DepositBooks } from './deposit.ts';
import { inspect, remove } from './manage.ts';
import { pickup, reopen, service } from './pickup.ts';
import type { PurposeTable } from './purpose.ts';

/** All purposes of this kiosk. */
export function doorPurposes(books: DepositBooks): PurposeTable {
  return { pickup, reopen, service, ...deposits(books), remove, inspect };
}
