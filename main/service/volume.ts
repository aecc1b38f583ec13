import { getMeta, setMeta } from '../../db/meta.ts';
import type { ReadableDb, WritableDb } from '../../db/open.ts';

/** Loudness of the chassis speakers, 0 to 10 in steps of 3 dB; a technician sets it for the hall. */
const KEY = 'chassisVolume';
const LOUDEST = 10;

/** Until somebody has listened it is as loud as it can be: too loud is noticed, too soft is not. */
export function chassisVolume(db: ReadableDb): number {
  const stored = Number(getMeta(db, KEY) ?? LOUDEST);
  return Number.isInteger(stored) && stored >= 0 && stored <= LOUDEST ? stored : LOUDEST;
}

export function setChassisVolume(db: WritableDb, volume: number): void {
  setMeta(db, KEY, String(volume));
}
