import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  demo,
  eventually,
  startBank,
  startHub,
  startServedKiosk,
  temporaryFolder,
  type Bank,
  type Folder,
} from '../support/product.ts';
import { watchScreen } from '../support/screen-watcher.ts';

let folder: Folder;
let bank: Bank;
beforeEach(async () => {
  folder = temporaryFolder();
  bank = await startBank({ transport: 'pty' });
});
afterEach(async () => {
  await bank.stop();
  folder.remove();
});

test('[F45] no network: people are served all the same, and everything arrives afterwards, once', async () => {
  // The hub is there for as long as it takes to write down a code; then it is gone.
  const first = await startHub(folder.in('hub'));
  const enrol = await first.enrolmentCode();
  const { port } = new URL(first.url);
  await first.stop();

  const options = { bank, data: folder.in('kiosk'), hub: first.url, enrol };
  let kiosk = await startServedKiosk(options);
  let screen = await watchScreen(kiosk.ready.kiosk);
  await screen.shows('home');
  await bank.do({ do: 'tap', reader: 'reader', badge: demo.ada.badge });
  await screen.shows('takeParcel');
  await bank.do({ do: 'shut', locker: demo.ada.locker });
  await screen.shows('thanks');
  screen.close();
  expect(await kiosk.stop()).toBe(0);

  // A night later, and after a restart, the network is back.
  const hub = await startHub(folder.in('hub'), Number(port));
  kiosk = await startServedKiosk(options);
  screen = await watchScreen(kiosk.ready.kiosk);
  const pickups = async (): Promise<number> =>
    (await hub.events()).filter(({ type }) => type === 'parcel.pickedUp').length;
  await eventually('the pickup at the hub', async () => (await pickups()) === 1, 30_000);
  const numbers = (await hub.events()).map(({ seq }) => seq);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  expect(await bank.unlocks()).toBe(1);
  screen.close();
  await kiosk.stop();
  await hub.stop();
});
