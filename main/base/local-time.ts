import { DAY } from './clock.ts';

/**
 * Wall time of an IANA time zone, from the zone data of the runtime. A day there has 23, 24 or 25
 * hours, so whoever counts days or names a time of day counts in these, and in milliseconds only
 * where a length of time is meant.
 */
export interface LocalTime {
  readonly year: number;
  /** 1–12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

export function isTimeZone(zone: string): boolean {
  try {
    formatOf(zone);
    return true;
  } catch {
    return false;
  }
}

/** Of this machine, which stands where the lockers stand. */
export function zoneHere(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Of the bank: as its settings say, or that of its machine. */
export function zoneOf(general: { readonly timeZone: string | null }): string {
  return general.timeZone ?? zoneHere();
}

/** What a clock on the wall shows at `at` (ms since 1970). Throws for a zone that does not exist. */
export function localTime(at: number, zone: string): LocalTime {
  const local = new Date(at + offsetAt(at, zone));
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
  };
}

/**
 * When a clock on the wall shows this. An hour that comes twice counts the second time, so that nobody
 * is cut short; one that is left out counts as that much after the gap. Days and hours may overflow,
 * as in the 32nd of a month.
 */
export function instantOf({ year, month, day, hour, minute }: LocalTime, zone: string): number {
  const shown = Date.UTC(year, month - 1, day, hour, minute);
  // No zone changes twice within two days, so one offset holds before and one after.
  const before = shown - offsetAt(shown - DAY, zone);
  const after = shown - offsetAt(shown + DAY, zone);
  const fits = [before, after].filter((at) => at + offsetAt(at, zone) === shown);
  return fits.length > 0 ? Math.max(...fits) : before;
}

/** East of Greenwich is positive, in ms. */
function offsetAt(at: number, zone: string): number {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of formatOf(zone).formatToParts(at)) parts[type] = Number(value);
  const { year = NaN, month = NaN, day, hour, minute, second } = parts;
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  // The parts end at seconds, and so do the offsets of the days before time was standard.
  return shown - Math.floor(at / 1_000) * 1_000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making one costs more than a hundred uses of it. */
function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, format);
  return format;
}
