import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kioskWorld, people, type KioskWorld } from '../support/kiosk-world.ts';

const { ada, bela } = people;

/** Bela has a third parcel; her lockers open at once. */
const openAll = {
  settings: { pickup: { openAllAtOnce: true } },
  more: {
    parcels: [{ id: 'p-bela-3', trackingNumber: 'TRK000004444', contactId: 'bela', locker: 3 }],
  },
};

let world: KioskWorld;
beforeEach(async () => {
  world = await kioskWorld(openAll);
});
afterEach(() => world.end());

const standing = (): Readonly<Record<string, string>> =>
  Object.fromEntries([
    ...world.view().rows.map(({ label, value }) => [label.text, value.text]),
    ...world
      .view()
      .items.filter(({ locker }) => locker !== null)
      .map(({ label, details }) => [label.text, details[0]?.text]),
  ]) as Readonly<Record<string, string>>;

describe('all lockers of one person at once', () => {
  test('[F42] they open one after another, each is told of, and all is picked up', async () => {
    await world.tap(bela.badge);
    const opening = await world.shows('openingAll');
    expect(opening.title.text).toBe('Your 3 lockers open one after another');
    expect(standing()).toEqual({
      'Locker 2': 'Opening',
      'Locker 3': 'Opens next',
      'Locker 5': 'Opens next',
    });
    const open = await world.shows('allOpen');
    expect(open.items.map(({ id }) => id)).toEqual(['locker:2', 'locker:3', 'locker:5']);
    expect(open.picture?.lockers.filter(({ lit }) => lit).map(({ number }) => number)).toEqual([
      2, 3, 5,
    ]);
    world.door(3).shut();
    await world.clock.step(500);
    expect(standing()).toEqual({
      'Locker 2': 'Open',
      'Locker 3': 'Closed again',
      'Locker 5': 'Open',
    });
    world.door(2).shut();
    const last = await world.shows('takeParcel');
    expect(last.title.text).toBe('Locker 5 is open');
    world.door(5).shut();
    const thanks = await world.shows('thanks');
    expect(thanks.items.map(({ id }) => id)).toEqual([
      'finish',
      'reopen:2',
      'reopen:3',
      'reopen:5',
    ]);
    expect(world.payloads('parcel.pickedUp')).toHaveLength(3);
    expect([2, 3, 5].map((locker) => world.unlocks(locker))).toEqual([1, 1, 1]);
    await world.shows('home', 10_000);
  });

  test('[F42] never two coils at a time: a door is asked when the one before has its verdict', async () => {
    await world.tap(bela.badge);
    await world.shows('allOpen');
    const doors = world.events().filter((type) => type.startsWith('door.'));
    const one = ['door.requested', 'door.commanded', 'door.opened'];
    expect(doors).toEqual([...one, ...one, ...one]);
  });

  test('[F42] a door that fails does not stop the others, and is tried again at the end', async () => {
    world.door(2).jam(true);
    await world.tap(bela.badge);
    await world.shows('allOpen', 20_000);
    expect(standing()).toMatchObject({ 'Locker 2': 'Still closed', 'Locker 3': 'Open' });
    world.door(3).shut();
    world.door(5).shut();
    const failed = await world.shows('didNotOpen');
    expect(failed.items.map(({ id }) => id)).toEqual(['tryAgain', 'report', 'leave']);
    world.door(2).jam(false);
    await world.press('tryAgain');
    await world.shows('takeParcel');
    world.door(2).shut();
    await world.shows('thanks');
    expect(world.payloads('parcel.pickedUp')).toHaveLength(3);
  });

  test('[F42] a locker that is touched shows where it is; there its own problem is reported', async () => {
    await world.tap(bela.badge);
    await world.shows('allOpen');
    await world.press('locker:3');
    const page = await world.shows('takeParcel');
    expect(page.locker).toBe(3);
    expect(page.lines[0]?.text.text).toMatch(/column from the left/);
    await world.press('report');
    await world.press('back');
    await world.shows('allOpen');
    expect(world.payloads('problem.reported')).toEqual([{ locker: 3, what: 'contents' }]);
  });

  test('[F42] two doors that stay shut: the person leaves, and both parcels keep', async () => {
    for (const locker of [2, 3]) world.door(locker).jam(true);
    await world.tap(bela.badge);
    await world.shows('allOpen', 20_000);
    world.door(5).shut();
    const shut = await world.shows('allShut');
    expect(shut.title.text).toBe('2 doors did not open');
    expect(shut.items.map(({ id }) => id)).toEqual(['locker:2', 'locker:3', 'leave']);
    await world.press('locker:2');
    await world.shows('didNotOpen');
    await world.press('back');
    await world.press('leave');
    await world.shows('home', 10_000);
    expect(world.payloads('session.ended')).toEqual([{ reason: 'left' }]);
    world.door(2).jam(false);
    await world.tap(bela.badge);
    await world.shows('openingAll');
  });

  test('[F42] [F3] doors that stay shut are counted down, and then Home comes back', async () => {
    for (const locker of [2, 3, 5]) world.door(locker).jam(true);
    await world.tap(bela.badge);
    await world.shows('allShut', 20_000);
    await world.clock.until(() => world.view().countdown !== null, 60_000);
    expect(world.view().countdown).not.toBeNull();
    await world.shows('home', 30_000);
    expect(world.payloads('session.ended')).toEqual([{ reason: 'timedOut' }]);
  });

  test('[F42] [F3] the session stays over each open door until the alarm, and only then ends', async () => {
    await world.tap(bela.badge);
    await world.shows('allOpen');
    world.door(2).shut();
    await world.clock.step(60_000);
    expect(standing()).toMatchObject({ 'Locker 3': 'Please close it' });
    await world.clock.step(55_000);
    expect(world.events()).not.toContain('session.ended');
    await world.clock.until(() => world.events().includes('session.ended'), 60_000);
    expect(world.events().filter((type) => type === 'door.leftOpen')).toHaveLength(2);
    expect(world.payloads('session.ended')).toEqual([{ reason: 'doorLeftOpen' }]);
  });

  test('one locker is opened as ever, and so is each where the setting is off', async () => {
    await world.tap(ada.badge);
    await world.shows('takeParcel');
    world.door(1).shut();
    await world.shows('thanks');
    await world.end();
    world = await kioskWorld({ more: openAll.more });
    await world.tap(bela.badge);
    await world.shows('chooseParcel');
  });
});

test('[F42] the power fails over two open doors: no door is pulsed, and both parcels are picked up when shut', async () => {
  const dark = await kioskWorld(openAll);
  await dark.tap(bela.badge);
  await dark.shows('allOpen');
  dark.door(2).shut();
  await dark.clock.step(500);
  await dark.crash();
  await dark.restart();
  await dark.shows('home');
  for (const locker of [3, 5]) dark.door(locker).shut();
  await dark.clock.step(3_000);
  expect([2, 3, 5].map((locker) => dark.unlocks(locker))).toEqual([1, 1, 1]);
  expect(dark.payloads('parcel.pickedUp')).toHaveLength(3);
  await dark.end();
});

test('[F42] at the keypad one door opens at a time', async () => {
  const listening = await kioskWorld({ ...openAll, keypad: 'two-switch' });
  await listening.keypad.act('next');
  await listening.tap(bela.badge);
  await listening.shows('chooseParcel');
  expect(listening.unlocks(2)).toBe(0);
  await listening.end();
});
