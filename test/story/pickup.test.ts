import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kioskWorld, people, type KioskWorld } from '../support/kiosk-world.ts';

let world: KioskWorld;
beforeEach(async () => {
  world = await kioskWorld();
});
afterEach(() => world.end());

describe('one pickup', () => {
  test('[F37] [F45] a badge, one door, the parcel, the door shut: picked up', async () => {
    expect(world.view().screen).toBe('home');
    await world.tap(people.ada.badge);
    await world.shows('opening');
    const open = await world.shows('takeParcel');
    expect(open.title.text).toBe('Locker 1 is open');
    expect(open.picture?.lockers.find((locker) => locker.number === 1)).toMatchObject({
      lit: true,
      door: 'open',
    });
    expect(world.door(1).state().leaf).toBe('open');
    world.door(1).putItem(false);
    world.door(1).shut();
    await world.shows('thanks');
    expect(world.unlocks(1)).toBe(1);
    await world.shows('home', 10_000);
    expect(world.events()).toEqual([
      'parcel.deposited',
      'parcel.deposited',
      'parcel.deposited',
      'seed.applied',
      'kiosk.started',
      'session.started',
      'credential.accepted',
      'door.requested',
      'door.commanded',
      'door.opened',
      'parcel.released',
      'door.closed',
      'parcel.pickedUp',
      'session.ended',
    ]);
  });

  test('[F46] two lockers: one, then the next, each until its door is shut', async () => {
    await world.tap(people.bela.badge);
    const choice = await world.shows('chooseParcel');
    expect(choice.items.map((item) => item.id)).toEqual(['open:2', 'open:5', 'leave']);
    await world.press('open:5');
    await world.shows('takeParcel');
    world.door(5).shut();
    await world.shows('another');
    await world.press('open:2');
    await world.shows('takeParcel');
    world.door(2).shut();
    await world.shows('thanks');
    expect([world.unlocks(2), world.unlocks(5)]).toEqual([1, 1]);
    expect(world.payloads('parcel.pickedUp').map((event) => event['parcelId'])).toEqual([
      'p-bela-2',
      'p-bela-1',
    ]);
  });

  test('[F46] leaving early keeps the rest for the next time', async () => {
    await world.tap(people.bela.badge);
    await world.shows('chooseParcel');
    await world.press('open:2');
    await world.shows('takeParcel');
    world.door(2).shut();
    await world.shows('another');
    await world.press('finish');
    await world.shows('home', 10_000);
    await world.tap(people.bela.badge);
    await world.shows('takeParcel');
    expect(world.unlocks(5)).toBe(1);
  });

  test('an unknown badge is not recognised, and the badge number stands nowhere', async () => {
    await world.tap(people.nobody.badge);
    const view = await world.shows('notRecognised');
    expect(view.items.map((item) => item.id)).toEqual(['again', 'leave']);
    expect(world.payloads('credential.refused')).toEqual([{ kind: 'badge', reason: 'unknown' }]);
    await world.shows('home', 25_000);
  });

  test('somebody for whom nothing waits is told so', async () => {
    await world.tap(people.cleo.badge);
    await world.shows('nothingHere');
    expect(world.events()).not.toContain('door.requested');
  });

  test("a tap during somebody else's session asks to wait and opens nothing", async () => {
    await world.tap(people.bela.badge);
    await world.shows('chooseParcel');
    await world.tap(people.ada.badge);
    expect(world.view().screen).toBe('chooseParcel');
    expect(world.view().lines.at(-1)?.text.text).toMatch(/Please wait/);
    await world.clock.step(5_000);
    expect(world.view().lines.map((line) => line.text.key)).not.toContain('interjection.busy');
    expect(world.unlocks(1)).toBe(0);
  });

  test('a press on a screen that is gone does nothing', async () => {
    await world.tap(people.bela.badge);
    const choice = await world.shows('chooseParcel');
    await world.press('open:2');
    await world.shows('takeParcel');
    world.kiosk().send({ type: 'press', view: choice.number, item: 'open:5' });
    await world.clock.step(5_000);
    expect(world.unlocks(5)).toBe(0);
  });

  test('a badge at the farewell is the next person, at once', async () => {
    await world.tap(people.ada.badge);
    await world.shows('takeParcel');
    world.door(1).shut();
    await world.shows('thanks');
    await world.tap(people.bela.badge);
    const choice = await world.shows('chooseParcel');
    expect(choice.lines.some((line) => line.id === 'pleaseWait')).toBe(false);
    expect(world.events().filter((type) => type === 'session.ended')).toHaveLength(1);
    expect(world.unlocks(1)).toBe(1);
  });

  test('a double tap on a choice opens its door once', async () => {
    await world.tap(people.bela.badge);
    const choice = await world.shows('chooseParcel');
    const press = { type: 'press', view: choice.number, item: 'open:2' } as const;
    world.kiosk().send(press);
    world.kiosk().send(press);
    await world.shows('takeParcel');
    await world.clock.step(3_000);
    expect(world.unlocks(2)).toBe(1);
  });

  test('the same person may open the same locker again for a while, and not later', async () => {
    await world.tap(people.ada.badge);
    await world.shows('takeParcel');
    world.door(1).shut();
    await world.shows('thanks');
    await world.press('reopen:1');
    await world.shows('takeParcel');
    world.door(1).shut();
    await world.shows('home', 12_000);
    await world.tap(people.ada.badge);
    await world.shows('chooseReopen');
    await world.press('leave');
    await world.shows('home');
    await world.clock.step(16 * 60_000);
    await world.tap(people.ada.badge);
    await world.shows('nothingHere');
    expect(world.unlocks(1)).toBe(2);
  });

  test('[F3] nobody chooses: ten seconds are counted down, one touch asks for more, then Home', async () => {
    await world.tap(people.bela.badge);
    await world.shows('chooseParcel');
    await world.clock.step(50_500);
    expect(world.view().countdown?.seconds).toBe(10);
    await world.press('moreTime');
    expect(world.view().countdown).toBeNull();
    await world.clock.step(50_500);
    expect(world.view().countdown).not.toBeNull();
    await world.shows('home', 12_000);
    expect(world.payloads('session.ended')).toEqual([{ reason: 'timedOut' }]);
    expect(world.events()).not.toContain('door.requested');
  });

  test('[F3] the session stays over its open door until the alarm, and the door is watched on', async () => {
    await world.tap(people.ada.badge);
    await world.shows('takeParcel');
    await world.shows('closeDoor', 31_000);
    await world.shows('leftOpen', 100_000);
    expect(world.events()).toContain('door.leftOpen');
    await world.shows('home', 35_000);
    expect(world.payloads('session.ended')).toEqual([{ reason: 'doorLeftOpen' }]);
    world.door(1).shut();
    await world.clock.step(2_000);
    expect(world.events().slice(-2)).toEqual(['door.closed', 'parcel.pickedUp']);
  });
});
