import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../main/base/clock.ts';
import { localTime } from '../../main/base/local-time.ts';
import {
  chosenEnd,
  extendableBy,
  extendedEnd,
  EXTENSIONS,
  fixedEnd,
  isOver,
  parcelExpiry,
  warningAt,
  type StorageTerm,
} from '../../main/locker/expiry.ts';

const BERLIN = 'Europe/Berlin';
const at = (text: string): number => Date.parse(text);
const eightHours: StorageTerm = { kind: 'flexible', maximum: 8 * HOUR };

describe('a parcel expires after so many days, at the time of day at which it came', () => {
  test.each([
    ['on an ordinary day', '2026-06-01T12:00:00+02:00', 3, '2026-06-04T12:00:00+02:00'],
    ['over the night of 23 hours', '2026-03-28T12:00:00+01:00', 1, '2026-03-29T12:00:00+02:00'],
    ['over the night of 25 hours', '2026-10-24T12:00:00+02:00', 3, '2026-10-27T12:00:00+01:00'],
    ['into the new year', '2026-12-30T23:59:30+01:00', 60, '2027-02-28T23:59:30+01:00'],
    [
      'at a time that is left out that day',
      '2026-03-26T02:30:00+01:00',
      3,
      '2026-03-29T03:30:00+02:00',
    ],
  ])('%s', (_, deposited, days, expires) => {
    expect(parcelExpiry(at(deposited), days, BERLIN)).toBe(at(expires));
  });

  test('whatever the day: it stands open so many nights, give or take an hour', () => {
    const moment = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) });
    const zone = fc.constantFrom(BERLIN, 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Asia/Dubai');
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 60 }), zone, (deposited, days, where) => {
        const lasts = parcelExpiry(deposited, days, where) - deposited;
        expect(Math.abs(lasts - days * DAY)).toBeLessThanOrEqual(HOUR);
      }),
    );
  });
});

describe('[F33] storage that ends at a time of day', () => {
  const SIX_PM = 18 * 60;

  test.each([
    ['today', '2026-06-01T09:00:00+02:00', SIX_PM, '2026-06-01T18:00:00+02:00'],
    [
      'tomorrow, when it has struck',
      '2026-06-01T18:00:00+02:00',
      SIX_PM,
      '2026-06-02T18:00:00+02:00',
    ],
    ['across midnight', '2026-06-01T23:30:00+02:00', 6 * 60, '2026-06-02T06:00:00+02:00'],
    ['at midnight itself', '2026-06-01T23:30:00+02:00', 0, '2026-06-02T00:00:00+02:00'],
    [
      'in the night that is an hour short',
      '2026-03-28T23:00:00+01:00',
      150,
      '2026-03-29T03:30:00+02:00',
    ],
    [
      'in the hour that comes twice, the second time',
      '2026-10-24T23:00:00+02:00',
      150,
      '2026-10-25T02:30:00+01:00',
    ],
    [
      'begun in the first of the two',
      '2026-10-25T02:40:00+02:00',
      150,
      '2026-10-25T02:30:00+01:00',
    ],
  ])('%s', (_, start, endMinute, end) => {
    expect(fixedEnd(at(start), endMinute, BERLIN)).toBe(at(end));
  });

  test('whenever it begins: it ends within a day or so, when the clock shows that time', () => {
    const moment = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) });
    fc.assert(
      fc.property(moment, fc.integer({ min: 4 * 60, max: 1_439 }), (start, endMinute) => {
        const end = fixedEnd(start, endMinute, BERLIN);
        const { hour, minute } = localTime(end, BERLIN);
        expect(hour * 60 + minute).toBe(endMinute);
        expect(end).toBeGreaterThan(start);
        expect(end - start).toBeLessThanOrEqual(25 * HOUR);
      }),
    );
  });
});

