import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCabinet } from '../../main/contract/cabinet.ts';
import { say } from '../../main/session/messages.ts';
import type { WizardStep, WizardView } from '../../main/session/service-world.ts';
import { kioskWorld, type KioskWorld } from '../support/kiosk-world.ts';
import { smallCabinet } from '../support/small-cabinet.ts';

/** Tess at a running kiosk whose cabinet file says nothing true of its wiring. */
const tess = { sessionId: 'ses_tess', userId: 'tess' };

let world: KioskWorld;
const file = (): string => join(world.dataDir, 'cabinet.json');

beforeEach(async () => {
  world = await kioskWorld();
  writeFileSync(file(), JSON.stringify(smallCabinet()));
});
afterEach(() => world.end());

async function ask(step: WizardStep, by = tess): Promise<WizardView> {
  let done = false;
  const asked = world.kiosk().service.wizard.ask({ ...by, step });
  void asked.finally(() => (done = true));
  await world.clock.until(() => done, 150_000, 50);
  return asked;
}

function rowsIn(view: WizardView): readonly string[] {
  const rows = 'rows' in view ? view.rows : [];
  return rows.map(({ label, value }) => `${say(label, 'en').text}: ${say(value, 'en').text}`);
}

/** The locker in front of which the technician sees a door spring open. */
const order = [3, 1, 2, 6, 5, 4];

test('from a scan to a file that starts the kiosk, with the old one kept beside it', async () => {
  expect(await ask({ step: 'openNext' })).toMatchObject({ stage: 'failed' });
  const scanned = await ask({ step: 'scan' });
  expect(scanned).toMatchObject({ stage: 'scanned', rows: [{ state: 'good' }], locks: 24 });
  expect(rowsIn(scanned)).toEqual(['sim:doors: bcc-8a, 9600 baud, 24 locks on board 1']);
  const early = await ask({ step: 'review' });
  expect(early.stage === 'review' && early.problems.map((each) => say(each, 'en').text)).toEqual([
    '6 lockers have no door yet: 1, 2, 3, 4, 5, 6',
  ]);
  for (const [i, locker] of order.entries()) {
    const seen = await ask({ step: 'openNext' });
    expect(seen).toMatchObject({ stage: 'which', lock: `doors/1/${i + 1}`, mapped: i, of: 6 });
    const next = await ask({ step: 'isLocker', locker });
    if (i < 5) {
      expect(next).toMatchObject({ stage: 'next', locker, mapped: i + 1 });
      expect(await ask({ step: 'openNext' })).toMatchObject({
        stage: 'trouble',
        why: 'stillOpen',
      });
    }
    world.door(i + 1).shut();
    await world.clock.step(1_500);
  }
  expect(await ask({ step: 'review' })).toMatchObject({ stage: 'review', problems: [] });
  expect(await ask({ step: 'save' })).toMatchObject({ stage: 'saved' });
  const written = readCabinet(JSON.parse(readFileSync(file(), 'utf8')));
  if (!written.ok) throw new Error(JSON.stringify(written.error));
  for (const { number, door } of written.value.lockers)
    expect(order[(door?.lock ?? 0) - 1]).toBe(number);
  expect(readdirSync(world.dataDir).filter((name) => name.includes('.before-'))).toHaveLength(1);
  expect(world.payloads('service.action').at(-1)).toMatchObject({ action: 'cabinetWritten' });
  await world.clock.step(3_000);
  expect(world.kiosk().service.facts().doors.closed).toBe(6);
});

test('who leaves in the middle gives the doors back and changes no file', async () => {
  await ask({ step: 'scan' });
  await world.clock.step(1_000);
  expect(world.kiosk().service.facts().doors.unknown).toBe(6);
  world.kiosk().service.staff.signOut({ ...tess, reason: 'left' });
  await world.clock.step(3_000);
  expect(world.kiosk().service.facts().doors.closed).toBe(6);
  expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual(smallCabinet());
});

test('a bus on which nobody answers is told, and the kiosk goes on', async () => {
  world.bank.buses.get('doors')?.setFault('silent', true);
  const scanned = await ask({ step: 'scan' });
  expect(scanned.stage).toBe('failed');
  expect(rowsIn(scanned)).toEqual(['sim:doors: No board answers']);
  world.bank.buses.get('doors')?.setFault('silent', false);
  await world.clock.step(4_000);
  expect(world.kiosk().service.facts().doors.closed).toBe(6);
});

describe('what goes wrong on the way maps nothing and writes nothing', () => {
  const unchanged = (): void =>
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual(smallCabinet());

  test('a bolt that sticks: no sensor moves, and the same lock is tried again', async () => {
    await ask({ step: 'scan' });
    world.door(1).jam(true);
    expect(await ask({ step: 'openNext' })).toMatchObject({ stage: 'trouble', why: 'none' });
    world.door(1).jam(false);
    expect(await ask({ step: 'openNext' })).toMatchObject({ stage: 'which', lock: 'doors/1/1' });
    unchanged();
  });

  test('two doors spring open at one pulse: both are named, neither is mapped', async () => {
    await ask({ step: 'scan' });
    world.clock.setTimeout(() => world.door(5).force(), 150);
    const seen = await ask({ step: 'openNext' });
    expect(seen).toMatchObject({ stage: 'trouble', why: 'several', mapped: 0 });
    expect(seen.stage === 'trouble' && say(seen.words, 'en').text).toContain(
      'doors/1/1, doors/1/5',
    );
    world.door(1).shut();
    world.door(5).shut();
    await world.clock.step(1_500);
    expect(await ask({ step: 'openNext' })).toMatchObject({ stage: 'which', lock: 'doors/1/1' });
    unchanged();
  });

  test('the cable is pulled mid-way: nothing is sent, what was mapped stays, and it goes on', async () => {
    await ask({ step: 'scan' });
    await ask({ step: 'openNext' });
    await ask({ step: 'isLocker', locker: 3 });
    world.door(1).shut();
    await world.clock.step(1_500);
    world.cables.doors.unplug();
    await world.clock.step(3_000);
    expect(await ask({ step: 'openNext' })).toMatchObject({
      stage: 'trouble',
      why: 'notSent',
      mapped: 1,
    });
    expect(world.unlocks(2)).toBe(0);
    world.cables.doors.plug();
    await world.clock.step(5_000);
    expect(await ask({ step: 'openNext' })).toMatchObject({ stage: 'which', mapped: 1 });
    unchanged();
  });

  test('the power is cut before it is saved: the old file stands, and its doors answer', async () => {
    await ask({ step: 'scan' });
    await ask({ step: 'openNext' });
    await ask({ step: 'isLocker', locker: 3 });
    world.door(1).shut();
    await world.crash();
    await world.restart();
    unchanged();
    expect(readdirSync(world.dataDir).filter((name) => name.startsWith('cabinet.json.'))).toEqual(
      [],
    );
    await world.clock.step(3_000);
    expect(world.kiosk().service.facts().doors.closed).toBe(6);
    expect(world.unlocks(1)).toBe(1);
  });
});

test('nobody else may', async () => {
  expect(await ask({ step: 'scan' }, { ...tess, userId: 'ada' })).toMatchObject({
    stage: 'failed',
  });
  expect(world.kiosk().service.facts().doors.closed).toBe(6);
});
