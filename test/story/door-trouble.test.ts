import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kioskWorld, people, type KioskWorld } from '../support/kiosk-world.ts';

let world: KioskWorld;
beforeEach(async () => {
  world = await kioskWorld();
});
afterEach(() => world.end());

const bus = () => world.bank.buses.get('doors');

describe('a door that does not do what it should', () => {
  test('[F45] a jammed lock: told, tried again by the person, each pulse recorded', async () => {
    world.door(1).jam(true);
    await world.tap(people.ada.badge);
    const view = await world.shows('didNotOpen', 8_000);
    expect(view.items.map((item) => item.id)).toEqual(['tryAgain', 'report', 'leave']);
    expect(world.unlocks(1)).toBe(1);
    expect(world.payloads('door.didNotOpen')).toMatchObject([
      { locker: 1, attempt: 1, reply: 'failed' },
    ]);
    world.door(1).jam(false);
    await world.press('tryAgain');
    await world.shows('takeParcel');
    expect(world.unlocks(1)).toBe(2);
    world.door(1).shut();
    await world.shows('thanks');
    expect(world.events()).toContain('parcel.pickedUp');
  });

  test('a jammed lock, reported: the parcel stays theirs', async () => {
    world.door(1).jam(true);
    await world.tap(people.ada.badge);
    await world.shows('didNotOpen', 8_000);
    await world.press('report');
    await world.shows('reported');
    expect(world.payloads('problem.reported')).toEqual([{ locker: 1, what: 'didNotOpen' }]);
    await world.press('leave');
    await world.shows('home');
    expect(world.events()).not.toContain('parcel.released');
    world.door(1).jam(false);
    await world.tap(people.ada.badge);
    await world.shows('takeParcel');
  });

  test('a bolt that gives way late still counts as opened, and nothing is sent again', async () => {
    world.door(1).jam(true);
    await world.tap(people.ada.badge);
    await world.shows('didNotOpen', 8_000);
    world.door(1).force();
    await world.shows('takeParcel');
    expect(world.unlocks(1)).toBe(1);
    expect(world.payloads('door.opened')).toMatchObject([{ late: true }]);
    expect(world.events()).not.toContain('door.forcedOpen');
  });

  test('no answer to the unlock, but the door opens: opened, one pulse', async () => {
    bus()?.setFault('noUnlockReply', true);
    await world.tap(people.ada.badge);
    await world.shows('takeParcel', 8_000);
    expect(world.unlocks(1)).toBe(1);
  });

  test('the unlock frame gets lost: the door is read first, then a new recorded pulse', async () => {
    bus()?.setFault('dropUnlock', true);
    await world.tap(people.ada.badge);
    await world.clock.step(4_000);
    bus()?.setFault('dropUnlock', false);
    await world.shows('takeParcel', 12_000);
    const requests = world.payloads('door.requested');
    expect(requests.length).toBeGreaterThan(1);
    expect(requests.map((request) => request['attempt'])).toEqual(requests.map((_, i) => i + 1));
    expect(new Set(requests.map((request) => request['pulseId'])).size).toBe(requests.length);
    expect(new Set(requests.map((request) => request['authorisationId'])).size).toBe(1);
    expect(world.unlocks(1)).toBe(1);
  });

  test('it stays lost: three pulses at most, then the person decides', async () => {
    bus()?.setFault('dropUnlock', true);
    await world.tap(people.ada.badge);
    await world.shows('didNotOpen', 20_000);
    expect(world.payloads('door.commanded').length).toBeLessThanOrEqual(3);
    await world.clock.step(30_000);
    expect(world.payloads('door.commanded').length).toBeLessThanOrEqual(3);
  });

  test.each(['garbage', 'chunked', 'echo'] as const)(
    '%s on the line: the pickup goes on',
    async (fault) => {
      bus()?.setFault(fault, true);
      await world.restart();
      await world.tap(people.ada.badge);
      await world.shows('takeParcel', 8_000);
      expect(world.unlocks(1)).toBe(1);
    },
  );

  test('every answer has a wrong checksum: no door is asked, and the kiosk says that it is out of service', async () => {
    bus()?.setFault('wrongChecksum', true);
    const view = await world.shows('outOfService', 10_000);
    expect(view.lines.map((line) => line.text.key)).toContain('support.line');
    await world.tap(people.ada.badge);
    await world.clock.step(5_000);
    expect(world.unlocks(1)).toBe(0);
    bus()?.setFault('wrongChecksum', false);
    await world.shows('home', 10_000);
  });

  test('the board falls silent after the pulse: unknown, and nobody is told that it was collected', async () => {
    bus()?.setFault('noUnlockReply', true);
    await world.tap(people.ada.badge);
    await world.shows('opening');
    world.door(1).jam(true);
    bus()?.setFault('silent', true);
    const view = await world.shows('doorUnknown', 10_000);
    expect(view.faultCode).toBe('D-UNKNOWN');
    expect(world.events()).toContain('locker.unverified');
    expect(world.events()).not.toContain('parcel.released');
  });

  test('after an unknown the board answers again and the door is open: the story goes on', async () => {
    await world.tap(people.ada.badge);
    await world.shows('opening');
    bus()?.setFault('silent', true);
    await world.shows('doorUnknown', 10_000);
    bus()?.setFault('silent', false);
    await world.shows('takeParcel', 10_000);
    expect(world.unlocks(1)).toBeLessThanOrEqual(1);
  });

  test.each([0, 20, 200, 700])(
    'the adapter is unplugged %i ms after the tap was understood',
    async (ms) => {
      await world.tap(people.ada.badge);
      await world.clock.step(ms);
      world.cables.doors.unplug();
      await world.clock.step(8_000);
      expect(['doorUnknown', 'refused', 'takeParcel', 'closeDoor']).toContain(world.view().screen);
      expect(world.unlocks(1)).toBeLessThanOrEqual(1);
      world.cables.doors.plug();
      await world.clock.step(12_000);
      const open = world.door(1).state().leaf === 'open';
      if (open) expect(['takeParcel', 'closeDoor']).toContain(world.view().screen);
      else expect(['refused', 'doorUnknown']).toContain(world.view().screen);
      expect(world.unlocks(1)).toBeLessThanOrEqual(1);
    },
  );

  test('unplugged before the tap: out of service, and in service by itself when it is back', async () => {
    world.cables.doors.unplug();
    await world.shows('outOfService', 5_000);
    await world.clock.step(4_000);
    expect(world.events()).toContain('device.lost');
    world.cables.doors.plug();
    await world.shows('home', 15_000);
    expect(world.events()).toContain('device.ready');
    await world.tap(people.ada.badge);
    await world.shows('takeParcel');
  });

  test('a write that never ends: the port is given up, and no late frame leaves it', async () => {
    world.cables.doors.hang(true);
    await world.clock.step(3_000);
    world.cables.doors.hang(false);
    await world.shows('home', 12_000);
    await world.tap(people.ada.badge);
    await world.shows('takeParcel');
    expect(world.unlocks(1)).toBe(1);
  });

  test('a door that is forced is an alarm, and its locker is out of service', async () => {
    world.door(3).force();
    await world.clock.step(2_000);
    expect(world.payloads('door.forcedOpen')).toEqual([{ locker: 3 }]);
    expect(world.payloads('locker.outOfService')).toEqual([
      { locker: 3, why: 'forcedOpen', note: null },
    ]);
    world.door(3).shut();
    await world.clock.step(2_000);
    expect(world.payloads('door.forcedClosed')).toEqual([{ locker: 3 }]);
  });

  test('the locker of a forced door refuses its recipient, who is sent to the staff', async () => {
    world.door(1).force();
    await world.clock.step(2_000);
    world.door(1).shut();
    await world.clock.step(2_000);
    await world.tap(people.ada.badge);
    const view = await world.shows('refused');
    expect(view.lines[0]?.text.key).toBe('refused.outOfService');
    expect(view.items.map((item) => item.id)).toContain('leave');
  });

  test('half a card number, then silence: nothing of it joins the next tap', async () => {
    world.bank.readers.get('reader')?.printHalf('04A1');
    await world.clock.step(400);
    await world.tap(people.ada.badge);
    await world.shows('takeParcel');
  });

  test('the wall clock jumps by years during a pickup: the pickup does not notice', async () => {
    await world.tap(people.bela.badge);
    await world.shows('chooseParcel');
    world.clock.jumpWall(-10 * 365 * 86_400_000);
    await world.press('open:2');
    await world.shows('takeParcel');
    world.clock.jumpWall(20 * 365 * 86_400_000);
    world.door(2).shut();
    await world.shows('another');
  });
});
