import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../main/base/clock.ts';
import { instantOf, isTimeZone, localTime } from '../../main/base/local-time.ts';

/** `2026-03-29 02:30` on the wall there. */
function wall(text: string, zone: string): string {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = text.split(/[- :]/).map(Number);
  return new Date(instantOf({ year, month, day, hour, minute }, zone)).toISOString().slice(0, 16);
}

describe('a clock on the wall of the bank', () => {
  test.each([
    ['2026-06-01T10:00Z', 'Europe/Berlin', '2026-06-01 12:00'],
    ['2026-12-31T23:30Z', 'Europe/Berlin', '2027-01-01 00:30'],
    ['2026-06-01T10:00Z', 'America/New_York', '2026-06-01 06:00'],
    ['2026-06-01T10:00Z', 'Asia/Kathmandu', '2026-06-01 15:45'],
    ['2026-06-01T23:30Z', 'Pacific/Kiritimati', '2026-06-02 13:30'],
    ['2026-01-01T10:00Z', 'Australia/Lord_Howe', '2026-01-01 21:00'],
  ])('at %s in %s it shows %s', (at, zone, shown) => {
    const { year, month, day, hour, minute } = localTime(Date.parse(at), zone);
    const two = (n: number): string => String(n).padStart(2, '0');
    expect(`${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`).toBe(shown);
    expect(wall(shown, zone)).toBe(at.slice(0, -1));
  });

  test.each([
    ['an hour that is left out counts after the gap', '2026-03-29 02:30', 'Europe/Berlin', '01:30'],
    ['also at midnight', '2018-11-04 00:00', 'America/Sao_Paulo', '03:00'],
    ['an hour that comes twice, the second time', '2026-10-25 02:30', 'Europe/Berlin', '01:30'],
    ['and half an hour that does', '2026-04-05 01:45', 'Australia/Lord_Howe', '15:15'],
    ['the moment of the change itself', '2026-03-29 03:00', 'Europe/Berlin', '01:00'],
    ['a day that was left out', '2011-12-30 12:00', 'Pacific/Apia', '22:00'],
  ])('%s', (_, shown, zone, utc) => {
    expect(wall(shown, zone).slice(11)).toBe(utc);
  });

  test('whatever the moment and the zone: there and back, or an hour later where it comes twice', () => {
    const zones = ['Europe/Berlin', 'America/St_Johns', 'Asia/Tehran', 'Africa/Casablanca', 'UTC'];
    const minutes = fc.integer({
      min: Date.UTC(2000, 0) / MINUTE,
      max: Date.UTC(2040, 0) / MINUTE,
    });
    fc.assert(
      fc.property(minutes, fc.constantFrom(...zones), (minute, zone) => {
        const at = minute * MINUTE;
        const shown = localTime(at, zone);
        const back = instantOf(shown, zone);
        expect(localTime(back, zone)).toEqual(shown);
        expect([0, HOUR]).toContain(back - at);
      }),
    );
  });

  test('days may overflow into the next month and year', () => {
    const shown = { year: 2026, month: 12, day: 32, hour: 9, minute: 0 };
    expect(instantOf(shown, 'UTC')).toBe(Date.UTC(2027, 0, 1, 9));
    expect(instantOf({ ...shown, day: 25, hour: 7 * 24 + 9 }, 'UTC')).toBe(Date.UTC(2027, 0, 1, 9));
    expect(instantOf(shown, 'UTC') % DAY).toBe(9 * HOUR);
  });

  test('a zone that does not exist is told apart', () => {
    expect(['Europe/Berlin', 'UTC', 'Europe/Atlantis', ''].map(isTimeZone)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
