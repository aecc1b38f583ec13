import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { maskedName, maskedTracking, trackingTail } from '../../main/locker/mask.ts';

test.each([
  ['Anna Berg', 'A••• B•••'],
  ['Anne-Marie  O’Brien', 'A••• O•••'],
  ['E\u0301lodie', 'E\u0301•••'],
  ['أحمد علي', 'أ••• ع•••'],
  ['𝒥o', '𝒥•••'],
  ['"Bo" (Lab)', 'B••• L•••'],
  ['– ', ''],
])('a carrier sees of %s only %s', (name, masked) => {
  expect(maskedName(name)).toBe(masked);
});

test('names of any length look alike', () => {
  expect(maskedName('Al')).toBe(maskedName('Alexandra'));
});

test('a tracking number shows its last digits, and never more than half', () => {
  expect(maskedTracking('1Z12345E0291980793')).toBe('•••0793');
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Z0-9]{0,20}$/), (number) => {
      const tail = trackingTail(number);
      expect(number.endsWith(tail)).toBe(true);
      expect(tail.length).toBeLessThanOrEqual(Math.min(4, number.length / 2));
    }),
  );
});
