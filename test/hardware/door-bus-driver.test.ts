import { describe, expect, test } from 'vitest';
import { board, busWith, doorBench } from '../support/door-bench.ts';

/** What is the driver's own, whatever the family; the rest stands in `board-contract.ts`. */
describe('a board that answers', () => {
  test('a latch that bounces for less than 100 ms is no door that moved', async () => {
    const bench = await doorBench();
    const relax = bench.bus.watchClosely({ bus: 'doors', board: 1, lock: 3 });
    const before = bench.changes.length;
    bench.door(1, 3).stickSensor('open');
    await bench.clock.step(90);
    bench.door(1, 3).stickSensor(null);
    await bench.clock.step(1_000);
    expect(bench.changes.slice(before)).toEqual([]);
    relax();
  });

  test('two pulses on one supply keep their distance', async () => {
    const bench = await doorBench(busWith(board(1), board(2)));
    const both = [bench.unlock(1, 1, 5_000), bench.unlock(2, 1, 5_000)];
    await Promise.all(both);
    const [first, second] = bench.boards.unlockFrames();
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(800);
  });

  test('an intent that grew stale behind another pulse is not sent', async () => {
    const bench = await doorBench();
    const [first, second] = await Promise.all([bench.unlock(1, 1), bench.unlock(1, 2)]);
    expect(first).toMatchObject({ sent: true });
    expect(second).toMatchObject({ sent: false, reason: 'tooLate' });
    await bench.clock.step(5_000);
    expect(bench.unlocks(1, 2)).toBe(0);
  });

  test('an unlock goes ahead of every poll that waits', async () => {
    const bench = await doorBench(busWith(...[1, 2, 3, 4, 5, 6].map((n) => board(n))));
    const begun = bench.clock.monotonic();
    const outcome = await bench.unlock(6, 24);
    expect(outcome.sent && outcome.sentAt - begun).toBeLessThan(60);
  });

  test('a lock that the board does not have is refused without a byte', async () => {
    const bench = await doorBench();
    expect(await bench.unlock(1, 25)).toMatchObject({ sent: false, reason: 'unknownLock' });
    expect(await bench.unlock(9, 1)).toMatchObject({ sent: false, reason: 'unknownLock' });
    expect(bench.boards.unlockFrames()).toEqual([]);
  });
});

describe('the cable', () => {
  test('an adapter that hangs is closed and opened anew', async () => {
    const bench = await doorBench();
    bench.cable.hang(true);
    await bench.clock.step(3_000);
    // The port opens and no byte gets through: its boards are lost, and no door is known.
    expect(bench.health()['doors/1']).toBe('lost');
    expect(bench.state(1, 1)).toBe('unknown');
    expect(bench.bus.isLive({ bus: 'doors', board: 1, lock: 1 })).toBe(false);
    bench.cable.hang(false);
    await bench.clock.step(4_000);
    expect(bench.health()).toEqual({ doors: 'ready', 'doors/1': 'ready' });
  });

  test('is opened again for ever', async () => {
    const bench = await doorBench();
    bench.cable.unplug();
    await bench.clock.step(24 * 3_600_000);
    expect(bench.health()['doors']).toBe('lost');
    bench.cable.plug();
    await bench.clock.step(12_000);
    expect(bench.health()).toEqual({ doors: 'ready', 'doors/1': 'ready' });
  });
});
