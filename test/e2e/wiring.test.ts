import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCabinet, type Cabinet } from '../../main/contract/cabinet.ts';
import { hasChromium, openChromium } from '../support/chromium.ts';
import { seeded } from '../support/kiosk-world.ts';
import {
  demo,
  eventually,
  startBank,
  startServedKiosk,
  temporaryFolder,
  type Bank,
  type Folder,
} from '../support/product.ts';
import { root, type Program } from '../support/program.ts';
import { builtScreen } from '../support/view-stage.ts';

/**
 * An integrator and a cabinet that nobody has wired before: 48 doors on two boards in any order,
 * sensors that read the other way round, status bytes from the other end, and a file that knows
 * where the lockers are and nothing of their locks. One hand at the kiosk, one at the steel.
 */
/** Under 40 s on a machine at rest is the goal; one that does seven other things takes 120 s. */
const WALK_MS = 240_000;
const TAP_AGAIN_MS = 6_000;
const technician = { badge: '04FA5501', pin: '4711' };
const ada = { badge: demo.ada.badge, locker: 31 };

/** The screen and the bench scale with their windows; a quarter of the pixels is drawn four times as fast. */
const half = { width: 540, height: 960 };
const table = { width: 960, height: 540 };

let folder: Folder;
let bank: Bank;
let kiosk: Program<{ kiosk: string }>;
let browser: Browser;
/** The screen, and the bench with the steel. */
let screen: Page;
let steel: Page;
let seed: string;
let file: string;
const truth = shuffled(json('assets/cabinets/gallery-48.json') as Cabinet);

function json(path: string): unknown {
  return JSON.parse(readFileSync(join(root, path), 'utf8'));
}

function shuffled(drawing: Cabinet): Cabinet {
  const random = seeded(48);
  const doors = drawing.lockers.map(({ door }) => ({ door, at: random() }));
  doors.sort((one, other) => one.at - other.at);
  return {
    ...drawing,
    buses: drawing.buses.map((bus) => ({
      ...bus,
      // A strong supply: the next coil may draw current as soon as this one is off.
      supplyGapMs: 300,
      boards: bus.boards.map((board) => ({
        ...board,
        feedback: 'open-short',
        statusByteOrder: 'lowest-first',
      })),
    })) as Cabinet['buses'],
    lockers: drawing.lockers.map((locker, i) => ({ ...locker, door: doors[i]?.door ?? null })),
  };
}

/** The drawing as the integrator brings it: no locker has a lock, the boards are as delivered. */
function unmapped(resolved: string): Cabinet {
  const { buses, lockers, ...rest } = JSON.parse(readFileSync(resolved, 'utf8')) as Cabinet;
  const delivered = (json('assets/cabinets/gallery-48.json') as Cabinet).buses[0];
  return {
    ...rest,
    buses: buses.map((bus) => ({ ...bus, boards: delivered?.boards })) as Cabinet['buses'],
    lockers: lockers.map((locker) => ({ ...locker, door: null })),
  };
}

function people(): unknown {
  const seed = json('assets/seed/demo.json') as Record<string, unknown>;
  const parcel = { id: 'p1', trackingNumber: 'TRK000001111', contactId: 'ada-quill' };
  return { ...seed, parcels: [{ ...parcel, locker: ada.locker }] };
}

const shows = (name: string) => screen.waitForSelector(`[data-screen=${name}]`);

/** A finger where the thing is; unlike a click it does not wait for the page to hold still. */
async function touch(page: Page, selector: string): Promise<void> {
  const box = await page.locator(selector).boundingBox();
  if (!box) throw new Error(`${selector} cannot be seen`);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
}

const press = (item: string) => touch(screen, `[data-item="${item}"]`);

async function signIn(): Promise<void> {
  await press('signIn');
  await shows('signIn');
  await bank.do({ do: 'tap', reader: 'reader', badge: technician.badge });
  await shows('signInPin');
  for (const digit of technician.pin) await screen.keyboard.press(digit);
  await screen.keyboard.press('Enter');
  await shows('service');
}

/**
 * On a busy machine the hand is faster than a sensor, or a board falls silent for a moment: the
 * screen says so, nothing was sent, and the person tries again.
 */
