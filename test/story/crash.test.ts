import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kioskWorld, people, type KioskWorld } from '../support/kiosk-world.ts';

let world: KioskWorld;
beforeEach(async () => {
  world = await kioskWorld();
});
afterEach(() => world.end());

describe('the power goes', () => {
  test.each([0, 5, 10, 50, 100, 200, 400, 800, 1_500])(
    '%i ms after the tap: nothing is pulsed at boot, and the door tells the truth',
    async (ms) => {
      await world.tap(people.ada.badge);
      await world.clock.step(ms);
      await world.crash();
      const before = world.unlocks(1);
      await world.clock.step(1_000);
      await world.restart();
      expect(world.view().screen).toBe('home');
      await world.clock.step(5_000);
      expect(world.unlocks(1)).toBe(before);
      const open = world.door(1).state().leaf === 'open';
      expect(world.events().includes('parcel.released')).toBe(open);
      expect(world.events()).not.toContain('parcel.pickedUp');
      expect(world.events()).not.toContain('door.forcedOpen');
    },
  );

  test('while the door is open: left open after the restart, collected when it is shut', async () => {
    await world.tap(people.ada.badge);
    await world.shows('takeParcel');
    await world.crash();
    await world.restart();
    expect(world.view().screen).toBe('home');
    expect(world.events()).toContain('door.leftOpen');
    world.door(1).shut();
    await world.clock.step(1_000);
    expect(world.events().slice(-2)).toEqual(['door.closed', 'parcel.pickedUp']);
  });

  test('the door is shut while the kiosk is down: collected, and somebody should look', async () => {
    await world.tap(people.ada.badge);
    await world.shows('takeParcel');
    await world.crash();
    world.door(1).shut();
    await world.restart();
    expect(world.payloads('door.closed')).toMatchObject([{ locker: 1, whileDown: true }]);
    expect(world.events()).toContain('parcel.pickedUp');
    expect(world.payloads('locker.unverified')).toEqual([{ locker: 1, why: 'restart' }]);
  });

  test('the interrupted session is closed in the log, and the person can come again', async () => {
    await world.tap(people.bela.badge);
    await world.shows('chooseParcel');
    await world.crash();
    await world.restart();
    expect(world.payloads('session.ended')).toEqual([{ reason: 'interrupted' }]);
    await world.tap(people.bela.badge);
    await world.shows('chooseParcel');
  });

  test('a door is forced while the kiosk is down: told once, not at every start', async () => {
    await world.crash();
    world.door(4).force();
    await world.restart();
    await world.clock.step(1_000);
    await world.restart();
    await world.clock.step(1_000);
    expect(world.payloads('door.forcedOpen')).toEqual([{ locker: 4 }]);
  });

  test('the boards are dead at the start: Home within five seconds, and it says out of service', async () => {
    await world.crash();
    world.bank.buses.get('doors')?.setFault('silent', true);
    const begun = world.clock.monotonic();
    await world.restart();
    expect(world.clock.monotonic() - begun).toBeLessThanOrEqual(5_000);
    expect(world.view().screen).toBe('outOfService');
  });

  test('everything is seeded once, however often it starts', async () => {
    await world.restart();
    await world.restart();
    expect(world.events().filter((type) => type === 'seed.applied')).toHaveLength(1);
  });
});
