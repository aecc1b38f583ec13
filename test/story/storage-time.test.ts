import { afterEach, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../main/base/clock.ts';
import { insertParcel } from '../../db/parcels.ts';
import { kioskWorld, type KioskWorld } from '../support/kiosk-world.ts';
import { beginsStoring, typesCode } from '../support/storage-world.ts';
import { mailroomIn } from '../support/mailroom.ts';

/** What time does to what lies here: it is told of, and opens nothing. */
let world: KioskWorld;
afterEach(() => world.end());

/** So much later on the clock of the wall, and the next look at what has ended. */
async function later(ms: number): Promise<void> {
  world.clock.jumpWall(ms - MINUTE);
  await world.clock.step(MINUTE);
}

const notices = (what: string): readonly Record<string, unknown>[] =>
  world.payloads('notice.requested').filter((notice) => notice['what'] === what);

describe('[F33] the end of a stay', () => {
  test('is warned of once, told of once, and opens nothing', async () => {
    world = await kioskWorld();
    const { locker } = await beginsStoring(world);
    const unlocks = world.unlocks(locker);
    await later(28 * MINUTE);
    expect(notices('expiring')).toEqual([]);
    await later(4 * MINUTE);
    expect(notices('expiring')).toMatchObject([{ contactId: 'cleo', locker }]);
    await later(30 * MINUTE);
    expect(world.payloads('reservation.expired')).toMatchObject([{ locker }]);
    expect(notices('expired')).toMatchObject([{ contactId: 'cleo', locker }]);
    await world.restart();
    await later(5 * MINUTE);
    expect(world.payloads('reservation.expired')).toHaveLength(1);
    expect([notices('expiring').length, notices('expired').length]).toEqual([1, 1]);
    expect(world.unlocks(locker)).toBe(unlocks);
  });

  test('is the operator’s to handle: they end it, and its PIN opens nothing more', async () => {
    world = await kioskWorld();
    const { locker, pin } = await beginsStoring(world);
    await later(HOUR + MINUTE);
    const mailroom = mailroomIn(world);
    await mailroom.signIn('manageExpiredFirst');
    await world.press('confirm');
    await world.press('go');
    await mailroom.takeOut(locker);
    await world.press('next');
    await world.shows('manageSummary');
    expect(world.payloads('reservation.ended')).toMatchObject([{ locker, by: 'staff' }]);
    expect(world.payloads('code.ended')).toMatchObject([{ as: 'revoked' }]);
    await world.press('back');
    await world.press('back');
    await world.press('logOut');
    await world.shows('home', 400_000);
    const unlocks = world.unlocks(locker);
    await typesCode(world, pin);
    await world.shows('notRecognised');
    expect(world.unlocks(locker)).toBe(unlocks);
  });
});

describe('[F33] the fixed end, on the clock of the bank', () => {
  const begun = async (fixedEndMinute: number, wall: number): Promise<number> => {
    world = await kioskWorld({
      settings: {
        general: { timeZone: 'America/New_York' },
        storage: { reservationDuration: 'fixed', fixedEndMinute },
      },
    });
    world.clock.jumpWall(wall - world.clock.wall());
    await beginsStoring(world);
    return Number(world.payloads('reservation.granted').at(-1)?.['until']);
  };

  test('is a time of day where the lockers stand, not where the machine thinks it is', async () => {
    expect(await begun(18 * 60, Date.UTC(2026, 10, 24, 9))).toBe(Date.UTC(2026, 10, 24, 23));
  });

  test('that has passed today is tomorrow’s, across midnight', async () => {
    // 22:00 in New York; nine in the morning there is 14:00 UTC.
    expect(await begun(9 * 60, Date.UTC(2026, 10, 25, 3))).toBe(Date.UTC(2026, 10, 25, 14));
  });

  test('through the night that is an hour short, and the one that is an hour long', async () => {
    // From 22:00 to 06:00 in New York: seven hours in March, nine in November.
    expect(await begun(6 * 60, Date.UTC(2027, 2, 14, 3))).toBe(Date.UTC(2027, 2, 14, 10));
    await world.end();
    expect(await begun(6 * 60, Date.UTC(2026, 10, 1, 2))).toBe(Date.UTC(2026, 10, 1, 11));
  });
});

test('[F35] a parcel is warned of, then expired, once each; several of one person are one message', async () => {
  world = await kioskWorld();
  const end = Math.round(world.clock.wall()) + 3 * DAY;
  world.kiosk().store.write((db) => {
    for (const id of ['a', 'b'])
      insertParcel(db, {
        ...{ id, trackingNumber: id, sender: null, contactId: 'cleo' },
        ...{ departmentId: null, locker: 4, expiresAt: end },
      });
  });
  await later(DAY);
  expect(notices('expiring')).toEqual([]);
  await later(DAY + 2 * MINUTE);
  expect(notices('expiring')).toMatchObject([
    { contactId: 'cleo', locker: 4, parcelIds: ['a', 'b'] },
  ]);
  await later(DAY);
  expect(world.payloads('parcel.expired')).toMatchObject([{ parcelId: 'a' }, { parcelId: 'b' }]);
  expect(notices('expired')).toMatchObject([{ parcelIds: ['a', 'b'] }]);
  expect(world.unlocks(4)).toBe(0);
});
