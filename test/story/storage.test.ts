import { afterEach, describe, expect, test } from 'vitest';
import { HOUR } from '../../main/base/clock.ts';
import { reservations } from '../../db/reservations.ts';
import { kioskWorld, people, type KioskWorld } from '../support/kiosk-world.ts';
import { beginsStoring, comesToStore, typesCode as typesCodeIn } from '../support/storage-world.ts';

let world: KioskWorld;
afterEach(() => world.end());

const { ada, bela, cleo } = people;

async function stores(settings: object = {}): Promise<void> {
  world = await kioskWorld({ settings: { storage: settings } });
}

const begins = (badge?: string): ReturnType<typeof beginsStoring> => beginsStoring(world, badge);
const typesCode = (code: string): Promise<void> => typesCodeIn(world, code);
const comesBack = (badge: string): Promise<void> => comesToStore(world, badge);

describe('[F12] somebody stores something', () => {
  test('gets a locker for the time that they chose, and a PIN that opens it again', async () => {
    await stores();
    const { locker, pin } = await begins();
    expect(pin).toMatch(/^\d{6}$/);
    expect(world.payloads('reservation.started')).toMatchObject([{ locker, kind: 'storage' }]);
    expect(JSON.stringify(world.payloads('code.created'))).not.toContain(pin);
    await typesCode(pin);
    await world.shows('storageStay');
    await world.press('openStay');
    await world.shows('useThings');
    world.door(locker).shut();
    await world.shows('storageThanks');
    await world.shows('home', 20_000);
    expect(world.payloads('reservation.opened')).toHaveLength(1);
    expect(world.events()).not.toContain('reservation.ended');
  });

  test('never gets the locker in which somebody’s parcel lies, nor one that somebody stores in', async () => {
    await stores();
    const first = await begins();
    const second = await begins(ada.badge);
    expect(new Set([1, 2, 5, first.locker, second.locker]).size).toBe(5);
  });

  test('is told which rule leaves nothing when the lockers are kept for deliveries', async () => {
    world = await kioskWorld({
      settings: { general: { deliveryMinimum: { small: 6, medium: 6, large: 6, xlarge: 6 } } },
    });
    await world.press('store');
    await world.tap(cleo.badge);
    const { items } = await world.shows('storageSize');
    expect(items.filter(({ id }) => id.startsWith('size:'))).toEqual([]);
  });

  test('whose door does not open has promised nothing: the locker is free again', async () => {
    await stores();
    for (const locker of [1, 2, 3, 4, 5, 6]) world.door(locker).jam(true);
    await world.press('store');
    await world.tap(cleo.badge);
    await world.shows('storageSize');
    await world.press('size:medium');
    await world.press(`lasts:${HOUR}`);
    await world.shows('didNotOpen', 20_000);
    await world.press('leave');
    await world.shows('home');
    expect(world.events()).not.toContain('code.created');
    expect(world.payloads('reservation.ended')).toMatchObject([{ by: 'person' }]);
  });
});

describe('[F8] while it lasts', () => {
  test('nobody else opens it, by badge or by guessing', async () => {
    await stores();
    const { locker } = await begins();
    const before = world.unlocks(locker);
    await comesBack(bela.badge);
    await world.shows('storageSize');
    await world.press('leave');
    await world.shows('home');
    await typesCode('918273');
    await world.shows('notRecognised');
    expect(world.unlocks(locker)).toBe(before);
  });

  test('[F6] it is extended up to the longest time, and no further', async () => {
    await stores({ maximum: 2 * 3_600 });
    const { locker } = await begins();
    await comesBack(cleo.badge);
    await world.shows('storageChoose');
    const [stay] = world.view().items;
    await world.press(stay?.id ?? '');
    await world.shows('storageStay');
    await world.press(`extend:${HOUR}`);
    await world.shows('storageStay');
    expect(world.payloads('reservation.extended')).toMatchObject([{ locker }]);
    expect(world.view().items.filter(({ id }) => id.startsWith('extend'))).toEqual([]);
  });

  test('[F6] by half an hour, an hour, or for as long as the bank allows, which is told as its end', async () => {
    await stores({ maximum: 6 * 3_600 });
    await begins();
    await comesBack(cleo.badge);
    await world.shows('storageChoose');
    await world.press(world.view().items[0]?.id ?? '');
    const { items } = await world.shows('storageStay');
    const offered = items.filter(({ id }) => id.startsWith('extend:'));
    expect(offered.map(({ id }) => id)).toEqual([
      `extend:${HOUR / 2}`,
      `extend:${HOUR}`,
      `extend:${5 * HOUR}`,
    ]);
    expect(offered.at(-1)?.label.text).toMatch(/^As long as possible, until \d+\/\d+\/26, \d+:00/);
    await world.press(`extend:${5 * HOUR}`);
    const after = await world.shows('storageStay');
    expect(after.items.filter(({ id }) => id.startsWith('extend:'))).toEqual([]);
    const [extended] = world.payloads('reservation.extended');
    const [granted] = world.payloads('reservation.granted');
    expect(Number(extended?.['until']) - Number(granted?.['until'])).toBe(5 * HOUR);
  });

  test('when its time is over nothing opens for them, and the staff are named', async () => {
    await stores();
    const { locker, pin } = await begins();
    await world.clock.step(HOUR);
    const before = world.unlocks(locker);
    await typesCode(pin);
    const { items } = await world.shows('storageStay');
    expect(items.map(({ id }) => id)).toEqual(['leave']);
    expect(world.unlocks(locker)).toBe(before);
  });
});

