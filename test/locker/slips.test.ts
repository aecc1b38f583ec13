import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { slips } from '../../main/locker/slips.ts';

const letter = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz');
const word = fc.array(letter, { minLength: 5, maxLength: 12 });

test('whatever the word and the slip: what was meant is among them, or begins with one of them', () => {
  const slip = fc.constantFrom('swap', 'missing', 'extra', 'wrong');
  fc.assert(
    fc.property(word, slip, fc.nat(11), letter, (meant, kind, place, other) => {
      const i = place % meant.length;
      const [here = '', next = ''] = meant.slice(i, i + 2);
      const put = {
        swap: [next, here],
        missing: [next],
        extra: [other, here, next],
        wrong: [other, next],
      };
      const typed = [...meant.slice(0, i), ...put[kind], ...meant.slice(i + 2)].join('');
      const target = meant.join('');
      expect([typed, ...slips(typed)].some((beginning) => target.startsWith(beginning))).toBe(true);
    }),
  );
});

test('they are beginnings, so none begins with another and none is what was typed', () => {
  fc.assert(
    fc.property(word, (typed) => {
      const all = slips(typed.join(''));
      expect(all).not.toContain(typed.join(''));
      for (const [i, each] of all.entries())
        expect(all.some((other, j) => j !== i && each.startsWith(other))).toBe(false);
    }),
    { numRuns: 20 },
  );
});

test('with three letters, one slip would fit nearly everybody', () => {
  expect(slips('ann')).toEqual([]);
  expect(slips('')).toEqual([]);
});

test('an Arabic word is tried with Arabic letters, digits only without one of them', () => {
  expect(slips('محمد')).toContain('احمد');
  expect(slips('4711')).toEqual(
    ['411', '4171', '471', '711', '7411'].filter((each) => each !== '4711'),
  );
});
