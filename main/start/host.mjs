import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './child.mjs';
import { root, stop } from './setup.mjs';

/** Where the kiosk's screen can be on this machine: a window of its own, a browser, or only a page. */
export function chooseHost(wanted) {
  const electron = findElectron();
  const display = hasDisplay();
  const chromium = findChromium();
  if (wanted === 'electron' && !electron)
    stop('--host electron: Electron’s binary is not here (npx install-electron fetches it)');
  if (wanted === 'electron' && !display) stop('--host electron: there is no display');
  if (wanted === 'browser' && !(chromium && display))
    stop(`--host browser: there is no ${chromium ? 'display' : 'Chromium'}`);
  if (wanted === 'electron' || (wanted === undefined && electron && display))
    return {
      name: 'electron',
      why: 'the kiosk runs in its own window (Electron)',
      run: (_, args) =>
        run(electron, [
          ...electronFlags(),
          join(root, '.build', 'electron', 'electron.js'),
          ...args,
        ]),
    };
  const serve = { name: 'serve', run: (node, args) => run(node, ['main/headless.ts', ...args]) };
  if (wanted === 'browser' || (wanted === undefined && chromium && display))
    return {
      ...serve,
      opens: chromium,
      why: 'the kiosk runs in Chromium, because Electron’s binary is not here',
    };
  const because =
    wanted === 'serve'
      ? 'as asked'
      : display
        ? 'no Electron and no Chromium here'
        : 'no display here';
  return {
    ...serve,
    why: `the kiosk is served for a browser (${because}); open the address below`,
  };
}

function electronFlags() {
  // Chromium’s sandbox does not start for root; a kiosk runs as a user of its own.
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function findElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return existsSync(join(override, 'electron')) ? join(override, 'electron') : null;
  const folder = join(root, 'node_modules', 'electron');
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const binary = join(folder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(binary) ? binary : null;
}

function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  const found = names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find(existsSync);
  return found ?? null;
}

export function openBrowser(chromium, url) {
  const flags = [
    '--kiosk',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-sync',
    '--disable-component-update',
    // The first sound comes from the keypad, which the page knows nothing of.
    '--autoplay-policy=no-user-gesture-required',
  ];
  if (process.getuid?.() === 0) flags.push('--no-sandbox');
  spawn(chromium, [...flags, url], { stdio: 'ignore' }).on('error', () => undefined);
}
