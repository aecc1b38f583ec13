import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { say } from '../../main/start/setup.mjs';

/** What the tests use of Debian, and how to see that it is there. */
const needed = {
  'espeak-ng': () => existsSync('/usr/bin/espeak-ng'),
  socat: () => existsSync('/usr/bin/socat'),
  chromium: () => existsSync('/usr/bin/chromium'),
  'liblouis-bin': () => existsSync('/usr/bin/lou_translate'),
  xvfb: () => existsSync('/usr/bin/Xvfb'),
  openbox: () => existsSync('/usr/bin/openbox'),
  'postgresql-15': () =>
    existsSync('/usr/lib/postgresql') && readdirSync('/usr/lib/postgresql').length > 0,
};

/** Installs what is missing, when this is Debian and we are root; tests that lack it say so. */
export function installDebianPackages() {
  const missing = Object.keys(needed).filter((name) => !needed[name]());
  if (missing.length === 0) return;
  if (!existsSync('/usr/bin/apt-get') || process.getuid?.() !== 0)
    return say(`not here, so some tests are skipped: ${missing.join(', ')}`);
  say(`installing for the tests: ${missing.join(', ')} …`);
  const apt = (...args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  apt('update', '-qq');
  if (!apt('install', '-y', '-qq', '--no-install-recommends', ...missing))
    say('apt-get did not succeed; the tests that need it are skipped');
}
