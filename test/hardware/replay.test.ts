import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { silentLog } from '../../main/base/log.ts';
import { frameText } from '../../main/service/bundle.ts';
import { doorBus } from '../../hardware/catalogue.ts';
import type { UnlockOutcome } from '../../hardware/device.ts';
import { board, busWith, doorBench } from '../support/door-bench.ts';
import { recordedFrames, replay } from '../support/replay.ts';
import { TestClock } from '../support/test-clock.ts';

/**
 * `frames/doors.txt` of a support bundle: two 8A/80 boards were set to address 1, a door sprang open
 * and the kiosk said that it could not know. Recorded on simulated boards.
 */
const file = join(import.meta.dirname, '..', 'vectors', 'frames-two-boards.txt');
const recorded = recordedFrames(readFileSync(file, 'utf8'));
/** Open lock 3 of board 1. */
const UNLOCK = '8A 01 03 11 99';

describe('what a support bundle recorded, played to a driver', () => {
  test('the misbehaviour of that day comes again: the pulse unanswered, the board lost, and why', async () => {
    const clock = new TestClock();
    const line = replay(recorded, clock);
    const bus = doorBus(busWith(board(1)), { port: line.port, clock, log: silentLog });
    const reason = (): string => {
      const health = bus.reports().find(({ id }) => id === 'doors/1')?.health;
      return health && health.state !== 'ready' ? health.reason : 'ready';
    };
    bus.start();
    const sent = recorded.find(({ hex }) => hex === UNLOCK)?.at ?? 0;
    await clock.step(sent - (recorded[0]?.at ?? 0));
    expect(reason()).toBe('ready');
    const lock = { bus: 'doors', board: 1, lock: 3 };
    expect(bus.doorState(lock)).toBe('closed');

    let outcome: UnlockOutcome | null = null;
    void bus.unlock(lock, { notAfter: clock.monotonic() + 500 }).then((value) => (outcome = value));
    await clock.until(() => line.left() === 0, 60_000);
    expect(outcome).toMatchObject({ sent: true, reply: 'none' });
    expect(reason()).toBe('answers lie over each other: two boards seem to have this address');
    expect(bus.doorState(lock)).toBe('unknown');
    expect(line.unknown).toEqual([]);
    await bus.stop();
  });

  test('frames are read back as they were exported', async () => {
    const table = await doorBench();
    table.boards.setFault('noise', true);
    await table.unlock(1, 3);
    const frames = table.bus.frames?.() ?? [];
    const read = recordedFrames(Buffer.from(frameText(frames)).toString());
    expect(read.map(({ direction, hex }) => ({ direction, hex }))).toEqual(
      frames.map(({ direction, hex }) => ({ direction, hex })),
    );
    expect(new Set(read.map(({ direction }) => direction))).toContain('dropped');
  });

  test('a line that is no frame is named', () => {
    expect(() => recordedFrames('12.0 > 80 01 00 33 B2\nhello\n')).toThrow('line 2');
  });

  test('a question that was never recorded is answered by nobody', async () => {
    const clock = new TestClock();
    const line = replay(recorded, clock);
    const bus = doorBus(busWith(board(7)), { port: line.port, clock, log: silentLog });
    bus.start();
    await clock.step(3_000);
    expect(line.unknown.length).toBeGreaterThan(0);
    expect(bus.reports().map(({ health }) => health.state)).toEqual(['ready', 'lost']);
    await bus.stop();
  });
});
