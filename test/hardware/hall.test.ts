import { describe, expect, test } from 'vitest';
import { silentLog } from '../../main/base/log.ts';
import { present } from '../../main/base/assert.ts';
import { doorBus } from '../../hardware/catalogue.ts';
import { simulateBank } from '../../hardware/simulator/bank.ts';
import { memoryCable } from '../../hardware/simulator/memory-cable.ts';
import { HALL_DOORS, hallBuses } from '../support/hall.ts';
import type { BusOptions } from '../support/door-bench.ts';
import { seeded } from '../support/kiosk-world.ts';
import { TestClock } from '../support/test-clock.ts';

/** A large hall on one clock, with the boards answering at the speed of their wires. */
const SETTLED_MS = 12_000;
const WATCHED_MS = 30_000;
const ALLOWED = 0.05;
/** Wishes spread evenly over the moments of two seconds, in which every poll comes round. */
const UNLOCKS = 120;
const GOLDEN = 0.618_034;
/** Of one step of the clock while a wish is followed, in ms. */
const STEP_MS = 1;
/** A board that comes back is found again within this time. */
const A_FEW_SECONDS_MS = 5_000;

async function hall(buses: readonly BusOptions[] = hallBuses) {
  const clock = new TestClock();
  const bank = simulateBank({ buses, badgeReaders: [], clock, random: seeded(11) });
  const lines = buses.map((config) => {
    const boards = present(bank.buses.get(config.id), 'a simulated bus');
    const cable = memoryCable(config.id, boards, clock);
    const bus = doorBus(config, { port: cable.port, clock, log: silentLog });
    bus.start();
    return { config, boards, cable, bus };
  });
  await clock.step(3_000);
  const line = (id: string) =>
    present(
      lines.find(({ bus }) => bus.id === id),
      `bus ${id}`,
    );
  return { clock, bank, lines, line };
}
type Hall = Awaited<ReturnType<typeof hall>>;

/** Answers of each board in a while, by `bus/board`; counted at the boards. */
async function answers({ clock, lines }: Hall): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  const begun = clock.monotonic();
  await clock.step(WATCHED_MS);
  for (const { config, boards } of lines) {
    const heard = boards.frames().filter(({ at, direction }) => direction === 'in' && at > begun);
    const asked = new Set(heard.map(({ hex }) => hex));
    for (const hex of asked)
      counts.set(`${config.id} ${hex}`, heard.filter((frame) => frame.hex === hex).length);
  }
  return counts;
}

/** From the wish to the first byte on the wire, in ms, one lock after another on one bus. */
async function unlockWaits({ clock, line }: Hall, id: string): Promise<readonly number[]> {
  const { bus } = line(id);
  const waits: number[] = [];
  const live = bus.locks.filter((lock) => bus.isLive(lock));
  for (let i = 0; i < UNLOCKS; i += 1) {
    // A missing answer is waited for, and as long again for one that comes late.
    await clock.step(4_000 + 2_000 * ((i * GOLDEN) % 1));
    const lock = present(live[(i * 7) % live.length], 'a live lock');
    const begun = clock.monotonic();
    let sentAt: number | null = null;
    void bus.unlock(lock, { notAfter: begun + 2_000, onSent: (at) => (sentAt = at) });
    await clock.until(() => sentAt !== null, 2_000, STEP_MS);
    waits.push((present<number | null>(sentAt, 'a sent unlock') as number) - begun);
  }
  return waits;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe('A hall with 480 doors on four buses of four families', () => {
  test('every door is read, and each board is asked once a second', async () => {
    const table = await hall();
    const states = table.lines.flatMap(({ bus }) => bus.locks.map((lock) => bus.doorState(lock)));
    expect(states).toHaveLength(HALL_DOORS);
    expect(new Set(states)).toEqual(new Set(['closed']));
    const counts = await answers(table);
    expect(counts.size).toBe(24);
    for (const count of counts.values()) expect(count).toBeGreaterThanOrEqual(27);
  });

  test('one board dead and one bus pulled out: nobody else is asked 5 % less often', async () => {
    const sound = await answers(await hall());
    const table = await hall();
    table.line('west').boards.setFault('silent', true, 3);
    table.line('east').cable.unplug();
    await table.clock.step(SETTLED_MS);
    const counts = await answers(table);
    const others = [...sound].filter(([key]) => !/^east|^west 80 03/.test(key));
    expect(others).toHaveLength(19);
    for (const [key, before] of others)
      expect(counts.get(key), key).toBeGreaterThanOrEqual(before * (1 - ALLOWED));
  });

  test('one board dead: an unlock on its bus waits no longer than before', async () => {
    const table = await hall(hallBuses.slice(0, 1));
    // Doors that stay shut: one that stands open is looked at more often.
    table.line('west').boards.setFault('dropUnlock', true);
    const sound = await unlockWaits(table, 'west');
    table.line('west').boards.setFault('silent', true, 3);
    await table.clock.step(SETTLED_MS);
    const beside = await unlockWaits(table, 'west');
    expect(mean(beside)).toBeLessThanOrEqual(mean(sound) * (1 + ALLOWED) + STEP_MS / 2);
    expect(Math.max(...beside)).toBeLessThan(50);
  });

  test('a dead board and its bus are found again within seconds', async () => {
    const table = await hall();
    const { bus, boards } = table.line('west');
    const dead = present(
      bus.locks.find(({ board }) => board === 3),
      'a lock of board 3',
    );
    boards.setFault('silent', true, 3);
    table.line('east').cable.unplug();
    await table.clock.step(60_000);
    expect(bus.doorState(dead)).toBe('unknown');
    boards.setFault('silent', false, 3);
    await table.clock.step(A_FEW_SECONDS_MS);
    expect(bus.doorState(dead)).toBe('closed');
    table.line('east').cable.plug();
    await table.clock.step(12_000);
    for (const lock of table.line('east').bus.locks)
      expect(table.line('east').bus.doorState(lock)).toBe('closed');
  });

  test('half the boards of a bus dead: the others are asked as often, and each dead one is found again', async () => {
    const sound = await answers(await hall());
    const table = await hall();
    const { bus, boards } = table.line('north');
    const dead = [2, 4, 6, 8];
    for (const board of dead) boards.setFault('silent', true, board);
    await table.clock.step(SETTLED_MS);
    const counts = await answers(table);
    const living = [...sound].filter(([key]) => /^north 02 [1357]0/.test(key));
    expect(living).toHaveLength(4);
    for (const [key, before] of living)
      expect(counts.get(key), key).toBeGreaterThanOrEqual(before * (1 - ALLOWED));
    for (const board of dead) boards.setFault('silent', false, board);
    await table.clock.step(2 * A_FEW_SECONDS_MS);
    for (const lock of bus.locks) expect(bus.doorState(lock)).toBe('closed');
  });
});
