import { afterEach, describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../main/base/clock.ts';
import { reservation } from '../../db/reservations.ts';
import { kioskWorld, people, type KioskWorld } from '../support/kiosk-world.ts';
import { mailroomIn } from '../support/mailroom.ts';
import { comesToStore, typesCode } from '../support/storage-world.ts';

/** Lockers that were reserved before anybody comes: for oneself, a visitor, a department. */
let world: KioskWorld;
afterEach(() => world.end());

const { ada, bela, cleo } = people;
const PIN = '846201';
/** The world begins at nine; until six in the evening. */
const TONIGHT = Date.UTC(2026, 10, 24, 18);

async function reserved(
  forWhom: { readonly contactId?: string; readonly [more: string]: unknown },
  settings: object = {},
): Promise<void> {
  const holder = { contactId: forWhom.contactId ?? null };
  world = await kioskWorld({
    scanner: true,
    settings: { storage: settings },
    more: {
      departments: [{ id: 'research', name: 'Research' }],
      contacts: [
        {
          id: 'ada',
          name: 'Ada Quill',
          badges: [ada.badge],
          departments: [{ id: 'research', keyContact: false }],
        },
        {
          id: 'bela',
          name: 'Bela Moor',
          badges: [bela.badge],
          departments: [{ id: 'research', keyContact: false }],
        },
      ],
      reservations: [{ id: 'ahead', kind: 'storage', size: 'medium', ...forWhom }],
      codes: [{ id: 'pin', number: PIN, kind: 'storage', reservationId: 'ahead', ...holder }],
    },
  });
}

const stay = () => reservation(world.kiosk().store.read, 'ahead');

async function opensFirst(): Promise<number> {
  await world.shows('storageStay');
  await world.press('openStay');
  const { locker } = await world.shows('putThingsIn');
  world.door(locker ?? 0).shut();
  await world.shows('storageStored');
  await world.press('finish');
  await world.shows('home', 20_000);
  return locker ?? 0;
}

test('[F11] an employee who reserved ahead types the PIN that was sent, and gets the locker; the PIN stays', async () => {
  await reserved({ contactId: 'cleo', until: TONIGHT });
  await typesCode(world, PIN);
  const locker = await opensFirst();
  expect(stay()).toMatchObject({ state: 'active', locker, until: TONIGHT });
  expect(world.payloads('reservation.granted')).toMatchObject([
    { reservationId: 'ahead', locker, contactId: 'cleo', until: TONIGHT },
  ]);
  await typesCode(world, PIN);
  await world.shows('storageStay');
  await world.press('openStay');
  await world.shows('useThings');
  expect(world.view().locker).toBe(locker);
  world.door(locker).shut();
  await world.shows('storageThanks');
});

test('[F11] by badge they find what they reserved before anything new is offered', async () => {
  await reserved({ contactId: 'cleo', until: TONIGHT });
  await comesToStore(world, cleo.badge);
  const { items } = await world.shows('storageChoose');
  expect(items.map(({ id }) => id)).toContain('stay:ahead');
});

describe('[F50] a visitor', () => {
  const visitor = { visitor: 'Noa Berg', until: TONIGHT };

  test('who is no contact scans the barcode that was sent, and the record names nobody else', async () => {
    await reserved(visitor, { reservationWithoutRecipient: true });
    await world.scan(`RST:S:${PIN}`);
    const locker = await opensFirst();
    expect(stay()).toMatchObject({ state: 'active', locker, visitor: 'Noa Berg' });
    expect(world.payloads('reservation.granted')).toMatchObject([
      { contactId: null, departmentId: null },
    ]);
    // The mailroom sees whose it is.
    const mailroom = mailroomIn(world);
    await mailroom.signIn('mailroom');
    await world.press('manage');
    await world.press(`locker:${locker}`);
    const rows = (await world.shows('manageLocker')).rows.map(({ value }) => value.text);
    expect(rows).toContain('Noa Berg');
  });

  test('who does not come by the end loses the promise, and the PIN opens nothing', async () => {
    await reserved(visitor, { reservationWithoutRecipient: true });
    world.clock.jumpWall(9 * HOUR);
    await world.clock.step(MINUTE);
    expect(world.payloads('reservation.expired')).toEqual([
      { reservationId: 'ahead', locker: null },
    ]);
    expect(world.payloads('code.ended')).toMatchObject([{ codeId: 'pin', as: 'revoked' }]);
    expect(stay()?.state).toBe('expired');
    await typesCode(world, PIN);
    await world.shows('notRecognised');
  });
});

test('[F11] before it begins, what was reserved ahead is not opened', async () => {
  await reserved({ contactId: 'cleo', startsAt: TONIGHT - HOUR, until: TONIGHT });
  await typesCode(world, PIN);
  await world.clock.step(2_000);
  expect(world.view().screen).not.toBe('storageStay');
  expect([3, 4, 6].map((number) => world.unlocks(number))).toEqual([0, 0, 0]);
});

test('[F51] what a department stores is opened by each of its members, and ended by the mailroom alone', async () => {
  await reserved({ departmentId: 'research' });
  await comesToStore(world, ada.badge);
  await world.shows('storageChoose');
  await world.press('stay:ahead');
  const locker = await opensFirst();
  await comesToStore(world, bela.badge);
  await world.shows('storageChoose');
  await world.press('stay:ahead');
  const { items } = await world.shows('storageStay');
  expect(items.map(({ id }) => id)).not.toContain('finishStay');
  await world.press('openStay');
  await world.shows('useThings');
  world.door(locker).shut();
  // Nobody is asked whether it ends: it is not theirs alone.
  await world.shows('storageThanks');
  await world.shows('home', 20_000);
  await comesToStore(world, cleo.badge);
  await world.shows('storageSize');
  await world.press('leave');
  await world.shows('home', 20_000);
  expect(stay()?.state).toBe('active');

  const mailroom = mailroomIn(world);
  await mailroom.signIn('mailroom');
  await world.press('manage');
  await world.press(`locker:${locker}`);
  await world.press('remove');
  await mailroom.takeOut(locker);
  expect(stay()?.state).toBe('ended');
});
