import { setOutOfService, setVerified } from '../../db/lockers.ts';
import { insertParcel } from '../../db/parcels.ts';
import { moveReservation, putReservation } from '../../db/reservations.ts';
import { olgaSignsIn } from './drop-off-world.ts';
import type { KioskWorld } from './kiosk-world.ts';

/** A promise of storage in this locker, as it stands after somebody has put something in. */
export function storeIn(world: KioskWorld, locker: number, more: object = {}): void {
  world.kiosk().store.write((db) => {
    putReservation(db, {
      ...{ id: `stay-${locker}`, kind: 'storage', size: 'medium', contactId: 'cleo' },
      ...{ departmentId: null, visitor: null, toContactId: null, toDepartmentId: null },
      ...{ trackingNumber: null, askedBy: 'kiosk', startsAt: null, until: null },
      longestUntil: null,
      ...more,
    });
    moveReservation(db, `stay-${locker}`, { state: 'active', locker });
  });
}

/** The mailroom at the lockers: everything that its screens can show. */
export async function mailroomManages(world: KioskWorld): Promise<void> {
  storeIn(world, 4);
  world.kiosk().store.write((db) => {
    db.sql.run('update parcels set expires_at = 1 where locker in (1, 5)');
    setVerified(db, 3, false);
    setOutOfService(db, 6, 'dirty', 'spilt ink');
    insertParcel(db, {
      ...{ id: 'half', trackingNumber: 'H1', sender: null, contactId: 'ada' },
      ...{ departmentId: null, locker: 3, expiresAt: null, state: 'placing' },
    });
  });
  await olgaSignsIn(world, 'manageExpiredFirst');
  await world.press('confirm');
  await world.shows('manageSelect');
  await world.press('go');
  await world.shows('manageReady');
  await world.press('openDoor');
  await world.shows('manageTakeOut');
  world.door(1).shut();
  await world.shows('manageClosed');
  await world.press('next');
  world.door(5).jam(true);
  await world.press('openDoor');
  await world.shows('didNotOpen', 20_000);
  await world.press('report');
  await world.press('leave');
  await world.shows('manageSummary');
  await world.press('back');
  await world.press('filter:occupied');
  await world.press('filter:');
  await world.press('locker:5');
  await world.press('resetCode');
  await world.shows('manageCode');
  await world.press('back');
  await world.press('notice');
  await world.shows('manageNotice');
  await world.press('back');
  await world.press('dedicate');
  await world.type('cle');
  await world.press('back');
  await world.shows('manageLocker');
  await world.press('back');
  await world.press('locker:3');
  await world.press('look');
  await world.press('openDoor');
  await world.shows('manageLookInside');
  world.door(3).shut();
  await world.shows('manageSeen');
  await world.press('found:empty');
  await world.press('outOfService');
  await world.press('reason:dirty');
  await world.shows('manageNote');
  await world.press('back');
  await world.press('back');
}
