import { afterEach, describe, expect, test } from 'vitest';
import { locker } from '../../db/lockers.ts';
import { moveReservation, putReservation, reservation } from '../../db/reservations.ts';
import { kioskWorld, type KioskWorld } from '../support/kiosk-world.ts';
import { atTheMap, mailroomIn, signedIn, type Mailroom } from '../support/mailroom.ts';

/** What has lain too long is taken out, and promises are ended, one door after another. */
let mailroom: Mailroom;
let world: KioskWorld;

afterEach(() => world.end());

function enter(entered: Mailroom): void {
  mailroom = entered;
  world = entered.world;
}

describe('[F35] what has lain too long', () => {
  test('is asked about right after log-in, and may be skipped', async () => {
    enter(await signedIn({ expired: [1] }, 'manageExpiredFirst'));
    expect(mailroom.said()).toContain('One locker holds something that has expired');
    await world.press('skip');
    await world.shows('mailroom');
    expect(world.unlocks(1)).toBe(0);
  });

  test('one is removed when its door was closed again, and may be opened once more', async () => {
    enter(await atTheMap({ expired: [1] }));
    await world.press('locker:1');
    await world.press('remove');
    expect(mailroom.said()).toContain('Ada Quill');
    await world.press('openDoor');
    await world.shows('manageTakeOut');
    expect(mailroom.parcelsIn(1)).toBe(1);
    world.door(1).shut();
    await world.shows('manageClosed');
    expect(world.payloads('parcel.removed')).toMatchObject([
      { parcelId: 'p-ada', locker: 1, userId: 'olga', why: 'expired' },
    ]);
    await world.press('reopen');
    await world.shows('manageLookInside');
    world.door(1).shut();
    await world.shows('manageClosed');
    await world.press('next');
    await world.shows('manageLocker');
    expect(world.view().rows[0]?.value.text).toBe('Free');
    expect(world.payloads('parcel.removed')).toHaveLength(1);
    expect(world.unlocks(1)).toBe(2);
  });

  test('all go one after another; a door that fails in the middle is reported, and the rest go on', async () => {
    enter(await signedIn({ expired: [1, 2, 5] }, 'manageExpiredFirst'));
    await world.press('confirm');
    await world.shows('manageSelect');
    expect(mailroom.said()).toContain('3 selected: 1, 2, 5');
    world.door(2).jam(true);
    await world.press('go');
    await world.shows('manageReady');
    await mailroom.takeOut(1);
    await world.press('next');
    await world.press('openDoor');
    await world.shows('didNotOpen', 20_000);
    await world.press('report');
    await world.press('others');
    await world.shows('manageReady');
    await mailroom.takeOut(5);
    await world.press('next');
    await world.shows('manageSummary');
    expect(mailroom.said()).toContain('2 lockers were emptied');
    expect(mailroom.said()).toContain('This door did not open: 2');
    expect([mailroom.parcelsIn(1), mailroom.parcelsIn(2), mailroom.parcelsIn(5)]).toEqual([
      0, 1, 0,
    ]);
    expect(world.payloads('problem.reported')).toEqual([{ locker: 2, what: 'didNotOpen' }]);
  });

  test('one of several may be skipped', async () => {
    enter(await signedIn({ expired: [1, 2] }, 'manageExpiredFirst'));
    await world.press('confirm');
    await world.press('go');
    await world.press('skip');
    await mailroom.takeOut(2);
    await world.press('next');
    await world.shows('manageSummary');
    expect([mailroom.parcelsIn(1), mailroom.parcelsIn(2)]).toEqual([1, 0]);
    expect(world.unlocks(1)).toBe(0);
  });

  test('a double tap on Open opens one door once', async () => {
    enter(await atTheMap({ expired: [1] }));
    await world.press('locker:1');
    await world.press('remove');
    const { number } = world.view();
    for (let tap = 0; tap < 2; tap += 1)
      world.kiosk().send({ type: 'press', view: number, item: 'openDoor' });
    await world.shows('manageTakeOut');
    await world.clock.step(3_000);
    expect(world.unlocks(1)).toBe(1);
  });

  test('power fails between open and closed: nobody saw who took it, so somebody has to look', async () => {
    enter(await atTheMap({ expired: [1] }));
    await world.press('locker:1');
    await world.press('remove');
    await world.press('openDoor');
    await world.shows('manageTakeOut');
    await world.crash();
    world.door(1).shut();
    await world.restart();
    await world.shows('home');
    expect(mailroom.parcelsIn(1)).toBe(1);
    expect(world.events()).not.toContain('parcel.removed');
    expect(locker(world.kiosk().store.read, 1)?.verified).toBe(false);

    await mailroom.signIn('manageExpiredFirst');
    await world.press('skip');
    await world.press('manage');
    await world.press('locker:1');
    await world.press('look');
    await world.press('openDoor');
    await world.shows('manageLookInside');
    world.door(1).shut();
    await world.shows('manageSeen');
    await world.press('found:empty');
    await world.shows('manageLocker');
    expect(world.payloads('locker.verified')).toEqual([
      { locker: 1, userId: 'olga', found: 'empty' },
    ]);
    expect(mailroom.parcelsIn(1)).toBe(0);
    expect(world.view().rows[0]?.value.text).toBe('Free');
  });
});

