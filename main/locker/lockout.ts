import { DAY, MINUTE, SECOND } from '../base/clock.ts';

/**
 * How long somebody has to wait after wrong codes and passwords: pure over the wall-clock times of the
 * failures, which stand in rows, so that pulling the plug forgives nothing.
 *
 * A clock that was set back neither unlocks early nor locks for ever: a failure that seems to lie in
 * the future counts as of now. Whoever keeps the rows writes that back, so that they age again.
 */
export interface Lock {
  /** 0 when the next attempt may be made now. */
  readonly lockedForMs: number;
  /** How many more may be wrong until it locks; 0 while it is locked. */
  readonly attemptsLeft: number;
  /** A lock has run out: what failed before counts no more and may be forgotten. */
  readonly over: boolean;
}

/** A person who mistypes has a few tries; guessing a password at this pace takes years. */
export const PASSWORD_FAILURES = 5;
export const PASSWORD_LOCK = 5 * MINUTE;

/** Of one person, since they last got in. */
export function passwordLock(failures: readonly number[], now: number): Lock {
  let count = 0;
  let lockedUntil = -Infinity;
  for (const at of inOrder(failures, now)) {
    count += 1;
    if (count < PASSWORD_FAILURES) continue;
    count = 0;
    lockedUntil = at + PASSWORD_LOCK;
  }
  return lockOf(lockedUntil, now, PASSWORD_FAILURES - count);
}

/** The whole kiosk, as a wrong code is nobody's: so many in so long a time, and the waiting begins. */
export const CODE_FAILURES = 5;
export const CODE_WINDOW = 15 * MINUTE;
export const FIRST_CODE_WAIT = 30 * SECOND;
export const LONGEST_CODE_WAIT = 15 * MINUTE;
/** If one in 2,000 codes were live, guessing would find one in twenty days; of eight digits far fewer are. */
export const CODE_FAILURES_A_DAY = 100;

/**
 * Of all codes and PINs at this kiosk in the last day. Once it has locked, each further wrong one
 * doubles the wait, until nobody has guessed for as long as the window after the end of a wait. A right
 * code clears nothing, or somebody with one of their own could go on guessing others.
 */
export function codeLock(failures: readonly number[], now: number): Lock {
  const today = inOrder(failures, now).filter((at) => at > now - DAY);
  let recent: readonly number[] = [];
  let wait = 0;
  let lockedUntil = -Infinity;
  for (const at of today) {
    if (at - lockedUntil > CODE_WINDOW) wait = 0;
    recent = [...recent.filter((earlier) => at - earlier <= CODE_WINDOW), at];
    if (wait === 0 && recent.length < CODE_FAILURES) continue;
    wait = wait === 0 ? FIRST_CODE_WAIT : Math.min(2 * wait, LONGEST_CODE_WAIT);
    lockedUntil = at + wait;
    recent = [];
  }
  const spent = today.at(-CODE_FAILURES_A_DAY);
  if (spent !== undefined) lockedUntil = Math.max(lockedUntil, spent + DAY);
  const calm = now - lockedUntil > CODE_WINDOW;
  const counted = recent.filter((at) => now - at <= CODE_WINDOW).length;
  const untilWait = wait > 0 && !calm ? 1 : CODE_FAILURES - counted;
  return lockOf(lockedUntil, now, Math.min(untilWait, CODE_FAILURES_A_DAY - today.length));
}

function lockOf(lockedUntil: number, now: number, attemptsLeft: number): Lock {
  const lockedForMs = Math.max(0, lockedUntil - now);
  return {
    lockedForMs,
    attemptsLeft: lockedForMs > 0 ? 0 : attemptsLeft,
    over: lockedForMs === 0 && lockedUntil > -Infinity,
  };
}

function inOrder(failures: readonly number[], now: number): readonly number[] {
  return failures.map((at) => Math.min(at, now)).sort((a, b) => a - b);
}
