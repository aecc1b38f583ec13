import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import clauses from './clauses.json' with { type: 'json' };
import features from './features.json' with { type: 'json' };

/**
 * `npm run features`: which tests prove which feature. A test names the feature's id in its title; a
 * feature without a test is not there yet, and the table says so. Clauses of laws and standards are
 * named in titles as they are in `clauses.json`.
 */
const folder = import.meta.dirname;
export const path = join(folder, 'features.md');

export function featureTable(): string {
  const titles = testTitles();
  const built = rowsOf(features, titles, idsIn);
  const met = rowsOf(clauses, titles, clausesIn);
  const nobody = met.filter(({ tests }) => tests.length === 0).map(({ id }) => id);
  return [
    '# Features and the tests that prove them',
    '',
    `Written by \`npm run features\`. ${proved(built)} have a test that names them.`,
    '',
    '| Id | Feature | Proved by |',
    '|---|---|---|',
    ...built.map(line('not built yet')),
    '',
    '## Clauses of laws and standards',
    '',
    `${proved(met)} have a test that names them. No test names: ${nobody.join(', ') || 'none'}.`,
    '',
    '| Clause | Asks | Proved by |',
    '|---|---|---|',
    ...met.map(line('no test names it')),
    '',
  ].join('\n');
}

interface Title {
  readonly file: string;
  readonly title: string;
}

interface Row {
  readonly id: string;
  readonly words: string;
  readonly tests: readonly string[];
}

function testTitles(): readonly Title[] {
  return testFiles().flatMap((file) =>
    Array.from(
      readFileSync(join(folder, file), 'utf8').matchAll(
        /(?:test|describe)(?:\.\w+\((?:[^()]|\([^()]*\))*\))?\(\s*(['"`])(.+?)\1,/g,
      ),
      ([, , title = '']) => ({ file, title }),
    ),
  );
}

/** Every id that a title names has to be in the list: a wrong one proves nothing. */
function rowsOf(
  list: Readonly<Record<string, string>>,
  titles: readonly Title[],
  idsOf: (title: string) => readonly string[],
): readonly Row[] {
  const proofs = new Map<string, Set<string>>(Object.keys(list).map((id) => [id, new Set()]));
  for (const { file, title } of titles)
    for (const id of idsOf(title)) {
      const tests = proofs.get(id);
      if (!tests) throw new Error(`${file}: there is no "${id}"`);
      tests.add(`\`${file}\` ${title.replaceAll(/\[F\d+\]\s*/g, '')}`);
    }
  return Object.entries(list).map(([id, words]) => ({
    id,
    words,
    tests: [...(proofs.get(id) ?? [])],
  }));
}

function idsIn(title: string): readonly string[] {
  return Array.from(title.matchAll(/\[(F\d+)\]/g), ([, id = '']) => id);
}

function clausesIn(title: string): readonly string[] {
  const named =
    /(?:ADA|EN 301 549|Section 508|WCAG|VVSG|49 CFR) \d+(?:\.\d+)*(?:-[A-Z]|\(k\)\(5\))?/g;
  return Array.from(title.matchAll(named), ([clause]) => clause);
}

function proved(rows: readonly Row[]): string {
  return `${rows.filter(({ tests }) => tests.length > 0).length} of ${rows.length}`;
}

function line(none: string): (row: Row) => string {
  return ({ id, words, tests }) => `| ${id} | ${words} | ${tests.join('<br>') || none} |`;
}

function testFiles(): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.test\.tsx?$/.test(file))
    .sort();
}

if (import.meta.main) writeFileSync(path, featureTable());
