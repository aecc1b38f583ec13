import { afterEach, describe, expect, test } from 'vitest';
import { byEar, type ByEar } from '../support/by-ear.ts';
import { people, type KioskWorld } from '../support/kiosk-world.ts';

/** TIME, WCAG 2.2.1, `[F3]`: nobody who listens is hurried, and everybody is warned. */
let world: KioskWorld;
let person: ByEar;
afterEach(() => world.end());

async function choosing(): Promise<void> {
  person = await byEar({ settings: { languages: ['en'] } });
  ({ world } = person);
  await person.plug(true);
  await world.tap(people.bela.badge);
  await world.shows('chooseParcel');
  await person.listen();
}

/** Steps second by second until the warning is heard; how many seconds it took. */
async function untilWarned(): Promise<number> {
  const before = world.clock.monotonic();
  const warned = () => world.sound.since().some((said) => said.startsWith('Are you still there'));
  expect(await world.clock.until(warned, 1_000_000, 1_000)).toBe(true);
  return (world.clock.monotonic() - before) / 1_000;
}

test('three times as long as by sight, with a warning at least 30 s before the end', async () => {
  await choosing();
  const quiet = await untilWarned();
  const warnedAt = world.clock.monotonic();
  await world.shows('home', 1_000_000);
  const left = (world.clock.monotonic() - warnedAt) / 1_000;
  expect(left).toBeGreaterThanOrEqual(30);
  expect(quiet + left).toBeGreaterThanOrEqual(120);
  expect(world.payloads('session.ended')).toMatchObject([{ reason: 'timedOut' }]);
});

test('any key after the warning gives more time and does nothing else, ten times and more', async () => {
  await choosing();
  await world.keypad.goTo('item:open:5');
  await person.listen();
  for (let i = 0; i < 11; i += 1) {
    await untilWarned();
    await world.keypad.act(i % 2 === 0 ? 'select' : 'next');
    expect(await person.listen()).toContain('You have more time.');
    expect(world.view().screen).toBe('chooseParcel');
    expect(world.view().focus).toBe('item:open:5');
  }
  expect(world.unlocks(5)).toBe(0);
}, 60_000);

test('time stands still while something is said', async () => {
  await choosing();
  for (let i = 0; i < 60; i += 1) {
    await world.keypad.act('repeat');
    await world.keypad.act('repeat');
    await person.listen();
  }
  expect(world.view().screen).toBe('chooseParcel');
  expect(world.view().countdown).toBeNull();
});

describe('a code or PIN', () => {
  test('[F3] may take five minutes to type', async () => {
    person = await byEar({ settings: { languages: ['en'] } });
    ({ world } = person);
    await person.plug(true);
    await person.listen();
    await person.choose('Pick up a parcel');
    await person.listen();
    await world.clock.step(230_000);
    expect(world.view().screen).toBe('identify');
    await world.shows('home', 200_000);
  });
});
