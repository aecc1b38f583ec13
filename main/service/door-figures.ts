import { doorTiming } from '../door/timing.ts';
import { attemptsAt, type DoorAttempt } from '../../db/door-figures.ts';
import type { ReadableDb } from '../../db/open.ts';

/** How a door does: pulses, time to open and its trend, and what that hints at. */
export interface DoorFigures {
  readonly locker: number;
  readonly pulses: number;
  /** Median from the unlock frame to the sensor over the last ten openings, in ms. */
  readonly opensInMs: number | null;
  /** The same over the openings before those. */
  readonly openedInMs: number | null;
  readonly trend: 'tooFew' | 'steady' | 'slower' | 'faster';
  readonly hints: readonly DoorHint[];
}

/**
 * `oftenFails`: pulses without an opening: bolt, load on the door or spring · `slower`: it begins to
 * jam · `oftenSilent`: its board did not answer: wiring or supply · `neverOpened`.
 */
export type DoorHint = 'oftenFails' | 'slower' | 'oftenSilent' | 'neverOpened';

/** Ten show a trend and forget a single slow one; as many again tell what was usual. */
const RECENT = 10;
const LOOKED_AT = 60;
/** Two polls 100 ms apart confirm an opening, so smaller differences are the clock of the polls. */
const NOTICEABLE_MS = 150;
const NOTICEABLE_RATIO = 1.5;
/** One in ten may be a hand against the door. */
const OFTEN = 2;

export function doorFigures(db: ReadableDb, locker: number, pulses: number): DoorFigures {
  return figuresOf(locker, pulses, attemptsAt(db, locker, LOOKED_AT));
}

/** Attempts oldest first. */
export function figuresOf(
  locker: number,
  pulses: number,
  attempts: readonly DoorAttempt[],
): DoorFigures {
  const times = attempts.flatMap(({ openedAfterMs: ms }) =>
    // What opened late or while the wall clock was set says nothing of the bolt.
    ms !== null && ms >= 0 && ms <= doorTiming.openWindow ? [ms] : [],
  );
  const opensInMs = median(times.slice(-RECENT));
  const openedInMs = median(times.slice(0, -RECENT));
  const trend = trendOf(times.length, opensInMs, openedInMs);
  const lately = attempts.slice(-RECENT);
  const count = (state: string): number => lately.filter((each) => each.state === state).length;
  const hints: DoorHint[] = [];
  if (attempts.length >= OFTEN && attempts.every((each) => each.openedAfterMs === null))
    hints.push('neverOpened');
  if (count('didNotOpen') >= OFTEN) hints.push('oftenFails');
  if (trend === 'slower') hints.push('slower');
  if (count('unknown') >= OFTEN) hints.push('oftenSilent');
  return { locker, pulses, opensInMs, openedInMs, trend, hints };
}

function trendOf(known: number, now: number | null, before: number | null): DoorFigures['trend'] {
  if (now === null || before === null || known < 2 * RECENT) return 'tooFew';
  if (now - before >= NOTICEABLE_MS && now >= before * NOTICEABLE_RATIO) return 'slower';
  if (before - now >= NOTICEABLE_MS && before >= now * NOTICEABLE_RATIO) return 'faster';
  return 'steady';
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle];
  if (upper === undefined) return null;
  if (sorted.length % 2 === 1) return upper;
  return Math.round(((sorted[middle - 1] ?? upper) + upper) / 2);
}
