import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasDisplayServer, openDisplay, type Display } from '../support/display.ts';
import { electronFolder, startShell, type Shell } from '../support/electron-shell.ts';
import {
  demo,
  eventually,
  kioskArguments,
  startBank,
  temporaryFolder,
  type Bank,
  type Folder,
} from '../support/product.ts';

/** What the window may do, tried from inside the page and from outside it. */
let folder: Folder;
let bank: Bank;
let display: Display;
let shell: Shell;
const typing = { vendorId: '05e0', productId: '1200' };

describe.skipIf(!electronFolder || !hasDisplayServer)('the Electron shell', () => {
  beforeAll(async () => {
    folder = temporaryFolder();
    display = await openDisplay();
    // A scanner that types stands at this bank, so keys pass through the filter.
    const scanner = { id: 'scanner', protocol: 'wedge', device: { ...typing, at: 'sim:scanner' } };
    const atrium = JSON.parse(readFileSync(demo.cabinet, 'utf8')) as object;
    const cabinet = folder.file('cabinet.json', { ...atrium, scanners: [scanner] });
    bank = await startBank({ cabinet });
    shell = await startShell(kioskArguments({ bank, data: folder.in('kiosk') }), {
      display: display.name,
    });
    await shell.shows('home');
  });
  afterAll(async () => {
    await shell.close();
    await bank.stop();
    display.close();
    folder.remove();
  });

  test('the window fills the screen, without a menu or a frame', async () => {
    const size = await shell.page.evaluate(() => [innerWidth, innerHeight]);
    expect(size).toEqual([1080, 1920]);
    const facts = await shell.app.evaluate(({ BrowserWindow, Menu }) => ({
      windows: BrowserWindow.getAllWindows().length,
      kiosk: BrowserWindow.getAllWindows()[0]?.isKiosk(),
      menu: Menu.getApplicationMenu(),
    }));
    expect(facts).toEqual({ windows: 1, kiosk: true, menu: null });
  });

  test('the page has no Node and one bridge with two functions', async () => {
    const seen = await shell.page.evaluate(() => ({
      node: ['require', 'process', 'module', 'Buffer', 'global'].filter((name) => name in window),
      bridge: Object.keys((window as unknown as { restante: object }).restante).sort(),
    }));
    expect(seen).toEqual({ node: [], bridge: ['receive', 'send'] });
    const preferences = await shell.app.evaluate(({ webContents }) => {
      const all = webContents.getAllWebContents()[0] as unknown as {
        getLastWebPreferences(): Record<string, unknown>;
      };
      const { contextIsolation, sandbox, nodeIntegration, webSecurity } =
        all.getLastWebPreferences();
      return { contextIsolation, sandbox, nodeIntegration, webSecurity };
    });
    expect(preferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
    });
    const tools = await shell.app.evaluate(({ webContents }) => {
      const page = webContents.getAllWebContents()[0];
      page?.openDevTools();
      return page?.isDevToolsOpened();
    });
    expect(tools).toBe(false);
  });

  test('every permission is denied', async () => {
    const states = await shell.page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone', 'midi'];
      const asked = await Promise.all(
        names.map((name) => navigator.permissions.query({ name: name as PermissionName })),
      );
      return asked.map((status) => status.state);
    });
    expect(new Set(states)).toEqual(new Set(['denied']));
    const media = await shell.page.evaluate(() =>
      navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => 'granted',
        (error: Error) => error.name,
      ),
    );
    expect(media).not.toBe('granted');
  });

  test('no other page, window, frame, request or download', async () => {
    const tried = await shell.page.evaluate(async () => {
      const opened = window.open('https://example.org/');
      const asked = await fetch('https://example.org/').then(
        () => 'answered',
        () => 'refused',
      );
      const frame = document.createElement('iframe');
      frame.src = 'https://example.org/';
      document.body.append(frame);
      const link = document.createElement('a');
      link.href = 'data:text/plain,secret';
      link.download = 'secret.txt';
      document.body.append(link);
      link.click();
      frame.remove();
      link.remove();
      return { opened: opened === null, asked };
    });
    expect(tried).toEqual({ opened: true, asked: 'refused' });
    const windows = await shell.app.evaluate(
      ({ BrowserWindow }) => BrowserWindow.getAllWindows().length,
    );
    expect(windows).toBe(1);
  });

  test('the page runs under a policy that allows only its own files', async () => {
    const policy = await shell.page.evaluate(async () => {
      const response = await fetch('restante://app/index.html').catch(() => null);
      const inline = document.createElement('script');
      inline.textContent = 'window.injected = true';
      document.body.append(inline);
      inline.remove();
      return { answered: response !== null, injected: 'injected' in window };
    });
    expect(policy).toEqual({ answered: false, injected: false });
  });

  test('a message that is none is refused, and the kiosk goes on', async () => {
    await shell.page.evaluate(() => {
      const { restante } = window as unknown as { restante: { send(message: unknown): void } };
      for (const wrong of [null, 7, 'open all', { type: 'unlock', locker: 9 }, { type: 'intent' }])
        restante.send(wrong);
    });
    await shell.shows('home');
    expect(await bank.unlocks()).toBe(0);
  });

  test('the page gets nothing of what a scanner types, and every key of a person', async () => {
    await shell.page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      for (const type of ['keydown', 'keypress', 'keyup', 'click'])
        window.addEventListener(type, (event) =>
          seen.push(`${type} ${event instanceof KeyboardEvent ? event.key : ''}`.trim()),
        );
    });
    const seen = () => shell.page.evaluate(() => (window as unknown as { seen: string[] }).seen);
    await typeIn([...'1Z999AA10123456784', 'Enter'], 4);
    // A person's key comes after the scan is over, and is the first that the page hears.
    await typeIn(['a'], 200, 200);
    await typeIn(['B', '?', 'Tab', 'Escape'], 200);
    await eventually('the last key', async () => (await seen()).includes('keyup Escape'));
    expect(await seen()).toEqual([
      ...['a', 'B', '?'].flatMap((key) => [`keydown ${key}`, `keypress ${key}`, `keyup ${key}`]),
      ...['Tab', 'Escape'].flatMap((key) => [`keydown ${key}`, `keyup ${key}`]),
    ]);
    await shell.shows('home');
  });

  // From here on Playwright waits for navigations that never come, so Electron is asked instead.
  test('the page cannot be led away', async () => {
    for (const address of ['https://example.org/', 'file:///etc/passwd', 'restante://other/'])
      await shell.page.evaluate((url) => location.assign(url), address).catch(() => undefined);
    await eventually('the same screen', () => screenNow('home'));
    const url = await shell.app.evaluate(({ webContents }) =>
      webContents.getAllWebContents()[0]?.getURL(),
    );
    expect(url).toBe('restante://app/index.html');
  });

  test('a dead renderer is shown anew, on the screen where the person was', async () => {
    await bank.do({ do: 'tap', reader: 'reader', badge: demo.ada.badge });
    await eventually('the parcel', () => screenNow('takeParcel'));
    const why = await shell.app.evaluate(
      ({ webContents }) =>
        new Promise<string>((resolve) => {
          const page = webContents.getAllWebContents()[0];
          page?.once('render-process-gone', (_event, details) => resolve(details.reason));
          page?.forcefullyCrashRenderer();
        }),
    );
    expect(['crashed', 'killed']).toContain(why);
    await eventually('the screen after the crash', () => screenNow('takeParcel'));
    expect(await bank.unlocks()).toBe(1);
    await bank.do({ do: 'shut', locker: demo.ada.locker });
    await eventually('the farewell', () => screenNow('thanks'));
  });
});

