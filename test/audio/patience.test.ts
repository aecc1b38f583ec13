import { describe, expect, test } from 'vitest';
import {
  aSecondLater,
  atEase,
  patienceFor,
  type Moment,
  type Patience,
} from '../../main/audio/patience.ts';
import { adjustedBy, gainOf, LOUDEST, plainHearing, rateOf } from '../../main/audio/loudness.ts';

/** What happens second by second to somebody who does nothing. */
function waiting(moment: Moment): {
  warnedAt: number | null;
  left: number | null;
  releasedAt: number;
} {
  let patience: Patience = atEase;
  let warnedAt: number | null = null;
  let left: number | null = null;
  let releasedAt = 0;
  for (let second = 1; second <= 1_000 && releasedAt === 0; second += 1) {
    const step = aSecondLater(patience, moment);
    ({ patience } = step);
    if (step.warn !== null) [warnedAt, left] = [second, step.warn];
    if (!step.hold) releasedAt = second;
  }
  return { warnedAt, left, releasedAt };
}

describe('TIME, WCAG 2.2.1, Section 508 407.5: whoever listens', () => {
  test.each([10, 20, 30, 60, 90, 300])(
    '[F3] has at least 120 s and three times the %i s of the screen, and is warned 30 s before',
    (seen) => {
      const { warnedAt, left, releasedAt } = waiting({ speaking: false, seen, entry: false });
      const total = releasedAt + seen;
      expect(total).toBeGreaterThanOrEqual(Math.max(120, 3 * seen));
      expect(total - (warnedAt ?? Infinity)).toBeGreaterThanOrEqual(30);
      expect(left).toBeGreaterThanOrEqual(30);
    },
  );

  test('[F3] has 300 s where something is typed', () => {
    expect(patienceFor(20, true)).toBe(300);
    expect(patienceFor(200, true)).toBe(600);
  });

  test('loses no time while something is said', () => {
    const moment: Moment = { speaking: true, seen: 30, entry: false };
    const before: Patience = { idle: 89, warned: false };
    expect(aSecondLater(before, moment)).toEqual({ patience: before, hold: true, warn: null });
  });
});

describe('GAIN, EN 301 549 8.2.1, EN 301 549 5.1.3.11, Section 508 402.3.1', () => {
  test('11 steps of 3 dB, so that a range of 18 dB and a step of at most 12 are kept', () => {
    const gains = Array.from({ length: LOUDEST + 1 }, (_, volume) =>
      gainOf({ ...plainHearing, volume }),
    );
    const decibels = gains.map((gain) => 20 * Math.log10(gain));
    for (const [i, level] of decibels.slice(1).entries())
      expect(level - (decibels[i] ?? 0)).toBeCloseTo(3, 5);
    expect((decibels.at(-1) ?? 0) - (decibels[0] ?? 0)).toBeCloseTo(30, 5);
    expect(gains.at(-1)).toBe(1);
  });

  test('VVSG 7.1-K: seven rates from 50 to 200 percent, and nothing beyond', () => {
    let hearing = plainHearing;
    for (let i = 0; i < 9; i += 1) hearing = adjustedBy(hearing, 'slower');
    const rates = [rateOf(hearing)];
    for (let i = 0; i < 9; i += 1) {
      hearing = adjustedBy(hearing, 'faster');
      rates.push(rateOf(hearing));
    }
    expect([...new Set(rates)]).toEqual([50, 75, 100, 125, 150, 175, 200]);
  });
});
