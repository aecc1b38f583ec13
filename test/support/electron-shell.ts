import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { root } from './program.ts';

/** The kiosk in a real Electron, moved by Playwright. */
export const electronFolder = process.env['RESTANTE_ELECTRON'] ?? '';

export interface Shell {
  readonly app: ElectronApplication;
  readonly page: Page;
  shows(screen: string, withinMs?: number): Promise<void>;
  close(): Promise<void>;
}

export async function startShell(
  args: readonly string[],
  options: { readonly display: string; readonly env?: Record<string, string> },
): Promise<Shell> {
  const app = await _electron.launch({
    executablePath: join(electronFolder, 'electron'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      join(root, '.build', 'electron', 'electron.js'),
      // Playwright gives no standard input; it ends the process by itself.
      ...args.filter((argument) => argument !== '--with-parent'),
    ],
    env: { ...process.env, DISPLAY: options.display, ...options.env },
    cwd: root,
  });
  const page = await app.firstWindow();
  return {
    app,
    page,
    shows: async (screen, withinMs = 15_000) =>
      void (await page.waitForSelector(`[data-screen=${screen}]`, { timeout: withinMs })),
    close: () => app.close(),
  };
}
