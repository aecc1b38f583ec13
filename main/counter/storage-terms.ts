import { HOUR } from '../base/clock.ts';
import type { Settings } from '../contract/settings.ts';
import { chosenEnd, fixedEnd, type Stay, type StorageTerm } from '../locker/expiry.ts';
import type { ReservationRow } from '../../db/reservations.ts';

/** How long storage lasts at this bank, as its settings say. Moments are wall-clock milliseconds. */
export function termOf({ storage }: Settings): StorageTerm {
  const { reservationDuration, maximum, fixedEndMinute } = storage;
  switch (reservationDuration) {
    case 'fixed':
      return { kind: 'fixed', endMinute: fixedEndMinute };
    case 'flexible':
      return { kind: 'flexible', maximum: maximum * 1_000 };
    case 'noLimit':
      return { kind: 'noLimit' };
  }
}

/** What a person may choose, as far as the bank's maximum goes; the maximum itself comes last. */
const CHOICES: readonly number[] = [1, 2, 4, 8, 24].map((hours) => hours * HOUR);

/** In ms; empty where the bank decides. */
export function durationsIn(term: StorageTerm): readonly number[] {
  if (term.kind !== 'flexible') return [];
  return [...CHOICES.filter((ms) => ms < term.maximum), term.maximum];
}

/** When it ends if it begins now, where the bank decides; null where it does not. */
export function fixedEndIn(term: StorageTerm, now: number, zone: string): number | null {
  return term.kind === 'fixed' ? fixedEnd(now, term.endMinute, zone) : null;
}

/** The end of what begins now; null has none, undefined cannot be. */
export function endOfNew(
  term: StorageTerm,
  lasts: number | null,
  now: number,
  zone: string,
): number | null | undefined {
  if (term.kind !== 'flexible') return fixedEndIn(term, now, zone);
  const end = chosenEnd(now, lasts ?? term.maximum, term);
  return end.ok ? end.value : undefined;
}

/** A stay reserved ahead without a begin of its own counts from when its end allows the longest. */
export function stayIn(row: ReservationRow): Stay {
  const end = row.until ?? 0;
  return { start: row.startsAt ?? end, end };
}
