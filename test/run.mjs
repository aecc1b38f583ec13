import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build, compiled, findNode, installPackages, root, say } from '../main/start/setup.mjs';
import { fetchElectron } from './lane/electron.mjs';
import { installDebianPackages } from './lane/debian.mjs';

/**
 * `npm test`: sets up what the tests need, checks types, rules and form, runs every test, and ends
 * with the line `N passed, N failed`. `npm run proof` is the same with the long runs.
 */
const proof = process.argv.includes('--proof');
const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const artefacts = join(root, 'test', 'artefacts');

installDebianPackages();
installPackages();
build({ electron: true });
mkdirSync(artefacts, { recursive: true });
const env = {
  ...compiled,
  ...process.env,
  RESTANTE_PROOF: proof ? '1' : '',
  RESTANTE_ELECTRON: fetchElectron() ?? '',
};

let passed = 0;
let failed = 0;
if (only.length === 0)
  await Promise.all([
    check('types', ['node_modules/typescript/bin/tsc', '--noEmit']),
    check('rules', ['node_modules/eslint/bin/eslint.js', '--config', '.eslint/config.js', '.']),
    check('form', [
      'node_modules/prettier/bin/prettier.cjs',
      '--check',
      '--log-level',
      'warn',
      '.',
    ]),
  ]);
for (const project of ['fast', 'wide', 'real']) tests(project);
if (only.length === 0) kernelLane();
process.stdout.write(`${passed} passed, ${failed} failed\n`);
process.exit(failed === 0 ? 0 : 1);

/** The three run side by side; each prints what it finds. */
async function check(name, args) {
  const child = spawn(findNode(), args, { cwd: root, env, stdio: 'inherit' });
  const good = await new Promise((done) => child.on('close', (status) => done(status === 0)));
  say(`${name}: ${good ? 'good' : 'NOT good'}`);
  if (good) passed += 1;
  else failed += 1;
}

/** A run that ends without a report counts as a failure of its own. */
function tests(project) {
  const report = join(artefacts, `${project}.json`);
  rmSync(report, { force: true });
  const status = node([
    'node_modules/vitest/vitest.mjs',
    ...['run', '--config', 'test/vitest.config.ts', '--project', project],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    ...['--passWithNoTests', ...only],
  ]);
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    passed += result.numPassedTests;
    failed += result.numFailedTests;
    const brokenFiles = result.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    ).length;
    failed += brokenFiles;
    if (status !== 0 && result.numFailedTests + brokenFiles === 0) failed += 1;
  } catch {
    say(`${project}: the tests ended without a report`);
    failed += 1;
  }
}

/** The drivers on the ttyUSB and hidraw devices of a real kernel, where Debian can give us one. */
function kernelLane() {
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0 || process.arch !== 'x64')
    return say('no Debian or not root, so the hardware lane is skipped');
  const run = spawnSync(findNode(), ['test/kernel/run.mjs'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
  });
  process.stdout.write(run.stdout);
  const count = /^(\d+) passed, (\d+) failed$/m.exec(run.stdout);
  passed += Number(count?.[1] ?? 0);
  failed += Number(count?.[2] ?? 1);
}

function node(args) {
  return spawnSync(findNode(), args, { cwd: root, env, stdio: 'inherit' }).status;
}
