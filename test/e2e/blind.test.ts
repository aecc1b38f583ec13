import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { present } from '../../main/base/assert.ts';
import { systemClock } from '../../main/base/clock.ts';
import { eventsAfter } from '../../db/events.ts';
import { openKiosk, type OpenedKiosk } from '../../main/host/open-kiosk.ts';
import { readOptions } from '../../main/host/options.ts';
import { serveScreen, type ScreenServer } from '../../main/host/screen-server.ts';
import { hasChromium, openChromium } from '../support/chromium.ts';
import {
  demo,
  eventually,
  kioskArguments,
  startBank,
  temporaryFolder,
  type Bank,
  type Folder,
} from '../support/product.ts';
import { tap, type Tap } from '../support/tap.ts';
import { builtScreen } from '../support/view-stage.ts';

/**
 * BLIND on the running kiosk: real clock, a bank in another process, the engines of this machine, and
 * what leaves the page's sound card is recorded. The person knows what was said, and presses two keys.
 */
const [NEXT, SELECT] = ['F19', 'F20'];
/** Below this nobody hears a voice in a hall. */
const AUDIBLE_DBFS = -45;
let folder: Folder;
let bank: Bank;
let opened: OpenedKiosk;
let server: ScreenServer;
let browser: Awaited<ReturnType<typeof openChromium>>;
let page: Page;
let hears: Tap;
let said: string[];
let read: number;

describe.skipIf(!hasChromium)('BLIND', () => {
  beforeEach(async () => {
    folder = temporaryFolder();
    bank = await startBank({ transport: 'tcp' });
    const options = readOptions(kioskArguments({ bank, data: folder.in('kiosk') }));
    if (!options.ok) throw new Error(options.error.join());
    const kiosk = await openKiosk(options.value, 'test');
    if (!kiosk.ok) throw new Error(kiosk.error.join());
    opened = kiosk.value;
    server = await serveScreen({
      ...{ kiosk: opened.kiosk, folder: builtScreen, port: 0, token: 'a-token-of-the-test' },
      ...{ clock: systemClock, log: opened.log, ear: present(opened.sound, 'sound').ear },
    });
    browser = await openChromium();
    page = await browser.newPage();
    hears = await tap(page);
    await page.goto(server.url);
    await page.waitForSelector('[data-screen=home]');
    said = [];
    read = 0;
    present(opened.kiosk.audio, 'somebody can listen').onSaid(({ text }) => void said.push(text));
  });
  afterEach(async () => {
    await browser.close();
    await server.close();
    await opened.kiosk.stop();
    await opened.sound?.stop();
    await bank.stop();
    folder.remove();
  });

  const key = (name: string | undefined): Promise<unknown> =>
    bank.do({ do: 'key', keypad: 'keypad', key: present(name, 'a key') });

  /** Waits for these words among what was not listened to yet. */
  const hear = (words: RegExp): Promise<string> =>
    eventually(
      `the words ${words} after: ${said.slice(-6).join(' | ')}`,
      () => {
        const at = said.findIndex((text, i) => i >= read && words.test(text));
        if (at < 0) return null;
        read = at + 1;
        return said[at] ?? null;
      },
      25_000,
    );

  /** NEXT until these words are said, and SELECT; nothing is waited for that is not said. */
  async function choose(words: RegExp): Promise<void> {
    for (let i = 0; i < 20; i += 1) {
      read = said.length;
      await key(NEXT);
      if (words.test(await hear(/./))) return void (await key(SELECT));
    }
    throw new Error(`nobody said ${words}`);
  }

  /** What left the card since it was cleared: how long it sounded, and how loud in dBFS. Counted in the page. */
  function recorded(): Promise<{ readonly seconds: number; readonly level: number }> {
    return page.evaluate(() => {
      const { samples, sampleRate } = window.heardByTap?.take() ?? window.nothingHeard();
      const loud = samples.filter((sample) => Math.abs(sample) > 0.001);
      const power = loud.reduce((sum, sample) => sum + sample ** 2, 0) / loud.length;
      return { seconds: loud.length / sampleRate, level: 10 * Math.log10(power) };
    });
  }

  test('[F41] [F45] a recipient picks up a parcel by recorded speech and two keys (ADA 707.5, EN 301 549 5.1.3.2)', async () => {
    // The keypad is found a moment after the start; headphones that went in before are asked for.
    await eventually('the first word', async () => {
      await bank.do({ do: 'jack', keypad: 'keypad', on: false });
      await bank.do({ do: 'jack', keypad: 'keypad', on: true });
      await new Promise((passed) => setTimeout(passed, 500));
      return said.length > 0;
    });
    await hear(/^Welcome/);
    await hear(/choices$/);
    await choose(/^English/);
    await hear(/^Tap your badge/);
    await choose(/^Pick up/);
    await hear(/^Tap your badge or type/);
    await hears.clear();
    await bank.do({ do: 'tap', reader: 'reader', badge: demo.ada.badge });
    await hear(/column from the left/);
    expect(await bank.unlocks()).toBe(0);
    await hear(/^Locker 9 is open/);
    expect(await bank.door(demo.ada.locker)).toMatchObject({ leaf: 'open', pulses: 1 });
    const { seconds, level } = await recorded();
    expect(level).toBeGreaterThan(AUDIBLE_DBFS);
    // A place and a warning cannot be said in less.
    expect(seconds).toBeGreaterThan(3);
    await bank.do({ do: 'item', locker: demo.ada.locker, on: false });
    await bank.do({ do: 'shut', locker: demo.ada.locker });
    await hear(/^Thank you/);
    const events = eventsAfter(opened.kiosk.store.read, 0, 10_000).map(({ type }) => type);
    expect(events).toContain('parcel.pickedUp');
    expect(await bank.unlocks()).toBe(1);
  });
});
