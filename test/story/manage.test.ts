import { afterEach, describe, expect, test } from 'vitest';
import { dedicate, locker, setVerified } from '../../db/lockers.ts';
import { inLocker, insertParcel } from '../../db/parcels.ts';
import { moveReservation, putReservation, reservation } from '../../db/reservations.ts';
import { kioskWorld, type KioskWorld } from '../support/kiosk-world.ts';
import { atTheMap, mailroomIn, type Mailroom } from '../support/mailroom.ts';

/** The mailroom's operator at the kiosk: what lies where, what is broken, what is not known. */
let mailroom: Mailroom;
let world: KioskWorld;

afterEach(() => world.end());

function enter(entered: Mailroom): void {
  mailroom = entered;
  world = entered.world;
}

/** Cleo has a locker reserved, and has put nothing in yet. */
function promiseAhead(number: number): void {
  world.kiosk().store.write((db) => {
    putReservation(db, {
      ...{ id: 'ahead', kind: 'storage', size: 'medium', contactId: 'cleo' },
      ...{ departmentId: null, visitor: null, toContactId: null, toDepartmentId: null },
      ...{ trackingNumber: null, askedBy: 'hub', startsAt: null, until: null },
      longestUntil: null,
    });
    moveReservation(db, 'ahead', { state: 'granted', locker: number });
  });
}

describe('the map of the bank', () => {
  test('[F28] shows each locker’s status as a word, and filters count', async () => {
    enter(await atTheMap({ expired: [5] }));
    const statuses = Object.fromEntries(
      (world.view().picture?.lockers ?? []).map((each) => [each.number, each.statusText?.text]),
    );
    expect(statuses).toEqual({
      1: 'Occupied',
      2: 'Occupied',
      3: 'Free',
      4: 'Free',
      5: 'Expired',
      6: 'Free',
    });
    const labels = world.view().items.map(({ label }) => label.text);
    expect(labels).toEqual(
      expect.arrayContaining(['All: 6', 'Free: 3', 'Occupied: 2', 'Expired: 1']),
    );
    await world.press('filter:occupied');
    const lit = world.view().picture?.lockers.filter((each) => each.lit);
    expect(lit?.map(({ number }) => number)).toEqual([1, 2]);
  });

  test('[F28] overlays stand on the map in symbol and word, and each has its filter', async () => {
    enter(mailroomIn(await kioskWorld()));
    world.kiosk().store.write((db) => {
      dedicate(db, 6, { contactId: 'ada', departmentId: null });
      setVerified(db, 4, false);
    });
    await mailroom.signIn('mailroom');
    await world.press('manage');
    const marks = Object.fromEntries(
      (world.view().picture?.lockers ?? []).map((each) => [each.number, each.marks]),
    );
    expect(marks[6]?.map(({ kind, text }) => [kind, text.text])).toEqual([
      ['dedicated', 'Kept for somebody'],
      ['accessible', 'Within reach'],
    ]);
    expect(marks[4]?.map(({ text }) => text.text)).toEqual(['To look at']);
    expect(marks[1]).toEqual([]);
    await world.press('filter:dedicated');
    const shown = world.view().picture?.lockers.filter(({ item }) => item !== null);
    expect(shown?.map(({ number }) => number)).toEqual([6]);
    // What no locker is like has no button: the map explains itself with what is on it.
    expect(mailroom.items()).toContain('filter:unverified');
    expect(mailroom.items()).not.toContain('filter:fault');
  });

  test('the public’s drawing tells no status', async () => {
    enter(mailroomIn(await kioskWorld()));
    expect(world.view().picture?.lockers.map(({ status }) => status)).toEqual(Array(6).fill(null));
    expect(world.view().picture?.lockers.flatMap(({ marks }) => marks)).toEqual([]);
  });

  test('[F29] a touch on a locker shows whose it is, its number, since when and until when', async () => {
    enter(await atTheMap());
    await world.press('locker:1');
    const rows = (await world.shows('manageLocker')).rows.map(({ value }) => value.text);
    expect(rows).toEqual(
      expect.arrayContaining(['Occupied', 'Ada Quill', 'TRK000001111', 'No end']),
    );
  });
});

