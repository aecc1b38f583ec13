import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ServerSerial } from 'modbus-serial';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../main/base/clock.ts';
import { silentLog } from '../../main/base/log.ts';
import { doorBus } from '../../hardware/catalogue.ts';
import type { BoardBus } from '../../hardware/door-board/driver.ts';
import { portsOf } from '../../hardware/port/open-port.ts';
import { modbusBoard, modbusBus } from '../support/modbus-boards.ts';
import { eventually, temporaryFolder, type Folder } from '../support/product.ts';

/** Our driver at a Modbus server that somebody else wrote, over a pair of pseudo-terminals. */
describe.skipIf(!existsSync('/usr/bin/socat'))('a modbus-serial server as the board', () => {
  const lock = { bus: 'doors', board: 1, lock: 3 } as const;
  const line = { baud: 9_600, dataBits: 8, parity: 'none', stopBits: 1 } as const;
  let folder: Folder;
  let cable: ChildProcess;
  let server: ServerSerial;
  let bus: BoardBus;
  let open: Set<number>;
  let writes: number[];

  beforeEach(async () => {
    folder = temporaryFolder();
    const [near, far] = [join(folder.path, 'near'), join(folder.path, 'far')];
    cable = spawn('socat', [`pty,raw,echo=0,link=${near}`, `pty,raw,echo=0,link=${far}`]);
    await eventually('the cable', () => existsSync(near) && existsSync(far));
    open = new Set();
    writes = [];
    server = new ServerSerial(
      {
        getDiscreteInput: (input: number) => !open.has(input + 1),
        setCoil: (coil: number) => {
          writes.push(coil);
          if (coil < 0x200 || coil > 0x207) return;
          open.add(coil - 0x200 + 1);
        },
      },
      { path: far, baudRate: 9_600, unitID: 1 },
    );
    await new Promise((resolve) => server.on('initialized', () => resolve(undefined)));
    bus = doorBus(modbusBus('waveshare-relay-d', [modbusBoard('waveshare-relay-d', 1)]), {
      port: portsOf(systemClock)(near, line),
      clock: systemClock,
      log: silentLog,
    });
    bus.start();
    await eventually('closed doors', () => bus.doorState(lock) === 'closed');
  });

  afterEach(async () => {
    await bus.stop();
    await new Promise((resolve) => server.close(() => resolve(undefined)));
    cable.kill();
    folder.remove();
  });

  test('takes our pulse with one write, and its inputs are read', async () => {
    expect(await bus.unlock(lock, { notAfter: systemClock.monotonic() + 500 })).toMatchObject({
      sent: true,
      reply: 'accepted',
    });
    await eventually('the open door', () => bus.doorState(lock) === 'open');
    expect(writes).toEqual([0x0202]);
    open.clear();
    await eventually('the shut door', () => bus.doorState(lock) === 'closed');
    expect(bus.reports().map(({ health }) => health.state)).toEqual(['ready', 'ready']);
  });
});
