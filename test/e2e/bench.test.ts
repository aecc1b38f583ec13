import { expect, test } from 'vitest';
import { families } from '../bench/families.ts';
import { runToEnd } from '../support/program.ts';

/** A short run of the bench; the whole one is `npm run bench`. */
test('every figure stands beside a reference of the same run', async () => {
  const { code, output } = await runToEnd(['test/bench/bench.ts', 'sweep', 'protocols', 'catchUp']);
  expect(code, output).toBe(0);
  const figures = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  // Two sweeps and catching up; three figures of each family of door boards.
  expect(figures).toHaveLength(3 + families.length * 3);
  for (const { name } of families)
    expect(figures.filter(({ figure }) => String(figure).startsWith(`${name}: `))).toHaveLength(3);
  for (const figure of figures) {
    expect(Number(figure['ratio'])).toBeGreaterThan(0);
    expect(figure['referenceIs']).toMatch(/bare/);
    expect(figure['measured']).not.toEqual(figure['reference']);
  }
});

test('a figure that does not exist is named', async () => {
  const { code, output } = await runToEnd(['test/bench/bench.ts', 'speed']);
  expect(code).toBe(2);
  expect(output).toContain('no figure speed');
});
