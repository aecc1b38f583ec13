import type { Clock } from '../base/clock.ts';

/**
 * Doors that wait for the words about them: the place of a locker is said before its door swings open,
 * and nobody is hit by a door that they were not told of.
 */
export interface DoorGate {
  /** Kept when the words have been said; false when the person has gone meanwhile. */
  wait(): Promise<boolean>;
  /** The screen of the opening is being said now. */
  told(): void;
  /** Nothing is left to say. */
  quiet(): void;
  /** The person has gone, or goes on without words. */
  settle(may: boolean): void;
}

/** A sentence, a place and a warning at half speed, and then some; a voice that hangs keeps no door shut. */
const LONGEST_MS = 20_000;

export function createDoorGate(clock: Clock, frozen: () => boolean): DoorGate {
  let waiting: { readonly settle: (may: boolean) => void; told: boolean }[] = [];

  return {
    wait: () =>
      new Promise((resolve) => {
        const one = { told: false, settle: finish };
        let timer = clock.setTimeout(late, LONGEST_MS);
        function late(): void {
          if (frozen()) timer = clock.setTimeout(late, LONGEST_MS);
          else finish(true);
        }
        function finish(may: boolean): void {
          clock.clearTimeout(timer);
          waiting = waiting.filter((each) => each !== one);
          resolve(may);
        }
        waiting.push(one);
      }),
    told: () => waiting.forEach((each) => (each.told = true)),
    quiet: () =>
      waiting.filter(({ told }) => told && !frozen()).forEach(({ settle }) => settle(true)),
    settle: (may) => waiting.forEach(({ settle }) => settle(may)),
  };
}
