import { present } from '../base/assert.ts';
import type { Cabinet } from '../contract/cabinet.ts';
import type { Clock } from '../base/clock.ts';
import type { Ear, Voice } from '../contract/audio.ts';
import { placeOf } from '../locker/place.ts';
import type { DoorsSeen } from './beacon.ts';
import type { KeysThere } from './key-names.ts';
import { runAudio, type RunningAudio } from './run-audio.ts';

/** What makes sound at this kiosk; without it nobody can listen. */
export interface Sound {
  readonly voice: Voice;
  readonly ear: Ear;
}

export interface ListenOptions {
  readonly sound: Sound | undefined;
  readonly cabinet: Cabinet;
  readonly clock: Clock;
  readonly doors: DoorsSeen;
  /** The keypads of the bank; the first one is described to the person. */
  readonly keypads: readonly (KeysThere & { readonly ownCard: boolean })[];
}

/** Null where there is no keypad or nothing that sounds: the keypad then serves whoever sees. */
export function listen(options: ListenOptions): RunningAudio | null {
  const { sound, cabinet, clock, doors } = options;
  const [keys] = options.keypads;
  if (!sound || !keys) return null;
  const lockers = new Map(cabinet.lockers.map((locker) => [locker.number, locker]));
  return runAudio({
    ...sound,
    clock,
    doors,
    keys,
    ownCard: options.keypads.every(({ ownCard }) => ownCard),
    placeOf: (number) => placeOf(present(lockers.get(number), `locker ${number}`), cabinet),
  });
}
