import { statfsSync } from 'node:fs';

/** How much room is left where the database lies. */
export interface DiskState {
  readonly freeBytes: number;
  readonly totalBytes: number;
  /** Below 8 % nothing new is taken in; below 4 % parcels are only handed out. */
  readonly level: 'ok' | 'noDeposits' | 'pickupsOnly';
}

const NO_DEPOSITS_BELOW = 0.08;
const PICKUPS_ONLY_BELOW = 0.04;

export function diskSpaceOf(folder: string): DiskState {
  const { bavail, blocks, bsize } = statfsSync(folder);
  const free = blocks === 0 ? 1 : bavail / blocks;
  const level =
    free < PICKUPS_ONLY_BELOW ? 'pickupsOnly' : free < NO_DEPOSITS_BELOW ? 'noDeposits' : 'ok';
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize, level };
}

/** SQLite could not write: the transaction is undone, and nothing of it counts. */
export function isDiskFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'SQLITE_FULL';
}
