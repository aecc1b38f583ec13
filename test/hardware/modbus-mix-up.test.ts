import { describe, expect, test } from 'vitest';
import { silentLog } from '../../main/base/log.ts';
import { readCabinet } from '../../main/contract/cabinet.ts';
import { problemText } from '../../main/contract/problems.ts';
import { doorBus } from '../../hardware/catalogue.ts';
import { hexOf } from '../../hardware/bus/frame-log.ts';
import { modbus, profileOf } from '../../hardware/door-board/modbus/protocol.ts';
import { memoryCable } from '../../hardware/simulator/memory-cable.ts';
import { present } from '../../main/base/assert.ts';
import { doorBench, simulated } from '../support/door-bench.ts';
import {
  choiceOf,
  modbusBoard,
  modbusBus,
  profileNames,
  type ProfileName,
} from '../support/modbus-boards.ts';
import { smallCabinet } from '../support/small-cabinet.ts';
import { TestClock } from '../support/test-clock.ts';

/** The cabinet file names one kind of board, and another hangs on the cable. */
const pairs = profileNames.flatMap((said) =>
  profileNames
    .filter((hangs) => hangs !== said)
    .map((hangs): [ProfileName, ProfileName] => [said, hangs]),
);

describe('a profile of another board', () => {
  test('no two profiles can send the same write', () => {
    const writes = profileNames.flatMap((profile) => {
      const board = modbusBoard(profile, 1);
      const { unlock } = modbus(profileOf(choiceOf(profile)));
      return Array.from({ length: board.locks }, (_, i) => hexOf(unlock(board, i + 1).frame));
    });
    expect(new Set(writes).size).toBe(writes.length);
  });

  test.each(pairs)('%s is said and %s hangs there: no coil gets current', async (said, hangs) => {
    const clock = new TestClock();
    const bank = simulated(modbusBus(hangs, [modbusBoard(hangs, 1)]), clock);
    const boards = present(bank.buses.get('doors'), 'the simulated bus');
    const cable = memoryCable('doors', boards, clock);
    const bus = doorBus(modbusBus(said, [modbusBoard(said, 1)]), {
      port: cable.port,
      clock,
      log: silentLog,
    });
    bus.start();
    await clock.step(5_000);
    // It has not answered in the form of its profile, so the door service asks for nothing …
    expect(bus.isLive({ bus: 'doors', board: 1, lock: 1 })).toBe(false);
    const written = (): number => boards.frames().filter(({ hex }) => /^01 05/.test(hex)).length;
    expect(written()).toBe(0);
    // … and if somebody asked all the same, each of its locks, nothing would move.
    for (const lock of bus.locks) {
      let sent = false;
      const asked = bus.unlock(lock, { notAfter: clock.monotonic() + 5_000 });
      void asked.then((outcome) => (sent = outcome.sent));
      await clock.until(() => sent, 10_000);
    }
    expect(written()).toBeGreaterThan(0);
    expect(boards.unlockFrames()).toEqual([]);
    expect(bank.doors.every((door) => door.state().pulses === 0)).toBe(true);
    await bus.stop();
  });

  test('a cabinet file must name the profile, and for a CU48 that somebody looked at its doors', () => {
    const problems = (bus: object): readonly string[] => {
      const read = readCabinet({
        ...smallCabinet(),
        buses: [{ id: 'doors', protocol: 'modbus', port: 'sim:doors', ...bus }],
      });
      return read.ok ? [] : read.error.map(problemText);
    };
    const boards = [{ address: 1, locks: 8, setBit: 'closed' }];
    expect(problems({ boards }).join()).toMatch(/profile/);
    const cu48 = { profile: 'kerong-cu48', boards: [{ address: 1, locks: 24 }] };
    expect(problems(cu48).join()).toMatch(/doorsSeenToMatch/);
    expect(problems({ ...cu48, doorsSeenToMatch: true })).toEqual([]);
  });
});

describe('Modbus boards that answer with an exception', () => {
  test('a pulse that the board refuses has failed, and is not sent again', async () => {
    // The file says eight relays, the board that hangs there has four.
    const clock = new TestClock();
    const bank = simulated(
      modbusBus('timed-relay', [modbusBoard('timed-relay', 1, { locks: 4 })]),
      clock,
    );
    const boards = present(bank.buses.get('doors'), 'the simulated bus');
    const cable = memoryCable('doors', boards, clock);
    const bus = doorBus(modbusBus('timed-relay', [modbusBoard('timed-relay', 1, { locks: 8 })]), {
      port: cable.port,
      clock,
      log: silentLog,
    });
    bus.start();
    await clock.step(1_500);
    const asked = bus.unlock(
      { bus: 'doors', board: 1, lock: 8 },
      { notAfter: clock.monotonic() + 500 },
    );
    await clock.step(2_000);
    expect(await asked).toMatchObject({ sent: true, reply: 'failed' });
    const writes = boards.frames().filter(({ hex }) => hex.startsWith('01 05'));
    expect(writes).toHaveLength(1);
    await bus.stop();
  });
});

describe('an adapter with local echo and Modbus, whose answer to a write is an echo', () => {
  test('a board that is not there is lost, and its unlock is answered by nobody', async () => {
    const bench = await doorBench(
      modbusBus(
        'waveshare-relay-d',
        [1, 2].map((n) => modbusBoard('waveshare-relay-d', n)),
      ),
    );
    bench.boards.setFault('echo', true);
    bench.boards.setFault('silent', true, 2);
    bench.cable.unplug();
    await bench.clock.step(100);
    bench.cable.plug();
    await bench.clock.step(10_000);
    expect(bench.health()).toEqual({ doors: 'ready', 'doors/1': 'ready', 'doors/2': 'lost' });
    expect(await bench.unlock(2, 3)).toMatchObject({ sent: true, reply: 'none' });
    expect(await bench.unlock(1, 3, 5_000)).toMatchObject({ sent: true, reply: 'accepted' });
  });

  test('with every board away, the echo alone makes none of them healthy', async () => {
    const bench = await doorBench(
      modbusBus('waveshare-relay-d', [modbusBoard('waveshare-relay-d', 1)]),
    );
    bench.boards.setFault('echo', true);
    bench.boards.setFault('silent', true);
    bench.cable.unplug();
    await bench.clock.step(100);
    bench.cable.plug();
    await bench.clock.step(30_000);
    expect(bench.health()).toEqual({ doors: 'ready', 'doors/1': 'lost' });
    expect(bench.state(1, 1)).toBe('unknown');
    expect(await bench.unlock(1, 1)).toMatchObject({ sent: true, reply: 'none' });
  });
});
