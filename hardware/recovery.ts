/**
 * What is done to a line on which nobody answers any more, as data for each kind of line: what cures
 * one is poison for another. Asking again never stops; the rungs are what is done beside it, counted
 * from the last answer. After the last rung its step comes again for ever, at its own distance.
 */
export type RecoveryStep = 'flush' | 'reopen' | 'powerCycle';

export interface Rung {
  readonly step: RecoveryStep;
  /** Of silence, in ms. */
  readonly after: number;
}

export interface Ladder {
  readonly rungs: readonly Rung[];
  /** Between two repetitions of the last step, in ms. */
  readonly again: number;
  /** After so much silence the boards are asked more slowly, in ms, and how slowly. */
  readonly tiredAfter: number;
  readonly tiredPause: number;
}

const MINUTE = 60_000;
/** A line of which nothing was heard for so long is a case for a person, who is not there in seconds. */
const TIRED = { tiredAfter: 2 * MINUTE, tiredPause: 5_000 } as const;

export const ladders = {
  /** A USB adapter forgets its settings or hangs; opening it again sets them anew. */
  serial: {
    rungs: [
      { step: 'flush', after: 3_000 },
      { step: 'reopen', after: 6_000 },
      { step: 'powerCycle', after: 30_000 },
      { step: 'reopen', after: MINUTE },
    ],
    again: 5 * MINUTE,
    ...TIRED,
  },
  /** Opening the port resets an Arduino, which then needs seconds: rarely, and late. */
  resetsWhenOpened: {
    rungs: [
      { step: 'flush', after: 3_000 },
      { step: 'reopen', after: MINUTE },
    ],
    again: 10 * MINUTE,
    ...TIRED,
  },
  /** A gateway that was restarted leaves a connection that only looks alive; there is nothing to flush. */
  gateway: {
    rungs: [{ step: 'reopen', after: 4_000 }],
    again: MINUTE,
    ...TIRED,
  },
} as const satisfies Readonly<Record<string, Ladder>>;

export function ladderOf(protocol: string, port: string): Ladder {
  if (port.startsWith('tcp:')) return ladders.gateway;
  return protocol === 'line' ? ladders.resetsWhenOpened : ladders.serial;
}

/** How far up: rungs that were climbed since the last answer, repetitions included. */
export type Climbed = number;

/** The step that is due after `silentFor` ms without an answer, if any. Steps that cannot be taken are passed. */
export function due(
  ladder: Ladder,
  silentFor: number,
  climbed: Climbed,
  can: ReadonlySet<RecoveryStep>,
): { readonly step: RecoveryStep; readonly climbed: Climbed } | null {
  for (let next = climbed; silentFor >= at(ladder, next); next += 1) {
    const step = ladder.rungs[Math.min(next, ladder.rungs.length - 1)]?.step;
    if (step !== undefined && can.has(step)) return { step, climbed: next + 1 };
    if (step === undefined) return null;
  }
  return null;
}

function at({ rungs, again }: Ladder, climbed: Climbed): number {
  const last = rungs.length - 1;
  return (rungs[Math.min(climbed, last)]?.after ?? Infinity) + Math.max(0, climbed - last) * again;
}

export const stepInWords: Readonly<Record<RecoveryStep, string>> = {
  flush: 'nobody answers: what stood unread or unsent was thrown away',
  reopen: 'nobody answers: the port is closed and opened anew',
  powerCycle: 'nobody answers: the boards are switched off and on',
};
