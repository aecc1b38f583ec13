import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import features from './features.json' with { type: 'json' };

/**
 * `npm run features`: which tests prove which feature. A test names the feature's id in its title; a
 * feature without a test is not there yet, and the table says so.
 */
const folder = import.meta.dirname;
export const path = join(folder, 'features.md');

export function featureTable(): string {
  const proofs = new Map<string, string[]>();
  for (const file of testFiles()) {
    const text = readFileSync(join(folder, file), 'utf8');
    for (const [, title = ''] of text.matchAll(
      /(?:test|describe)(?:\.\w+\([^)]*\))?\(\s*['"`](.+?)['"`],/g,
    ))
      for (const [, id = ''] of title.matchAll(/\[(F\d+)\]/g)) {
        if (!(id in features)) throw new Error(`${file}: there is no feature ${id}`);
        const words = title.replaceAll(/\[F\d+\]\s*/g, '');
        proofs.set(id, [...(proofs.get(id) ?? []), `\`${file}\` ${words}`]);
      }
  }
  const rows = Object.entries(features).map(([id, words]) => {
    const tests = proofs.get(id);
    return `| ${id} | ${words} | ${tests ? [...new Set(tests)].join('<br>') : 'not built yet'} |`;
  });
  const built = Object.keys(features).filter((id) => proofs.has(id)).length;
  return [
    '# Features and the tests that prove them',
    '',
    `Written by \`npm run features\`. ${built} of ${rows.length} features have a test that names them.`,
    '',
    '| Id | Feature | Proved by |',
    '|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

function testFiles(): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.test\.tsx?$/.test(file))
    .sort();
}

if (import.meta.main) writeFileSync(path, featureTable());
