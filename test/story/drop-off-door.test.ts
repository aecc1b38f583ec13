import { afterEach, describe, expect, test } from 'vitest';
import { locker } from '../../db/lockers.ts';
import { inLocker } from '../../db/parcels.ts';
import type { KioskWorld } from '../support/kiosk-world.ts';
import {
  LABEL,
  find,
  itemIds,
  mailroomWorld,
  placed,
  toTheDoor,
} from '../support/drop-off-world.ts';

let world: KioskWorld;
afterEach(() => world.end());

describe('at the open door', () => {
  test('a larger one is needed: nothing is recorded, and another is chosen', async () => {
    world = await mailroomWorld();
    const number = await toTheDoor(world);
    await world.press('needLarger');
    await world.shows('closeDoor');
    world.door(number).shut();
    await world.shows('chooseSize');
    expect(placed(world)).toEqual([]);
    expect(world.payloads('parcel.placingEnded')).toMatchObject([
      { locker: number, why: 'needLarger' },
    ]);
  });

  test('the locker is not empty: it is on the list of the staff, and another opens', async () => {
    world = await mailroomWorld();
    const number = await toTheDoor(world);
    await world.press('notEmpty');
    world.door(number).shut();
    await world.clock.until(() => (world.view().locker ?? number) !== number, 10_000);
    const next = await world.shows('putIn', 10_000);
    expect(next.locker).not.toBe(number);
    expect(locker(world.kiosk().store.read, number)?.verified).toBe(false);
    expect(world.payloads('locker.unverified')).toMatchObject([
      { locker: number, why: 'notEmpty' },
    ]);
  });

  test('cancelled: the closing door finds nothing to record', async () => {
    world = await mailroomWorld();
    const number = await toTheDoor(world);
    await world.press('cancel');
    world.door(number).shut();
    await world.shows('scanLabel');
    expect(placed(world)).toEqual([]);
    expect(inLocker(world.kiosk().store.read, number)).toEqual([]);
  });

  test('several packages go in together while the door stands open', async () => {
    world = await mailroomWorld({ batchMode: true });
    const number = await toTheDoor(world);
    await world.scan(']C09400111899223197428490');
    await world.scan(LABEL);
    expect(world.view().lines.map(({ text }) => text.text)).toContain(
      '2 packages for this locker. Scan the next before you close the door.',
    );
    world.door(number).shut();
    await world.shows('packageIn');
    expect(placed(world)).toHaveLength(2);
    expect(world.payloads('code.created')).toHaveLength(1);
    expect(world.payloads('notice.requested')).toMatchObject([
      { parcelIds: [expect.any(String), expect.any(String)] },
    ]);
  });

  test('[F30] within a minute the same door opens again, and the package may be taken out', async () => {
    world = await mailroomWorld();
    const number = await toTheDoor(world);
    world.door(number).shut();
    await world.shows('packageIn');
    await world.press('reopen');
    await world.shows('putIn', 10_000);
    await world.press('takenOut');
    world.door(number).shut();
    await world.shows('scanLabel');
    expect(world.payloads('parcel.removed')).toMatchObject([{ locker: number, userId: 'olga' }]);
    expect(inLocker(world.kiosk().store.read, number)).toEqual([]);
  });

  test('[F30] after a minute the choice is gone', async () => {
    world = await mailroomWorld();
    world.door(await toTheDoor(world)).shut();
    expect(itemIds(await world.shows('packageIn'))).toContain('reopen');
    await world.clock.step(61_000);
    expect(itemIds(world.view())).toEqual(['next', 'finish']);
  });

  test('it does not open: the promise is given back, and another locker opens', async () => {
    world = await mailroomWorld();
    for (const number of [3, 4, 6]) world.door(number).jam(number !== 6);
    await world.scan(LABEL);
    await find(world, 'cleo');
    await world.press('recipient:0');
    await world.press('size:medium');
    await world.shows('didNotOpen', 20_000);
    await world.press('others');
    await world.shows('didNotOpen', 20_000);
    await world.press('others');
    expect((await world.shows('putIn', 20_000)).locker).toBe(6);
    expect(world.payloads('parcel.placingEnded')).toHaveLength(2);
  });

  test('the sensor tells nothing: the word of the staff counts, and the event says whose it was', async () => {
    world = await mailroomWorld();
    for (const number of [3, 4, 6]) world.door(number).jam(true);
    await world.scan(LABEL);
    await find(world, 'cleo');
    await world.press('recipient:0');
    await world.press('size:medium');
    await world.shows('didNotOpen', 20_000);
    await world.press('placed');
    await world.shows('packageIn');
    expect(placed(world)).toMatchObject([{ seenBy: 'staff', userId: 'olga' }]);
    expect(itemIds(world.view())).not.toContain('reopen');
  });
});

describe('when something is cut short', () => {
  test('the power fails between open and close: nothing counts as put in, and staff have to look', async () => {
    world = await mailroomWorld();
    const number = await toTheDoor(world);
    await world.crash();
    world.door(number).shut();
    await world.restart();
    await world.shows('home');
    expect(placed(world)).toEqual([]);
    const { read } = world.kiosk().store;
    expect(inLocker(read, number)).toMatchObject([{ state: 'placing' }]);
    expect(locker(read, number)?.verified).toBe(false);
  });

  test('the door stands open after a power cut and is closed by somebody: the same', async () => {
    world = await mailroomWorld();
    const number = await toTheDoor(world);
    await world.crash();
    await world.restart();
    await world.shows('home');
    world.door(number).shut();
    await world.clock.step(3_000);
    expect(placed(world)).toEqual([]);
    expect(locker(world.kiosk().store.read, number)?.verified).toBe(false);
  });

  test('whoever walks away from the open door raises the alarm; what they left is for staff to see', async () => {
    world = await mailroomWorld();
    const number = await toTheDoor(world);
    await world.clock.step(500_000);
    await world.shows('home', 60_000);
    world.door(number).shut();
    await world.clock.step(3_000);
    expect(placed(world)).toEqual([]);
    expect(world.payloads('locker.unverified')).toMatchObject([
      { locker: number, why: 'leftOpen' },
    ]);
  });
});
