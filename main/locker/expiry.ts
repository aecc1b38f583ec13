import { present } from '../base/assert.ts';
import { DAY, HOUR, MINUTE } from '../base/clock.ts';
import { instantOf, localTime } from '../base/local-time.ts';
import { err, ok, type Result } from '../base/result.ts';

/**
 * When something has lain long enough. Moments are wall-clock milliseconds, `zone` is the bank's IANA
 * time zone. Days and times of day are counted on the clock that hangs there, through nights of 23 and
 * 25 hours; half an hour more is half an hour.
 */

/** A parcel put in today at 10:00 expires so many days later at 10:00. Each one added begins anew. */
export function parcelExpiry(depositedAt: number, days: number, zone: string): number {
  const { day, ...rest } = localTime(depositedAt, zone);
  const withinMinute = depositedAt % MINUTE;
  return instantOf({ ...rest, day: day + days }, zone) + withinMinute;
}

/** How long storage lasts; one of the three is the setting of the bank. */
export type StorageTerm =
  /** Everything ends at this time of day, minutes after local midnight. */
  | { readonly kind: 'fixed'; readonly endMinute: number }
  /** The person chooses and extends; ms from the start at the most. */
  | { readonly kind: 'flexible'; readonly maximum: number }
  /** Until somebody ends it. */
  | { readonly kind: 'noLimit' };

export type TermFault = 'notFlexible' | 'past' | 'tooLong';

/** The end of a fixed term: the next time that the clock shows it, tonight or tomorrow. */
export function fixedEnd(start: number, endMinute: number, zone: string): number {
  const { year, month, day } = localTime(start, zone);
  // One day more, for the zones that once left out a whole day.
  const ends = [0, 1, 2].map((later) =>
    instantOf({ year, month, day: day + later, hour: 0, minute: endMinute }, zone),
  );
  return present(
    ends.find((end) => end > start),
    'the end of a day',
  );
}

/** What a person may ask for besides a time of their own. */
export const EXTENSIONS: readonly number[] = [30 * MINUTE, HOUR];

export interface Stay {
  readonly start: number;
  readonly end: number;
}

/** The end that somebody chose who stores something now. */
export function chosenEnd(
  start: number,
  lasts: number,
  term: StorageTerm,
): Result<number, TermFault> {
  return laterEnd({ start, end: start }, lasts, term);
}

/** The new end, or why it cannot be. What is past its time is the operator's. */
export function extendedEnd(
  stay: Stay,
  by: number,
  term: StorageTerm,
  now: number,
): Result<number, TermFault> {
  return isOver(stay.end, now) ? err('past') : laterEnd(stay, by, term);
}

/** How much more may be asked for, in ms; 0 where nothing is left. */
export function extendableBy(stay: Stay, term: StorageTerm, now: number): number {
  if (term.kind !== 'flexible' || isOver(stay.end, now)) return 0;
  return Math.max(0, stay.start + term.maximum - stay.end);
}

/** What is left of the longest time is worth a choice of its own from here on. */
const WORTH_ASKING = 5 * MINUTE;

/** `[F6]` What is offered: the usual steps, and as long as possible; in ms, shortest first. */
export function extensionsIn(more: number): readonly number[] {
  const steps = EXTENSIONS.filter((by) => by <= more);
  return more < WORTH_ASKING || steps.includes(more) ? steps : [...steps, more];
}

function laterEnd(stay: Stay, by: number, term: StorageTerm): Result<number, TermFault> {
  if (term.kind !== 'flexible') return err('notFlexible');
  if (by <= 0) return err('past');
  const end = stay.end + by;
  return end > stay.start + term.maximum ? err('tooLong') : ok(end);
}

export function isOver(end: number | null, now: number): boolean {
  return end !== null && now >= end;
}

/** Long enough to come back for it: a working day for a parcel, a walk through the house for storage. */
const NOTICE = { parcel: DAY, storage: HOUR } as const;

/** When the one warning is due; in the middle of a stay that is short. Null where there is no end. */
export function warningAt(
  kind: keyof typeof NOTICE,
  start: number,
  end: number | null,
): number | null {
  return end === null ? null : Math.max(end - NOTICE[kind], start + (end - start) / 2);
}
