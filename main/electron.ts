import { join } from 'node:path';
import { app, BrowserWindow, ipcMain, Menu, protocol, session } from 'electron';
import { sleep, systemClock } from './base/clock.ts';
import { BROKEN, crashOnly } from './host/crash-only.ts';
import { openKiosk, type OpenedKiosk } from './host/open-kiosk.ts';
import { readOptions, type HostOptions } from './host/options.ts';
import { hostScreen, type ScreenHost } from './host/screen-host.ts';
import { SOFTWARE } from './host/software.ts';
import {
  APP_ORIGIN,
  SCHEME,
  allowSoundCards,
  assertSafe,
  denyEverything,
  serveApp,
} from './host/shell-policy.ts';
import { keepScansFrom } from './host/window-keys.ts';

/**
 * The kiosk in its own window. The window shows only the app's own files, may do nothing but pass
 * messages, and is shown anew when it dies; the process ends when its own reasoning fails, and
 * whoever supervises it starts it again.
 */
const BAD_INPUT = 2;
/** Loading in the handler of a dead renderer has crashed the main process. */
const RELOAD_AFTER_MS = 100;
const RELOADS_UNTIL_BROKEN = 10;
const PAGE = `${APP_ORIGIN}/index.html`;

protocol.registerSchemesAsPrivileged([
  { scheme: SCHEME, privileges: { standard: true, secure: true } },
]);
const options = readOptions(process.argv.slice(app.isPackaged ? 1 : 2).filter(isOurs));
if (!options.ok) fail(options.error);
app.setPath('userData', join(options.value.data, 'window'));
if (!app.requestSingleInstanceLock()) fail([`another kiosk already runs on ${options.value.data}`]);
app.on('window-all-closed', () => app.quit());
// Electron says "ready" only after this module has been evaluated, so nothing here may wait for it.
void app.whenReady().then(() => start(options.value));

async function start(values: HostOptions): Promise<void> {
  Menu.setApplicationMenu(null);
  denyEverything(app, session.defaultSession);
  serveApp(session.defaultSession.protocol, join(import.meta.dirname, '..', 'renderer'));

  const opened = await openKiosk(values, SOFTWARE);
  if (!opened.ok) fail(opened.error);
  const { kiosk, log, sound } = opened.value;
  crashOnly(log);
  if (sound) allowSoundCards(session.defaultSession);
  const host = await showScreen(opened.value);
  process.stdout.write(
    `kiosk ready ${JSON.stringify({ kiosk: `${APP_ORIGIN}/`, pid: process.pid })}\n`,
  );

  let ending = false;
  async function end(): Promise<void> {
    if (ending) return;
    ending = true;
    host.stop();
    await kiosk.stop();
    await sound?.stop();
    app.exit(0);
  }
  app.on('before-quit', (event) => {
    if (ending) return;
    event.preventDefault();
    void end();
  });
  process.on('SIGTERM', () => void end());
  process.on('SIGINT', () => void end());
  if (values['with-parent']) process.stdin.on('end', () => void end()).resume();
}

/** The window, shown anew whenever it dies, and connected anew whenever it loads. */
async function showScreen(opened: OpenedKiosk): Promise<Pick<ScreenHost, 'stop'>> {
  const { kiosk, log, sound, mayType } = opened;
  const window = new BrowserWindow({
    kiosk: true,
    fullscreen: true,
    frame: false,
    show: false,
    backgroundColor: '#f6f5f0',
    webPreferences: {
      preload: join(import.meta.dirname, 'preload.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      devTools: false,
      spellcheck: false,
      disableDialogs: true,
      navigateOnDragDrop: false,
    },
  });
  const page = window.webContents;
  assertSafe(page);
  if (mayType) keepScansFrom(page, systemClock, log.part('keys'));
  let reloads = 0;
  let host = connect();

  function connect(): ScreenHost {
    return hostScreen({
      kiosk,
      clock: systemClock,
      log: log.part('screen'),
      ...(sound && { ear: sound.ear }),
      post: (message) => {
        if (!page.isDestroyed() && !page.isCrashed()) page.send('screen', message);
      },
      dead: () => void showAnew('no answer'),
    });
  }

  async function showAnew(why: string): Promise<void> {
    reloads += 1;
    log.error('the screen is shown anew', { why, reloads });
    if (reloads > RELOADS_UNTIL_BROKEN) return process.exit(BROKEN);
    await sleep(systemClock, RELOAD_AFTER_MS);
    await window.loadURL(PAGE);
  }

  ipcMain.on('screen', (event, message) => {
    if (isOurPage(event.senderFrame?.url)) host.receive(message);
  });
  ipcMain.on('screen-ready', (event) => {
    if (!isOurPage(event.senderFrame?.url)) return;
    host.stop();
    host = connect();
  });
  page.on('render-process-gone', (_event, details) => void showAnew(details.reason));
  page.on('unresponsive', () => void showAnew('unresponsive'));
  window.once('ready-to-show', () => window.show());
  await window.loadURL(PAGE);
  return { stop: () => host.stop() };
}

function isOurPage(url: string | undefined): boolean {
  return url?.startsWith(`${APP_ORIGIN}/`) ?? false;
}

/** Chromium's own switches stand among the arguments; ours are the known names and their values. */
function isOurs(argument: string, i: number, all: readonly string[]): boolean {
  const ours = /^--(cabinet|data|seed|hub|enrol|port|with-parent)(=|$)/;
  const before = all[i - 1] ?? '';
  return ours.test(argument) || (!argument.startsWith('--') && ours.test(before));
}

function fail(reasons: readonly string[]): never {
  for (const reason of reasons) process.stderr.write(`restante: ${reason}\n`);
  process.exit(BAD_INPUT);
}
