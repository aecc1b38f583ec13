import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../main/base/clock.ts';
import { silentLog } from '../../main/base/log.ts';
import type { Clip } from '../../main/contract/audio.ts';
import { screenEar, type ScreenEar } from '../../main/host/screen-ear.ts';
import { serveScreen, type ScreenServer } from '../../main/host/screen-server.ts';
import { openVoice } from '../../main/speech/open-voice.ts';
import { hasChromium, openChromium } from '../support/chromium.ts';
import { kioskWorld, type KioskWorld } from '../support/kiosk-world.ts';
import { root } from '../support/program.ts';
import { eventually } from '../support/product.ts';
import { hum, utterance } from '../support/speech.ts';
import { duration, loudness, tap, type Tap } from '../support/tap.ts';

/** The real page in a real browser plays what the kiosk's ear gives it; a tap hears it. */
const clip = (ms: number): Clip => ({ ...hum(ms, 0.3, 22_050), ms });
let world: KioskWorld;
let browser: Browser;
let server: ScreenServer;
let ear: ScreenEar;
let page: Page;
let hears: Tap;

describe.skipIf(!hasChromium)('[F41] sound in the page', () => {
  beforeAll(async () => {
    world = await kioskWorld();
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser.close();
    await world.end();
  });
  beforeEach(() => open(null));
  afterEach(() => close());

  test('EN 301 549 5.1.3.2: a sentence is heard as long and as loud as it is, without a touch before', async () => {
    const voice = await openVoice({
      ...{ clock: systemClock, log: silentLog, folder: join(root, 'assets', 'speech') },
    });
    const said = await voice.clip(utterance('Locker 23, second from the top, chest height.'), 100);
    voice.stop();
    if (!said.ok) throw new Error(said.error.message);
    expect(await ear.play(said.value, { gain: 1 }).done).toBe('ended');
    const heard = await hears.take();
    expect(duration(heard)).toBeGreaterThan(said.value.ms / 1_000 - 0.1);
    expect(duration(heard)).toBeLessThan(said.value.ms / 1_000 + 0.2);
    expect(loudness(heard)).toBeGreaterThan(-26);
  });

  test('EN 301 549 8.2.1 GAIN: eleven steps of 3 dB are 3 dB at the card', async () => {
    const levels: number[] = [];
    for (let step = 0; step < 11; step += 1) {
      await hears.clear();
      expect(await ear.play(clip(100), { gain: 10 ** ((step * -3) / 20) }).done).toBe('ended');
      const { samples } = await hears.take();
      levels.push(
        20 * Math.log10(samples.reduce((peak, each) => Math.max(peak, Math.abs(each)), 0)),
      );
    }
    for (let step = 1; step < levels.length; step += 1)
      expect(Math.abs((levels[step - 1] ?? 0) - (levels[step] ?? 0) - 3)).toBeLessThan(0.3);
    expect((levels[0] ?? 0) - (levels[10] ?? 0)).toBeGreaterThan(18);
  });

  test('ADA 707.5.1 INT: a key silences a word within 100 ms, and the card within a few', async () => {
    const times: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const playing = ear.play(clip(2_000), { gain: 1 });
      await eventually('the word', () => hears.began());
      const stopped = await page.evaluate(() => performance.timeOrigin + performance.now());
      const pressed = Date.now();
      ear.stop();
      expect(await playing.done).toBe('stopped');
      await new Promise((passed) => setTimeout(passed, 200));
      const { lastSound } = await hears.take();
      const origin = await page.evaluate(() => performance.timeOrigin);
      expect(pressed - stopped).toBeLessThan(100);
      times.push((lastSound ?? Infinity) + origin - pressed);
      await hears.clear();
    }
    expect(times.toSorted((a, b) => a - b)[1]).toBeLessThan(100);
  });

  test('the next word takes the place of the one before, and a tone does not', async () => {
    const first = ear.play(clip(3_000), { gain: 1 });
    ear.tone('key', { gain: 1 });
    const second = ear.play(clip(100), { gain: 1 });
    expect(await first.done).toBe('stopped');
    expect(await second.done).toBe('ended');
  });

  test('49 CFR 27.71(k)(5): the beacon ticks until it is told to stop', async () => {
    ear.beacon(true);
    await eventually('three ticks', async () => {
      const heard = await hears.take();
      return duration(heard) > 1.2;
    });
    ear.beacon(false);
    await new Promise((passed) => setTimeout(passed, 200));
    await hears.clear();
    await new Promise((passed) => setTimeout(passed, 1_000));
    expect(loudness(await hears.take())).toBe(-Infinity);
  });

  test('ADA 707.4 PRIV: a keypad whose own card is not plugged in says nothing to the hall', async () => {
    await close();
    await open('AudioNav of the keypad');
    expect(ear.hasOwnCard()).toBe(false);
    expect(await ear.play(clip(300), { gain: 1 }).done).toBe('failed');
    ear.tone('on', { gain: 1 });
    await new Promise((passed) => setTimeout(passed, 300));
    expect(loudness(await hears.take())).toBe(-Infinity);
  });

  test('FAULT: a page that is closed in the middle of a word is a failure at once', async () => {
    const playing = ear.play(clip(5_000), { gain: 1 });
    await eventually('the word', () => hears.began());
    await page.close();
    expect(await playing.done).toBe('failed');
  });
});

async function open(card: string | null): Promise<void> {
  ear = screenEar({ clock: systemClock, log: silentLog, card });
  server = await serveScreen({
    ...{ kiosk: world.kiosk(), folder: join(root, '.build', 'renderer'), port: 0 },
    ...{ token: 'a-token-of-the-test', clock: systemClock, log: silentLog, ear },
  });
  page = await browser.newPage();
  hears = await tap(page);
  await page.goto(server.url);
  await page.waitForSelector('[data-screen]');
}

async function close(): Promise<void> {
  await page.close();
  await server.close();
}
