import { afterEach, describe, expect, test } from 'vitest';
import { pdFaults } from '../../hardware/badge-reader/osdp/simulator.ts';
import { talkerFaults } from '../../hardware/simulator/talker-faults.ts';
import { kioskWorld, people, type KioskWorld, type WorldOptions } from '../support/kiosk-world.ts';

/**
 * The fault matrix of readers and scanners, in a whole kiosk: with each fault on, nobody's door opens
 * by what comes over the line, and the service menu says what can be known. Then the fault goes, and
 * the next card opens its locker.
 */
let world: KioskWorld;
afterEach(() => world.end());

interface Row {
  readonly fault: string;
  readonly state: 'ready' | 'degraded' | 'lost';
  readonly reason?: RegExp;
  /** What the person sees who taps meanwhile. */
  readonly screen?: string;
}

/** A reader that only talks cannot be asked; that nothing comes looks like nobody being there. */
const talkers: readonly Row[] = [
  { fault: 'unplugged', state: 'lost', reason: /is unplugged/ },
  ...talkerFaults.map((fault) => ({ fault, state: 'ready' as const })),
];

const UNANSWERED = /^it does not answer/;
const pds: readonly Row[] = [
  { fault: 'unplugged', state: 'lost', reason: /is unplugged/ },
  { fault: 'silent', state: 'lost', reason: UNANSWERED },
  { fault: 'badCheck', state: 'lost', reason: UNANSWERED },
  { fault: 'busy', state: 'lost', reason: UNANSWERED },
  { fault: 'secondReader', state: 'lost', reason: UNANSWERED },
  // Its answers are later than the standard allows, but each fits the question that is said again.
  { fault: 'slow', state: 'ready', screen: 'takeParcel' },
  { fault: 'wrongKey', state: 'degraded', reason: /^no secure channel with the reader/ },
  // Nothing is believed, but the channel is made again and again, and each time it is ready (known gap).
  { fault: 'stolenMac', state: 'ready' },
];

const osdp: WorldOptions = {
  badgeReaders: [{ id: 'reader', protocol: 'osdp', port: 'sim:reader', secureChannel: 'install' }],
};

/** A reader counts as lost after eight seconds of silence, and a channel is made anew in one. */
const NOTICED_MS = 10_000;
const HEALED_MS = 15_000;

describe('faults of a reader that prints numbers', () => {
  test.each(talkers)('$fault: no door, and the next card is read', async (row) => {
    world = await kioskWorld();
    await goesThrough('reader', row, () => world.tap(people.ada.badge));
  });
});

describe('faults of a scanner', () => {
  test.each(talkers)('$fault: no door, and the next code is read', async (row) => {
    world = await kioskWorld({ scanner: true });
    await goesThrough('scanner', row, () => world.scan(`]C0${people.ada.badge}`));
  });
});

describe('faults of an OSDP reader with a key of its own', () => {
  test('each fault of the simulator is in the table', () => {
    expect(pds.map(({ fault }) => fault)).toEqual(expect.arrayContaining([...pdFaults]));
  });

  test.each(pds)('$fault: told on the service menu, and over by itself', async (row) => {
    world = await kioskWorld(osdp);
    await goesThrough('reader', row, () => world.tap(people.ada.badge));
  });
});

async function goesThrough(id: string, row: Row, tap: () => Promise<void>): Promise<void> {
  await world.clock.until(() => health(id).state === 'ready', HEALED_MS);
  await turn(id, row.fault, true);
  await world.clock.step(NOTICED_MS);
  expect(health(id)).toMatchObject({ state: row.state });
  if (row.reason)
    expect(health(id)).toMatchObject({ reason: expect.stringMatching(row.reason) as unknown });
  await tap();
  await world.clock.step(2_000);
  expect(world.view().screen).toBe(row.screen ?? 'home');
  expect(world.unlocks(1)).toBe(row.screen === undefined ? 0 : 1);
  if (row.screen !== undefined) return;

  await turn(id, row.fault, false);
  await world.clock.until(() => health(id).state === 'ready', HEALED_MS);
  expect(health(id)).toMatchObject({ state: 'ready' });
  // The card of before may still be held there; the person holds it up again.
  await world.clock.step(3_000);
  if (world.view().screen === 'home') await tap();
  await world.shows('takeParcel');
  expect(world.unlocks(1)).toBe(1);
}

async function turn(id: string, fault: string, on: boolean): Promise<void> {
  const cable = world.cable(id);
  if (fault === 'unplugged') return on ? cable.unplug() : cable.plug();
  const device = world.bank.readers.get(id) ?? world.bank.scanners.get(id);
  device?.setFault?.(fault, on);
  expect(device?.faults?.()).toEqual(on ? [fault] : []);
  if (fault !== 'wrongKey') return;
  // A key counts when a channel is made: somebody pulls the reader and plugs it in again.
  cable.unplug();
  await world.clock.step(300);
  cable.plug();
}

function health(id: string): { readonly state: string } {
  const { devices } = world.kiosk().service.facts();
  return devices.find((device) => device.id === id)?.health ?? { state: 'absent' };
}
