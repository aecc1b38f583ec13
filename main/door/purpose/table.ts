import { pickup, reopen, service } from './pickup.ts';
import type { PurposeTable } from './purpose.ts';

/** All purposes of this kiosk. */
export function doorPurposes(): PurposeTable {
  return { pickup, reopen, service };
}
