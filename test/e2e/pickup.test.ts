import { afterEach, beforeEach, describe, expect, test } from 'vitest';
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
  type KioskArguments,
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
  'code.ended',
  'session.ended',
];
let folder: Folder;
let bank: Bank;
let hub: Hub;
let options: KioskArguments;

beforeEach(async () => {
  folder = temporaryFolder();
  hub = await startHub(folder.in('hub'));
  bank = await startBank({ transport: 'pty' });
  options = {
    bank,
    data: folder.in('kiosk'),
    hub: hub.url,
    enrol: await hub.enrolmentCode(),
  };
});
afterEach(async () => {
  await bank.stop();
  await hub.stop();
  folder.remove();
});

/** The person's hands: a tap, the parcel out, the door shut; the screens are seen by `shows`. */
async function pickUp(shows: (screen: string) => Promise<unknown>): Promise<void> {
  await shows('home');
  const before = await pickupsAtHub();
  await bank.do({ do: 'tap', reader: 'reader', badge });
  await shows('takeParcel');
  expect(await bank.door(locker)).toMatchObject({ leaf: 'open', pulses: 1 });
  await bank.do({ do: 'item', locker, on: false });
  await bank.do({ do: 'shut', locker });
  await shows('thanks');
  expect(await bank.unlocks()).toBe(1);
  await eventually('the pickup at the hub', async () => (await pickupsAtHub()) === before + 1);
  await eventually('the end of the session', async () =>
    (await lastSession()).includes('session.ended'),
  );
  expect(await lastSession()).toEqual(pickup);
}

/** The events of the last session at the hub, in order. */
async function lastSession(): Promise<readonly string[]> {
  const events = await hub.events();
  const from = events.findLastIndex((event) => event.type === 'session.started');
  return events.slice(from).map((event) => event.type);
}

async function pickupsAtHub(): Promise<number> {
  return (await hub.events()).filter((event) => event.type === 'parcel.pickedUp').length;
}

describe('one pickup through every layer', () => {
  test('[F37] over pseudo-terminals, with a screen that only listens', async () => {
    const kiosk = await startServedKiosk(options);
    const screen = await watchScreen(kiosk.ready.kiosk);
    await pickUp(screen.shows);
    screen.close();
    expect(await kiosk.stop()).toBe(0);
  });

  test.skipIf(!hasChromium)('[F37] in Chromium, touched and seen by a person', async () => {
    const kiosk = await startServedKiosk(options);
    const browser = await openChromium();
    const page = await browser.newPage({ viewport: portrait });
    await page.goto(kiosk.ready.kiosk);
    await pickUp((screen) => page.waitForSelector(`[data-screen=${screen}]`));
    await browser.close();
    expect(await kiosk.stop()).toBe(0);
  });

  test.skipIf(!electronFolder || !hasDisplayServer)(
    '[F37] in Electron, in a window of its own',
    async () => {
      const display = await openDisplay();
      const shell = await startShell(kioskArguments(options), { display: display.name });
      await pickUp((screen) => shell.shows(screen));
      await shell.close();
      display.close();
    },
  );
});
