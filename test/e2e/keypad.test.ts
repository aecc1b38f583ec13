import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  demo,
  eventually,
  startBank,
  startServedKiosk,
  temporaryFolder,
  type Bank,
  type Folder,
} from '../support/product.ts';
import { watchScreen } from '../support/screen-watcher.ts';

/** The bench's keypad in one process, the kiosk in another: keys go over a stream as HID reports. */
let folder: Folder;
let bank: Bank;
beforeEach(async () => {
  folder = temporaryFolder();
  bank = await startBank({ transport: 'tcp' });
});
afterEach(async () => {
  await bank.stop();
  folder.remove();
});

test('[F37] the keypad of the bench works the running kiosk, also after it was unplugged', async () => {
  const kiosk = await startServedKiosk({ bank, data: folder.in('kiosk') });
  const screen = await watchScreen(kiosk.ready.kiosk);
  const focused = (stop: string): Promise<unknown> =>
    eventually(`the focus on ${stop}`, () => screen.view()?.focus === stop);
  const key = (name: string): Promise<unknown> =>
    bank.do({ do: 'key', keypad: 'keypad', key: name });
  const [next, select] = ['F19', 'F20'];

  await screen.shows('home');
  // Keys that are pressed before the kiosk has found its keypad are lost, as they would be.
  await eventually('a first focus', async () => {
    await key(next);
    // Faster than a hand, and presses count as the bouncing of one.
    await new Promise((passed) => setTimeout(passed, 200));
    return screen.view()?.focus !== null;
  });
  await bank.do({ do: 'plug', device: 'keypad', on: false });
  await expect(key('F25')).rejects.toThrow('this keypad has no key');
  await bank.do({ do: 'plug', device: 'keypad', on: true });
  const goTo = (stop: string): Promise<unknown> =>
    eventually(`the way to ${stop}`, async () => {
      await key(next);
      await new Promise((passed) => setTimeout(passed, 200));
      return screen.view()?.focus === stop;
    });
  // Whoever begins with a key can listen, and is asked in which language.
  await screen.shows('language');
  await goTo('item:speak:en');
  await eventually('the language is chosen', async () => {
    await key(select);
    await new Promise((passed) => setTimeout(passed, 500));
    return screen.view()?.screen === 'home';
  });
  await goTo('item:pickUp');
  await key(select);
  await screen.shows('identify');
  await bank.do({ do: 'tap', reader: 'reader', badge: demo.ada.badge });
  await screen.shows('takeParcel');
  await bank.do({ do: 'shut', locker: demo.ada.locker });
  await screen.shows('thanks');
  await key(next);
  await focused('item:finish');
  expect(await bank.do({ do: 'jack', keypad: 'keypad', on: true })).toMatchObject({
    keypads: [{ id: 'keypad', headphones: true, sensesJack: true }],
  });
  await key(select);
  await screen.shows('home');
  expect(await bank.unlocks()).toBe(1);
  screen.close();
  expect(await kiosk.stop()).toBe(0);
});
