import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/program.ts';
import { mutants } from './list.ts';
import { runMutants } from './run.ts';

/** Each mutant starts a test run of its own on a copy of the source. */
const ALL_MS = 30 * 60_000;

test('MUTANTS: every mutant still finds its place in the source, once, and has suites', () => {
  for (const { what, file, from, to, suites } of mutants) {
    const source = readFileSync(join(root, file), 'utf8');
    expect(source.split(from), what).toHaveLength(2);
    expect(from, what).not.toBe(to);
    expect(
      suites.every((suite) => existsSync(join(root, suite))),
      what,
    ).toBe(true);
  }
});

test.runIf(process.env['RESTANTE_PROOF'] === '1')(
  'MUTANTS: every mutant is caught by its suites',
  () => {
    const outcomes = runMutants(() => undefined);
    const lives = outcomes.filter(({ killed }) => !killed).map(({ mutant }) => mutant.what);
    process.stdout.write(
      `${outcomes.length - lives.length} of ${outcomes.length} mutants caught\n`,
    );
    expect(lives).toEqual([]);
  },
  ALL_MS,
);
