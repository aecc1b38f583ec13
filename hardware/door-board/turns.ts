import type { Clock, TimerHandle } from '../../main/base/clock.ts';

/** Something that is polled: when it is due, in monotonic ms, and whether it is being asked now. */
export interface Turn {
  nextPoll: number;
  polling: boolean;
}

/** Timers count in whole milliseconds and may come that much too early. */
const TIMER_MS = 1;

export interface Turns {
  /** Some turn has changed. */
  look(): void;
  stop(): void;
}

/** One timer for whoever is due next; a bus at rest wakes nobody in between. */
export function takeTurns<T extends Turn>(
  clock: Clock,
  turns: readonly T[],
  due: (turn: T) => void,
): Turns {
  let timer: TimerHandle = null;
  let armedFor = Infinity;

  function look(): void {
    const next = turns.reduce(
      (soonest, { polling, nextPoll }) => (polling ? soonest : Math.min(soonest, nextPoll)),
      Infinity,
    );
    if (next === armedFor) return;
    clock.clearTimeout(timer);
    armedFor = next;
    if (next !== Infinity) timer = clock.setTimeout(run, Math.max(0, next - clock.monotonic()));
  }

  function run(): void {
    armedFor = Infinity;
    const now = clock.monotonic();
    for (const turn of turns) if (!turn.polling && turn.nextPoll - now < TIMER_MS) due(turn);
    look();
  }

  return {
    look,
    stop() {
      clock.clearTimeout(timer);
      armedFor = Infinity;
    },
  };
}
