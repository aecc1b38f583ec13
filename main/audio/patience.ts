/**
 * How long somebody who listens is waited for. The session keeps its own waits and its own end of them;
 * this only says "still here" on the person's behalf until their longer time is over, and then lets the
 * session's wait run out. Pure; all in seconds.
 */
export interface Patience {
  /** Silence since the person last did something. */
  readonly idle: number;
  readonly warned: boolean;
}

export interface Moment {
  readonly speaking: boolean;
  /** How long this screen waits for somebody who sees; null where it waits for nobody. */
  readonly seen: number | null;
  /** Something is being typed. */
  readonly entry: boolean;
}

export interface PatienceStep {
  readonly patience: Patience;
  /** The session is told that the person is still here. */
  readonly hold: boolean;
  /** Seconds that are left after the warning that is due now. */
  readonly warn: number | null;
}

export const atEase: Patience = { idle: 0, warned: false };

/** `[F3]`, audio.md §4; WCAG 2.2.1 asks for a warning of at least 20 s. */
const LEAST = 120;
const TIMES = 3;
const ENTRY = 300;
const WARNING = 30;

/** One second later. */
export function aSecondLater(patience: Patience, moment: Moment): PatienceStep {
  const { speaking, seen, entry } = moment;
  // Time stands still while something is being said.
  if (speaking) return { patience, hold: true, warn: null };
  const idle = patience.idle + 1;
  if (seen === null) return { patience: { ...patience, idle }, hold: false, warn: null };
  const total = patienceFor(seen, entry);
  const left = Math.max(WARNING, seen);
  if (!patience.warned && idle >= total - left)
    return { patience: { idle: total - left, warned: true }, hold: true, warn: left };
  return { patience: { ...patience, idle }, hold: idle < total - seen, warn: null };
}

export function patienceFor(seen: number, entry: boolean): number {
  return Math.max(LEAST, TIMES * seen, entry ? ENTRY : 0);
}

/** At Home, where nothing is lost, the voice rests after so long. */
export function mayRest({ idle }: Patience): boolean {
  return idle >= LEAST;
}