describe('a locker goes out of service', () => {
  test('[F24] with a reason and a note, and only when it is empty', async () => {
    enter(await atTheMap());
    await world.press('locker:1');
    expect(mailroom.items()).not.toContain('outOfService');
    await world.press('back');
    await world.shows('manageMap');
    await world.press('locker:3');
    await world.press('outOfService');
    await world.press('reason:dirty');
    await world.type('spilt ink');
    await world.key('accept');
    const rows = (await world.shows('manageLocker')).rows.map(({ value }) => value.text);
    expect(rows).toEqual(expect.arrayContaining(['Out of service', 'Dirty', 'spilt ink']));
    expect(world.payloads('locker.outOfService')).toEqual([
      { locker: 3, why: 'dirty', note: 'spilt ink' },
    ]);
  });

  test('[F44] several go, and come back into service', async () => {
    enter(await atTheMap());
    await world.press('select:putOut');
    await world.press('choose:3');
    await world.press('choose:6');
    await world.press('go');
    await world.press('reason:maintenance');
    await world.press('confirm');
    await world.shows('manageMap');
    expect(mailroom.items()).toContain('select:putBack');
    await world.press('select:putBack');
    await world.press('chooseAll');
    await world.press('go');
    await world.shows('manageMap');
    expect(world.payloads('locker.inService')).toEqual([
      { locker: 3, userId: 'olga' },
      { locker: 6, userId: 'olga' },
    ]);
  });

  test('[F43] what is promised there moves to another locker first, with its code and its end', async () => {
    enter(mailroomIn(await kioskWorld()));
    promiseAhead(3);
    await mailroom.signIn('mailroom');
    await world.press('manage');
    await world.press('locker:3');
    await world.press('outOfService');
    await world.press('reason:dirty');
    await world.press('confirm');
    await world.shows('manageLocker');
    const moved = reservation(world.kiosk().store.read, 'ahead');
    expect(moved).toMatchObject({ state: 'granted', contactId: 'cleo' });
    expect([4, 6]).toContain(moved?.locker);
    expect(world.payloads('reservation.granted')).toMatchObject([
      { reservationId: 'ahead', locker: moved?.locker },
    ]);
    expect(locker(world.kiosk().store.read, 3)?.inService).toBe(false);
  });

  test('[F43] what is promised stays where it is when no other locker can take it', async () => {
    enter(mailroomIn(await kioskWorld()));
    promiseAhead(3);
    await mailroom.signIn('mailroom');
    await world.press('manage');
    // All that are free go together, so none of them is another one to move to.
    await world.press('select:putOut');
    await world.press('chooseAll');
    await world.press('go');
    await world.press('reason:maintenance');
    await world.press('confirm');
    await world.shows('manageRefused');
    expect(mailroom.said()).toContain('Locker 3 is promised to somebody');
    expect(reservation(world.kiosk().store.read, 'ahead')).toMatchObject({
      ...{ state: 'granted', locker: 3 },
    });
    const inService = [3, 4, 6].map(
      (number) => locker(world.kiosk().store.read, number)?.inService,
    );
    expect(inService).toEqual([true, false, false]);
  });

  test('not when something was put in meanwhile', async () => {
    enter(await atTheMap());
    await world.press('locker:3');
    await world.press('outOfService');
    world.kiosk().store.write((db) =>
      insertParcel(db, {
        ...{ id: 'late', trackingNumber: 'L1', sender: null, contactId: 'ada' },
        ...{ departmentId: null, locker: 3, expiresAt: null },
      }),
    );
    await world.press('reason:dirty');
    await world.press('confirm');
    await world.shows('manageRefused');
    expect(locker(world.kiosk().store.read, 3)?.inService).toBe(true);
  });
});

describe('somebody looks into a locker of which nobody knows', () => {
  test('“as recorded” settles what a power cut had left on its way in', async () => {
    enter(mailroomIn(await kioskWorld()));
    world.kiosk().store.write((db) => {
      insertParcel(db, {
        ...{ id: 'half', trackingNumber: 'H1', sender: null, contactId: 'ada' },
        ...{ departmentId: null, locker: 3, expiresAt: null, state: 'placing' },
      });
      db.sql.run('update lockers set verified = 0 where number = 3');
    });
    await mailroom.signIn('mailroom');
    await world.press('manage');
    await world.press('filter:unverified');
    await world.press('locker:3');
    expect(mailroom.items()).not.toContain('remove');
    await world.press('look');
    await world.press('openDoor');
    await world.shows('manageLookInside');
    world.door(3).shut();
    await world.shows('manageSeen');
    await world.press('found:asRecorded');
    await world.shows('manageLocker');
    expect(world.payloads('parcel.deposited').at(-1)).toMatchObject({
      parcelId: 'half',
      seenBy: 'staff',
      userId: 'olga',
    });
    expect(inLocker(world.kiosk().store.read, 3)[0]?.state).toBe('waiting');
  });
});

describe('for one recipient', () => {
  test('a new pickup code is shown once, ends the old one, and its notice goes out', async () => {
    enter(await atTheMap());
    await world.press('locker:1');
    await world.press('resetCode');
    await world.shows('manageCode');
    const first = world.view().title.text;
    expect(first).toMatch(/\d{3} \d{3}/);
    await world.press('back');
    await world.shows('manageLocker');
    await world.press('resetCode');
    await world.shows('manageCode');
    expect(world.view().title.text).not.toBe(first);
    expect(world.payloads('code.ended')).toMatchObject([{ as: 'revoked' }]);
    expect(JSON.stringify(world.payloads('code.created'))).not.toContain(first.replace(/\D/g, ''));
    expect(world.payloads('notice.requested')).toHaveLength(2);
  });

  test('the notice is sent again', async () => {
    enter(await atTheMap({ expired: [1] }));
    await world.press('locker:1');
    await world.press('notice');
    await world.shows('manageNotice');
    expect(world.payloads('notice.requested')).toMatchObject([
      { what: 'expired', contactId: 'ada', locker: 1 },
    ]);
  });

  test('a locker is kept for somebody who is found by name, and for nobody again', async () => {
    enter(await atTheMap());
    await world.press('locker:6');
    await world.press('dedicate');
    await world.type('cle');
    expect(world.view().items.map(({ label }) => label.text)).toContain('Cleo Finch');
    await world.press('dedicate:0');
    const rows = (await world.shows('manageLocker')).rows.map(({ value }) => value.text);
    expect(rows).toContain('Cleo Finch');
    await world.press('release');
    await world.shows('manageLocker');
    expect(mailroom.items()).not.toContain('release');
    expect(world.payloads('locker.dedicated')).toMatchObject([{ locker: 6, contactId: 'cleo' }]);
    expect(world.payloads('locker.released')).toEqual([{ locker: 6, userId: 'olga' }]);
  });

  test('whether a locker is within reach can be overridden', async () => {
    enter(await atTheMap());
    await world.press('locker:4');
    await world.press('reach');
    await world.shows('manageLocker');
    expect(locker(world.kiosk().store.read, 4)?.accessible).toBe(true);
    expect(world.payloads('locker.accessible')).toEqual([
      { locker: 4, accessible: true, userId: 'olga' },
    ]);
  });
});
