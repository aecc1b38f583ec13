import { describe, expect, test } from 'vitest';
import { readCabinet } from '../../main/contract/cabinet.ts';
import { hexOf } from '../../hardware/bus/frame-log.ts';
import { kerongCu12Firmware } from '../../hardware/door-board/kerong-cu12/simulator.ts';
import { kerongCu16Firmware } from '../../hardware/door-board/kerong-cu16/simulator.ts';
import { simulateBoardBus, type Firmware } from '../../hardware/simulator/board-bus.ts';
import { simulateDoor, type SimulatedDoor } from '../../hardware/simulator/door.ts';
import { listeners } from '../../main/base/listeners.ts';
import { bytesOf } from '../support/codec-suite.ts';
import { cu12, cu16, cu16Bus, doorBench } from '../support/door-bench.ts';
import { smallCabinet } from '../support/small-cabinet.ts';
import { TestClock } from '../support/test-clock.ts';

/** The simulated KERONG boards are what the manuals say, beyond what this program asks of them. */
describe('simulated KR-CU16 boards', () => {
  test('say nothing to an unlock, and say so by a status when the firmware is one that does', async () => {
    const silent = table(kerongCu16Firmware([cu16(0)]), [cu16(0)]);
    expect(await silent.send('02 04 31 03 3A', 1_500)).toEqual([]);
    expect(silent.door(0, 5).state().leaf).toBe('open');
    const talking = table(kerongCu16Firmware([cu16(0)], { answersUnlock: true }), [cu16(0)]);
    expect(await talking.send('02 04 31 03 3A', 1_500)).toEqual(['02 00 35 FF FF 00 00 03 38']);
  });

  test('tell what lies in a locker apart from how its door stands', async () => {
    const boards = table(kerongCu16Firmware([cu16(1)]), [cu16(1)]);
    boards.door(1, 12).putItem(true);
    boards.door(1, 1).force();
    expect(await boards.send('02 10 30 03 45')).toEqual(['02 10 35 FE FF 00 08 03 4F']);
  });

  test('answer a broadcast one after another', async () => {
    const all = [cu16(0), cu16(1), cu16(9)];
    const boards = table(kerongCu16Firmware(all), all);
    const heard = await boards.send('02 F0 32 03 27');
    expect(heard.map((hex) => hex.slice(0, 8))).toEqual(['02 00 36', '02 10 36', '02 90 36']);
  });

  test('open their doors one by one and answer at the end', async () => {
    const boards = table(kerongCu16Firmware([cu16(0)]), [cu16(0)]);
    expect(await boards.send('02 00 33 03 38', 16 * 550 - 50)).toEqual([]);
    expect(await boards.wait(1_000)).toEqual(['02 00 35 00 00 00 00 03 3A']);
    expect(boards.unlocks()).toHaveLength(16);
    expect(boards.door(0, 16).state()).toMatchObject({ leaf: 'open', pulses: 1 });
  });

  test('are deaf for half a second after a setting, and keep it', async () => {
    const boards = table(kerongCu16Firmware([cu16(0)]), [cu16(0)]);
    expect(await boards.send('02 00 37 00 64 03 A0')).toEqual(['02 00 38 FF FF 00 64 03 9F']);
    expect(await boards.send('02 00 30 03 35')).toEqual([]);
    await boards.wait(500);
    expect(await boards.send('02 00 37 03 3C')).toEqual(['02 00 38 FF FF 00 64 03 9F']);
  });

  test('open late where a delay was left set', async () => {
    const boards = table(kerongCu16Firmware([cu16(0)]), [cu16(0)]);
    await boards.send('02 00 39 02 03 40', 600);
    await boards.send('02 00 31 03 36', 1_900);
    expect(boards.door(0, 1).state().leaf).toBe('shut');
    await boards.wait(400);
    expect(boards.door(0, 1).state().leaf).toBe('open');
  });
});

