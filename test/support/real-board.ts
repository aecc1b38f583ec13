import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../main/base/clock.ts';
import { silentLog } from '../../main/base/log.ts';
import { readCabinet, type Cabinet } from '../../main/contract/cabinet.ts';
import { doorBus } from '../../hardware/catalogue.ts';
import type { LockAddress } from '../../hardware/device.ts';
import type { BoardBus } from '../../hardware/door-board/driver.ts';
import { portsOf } from '../../hardware/port/open-port.ts';
import { eventually } from './product.ts';

/**
 * The part of the contract that steel can show: with `RESTANTE_REAL_BOARD=cabinet.json` the first
 * locker of each bus is opened, and a person shuts it when asked.
 */
const SHUT_WITHIN_MS = 60_000;

export function realBoardContract(file: string | undefined): void {
  if (file === undefined) return;
  const cabinet = cabinetOf(file);
  describe.each(cabinet.buses.map((bus) => ({ bus, id: bus.id })))(
    `the real boards of ${cabinet.model} on $id`,
    ({ bus: entry, id }) => {
      const locker = cabinet.lockers.find(({ door }) => door?.bus === id);
      const lock: LockAddress = locker?.door ?? { bus: id, board: 0, lock: 0 };
      let bus: BoardBus;

      beforeAll(async () => {
        const port = portsOf(systemClock)(entry.port, entry.line);
        bus = doorBus(entry, { port, clock: systemClock, log: silentLog });
        bus.start();
        await eventually('a door that tells its state', () => bus.doorState(lock) !== 'unknown');
      });
      afterAll(() => bus.stop());

      test('every board answers', () => {
        for (const { id: device, health } of bus.reports())
          expect([device, health.state]).toEqual([device, 'ready']);
      });

      test(
        `locker ${locker?.number} opens with one frame and is seen shut again`,
        async () => {
          expect(bus.doorState(lock)).toBe('closed');
          const others = bus.locks.filter((each) => bus.doorState(each) === 'open');
          const outcome = await bus.unlock(lock, { notAfter: systemClock.monotonic() + 500 });
          expect(outcome).toMatchObject({ sent: true });
          await eventually('the open door', () => bus.doorState(lock) === 'open');
          expect(bus.locks.filter((each) => bus.doorState(each) === 'open')).toHaveLength(
            others.length + 1,
          );
          process.stderr.write(`Now shut locker ${locker?.number}.\n`);
          await eventually('the shut door', () => bus.doorState(lock) === 'closed', SHUT_WITHIN_MS);
        },
        2 * SHUT_WITHIN_MS,
      );
    },
  );
}

function cabinetOf(file: string): Cabinet {
  const read = readCabinet(JSON.parse(readFileSync(file, 'utf8')));
  if (!read.ok) throw new Error(`${file}: ${JSON.stringify(read.error)}`);
  return read.value;
}
