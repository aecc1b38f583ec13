import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../support/program.ts';
import { mutants, type Mutant } from './list.ts';

/** `npm run mutants`: breaks a copy of the source in each way of the list, and names who noticed. */
const copied = ['assets', 'cloud', 'db', 'hardware', 'main', 'renderer', 'test', '.build'];
const files = ['package.json', 'tsconfig.json'];

export interface Outcome {
  readonly mutant: Mutant;
  readonly killed: boolean;
}

export function runMutants(told: (outcome: Outcome) => void, only = ''): readonly Outcome[] {
  const copy = mkdtempSync(join(tmpdir(), 'restante-mutants-'));
  for (const name of [...copied, ...files])
    cpSync(join(root, name), join(copy, name), { recursive: true, errorOnExist: false });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  try {
    const chosen = mutants.filter(({ what }) => what.includes(only));
    const suites = [...new Set(chosen.flatMap((mutant) => mutant.suites))];
    // A suite that fails on the sound source would "kill" everything.
    if (!passes(copy, suites)) throw new Error('the suites fail without any mutant');
    return chosen.map((mutant) => {
      const path = join(copy, mutant.file);
      const sound = readFileSync(path, 'utf8');
      writeFileSync(
        path,
        sound.replace(mutant.from, () => mutant.to),
      );
      const outcome = { mutant, killed: !passes(copy, mutant.suites) };
      writeFileSync(path, sound);
      told(outcome);
      return outcome;
    });
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function passes(folder: string, suites: readonly string[]): boolean {
  const vitest = join(folder, 'node_modules', 'vitest', 'vitest.mjs');
  const run = ['run', '--config', 'test/vitest.config.ts', '--project', 'fast', '--bail', '1'];
  const { status } = spawnSync(process.execPath, [vitest, ...run, ...suites], {
    cwd: folder,
    stdio: 'ignore',
    env: { ...process.env, RESTANTE_PROOF: '' },
  });
  return status === 0;
}

if (import.meta.main) {
  const outcomes = runMutants(
    ({ mutant, killed }) =>
      process.stdout.write(`${killed ? 'caught' : 'LIVES '}  ${mutant.what}\n`),
    process.argv[2],
  );
  const caught = outcomes.filter(({ killed }) => killed).length;
  process.stdout.write(`${caught} of ${outcomes.length} mutants caught\n`);
  if (caught < outcomes.length) process.exitCode = 1;
}