test('[F22] reservations end one after another, each when its door was closed again', async () => {
  enter(mailroomIn(await kioskWorld()));
  world.kiosk().store.write((db) => {
    for (const number of [3, 4]) {
      putReservation(db, {
        ...{ id: `r${number}`, kind: 'storage', size: 'medium', contactId: 'ada' },
        ...{ departmentId: null, visitor: null, toContactId: null, toDepartmentId: null },
        ...{ trackingNumber: null, askedBy: 'kiosk', startsAt: null, until: null },
        longestUntil: null,
      });
      moveReservation(db, `r${number}`, { state: 'active', locker: number });
    }
  });
  await mailroom.signIn('mailroom');
  await world.press('manage');
  await world.press('select:reservations');
  await world.press('chooseAll');
  await world.press('go');
  for (const number of [3, 4]) {
    await mailroom.takeOut(number);
    await world.press('next');
  }
  await world.shows('manageSummary');
  const states = ['r3', 'r4'].map((id) => reservation(world.kiosk().store.read, id)?.state);
  expect(states).toEqual(['ended', 'ended']);
  expect(world.payloads('reservation.ended')).toMatchObject([
    { reservationId: 'r3', by: 'staff', userId: 'olga' },
    { reservationId: 'r4', by: 'staff', userId: 'olga' },
  ]);
});

test('whoever is not of the mailroom any more changes nothing and opens nothing', async () => {
  enter(await atTheMap({ expired: [1] }));
  await world.press('locker:1');
  world.kiosk().store.write((db) => db.sql.run("update users set role = 'carrier'"));
  await world.press('reach');
  await world.shows('manageRefused');
  await world.press('back');
  await world.press('remove');
  await world.press('openDoor');
  await world.shows('refused');
  expect(world.unlocks(1)).toBe(0);
  expect(mailroom.parcelsIn(1)).toBe(1);
});

test('the door of an emptied locker stays open: the alarm ends the session, and the parcel is asked about', async () => {
  enter(await atTheMap({ expired: [1], settings: { timers: { doorLeftOpen: 30 } } }));
  await world.press('locker:1');
  await world.press('remove');
  await world.press('openDoor');
  await world.shows('manageTakeOut');
  await world.shows('leftOpen', 40_000);
  await world.press('leave');
  await world.shows('home');
  world.door(1).shut();
  await world.clock.step(1_000);
  expect(mailroom.parcelsIn(1)).toBe(1);
  expect(locker(world.kiosk().store.read, 1)?.verified).toBe(false);
});
