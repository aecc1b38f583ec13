import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { busFaults } from '../../hardware/simulator/faults.ts';
import { people, type KioskWorld } from '../support/kiosk-world.ts';
import { present } from '../../main/base/assert.ts';
import {
  columns,
  endings,
  faultRows,
  LEFT_OPEN_SECONDS,
  rowsOfThePage,
  type Column,
} from '../support/fault-rows.ts';
import type { Cell, FaultRow } from '../support/fault-rows.ts';
import { provedElsewhere } from '../support/fault-cells-elsewhere.ts';
import { oneOfEach, type Member, type OneOfEach } from '../support/one-of-each.ts';

/**
 * The fault matrix in a whole kiosk, a locker and a person for each family of boards: whatever is
 * wrong, the visit ends with a name, in its time, with the right words for the public and the truth on
 * the service menu. Then the fault goes, and the kiosk is in service by itself.
 */
let world: KioskWorld;
let made: OneOfEach | null = null;
afterEach(async () => {
  await made?.world.end();
  made = null;
});

/** Three polls of a board that does not answer, and of one that is looked for now and then. */
const NOTICED_MS = 8_000;
/** Many polls of one that does. */
const STAYS_MS = 3_000;
const HEALED_MS = 15_000;
/** Of the machine that runs the test; a busy one needs more than the usual. */
const FIVE_VISITS_MS = 120_000;
const settings = { timers: { doorLeftOpen: LEFT_OPEN_SECONDS } };

describe('the fault matrix', () => {
  test.each(faultRows)('$row: $fault', { timeout: FIVE_VISITS_MS }, async (row) => {
    made = await oneOfEach(columns, { settings });
    world = made.world;
    await world.clock.until(() => unwell() === '', 3_000);
    for (const member of made.members) {
      const cell = cellOf(row, member);
      const ending = endings[cell.ends];
      await before(row, member);
      const began = world.clock.monotonic();
      await world.tap(member.badge);
      if ('cable' in row.switchedOn) world.cable(member.bus.id).unplug();
      const ended = (): boolean => world.view().screen === ending.screen;
      await world.clock.until(ended, ending.withinMs);
      const { screen, title, lines, faultCode } = world.view();
      expect([member.name, screen]).toEqual([member.name, ending.screen]);
      expect(world.clock.monotonic() - began).toBeLessThanOrEqual(ending.withinMs);
      expect([title.key, ...lines.map(({ text }) => text.key)]).toEqual(ending.words);
      expect(faultCode ?? null).toBe(ending.faultCode);

      await world.clock.step(cell.health === 'ready' ? STAYS_MS : NOTICED_MS);
      expect(world.view().screen).toBe(ending.screen);
      expect([member.name, boardOf(member)]).toMatchObject([member.name, { state: cell.health }]);
      if (cell.reason && cell.health !== 'ready')
        expect(boardOf(member)).toMatchObject({ reason: matching(cell.reason) });
      expect([world.unlocks(member.door.lock), world.door(member.locker).state().leaf]).toEqual([
        cell.pulses,
        cell.leaf,
      ]);
      await after(row, member);
      expect([member.name, unwell(), world.view().screen]).toEqual([member.name, '', 'home']);
      expect(world.unlocks(member.door.lock)).toBe(cell.pulses);
    }
  });
});

