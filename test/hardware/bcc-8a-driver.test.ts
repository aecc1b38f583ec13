import { describe, expect, test } from 'vitest';
import { board, busWith, doorBench } from '../support/door-bench.ts';

/** The driver against boards that answer bytes, on stepped time. */
describe('a board that answers', () => {
  test.each(['open-short', 'closed-short'] as const)(
    'with %s feedback: closed, opened by one pulse, closed again',
    async (feedback) => {
      const bench = await doorBench(busWith(board(1, { feedback })));
      expect(bench.health()).toEqual({ doors: 'ready', 'doors/1': 'ready' });
      expect(bench.state(1, 5)).toBe('closed');
      expect(await bench.unlock(1, 5)).toMatchObject({ sent: true, reply: 'accepted' });
      await bench.clock.step(1_000);
      expect(bench.state(1, 5)).toBe('open');
      expect(bench.unlocks(1, 5)).toBe(1);
      bench.door(1, 5).shut();
      await bench.clock.step(1_500);
      expect(bench.state(1, 5)).toBe('closed');
      expect(bench.changes.filter(({ lock }) => lock.lock === 5).map(({ state }) => state)).toEqual(
        ['closed', 'open', 'closed'],
      );
    },
  );

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

describe('an adapter with local echo', () => {
  test('its own bytes are stripped, and an unlock is not answered by its echo', async () => {
    const bench = await doorBench();
    bench.boards.setFault('echo', true);
    bench.cable.unplug();
    await bench.clock.step(100);
    bench.cable.plug();
    await bench.clock.step(4_000);
    expect(bench.health()).toEqual({ doors: 'ready', 'doors/1': 'ready' });
    expect(bench.state(1, 4)).toBe('closed');
    bench.boards.setFault('noUnlockReply', true);
    expect(await bench.unlock(1, 4)).toMatchObject({ sent: true, reply: 'none' });
    expect(bench.unlocks(1, 4)).toBe(1);
  });
});

describe('trouble on the line', () => {
  test.each(['noUnlockReply', 'dropUnlock', 'wrongChecksum', 'late'] as const)(
    '%s: no reply, and the frame is not sent again',
    async (fault) => {
      const bench = await doorBench();
      bench.boards.setFault(fault, true);
      expect(await bench.unlock(1, 7)).toMatchObject({ sent: true, reply: 'none' });
      await bench.clock.step(10_000);
      const frames = bench.boards.frames().filter(({ hex }) => /^8a ?01 ?07/i.test(hex));
      const fromHost = frames.filter(({ direction }) => direction === 'in');
      expect(fromHost).toHaveLength(1);
    },
  );

  test.each(['garbage', 'chunked'] as const)(
    '%s: the reply is found all the same',
    async (fault) => {
      const bench = await doorBench();
      bench.boards.setFault(fault, true);
      expect(await bench.unlock(1, 7)).toMatchObject({ sent: true, reply: 'accepted' });
      await bench.clock.step(1_000);
      expect(bench.state(1, 7)).toBe('open');
    },
  );

  test('a late reply is nobody’s: the next lock is not said to have opened', async () => {
    const bench = await doorBench();
    bench.door(1, 9).jam(true);
    bench.boards.setFault('late', true);
    expect(await bench.unlock(1, 8)).toMatchObject({ sent: true, reply: 'none' });
    bench.boards.setFault('late', false);
    await bench.clock.step(600);
    const outcome = await bench.unlock(1, 9, 10_000);
    expect(outcome).toMatchObject({ sent: true, reply: 'failed' });
    expect(bench.state(1, 9)).not.toBe('open');
  });

  test('of two boards one is dead: it is lost, the other goes on', async () => {
    const bench = await doorBench(busWith(board(1), board(2)));
    bench.boards.setFault('silent', true, 2);
    await bench.clock.step(6_000);
    expect(bench.health()).toEqual({ doors: 'ready', 'doors/1': 'ready', 'doors/2': 'lost' });
    expect(bench.state(2, 1)).toBe('unknown');
    expect(bench.bus.isLive({ bus: 'doors', board: 2, lock: 1 })).toBe(false);
    expect(await bench.unlock(1, 1)).toMatchObject({ sent: true, reply: 'accepted' });
    bench.boards.setFault('silent', false, 2);
    await bench.clock.step(4_000);
    expect(bench.health()['doors/2']).toBe('ready');
    expect(bench.state(2, 1)).toBe('closed');
  });
});

describe('the cable', () => {
  test('pulled before an unlock: not sent, and nothing is sent when it comes back', async () => {
    const bench = await doorBench();
    bench.cable.unplug();
    await bench.clock.step(50);
    expect(bench.health()).toEqual({ doors: 'lost', 'doors/1': 'lost' });
    expect(bench.state(1, 1)).toBe('unknown');
    expect(await bench.unlock(1, 1)).toMatchObject({ sent: false, reason: 'lost' });
    await bench.clock.step(60_000);
    bench.cable.plug();
    await bench.clock.step(12_000);
    expect(bench.health()).toEqual({ doors: 'ready', 'doors/1': 'ready' });
    expect(bench.state(1, 1)).toBe('closed');
    expect(bench.unlocks(1, 1)).toBe(0);
  });

  test('pulled while the board pulses: sent once, no answer, never again', async () => {
    const bench = await doorBench();
    const asked = bench.bus.unlock(
      { bus: 'doors', board: 1, lock: 2 },
      { notAfter: bench.clock.monotonic() + 500, onSent: () => undefined },
    );
    await bench.clock.step(30);
    bench.cable.unplug();
    await bench.clock.step(3_000);
    expect(await asked).toMatchObject({ sent: true, reply: 'none' });
    bench.cable.plug();
    await bench.clock.step(12_000);
    expect(bench.unlocks(1, 2)).toBe(1);
    expect(bench.state(1, 2)).toBe('open');
  });

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
