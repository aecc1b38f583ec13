import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { present } from '../../main/base/assert.ts';
import { silentLog } from '../../main/base/log.ts';
import { systemIds } from '../../main/base/ids.ts';
import { busSchema } from '../../main/contract/cabinet-devices.ts';
import { runWiring, type WiringRun } from '../../main/service/wiring-run.ts';
import { cabinetOf, currentLock, named, skipped } from '../../main/service/wiring-wizard.ts';
import { eventsAfter } from '../../db/events.ts';
import type { Store } from '../../db/open.ts';
import { doorBus } from '../../hardware/catalogue.ts';
import type { SimulatedBank, SimulatedBus } from '../../hardware/simulator/bank.ts';
import { memoryCable, type MemoryCable } from '../../hardware/simulator/memory-cable.ts';
import { board, busWith, simulated } from '../support/door-bench.ts';
import { smallCabinet } from '../support/small-cabinet.ts';
import { storeAt } from '../support/store.ts';
import { TestClock } from '../support/test-clock.ts';

/** Tess maps six lockers whose board is wired the other way round than the scan could know. */
const tess = { sessionId: 'ses_tess', userId: 'tess' };
const order = [4, 2, 6, 1, 3, 5];

let dir: string;
let store: Store;
let clock: TestClock;
let bank: SimulatedBank;
let boards: SimulatedBus;
let cable: MemoryCable;
let run: WiringRun;

async function soon<T>(asked: Promise<T>): Promise<T> {
  let done = false;
  void asked.finally(() => (done = true));
  await clock.until(() => done, 20_000);
  return asked;
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'restante-'));
  clock = new TestClock();
  store = storeAt(join(dir, 'restante.db'), { clock });
  bank = simulated(
    busWith(board(1, { feedback: 'open-short', statusByteOrder: 'lowest-first' })),
    clock,
  );
  boards = present(bank.buses.get('doors'), 'the bus');
  cable = memoryCable('doors', boards, clock);
  const found = busSchema.parse({
    id: 'doors',
    protocol: 'bcc-8a',
    port: 'sim:doors',
    boards: [{ address: 1, locks: 24 }],
  });
  run = await soon(
    runWiring({
      store,
      clock,
      ids: systemIds,
      drawing: smallCabinet(),
      found: [found],
      openBus: (bus) => doorBus(bus, { port: cable.port, clock, log: silentLog }),
      own: [],
    }),
  );
});
afterEach(async () => {
  await soon(run.end());
  store.close();
  rmSync(dir, { recursive: true });
});

const door = (lock: number) => bank.door({ bus: 'doors', board: 1, lock });
const types = (): string[] => eventsAfter(store.read, 0, 1_000).map(({ type }) => type);

describe('the wiring wizard on a board', () => {
  test('maps every door, learns both ways of reading, and pulses each lock once', async () => {
    for (const [i, locker] of order.entries()) {
      await soon(run.pulse(tess));
      expect(run.state()).toMatchObject({ next: 'name', trouble: null });
      await soon(run.become(named(run.state(), locker)));
      expect(run.stillOpen({ bus: 'doors', board: 1, lock: i + 1 })).toBe(true);
      door(i + 1).shut();
    }
    const cabinet = cabinetOf(run.state());
    if (!cabinet.ok) throw new Error(JSON.stringify(cabinet.error));
    expect(cabinet.value.buses[0]?.boards[0]).toMatchObject({
      feedback: 'open-short',
      statusByteOrder: 'lowest-first',
    });
    expect(
      cabinet.value.lockers.map(
        ({ number, door: wired }) => order[(wired?.lock ?? 0) - 1] === number,
      ),
    ).toEqual([true, true, true, true, true, true]);
    expect(boards.unlockFrames().map(({ lock }) => lock)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(types().filter((type) => type === 'service.lockPulsed')).toHaveLength(6);
    expect(types().filter((type) => type === 'service.lockObserved')).toHaveLength(6);
  });

  test('refuses a door that does not move, and one at whose side another is forced', async () => {
    door(1).jam(true);
    await soon(run.pulse(tess));
    expect(run.state().trouble).toMatchObject({ why: 'none' });
    door(1).jam(false);
    clock.setTimeout(() => door(9).force(), 150);
    await soon(run.pulse(tess));
    expect(run.state().trouble?.why).toBe('several');
    expect(run.state().mapped).toEqual([]);
    await soon(run.become(skipped(run.state())));
    expect(currentLock(run.state())).toEqual({ bus: 'doors', board: 1, lock: 2 });
  });

  test('pulses nothing while the board does not answer, and no more than once for one press', async () => {
    cable.unplug();
    await clock.step(3_000);
    await soon(run.pulse(tess));
    expect(run.state().trouble?.why).toBe('notSent');
    cable.plug();
    await clock.step(12_000);
    expect(boards.unlockFrames()).toEqual([]);
    await soon(run.pulse(tess));
    await soon(run.pulse(tess));
    expect(boards.unlockFrames()).toHaveLength(1);
  });
});
