import { afterEach, expect, test } from 'vitest';
import { byEar, type ByEar } from '../support/by-ear.ts';
import { people, type KioskWorld, type WorldOptions } from '../support/kiosk-world.ts';

/** People who hear and do not see: they know only what was said to them, and only press keys. */
let world: KioskWorld;
afterEach(() => world.end());

async function plugIn(options: WorldOptions = {}): Promise<ByEar> {
  const person = await byEar({ keypad: 'storm-audionav-ef', ...options });
  ({ world } = person);
  await person.plug(true);
  return person;
}

test('[F45] a blind recipient picks up a parcel alone, by ear and keys (ADA 707.5, BLIND)', async () => {
  const { listen, choose, plug } = await plugIn();
  expect(await listen()).toEqual([
    'Welcome. Audio is on.',
    'To make it louder: the Louder key. To make it quieter: the Quieter key.',
    'Tap your badge or touch to begin, 2 choices',
    'Pick up a parcel, With your badge or a code, button, 1 of 2',
    'Store something, A locker for your own things, button, 2 of 2',
    'To go through the choices one by one, press Down.',
  ]);
  await choose('Pick up a parcel');
  expect(await listen()).toContain('Your code, empty');
  await world.tap(people.bela.badge);
  expect((await listen())[0]).toBe('2 lockers wait for you, 3 choices');

  await choose('Locker 5');
  // Where it is and what will happen comes before the door does.
  await world.clock.until(() => world.sound.heard.at(-1)?.key === 'opening.body', 20_000);
  expect(world.unlocks(5)).toBe(0);
  const said = await listen();
  expect(said.slice(0, 3)).toEqual([
    'Locker 5 is opening',
    '3rd column from the left, 2nd from the top, at chest height.',
    'Stand back a little, the door swings open by itself.',
  ]);
  await world.shows('takeParcel');
  expect(await listen()).toContain('Locker 5 is open');
  expect(world.unlocks(5)).toBe(1);
  expect(world.sound.beacon()).toBe(true);

  // The person walks to the door, and the plug comes out on the way.
  await plug(false);
  await world.clock.step(20_000);
  world.door(5).putItem(false);
  world.door(5).shut();
  await world.shows('another');
  expect(world.sound.beacon()).toBe(false);
  expect(await listen()).toEqual([]);

  await plug(true);
  expect(await listen()).toContain('One more locker waits for you, 2 choices');
  await choose('Finish');
  expect(await listen()).toContain('Thank you, 2 choices');
  await choose('Done');
  expect(await listen()).toContain('Tap your badge or touch to begin, 2 choices');
  expect(world.events()).toContain('parcel.pickedUp');
  expect(world.unlocks(2)).toBe(0);
});