describe('[F7] giving it back', () => {
  test('is a choice of its own: the door opens, and the locker is free when it is closed', async () => {
    await stores();
    const { locker, pin } = await begins();
    await typesCode(pin);
    await world.shows('storageStay');
    await world.press('finishStay');
    await world.shows('storageConfirm');
    await world.press('confirm');
    await world.shows('takeThingsOut');
    world.door(locker).shut();
    await world.shows('storageEnded');
    expect(world.payloads('reservation.ended')).toMatchObject([{ locker, by: 'person' }]);
    await world.shows('home', 20_000);
    await typesCode(pin);
    await world.shows('notRecognised');
  });

  test('[F33] without a time limit it is asked about at each opening', async () => {
    await stores({ reservationDuration: 'noLimit' });
    const { locker, pin } = await begins();
    await typesCode(pin);
    await world.shows('storageStay');
    await world.press('openStay');
    await world.shows('useThings');
    world.door(locker).shut();
    await world.shows('storageKeep');
    await world.press('keep');
    await world.shows('home', 20_000);
    expect(world.events()).not.toContain('reservation.ended');
  });
});

describe('the disk is full', () => {
  const chooses = async (): Promise<void> => {
    await world.press('store');
    await world.tap(cleo.badge);
    await world.shows('storageSize');
    await world.press('size:medium');
    await world.press(`lasts:${HOUR}`);
  };
  const nothingIsPromised = (): void => {
    expect(reservations(world.kiosk().store.read)).toEqual([]);
    expect(world.events()).not.toContain('reservation.granted');
    expect([3, 4, 6].map((locker) => world.unlocks(locker))).toEqual([0, 0, 0]);
  };

  test('nearly: nothing is promised, the screen says why, and collecting goes on', async () => {
    await stores();
    world.fillDisk('noDeposits');
    await chooses();
    await world.shows('storageFull');
    nothingIsPromised();
    await world.press('leave');
    await world.shows('home', 20_000);
    await world.tap(ada.badge);
    await world.shows('takeParcel');
  });

  test('in the very moment of the promise: what could not be written down does not count', async () => {
    await stores();
    const { store } = world.kiosk();
    const { write } = store;
    await world.press('store');
    await world.tap(cleo.badge);
    await world.shows('storageSize');
    await world.press('size:medium');
    await world.shows('storageHowLong');
    const full = Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
    const failing: typeof write = (change) => {
      Object.assign(store, { write });
      return write((db) => {
        change(db);
        throw full;
      });
    };
    Object.assign(store, { write: failing });
    await world.press(`lasts:${HOUR}`);
    await world.shows('storageFull');
    nothingIsPromised();
  });
});

test('a power cut while the door stands open for the first time leaves a stay that its owner still opens', async () => {
  await stores();
  await world.press('store');
  await world.tap(cleo.badge);
  await world.shows('storageSize');
  await world.press('size:medium');
  await world.press(`lasts:${HOUR}`);
  const { locker } = await world.shows('putThingsIn');
  await world.crash();
  world.door(locker as number).shut();
  await world.restart();
  await world.shows('home');
  expect(world.payloads('reservation.started')).toHaveLength(1);
  expect(world.payloads('locker.unverified')).toMatchObject([{ locker }]);
  await comesBack(cleo.badge);
  await world.shows('storageChoose');
});