describe('simulated CU12 boards', () => {
  test('tell after the pulse whether the hook let go', async () => {
    const boards = table(kerongCu12Firmware([cu12(0)]), [cu12(0)]);
    expect(await boards.send('02 00 02 81 00 00 03 88', 500)).toEqual([]);
    expect(await boards.wait(200)).toEqual(['02 00 02 81 10 00 03 98']);
    boards.door(0, 4).jam(true);
    expect(await boards.send('02 00 03 81 00 00 03 89', 800)).toEqual(['02 00 03 81 11 00 03 9A']);
  });

  test('do not know every command, and are deaf after a setting', async () => {
    const boards = table(kerongCu12Firmware([cu12(0)]), [cu12(0)]);
    expect(await boards.send('02 00 00 86 00 00 03 8B')).toEqual(['02 00 00 86 13 00 03 9E']);
    expect(await boards.send('02 00 00 82 00 02 03 ED 00 64')).toEqual(['02 00 00 82 10 00 03 97']);
    expect(await boards.send('02 00 00 80 00 00 03 85')).toEqual([]);
    await boards.wait(500);
    expect(await boards.send('02 00 00 82 00 00 03 87')).toEqual(['02 00 00 82 10 02 03 FD 00 64']);
  });
});

describe('a driver of KR-CU16 boards', () => {
  test('does not hold the bus up for a pulse that is not answered', async () => {
    const bench = await doorBench(cu16Bus([cu16(0), cu16(1)]));
    const begun = bench.clock.monotonic();
    expect(await bench.unlock(0, 3)).toMatchObject({ sent: true, reply: 'none' });
    expect(bench.clock.monotonic() - begun).toBeLessThan(cu16(0).pulseMs);
    await bench.clock.until(() => bench.state(0, 3) === 'open', 1_000);
    expect(bench.clock.monotonic() - begun).toBeLessThan(cu16(0).pulseMs);
  });
});

describe('a cabinet file with KERONG boards', () => {
  const withBus = (bus: object) =>
    readCabinet({
      ...smallCabinet(),
      buses: [{ id: 'doors', port: 'tcp://10.0.0.5:5000', ...bus }],
    });

  test('needs no more than protocol, port and addresses, and then speaks 19200', () => {
    const read = withBus({ protocol: 'kerong-cu16', boards: [{ address: 1 }] });
    expect(read).toMatchObject({
      ok: true,
      value: {
        buses: [
          {
            line: { baud: 19_200, dataBits: 8 },
            boards: [{ locks: 16, polarity: 'bit1-closed', lockBase: 0, pulseMs: 550 }],
          },
        ],
      },
    });
  });

  test('cannot name more locks than there are numbers on the wire', () => {
    const boards = [{ address: 1, locks: 12, lockBase: 1 }];
    expect(withBus({ protocol: 'kerong-cu16', boards }).ok).toBe(true);
    expect(withBus({ protocol: 'kerong-cu12', boards })).toMatchObject({
      ok: false,
      error: [{ path: 'buses[0].boards[0].locks', message: expect.stringContaining('at most 11') }],
    });
  });
});

interface Table {
  /** Sends a frame and gives what came back within so many ms. */
  send(hex: string, ms?: number): Promise<readonly string[]>;
  wait(ms: number): Promise<readonly string[]>;
  door(board: number, lock: number): SimulatedDoor;
  unlocks(): readonly unknown[];
}

function table(
  firmware: Firmware,
  boards: readonly { readonly address: number; readonly locks: number }[],
): Table {
  const clock = new TestClock();
  const random = (): number => 0.5;
  const changed = (): void => undefined;
  const doors = new Map<string, SimulatedDoor>();
  const door = (board: number, lock: number): SimulatedDoor => {
    const known = doors.get(`${board}/${lock}`);
    if (known) return known;
    const fresh = simulateDoor({ lock: { bus: 'doors', board, lock }, clock, random, changed });
    doors.set(`${board}/${lock}`, fresh);
    return fresh;
  };
  const options = { id: 'doors', boards, baud: 19_200, door, clock, random, changed };
  const bus = simulateBoardBus(firmware, options);
  const toBoards = listeners<Uint8Array>();
  let heard: string[] = [];
  bus.attach({ write: (bytes) => heard.push(hexOf(bytes)), onData: toBoards.add });
  const wait = async (ms: number): Promise<readonly string[]> => {
    heard = [];
    await clock.step(ms);
    return heard;
  };
  return {
    send: (hex, ms = 100) => {
      toBoards.emit(bytesOf(hex));
      return wait(ms);
    },
    wait,
    door,
    unlocks: () => bus.unlockFrames(),
  };
}
