import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hasChromium, openChromium, portrait } from '../support/chromium.ts';
import { hasDisplayServer, openDisplay } from '../support/display.ts';
import { electronFolder, startShell } from '../support/electron-shell.ts';
import {
  demo,
  eventually,
  kioskArguments,
  startBank,
  startHub,
  startServedKiosk,
  temporaryFolder,
  type Bank,
  type Folder,
  type Hub,
} from '../support/product.ts';
import { watchScreen } from '../support/screen-watcher.ts';

/** From badge bytes on one line to an event at the hub, each part in a process of its own. */
const { badge, locker } = demo.ada;
const pickup = [
  'session.started',
  'credential.accepted',
  'door.requested',
  'door.commanded',
  'door.opened',
  'parcel.released',
  'door.closed',
  'parcel.pickedUp',
  'session.ended',
];
let folder: Folder;
let bank: Bank;
let hub: Hub;

beforeAll(async () => {
  folder = temporaryFolder();
  hub = await startHub(folder.in('hub'));
});
afterAll(async () => {
  await hub.stop();
  folder.remove();
});

async function newKiosk(name: string): Promise<readonly string[]> {
  bank = await startBank({ transport: 'pty' });
  return kioskArguments({
    bank,
    data: folder.in(name),
    hub: hub.url,
    enrol: await hub.enrolmentCode(),
  });
}

/** The person's hands: a tap, the parcel out, the door shut; the screens are seen by `shows`. */
async function pickUp(shows: (screen: string) => Promise<unknown>): Promise<void> {
  await shows('home');
  await bank.do({ do: 'tap', reader: 'reader', badge });
  await shows('takeParcel');
  expect(await bank.door(locker)).toMatchObject({ leaf: 'open', pulses: 1 });
  await bank.do({ do: 'item', locker, on: false });
  await bank.do({ do: 'shut', locker });
  await shows('thanks');
  expect(await bank.unlocks()).toBe(1);
}

/** The events of the last session at the hub, in order. */
async function lastSession(): Promise<readonly string[]> {
  const events = await hub.events();
  const from = events.findLastIndex((event) => event.type === 'session.started');
  return events.slice(from).map((event) => event.type);
}

async function arrives(before: number): Promise<void> {
  const pickedUp = async (): Promise<number> =>
    (await hub.events()).filter((event) => event.type === 'parcel.pickedUp').length;
  await eventually('the pickup at the hub', async () => (await pickedUp()) === before + 1);
  await eventually('the end of the session', async () =>
    (await lastSession()).includes('session.ended'),
  );
}

describe('one pickup through every layer', () => {
  test('[F37] over pseudo-terminals, with a screen that only listens', async () => {
    await newKiosk('pty');
    const kiosk = await startServedKiosk({
      bank,
      data: folder.in('pty'),
      hub: hub.url,
      enrol: await hub.enrolmentCode(),
    });
    const screen = await watchScreen(kiosk.ready.kiosk);
    await pickUp(screen.shows);
    await arrives(0);
    expect(await lastSession()).toEqual(pickup);
    screen.close();
    expect(await kiosk.stop()).toBe(0);
    await bank.stop();
  });

  test.skipIf(!hasChromium)('[F37] in Chromium, touched and seen by a person', async () => {
    await newKiosk('chromium');
    const kiosk = await startServedKiosk({
      bank,
      data: folder.in('chromium'),
      hub: hub.url,
      enrol: await hub.enrolmentCode(),
    });
    const browser = await openChromium();
    const page = await browser.newPage({ viewport: portrait });
    await page.goto(kiosk.ready.kiosk);
    await pickUp((screen) => page.waitForSelector(`[data-screen=${screen}]`));
    await arrives(1);
    await browser.close();
    expect(await kiosk.stop()).toBe(0);
    await bank.stop();
  });

  test.skipIf(!electronFolder || !hasDisplayServer)(
    '[F37] in Electron, in a window of its own',
    async () => {
      const args = await newKiosk('electron');
      const display = await openDisplay();
      const shell = await startShell(args, { display: display.name });
      await pickUp((screen) => shell.shows(screen));
      await arrives(2);
      await shell.close();
      display.close();
      await bank.stop();
    },
  );
});
