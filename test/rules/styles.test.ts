import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../support/program.ts';

/** The linter counts the lines of programs; what the screens look like is read by people as well. */
const LONGEST_FILE = 300;

test('no style sheet is longer than a program may be', () => {
  const sheets = globSync('renderer/**/*.css', { cwd: root });
  const long = sheets.filter(
    (sheet) => readFileSync(join(root, sheet), 'utf8').split('\n').length > LONGEST_FILE + 1,
  );
  expect(sheets).toContain(join('renderer', 'styles', 'screen.css'));
  expect(long).toEqual([]);
});
