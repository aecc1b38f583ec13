import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { families } from '../support/families.ts';
import {
  eventually,
  startBank,
  startServedKiosk,
  temporaryFolder,
  type Bank,
  type Folder,
} from '../support/product.ts';
import type { Program } from '../support/program.ts';
import { watchScreen, type ScreenWatcher } from '../support/screen-watcher.ts';

/**
 * One cabinet with a bus of each family of boards and one locker on each: every bus in its own cable,
 * by turns a pseudo-terminal and a TCP socket, all steel in another process. Badges are tapped on
 * readers of each kind in turn.
 */
const usb = (productId: string, at: string) => ({ vendorId: '0c27', productId, at: `sim:${at}` });
const report = { reportId: 1, offset: 1, length: 10, lengthAt: 0, form: 'uid' };
const readers = [
  { id: 'serial-reader', protocol: 'line', port: 'sim:serial-reader' },
  { id: 'pcprox-reader', protocol: 'pcprox', device: usb('3bfa', 'pcprox-reader') },
  { id: 'hid-reader', protocol: 'hid-report', device: usb('0001', 'hid-reader'), report },
  { id: 'typing-reader', protocol: 'wedge', device: usb('0002', 'typing-reader') },
] as const;
const lockers = families.map((family, i) => ({
  ...family,
  locker: i + 1,
  badge: badgeOf(i + 1),
  reader: readers[i % readers.length]?.id ?? '',
}));

let folder: Folder;
let bank: Bank;
let kiosk: Program<{ kiosk: string }>;
let screen: ScreenWatcher;

beforeAll(async () => {
  folder = temporaryFolder();
  const seed = folder.file('people.json', people());
  const cabinet = folder.file('cabinet.json', cabinetOfAll());
  bank = await startBank({ transport: 'both', cabinet, seed });
  kiosk = await startServedKiosk({ bank, data: folder.in('kiosk'), seed });
  screen = await watchScreen(kiosk.ready.kiosk);
});
afterAll(async () => {
  screen.close();
  expect(await kiosk.stop()).toBe(0);
  await bank.stop();
  folder.remove();
});

describe('a pickup on each family of boards', () => {
  test.each(lockers)('$name, by a $reader', async ({ name, locker, badge, reader }) => {
    await screen.shows('home');
    const before = await unlocks();
    await bank.do({ do: 'tap', reader, badge });
    await screen.shows('takeParcel');
    expect(await bank.door(locker)).toMatchObject({ leaf: 'open', item: true, pulses: 1 });
    await bank.do({ do: 'item', locker, on: false });
    // While current flows, the bolt catches no door.
    await eventually('the end of the pulse', async () => !(await bank.door(locker)).coil);
    await bank.do({ do: 'shut', locker });
    await screen.shows('thanks');
    expect(await unlocks()).toEqual({ ...before, [name]: 1 });
    screen.press('finish');
  });

  test('moves nobody else’s door', async () => {
    const { doors } = await bank.state();
    expect(doors.filter(({ leaf, item }) => leaf === 'open' || item)).toEqual([]);
    expect(doors.map(({ pulses }) => pulses)).toEqual(families.map(() => 1));
  });
});

/** Unlock frames that the boards of each bus have understood. */
async function unlocks(): Promise<Readonly<Record<string, number>>> {
  return Object.fromEntries((await bank.state()).buses.map((bus) => [bus.id, bus.unlocks]));
}

function badgeOf(locker: number): string {
  return `04FA00${locker.toString(16).toUpperCase().padStart(2, '0')}`;
}

function people(): unknown {
  return {
    contacts: lockers.map(({ name, badge }) => ({ id: name, name, badges: [badge] })),
    parcels: lockers.map(({ name, locker }) => ({
      id: `parcel-${name}`,
      trackingNumber: `TRK00000${1_000 + locker}`,
      contactId: name,
      locker,
    })),
  };
}

const LOCKER_CM = 18;

/** One column, a locker above the other. */
function cabinetOfAll(): unknown {
  const heightCm = (lockers.length + 1) * LOCKER_CM;
  return {
    model: 'One of each',
    columns: [{ widthCm: 45 }, { widthCm: 50 }],
    heightCm,
    screen: { column: 2, bottomCm: 30, topCm: 100 },
    buses: lockers.map(({ name, bus, more }) => ({
      ...bus,
      ...more,
      id: name,
      port: `sim:${name}`,
    })),
    badgeReaders: readers,
    lockers: lockers.map(({ name, locker, door }, i) => ({
      number: locker,
      size: 'small',
      column: 1,
      row: i + 1,
      bottomCm: heightCm - (i + 1) * LOCKER_CM,
      topCm: heightCm - i * LOCKER_CM,
      door: { bus: name, ...door },
    })),
  };
}