test('a technician at the kiosk reads of each board what is wrong with it', async () => {
  made = await oneOfEach(columns);
  world = made.world;
  const reasons: Readonly<Record<Column, string>> = {
    'bcc-8a': 'no byte comes back',
    'kerong-cu16': 'two boards seem to have this address',
    'kerong-cu12': 'a wrong check',
    'modbus-waveshare-relay-d': 'frames of bcc-8a',
    winnsen: 'the speed or the parity seems wrong',
  };
  const faults = ['silent', 'twoBoards', 'wrongChecksum', 'otherFamily', 'wrongBaud'] as const;
  made.members.forEach(({ bus }, i) =>
    world.bank.buses.get(bus.id)?.setFault(faults[i] ?? 'silent', true),
  );
  const view = await world.shows('outOfService', NOTICED_MS);
  expect([view.title.key, view.faultCode]).toEqual(['outOfService.title', 'D-NO-BOARD']);
  await world.press('signIn');
  await world.shows('signIn');
  await world.tap(people.tess.badge);
  await world.shows('signInPin');
  await world.type(people.tess.pin);
  await world.key('accept');
  await world.showsWhenDone('service');
  for (const { name, bus, door } of made.members) {
    await world.press('goTo:devices');
    const device = `device:${bus.id}/${door.board}`;
    while (!world.view().items.some(({ id }) => id === device)) await world.press('nextPage');
    await world.press(device);
    const shown = JSON.stringify(world.view().rows);
    expect(shown).toContain(present(reasons[name as Column], 'its reason'));
    await world.press('back');
    await world.press('back');
  }
});

describe('the table of faults', () => {
  test('has every row of the page, and every fault that the simulators know', () => {
    const rows = new Set([...faultRows, ...provedElsewhere].map(({ row }) => row));
    expect(rowsOfThePage.filter((row) => !rows.has(row))).toEqual([]);
    const used = new Set(
      faultRows.flatMap(({ switchedOn }) => ('line' in switchedOn ? switchedOn.line : [])),
    );
    expect(busFaults.filter((name) => !used.has(name))).toEqual([]);
  });

  test.each(provedElsewhere)('$row, $cell: its test is there', ({ file, name }) => {
    const text = readFileSync(join(import.meta.dirname, '..', file), 'utf8');
    expect(text).toContain(name);
  });
});

function cellOf(row: FaultRow, member: Member): Cell {
  return { ...row, ...row.otherwise?.[member.name as Column] };
}

async function before({ switchedOn }: FaultRow, { bus, locker }: Member): Promise<void> {
  const door = world.door(locker);
  if ('line' in switchedOn) {
    // Whether a line echoes is learnt when it is opened.
    if (switchedOn.line.includes('echo')) {
      world.bank.buses.get(bus.id)?.setFault('echo', true);
      world.cable(bus.id).unplug();
      await world.clock.step(100);
      world.cable(bus.id).plug();
      await world.clock.step(4_000);
    }
    for (const fault of switchedOn.line) world.bank.buses.get(bus.id)?.setFault(fault, true);
  } else if ('steel' in switchedOn && switchedOn.steel === 'jam') door.jam(true);
  else if ('steel' in switchedOn && switchedOn.steel === 'force') {
    door.force();
    await world.clock.step(2_000);
    door.shut();
    await world.clock.step(2_000);
  }
}

/** The fault is gone, and the person shuts the door, where it is open, and goes. */
async function after({ switchedOn }: FaultRow, { bus, locker }: Member): Promise<void> {
  if ('line' in switchedOn)
    for (const fault of switchedOn.line) world.bank.buses.get(bus.id)?.setFault(fault, false);
  world.cable(bus.id).plug();
  world.door(locker).jam(false);
  await world.clock.until(() => unwell() === '', HEALED_MS);
  world.door(locker).shut();
  const home = (): boolean => world.view().screen === 'home';
  if (await world.clock.until(home, 5_000)) return;
  await world.press('leave');
  await world.clock.until(home, HEALED_MS);
}

/** Devices that are not ready, as the service menu has them. */
function unwell(): string {
  const { devices } = world.kiosk().service.facts();
  return devices
    .filter(({ health }) => health.state !== 'ready')
    .map(({ id }) => id)
    .join(' ');
}

function boardOf({ bus, door }: Member): unknown {
  const { devices } = world.kiosk().service.facts();
  return devices.find(({ id }) => id === `${bus.id}/${door.board}`)?.health;
}

function matching(words: RegExp): unknown {
  return expect.stringMatching(words);
}
