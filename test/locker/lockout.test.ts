import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, MINUTE, SECOND } from '../../main/base/clock.ts';
import {
  CODE_FAILURES_A_DAY,
  codeLock,
  LONGEST_CODE_WAIT,
  passwordLock,
  type Lock,
} from '../../main/locker/lockout.ts';

const NOON = Date.UTC(2026, 5, 1, 12);

/** Somebody who tries wrong codes as fast as the kiosk lets them, from noon on. */
function guesser(forMs: number): { readonly times: readonly number[]; readonly waits: number[] } {
  const times: number[] = [];
  const waits: number[] = [];
  let now = NOON;
  for (;;) {
    const { lockedForMs } = codeLock(times, now);
    if (lockedForMs > 0) waits.push(lockedForMs / SECOND);
    now += lockedForMs;
    if (now >= NOON + forMs) return { times, waits };
    times.push(now);
    now += SECOND;
  }
}

describe('wrong codes', () => {
  test('four in a quarter of an hour are forgiven, the fifth makes everybody wait 30 s', () => {
    const four = [0, 1, 2, 3].map((minute) => NOON + minute * MINUTE);
    expect(codeLock(four, NOON + 3 * MINUTE)).toEqual(open(1));
    const fifth = NOON + 14 * MINUTE;
    expect(codeLock([...four, fifth], fifth)).toEqual(locked(30 * SECOND));
    expect(codeLock([...four, fifth], fifth + 29_999)).toEqual(locked(1));
    expect(codeLock([...four, fifth], fifth + 30_000)).toEqual({ ...open(1), over: true });
    const late = NOON + 15 * MINUTE + 1;
    expect(codeLock([...four, late], late)).toEqual(open(1));
  });

  test('the wait doubles with each further one, up to a quarter of an hour', () => {
    const { waits } = guesser(2 * 60 * MINUTE);
    expect(waits.slice(0, 8).map((seconds) => Math.round(seconds))).toEqual([
      29, 59, 119, 239, 479, 899, 899, 899,
    ]);
  });

  test('whoever guesses all day and night has a hundred tries', () => {
    const { times } = guesser(3 * DAY);
    for (const at of times)
      expect(times.filter((other) => other > at - DAY && other <= at).length).toBeLessThanOrEqual(
        CODE_FAILURES_A_DAY,
      );
  });

  test('a hundred in one day lock the codes until the first of them is a day old', () => {
    const seldom = Array.from({ length: CODE_FAILURES_A_DAY }, (_, i) => NOON + i * 14 * MINUTE);
    const last = seldom.at(-1) ?? NaN;
    expect(codeLock(seldom, last).lockedForMs).toBe(NOON + DAY - last);
    expect(codeLock(seldom, NOON + DAY).attemptsLeft).toBe(1);
  });

  test('when nobody has guessed for a quarter of an hour, mistyping begins anew', () => {
    const five = Array.from({ length: 5 }, (_, i) => NOON + i);
    const end = NOON + 4 + 30 * SECOND;
    expect(codeLock(five, end + 15 * MINUTE).attemptsLeft).toBe(1);
    const calm = end + 15 * MINUTE + 1;
    expect(codeLock(five, calm).attemptsLeft).toBe(5);
    expect(codeLock([...five, calm], calm).attemptsLeft).toBe(4);
  });
});

describe('wrong passwords of one person', () => {
  test('five lock them out for five minutes, and then the count begins anew', () => {
    const five = Array.from({ length: 5 }, (_, i) => NOON + i * DAY);
    const last = NOON + 4 * DAY;
    expect(passwordLock(five.slice(1), last)).toEqual(open(1));
    expect(passwordLock(five, last)).toEqual(locked(5 * MINUTE));
    const after = last + 5 * MINUTE;
    expect(passwordLock(five, after)).toEqual({ ...open(5), over: true });
    expect(passwordLock([...five, after], after)).toEqual({ ...open(4), over: true });
  });

  test('none at all leave all five', () => {
    expect(passwordLock([], NOON)).toEqual(open(5));
  });
});

describe.each([
  ['codes', codeLock],
  ['passwords', passwordLock],
])('the clock is wrong: %s', (_, lock) => {
  const history = fc
    .array(fc.integer({ min: 0, max: 40 * MINUTE }), { maxLength: 130 })
    .map((gaps) => gaps.reduce<number[]>((all, gap) => [...all, (all.at(-1) ?? NOON) + gap], []));

  test('setting it back never shortens a wait', () => {
    fc.assert(
      fc.property(history, fc.nat(2 * DAY), fc.nat(20 * MINUTE), (times, back, since) => {
        const now = (times.at(-1) ?? NOON) + since;
        const before = lock(times, now).lockedForMs;
        expect(lock(times, now - back).lockedForMs).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  test('and nobody waits for ever: once what lay in the future is written back, a wait ends', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 0, max: 100 * 365 * DAY }), (times, back) => {
        const now = NOON - back;
        const { lockedForMs } = lock(times, now);
        const longest = times.length >= CODE_FAILURES_A_DAY ? DAY : LONGEST_CODE_WAIT;
        expect(lockedForMs).toBeLessThanOrEqual(longest);
        const written = times.map((at) => Math.min(at, now));
        expect(lock(written, now + lockedForMs).lockedForMs).toBe(0);
      }),
    );
  });

  test('waiting as long as it says is enough, and not a millisecond less', () => {
    fc.assert(
      fc.property(history, fc.nat(20 * MINUTE), (times, since) => {
        const now = (times.at(-1) ?? NOON) + since;
        const { lockedForMs, attemptsLeft } = lock(times, now);
        expect(attemptsLeft > 0).toBe(lockedForMs === 0);
        if (lockedForMs === 0) return;
        expect(lock(times, now + lockedForMs - 1).lockedForMs).toBe(1);
        expect(lock(times, now + lockedForMs).attemptsLeft).toBeGreaterThan(0);
      }),
    );
  });
});

function open(attemptsLeft: number): Lock {
  return { lockedForMs: 0, attemptsLeft, over: false };
}

function locked(lockedForMs: number): Lock {
  return { lockedForMs, attemptsLeft: 0, over: false };
}