/** Keys as the window system delivers them, in Electron's own process so that the pace is kept. */
function typeIn(keys: readonly string[], everyMs: number, afterMs = 0): Promise<void> {
  return shell.app.evaluate(
    async ({ webContents }, [all, every, after]) => {
      const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
      const page = webContents.getAllWebContents()[0];
      await pause(after);
      for (const keyCode of all) {
        const modifiers: 'shift'[] = /^[A-Z]$/.test(keyCode) ? ['shift'] : [];
        for (const type of ['keyDown', 'char', 'keyUp'] as const)
          if (type !== 'char' || keyCode.length === 1)
            page?.sendInputEvent({ type, keyCode, modifiers });
        await pause(every);
      }
    },
    [keys, everyMs, afterMs] as const,
  );
}

/** Playwright loses sight of a page that crashed; Electron does not. */
async function screenNow(screen: string): Promise<boolean> {
  const now = await shell.app.evaluate(({ webContents }) =>
    Promise.race([
      webContents
        .getAllWebContents()[0]
        ?.executeJavaScript("document.querySelector('[data-screen]')?.dataset.screen ?? ''"),
      // A page that is just being loaded never answers.
      new Promise((resolve) => setTimeout(() => resolve('no answer'), 500)),
    ]),
  );
  return now === screen;
}
