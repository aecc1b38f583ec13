import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { systemClock } from '../../main/base/clock.ts';
import { listeners } from '../../main/base/listeners.ts';
import { silentLog } from '../../main/base/log.ts';
import type { KioskIntent } from '../../main/contract/intent.ts';
import type { KioskView } from '../../main/contract/view.ts';
import { serveScreen } from '../../main/host/screen-server.ts';
import { openChromium, portrait } from './chromium.ts';
import { root } from './program.ts';

/** The built screen in a real browser, on which any view can be shown. */
export interface ViewStage {
  readonly page: Page;
  /** What was touched since the start, oldest first. */
  readonly intents: KioskIntent[];
  current(): KioskView;
  show(view: KioskView, appearance?: Partial<KioskView['appearance']>): Promise<void>;
  close(): Promise<void>;
}

export const builtScreen = join(root, '.build', 'renderer');

/** Higher than the number of any view that a story brings, so that each is a new screen. */
const FIRST_NUMBER = 1_000_000;

export async function viewStage(first: KioskView): Promise<ViewStage> {
  const shown = listeners<KioskView>();
  const intents: KioskIntent[] = [];
  let current = first;
  let number = FIRST_NUMBER;
  const server = await serveScreen({
    kiosk: {
      view: () => current,
      onView: shown.add,
      send: (intent) => void intents.push(intent),
    },
    folder: builtScreen,
    port: 0,
    token: 'test',
    clock: systemClock,
    log: silentLog,
  });
  const browser: Browser = await openChromium();
  const context = await browser.newContext({
    viewport: portrait,
    hasTouch: true,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  await page.goto(server.url);
  return {
    page,
    intents,
    current: () => current,
    async show(view, appearance = {}) {
      number += 1;
      current = { ...view, number, appearance: { ...view.appearance, ...appearance } };
      shown.emit(current);
      await page.waitForFunction(
        (shownNumber) => document.querySelector(`[data-number="${shownNumber}"]`) !== null,
        number,
      );
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      // Two frames: the first may still show the colours of the screen before.
      await page.evaluate(
        () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
      );
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
