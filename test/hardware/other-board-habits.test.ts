import { describe, expect, test } from 'vitest';
import { present } from '../../main/base/assert.ts';
import { silentLog } from '../../main/base/log.ts';
import { createDoorBus } from '../../hardware/door-board/driver.ts';
import { winnsen } from '../../hardware/door-board/winnsen/protocol.ts';
import { clone, winnsenFirmware } from '../../hardware/door-board/winnsen/simulator.ts';
import { simulateBoardBus } from '../../hardware/simulator/board-bus.ts';
import { simulateDoor } from '../../hardware/simulator/door.ts';
import { memoryCable } from '../../hardware/simulator/memory-cable.ts';
import { doorBench } from '../support/door-bench.ts';
import { seeded } from '../support/kiosk-world.ts';
import {
  dingchangBoard,
  dingchangBus,
  winnsenBoard,
  winnsenBus,
  wklyBoard,
  wklyBus,
} from '../support/other-boards.ts';
import { TestClock } from '../support/test-clock.ts';

/** What single families do that others do not. */
describe('Winnsen boards', () => {
  test('damage in the doors of a reply cannot be seen: a shut door is read as open', async () => {
    const table = await doorBench(winnsenBus([winnsenBoard(2)]));
    table.boards.setFault('wrongChecksum', true);
    await table.clock.step(3_000);
    expect(table.state(2, 7)).toBe('open');
    expect(table.door(2, 7).state().leaf).toBe('shut');
  });

  test('even stations answer as the real board did, odd ones as the document says', async () => {
    const table = await doorBench(winnsenBus([winnsenBoard(2), winnsenBoard(3)]));
    const sent = table.boards.frames().flatMap((f) => (f.direction === 'out' ? [f.hex] : []));
    expect(sent).toContain('90 07 A2 02 00 00 03');
    expect(sent).toContain('90 07 82 03 00 00 03');
  });

  test('a board that counts its switches from 0 is asked by the number before', async () => {
    const table = await doorBench(winnsenBus([winnsenBoard(2, { boardBase: 0 })]));
    const asked = table.boards.frames().find((f) => f.direction === 'in');
    expect(asked?.hex).toBe('90 07 02 01 FF FF 03');
    expect(table.health()['doors/2']).toBe('ready');
  });

  test('a clone refuses a coil for 15 s after its pulse, and the door stays shut', async () => {
    const clock = new TestClock();
    const config = { id: 'doors', boards: [winnsenBoard(1)], supplyGapMs: 800 };
    const random = seeded(7);
    const changed = (): void => undefined;
    const doors = Array.from({ length: 16 }, (_, i) =>
      simulateDoor({ lock: { bus: 'doors', board: 1, lock: i + 1 }, clock, random, changed }),
    );
    const door = (_: number, lock: number) => present(doors[lock - 1], 'a door');
    const boards = simulateBoardBus(winnsenFirmware(config.boards, clone), {
      ...config,
      baud: 9_600,
      door,
      clock,
      random,
      changed,
    });
    const { port } = memoryCable('doors', boards, clock);
    const bus = createDoorBus(winnsen, config, { port, clock, log: silentLog });
    bus.start();
    await clock.step(1_500);
    const lock = { bus: 'doors', board: 1, lock: 4 };
    const replies: unknown[] = [];
    const unlock = async (): Promise<void> => {
      void bus
        .unlock(lock, { notAfter: clock.monotonic() + 500 })
        .then((outcome) => replies.push(outcome));
      await clock.step(2_500);
    };
    await unlock();
    door(1, 4).shut();
    await unlock();
    expect(door(1, 4).state().leaf).toBe('shut');
    await clock.step(15_000);
    await unlock();
    expect(replies).toMatchObject([
      { reply: 'accepted' },
      { reply: 'failed' },
      { reply: 'accepted' },
    ]);
    expect(boards.unlockFrames()).toHaveLength(2);
  });
});

test('WKLY boards tell a moved door unasked; the reply after it is still found', async () => {
  const table = await doorBench(wklyBus([wklyBoard(1)]));
  table.door(1, 5).force();
  await table.clock.step(1_500);
  const sent = table.boards.frames().flatMap((f) => (f.direction === 'out' ? [f.hex] : []));
  expect(sent).toContain('57 4B 4C 59 0A 01 85 05 00 82');
  expect(table.state(1, 5)).toBe('open');
  expect(table.health()['doors/1']).toBe('ready');
});

test('Dingchang boards answer an unlock in the short form or the long one; both are taken', async () => {
  const table = await doorBench(dingchangBus([dingchangBoard(1), dingchangBoard(2)]));
  expect(await table.unlock(1, 7)).toMatchObject({ sent: true, reply: 'accepted' });
  await table.clock.step(2_000);
  expect(await table.unlock(2, 7)).toMatchObject({ sent: true, reply: 'accepted' });
  const sent = table.boards.frames().flatMap((f) => (f.direction === 'out' ? [f.hex] : []));
  expect(sent).toContain('DC FE 01 10 01 01 13');
  expect(sent).toContain('DC FE 02 10 02 07 01 1C');
});