async function openNext(): Promise<void> {
  await eventually('a door that opens', async () => {
    const before = await screen.getAttribute('.screen', 'data-number');
    await press('wizard:openNext');
    const answer = ['wiringWhich', 'wiringTrouble'].map(
      (name) => `[data-screen=${name}]:not([data-number="${before}"])`,
    );
    const seen = await screen.waitForSelector(answer.join());
    if ((await seen.getAttribute('data-screen')) === 'wiringWhich') return true;
    expect(['W-STILLOPEN', 'W-NOTSENT']).toContain(await screen.textContent('.fault-code'));
    return false;
  });
}

/** What the hand at the steel sees: the one door that stands open, now that the others are shut. */
async function openDoor(): Promise<number> {
  const open = steel.locator('.locker.door-open');
  await open.first().waitFor();
  expect(await open.count()).toBe(1);
  return Number(await open.first().getAttribute('data-locker'));
}

async function shut(locker: number): Promise<void> {
  const closed = steel.locator(`[data-locker="${locker}"].door-closed`);
  await eventually(`door ${locker} is shut`, async () => {
    if ((await closed.count()) === 1) return true;
    await touch(steel, `[data-locker="${locker}"]`);
    return false;
  });
}

describe.skipIf(!hasChromium || !existsSync(builtScreen))('the wiring of a new cabinet', () => {
  beforeAll(async () => {
    folder = temporaryFolder();
    seed = folder.file('people.json', people());
    bank = await startBank({ cabinet: folder.file('truth.json', truth) });
    file = folder.file('cabinet.json', unmapped(bank.resolved));
    kiosk = await startKiosk();
    browser = await openChromium();
    screen = await browser.newPage({ viewport: half, reducedMotion: 'reduce' });
    steel = await browser.newPage({ viewport: table, reducedMotion: 'reduce' });
    await Promise.all([screen.goto(kiosk.ready.kiosk), steel.goto(bank.url)]);
  });
  afterAll(async () => {
    await browser.close();
    await kiosk.stop();
    await bank.stop();
    folder.remove();
  });

  const startKiosk = (): Promise<Program<{ kiosk: string }>> =>
    startServedKiosk({ bank: { resolved: file }, data: folder.in('kiosk'), seed });

  test(
    'all 48 doors are found by touch, the file is written, and a parcel is picked up with it',
    async () => {
      await shows('outOfService');
      await signIn();
      await press('wizard:scan');
      await shows('wiringScanned');
      const left = new Set(truth.lockers.map(({ number }) => number));
      for (const at of truth.lockers.keys()) {
        await openNext();
        const locker = await openDoor();
        expect(left.delete(locker)).toBe(true);
        await shut(locker);
        await touch(screen, `[data-locker="${locker}"]`);
        await shows(at + 1 < truth.lockers.length ? 'wiringNext' : 'wiringReview');
      }
      await press('wizard:save');
      await shows('wiringSaved');
      expect(await bank.unlocks()).toBe(48);

      const written = readCabinet(JSON.parse(readFileSync(file, 'utf8')));
      if (!written.ok) throw new Error(JSON.stringify(written.error));
      const wired = (cabinet: Cabinet) => cabinet.lockers.map(({ number, door }) => [number, door]);
      expect(wired(written.value)).toEqual(wired(truth));
      expect(written.value.buses[0]?.boards).toEqual(truth.buses[0]?.boards);

      await press('goTo:restart');
      await press('act:restartApp');
      expect(await kiosk.exited).not.toBe(0);
      kiosk = await startKiosk();
      await screen.goto(kiosk.ready.kiosk);
      await shows('home');
      await bank.do({ do: 'item', locker: ada.locker, on: true });
      // The line of the reader may come up after Home: nothing happens, and she holds the badge again.
      await eventually('the parcel of Ada', async () => {
        await bank.do({ do: 'tap', reader: 'reader', badge: ada.badge });
        const seen = screen.waitForSelector('[data-screen=takeParcel]', { timeout: TAP_AGAIN_MS });
        return seen.then(
          () => true,
          () => false,
        );
      });
      expect(await openDoor()).toBe(ada.locker);
      // While current flows, the bolt catches no door.
      await eventually('the end of the pulse', async () => !(await bank.door(ada.locker)).coil);
      // The first touch takes the parcel out.
      await shut(ada.locker);
      await shows('thanks');
      expect(await bank.unlocks()).toBe(49);
    },
    WALK_MS,
  );
});