describe('[F6] storage that is extended', () => {
  const start = at('2026-10-25T00:00:00+02:00');
  const stay = { start, end: start + 7 * HOUR };
  const now = start + HOUR;

  test('by half an hour, by an hour, and by no more than up to the maximum', () => {
    const [half = 0, hour = 0] = EXTENSIONS;
    expect(extendedEnd(stay, half, eightHours, now)).toEqual({
      ok: true,
      value: stay.end + 30 * MINUTE,
    });
    expect(extendedEnd(stay, hour, eightHours, now)).toEqual({ ok: true, value: start + 8 * HOUR });
    expect(extendedEnd(stay, hour + 1, eightHours, now)).toEqual({ ok: false, error: 'tooLong' });
    expect(extendableBy(stay, eightHours, now)).toBe(HOUR);
  });

  test('half an hour is half an hour in the night of 25 hours too', () => {
    const end = extendedEnd({ start, end: start + 2 * HOUR }, 30 * MINUTE, eightHours, now);
    expect(end.ok && new Date(end.value).toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  test('not when it is over, nor where the time is fixed or there is none', () => {
    expect(extendedEnd(stay, HOUR, eightHours, stay.end)).toEqual({ ok: false, error: 'past' });
    expect(extendedEnd(stay, 0, eightHours, now)).toEqual({ ok: false, error: 'past' });
    for (const term of [{ kind: 'fixed', endMinute: 0 }, { kind: 'noLimit' }] as const) {
      expect(extendedEnd(stay, HOUR, term, now)).toEqual({ ok: false, error: 'notFlexible' });
      expect(extendableBy(stay, term, now)).toBe(0);
    }
    expect(extendableBy(stay, eightHours, stay.end)).toBe(0);
    expect(extendableBy({ start, end: start + 9 * HOUR }, eightHours, now)).toBe(0);
  });

  test('[F12] the first end is chosen within the same bounds', () => {
    expect(chosenEnd(start, 8 * HOUR, eightHours)).toEqual({ ok: true, value: start + 8 * HOUR });
    expect(chosenEnd(start, 8 * HOUR + 1, eightHours)).toEqual({ ok: false, error: 'tooLong' });
    expect(chosenEnd(start, 0, eightHours)).toEqual({ ok: false, error: 'past' });
    expect(chosenEnd(start, HOUR, { kind: 'noLimit' })).toEqual({
      ok: false,
      error: 'notFlexible',
    });
  });

  test('what may still be asked for is granted, and a millisecond more is not', () => {
    const length = fc.integer({ min: 1, max: 8 * HOUR });
    fc.assert(
      fc.property(length, (lasts) => {
        const some = { start, end: start + lasts };
        const left = extendableBy(some, eightHours, start);
        expect(extendedEnd(some, left, eightHours, start).ok).toBe(left > 0);
        expect(extendedEnd(some, left + 1, eightHours, start).ok).toBe(false);
      }),
    );
  });
});

describe('the end and the warning before it', () => {
  test('it is over when the end has come; without one it never is', () => {
    expect([isOver(1_000, 999), isOver(1_000, 1_000), isOver(null, Infinity)]).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('a parcel’s is due a day before, storage’s an hour before', () => {
    expect(warningAt('parcel', 0, 3 * DAY)).toBe(2 * DAY);
    expect(warningAt('storage', 0, 8 * HOUR)).toBe(7 * HOUR);
    expect(warningAt('storage', 0, null)).toBe(null);
  });

  test('in the middle of a short stay, and never before it began or after its end', () => {
    expect(warningAt('parcel', 0, DAY)).toBe(12 * HOUR);
    expect(warningAt('storage', 0, HOUR)).toBe(30 * MINUTE);
    fc.assert(
      fc.property(fc.nat(DAY), fc.integer({ min: 1, max: 60 * DAY }), (start, lasts) => {
        const due = warningAt('storage', start, start + lasts) ?? NaN;
        expect(due > start && due < start + lasts).toBe(true);
      }),
    );
  });
});
