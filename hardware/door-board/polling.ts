import { CONFIRM_AFTER_MS } from './debounce.ts';

/** How often boards of any family are read, in milliseconds, with the reason. */
export const polling = {
  /** Every door shut and nobody expected: a door that is forced is seen within this time. */
  idle: 1_000,
  /** A door stands open, so somebody may be about to shut it and waits for the thanks. */
  open: 500,
  /** A door is about to move. */
  watched: 100,
  /** One poll went unanswered: asked again before anybody need doubt the board. */
  missed: 200,
  /** A board that is lost. */
  lost: 2_000,
  /** After this many polls without an answer nobody knows how its doors stand. */
  missesUntilLost: 3,
  /** A board is alive when it answered within this time (R10). */
  liveWithin: 2_000,
} as const;

export interface Attention {
  readonly lost: boolean;
  readonly missed: number;
  /** A door seems to have moved and waits for its second reading. */
  readonly moving: boolean;
  readonly open: boolean;
  readonly watched: boolean;
}

/** From the end of one poll to the beginning of the next, in ms. */
export function pauseOf({ lost, missed, moving, open, watched }: Attention): number {
  if (lost) return polling.lost;
  if (moving) return CONFIRM_AFTER_MS;
  if (watched) return polling.watched;
  if (missed > 0) return polling.missed;
  return open ? polling.open : polling.idle;
}

/**
 * What looking for lost boards may cost those that answer on the same line: a share of its time. Both
 * ends are measured: how long the slowest board of this line takes, and what each look has cost.
 */
export interface Probes {
  /** A board has answered after `ms`. */
  heard(ms: number): void;
  /** How long a lost board is waited for, in ms; `own`: the longest that it ever took, if it answered. */
  within(own: number | null): number;
  /** A look that may take `ms` begins; from that moment none may begin for so long, in ms. */
  pauseAfter(ms: number): number;
}

/** Of the time of the line. The hall may lose 5 % of its polls to a dead board; the rest is room. */
const SHARE = 0.04;
/** A board may take so much longer than the slowest that was measured. */
const ROOM = 1.5;
/** One slow answer, on a busy machine, counts less with each one that follows. */
const FORGETTING = 0.95;
/** A board that never answered may be slower than all others; one look in so many waits in full. */
const IN_FULL_EVERY = 6;

/** `readReply`: what the family's document allows a reply, in ms. */
export function probesOf(readReply: number): Probes {
  let slowest = 0;
  let looks = 0;
  return {
    heard: (ms) => void (slowest = Math.max(ms, slowest * FORGETTING)),
    within(own) {
      looks += 1;
      if (own === null && looks % IN_FULL_EVERY === 0) return readReply;
      return Math.min(readReply, ROOM * Math.max(slowest, own ?? 0));
    },
    pauseAfter: (ms) => ms / SHARE,
  };
}
