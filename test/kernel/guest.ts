import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { sleep, systemClock } from '../../main/base/clock.ts';
import { silentLog } from '../../main/base/log.ts';
import { doorBus } from '../../hardware/catalogue.ts';
import { serialPort } from '../../hardware/port/serial-port.ts';
import { hostLine } from './host-line.ts';
import { hidStories } from './guest-hid.ts';

/**
 * Runs inside the small machine: this project's own ports and drivers on a kernel's real ttyUSB and
 * hidraw devices, with cables that the host really pulls.
 */
export type Story = readonly [name: string, run: () => Promise<void>];

const host = hostLine('/dev/ttyS1');
const BY_ID = '/dev/serial/by-id';
const line = { baud: 9_600, dataBits: 8, parity: 'none', stopBits: 1 } as const;
const lock = { bus: 'doors', board: 1, lock: 3 };

async function until(what: string, done: () => boolean, withinMs = 15_000): Promise<void> {
  for (let waited = 0; !done(); waited += 20) {
    if (waited > withinMs) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(systemClock, 20);
  }
}

function adapters(): readonly string[] {
  return existsSync(BY_ID) ? readdirSync(BY_ID) : [];
}

const bus = doorBus(
  {
    id: 'doors',
    protocol: 'bcc-8a',
    supplyGapMs: 800,
    boards: [
      {
        address: 1,
        locks: 24,
        statusBytes: 3,
        feedback: 'open-short',
        statusByteOrder: 'highest-first',
        pulseMs: 300,
      },
    ],
  },
  {
    // As in a cabinet file: a name that stays when the number behind ttyUSB changes.
    port: {
      name: BY_ID,
      msPerByte: 1.04,
      open: () => serialPort(join(BY_ID, adapters()[0] ?? 'none'), line, systemClock).open(),
    },
    clock: systemClock,
    log: silentLog,
  },
);
const health = (): string =>
  bus
    .reports()
    .map(({ health: { state } }) => state)
    .join();

const serialStories: readonly Story[] = [
  [
    'a USB serial adapter has a stable name under /dev/serial/by-id',
    () => until('a name there', () => adapters().length === 1),
  ],
  [
    'the boards behind it are found and all doors are read',
    async () => {
      bus.start();
      await until('ready', () => health() === 'ready,ready');
      await until('closed', () => bus.doorState(lock) === 'closed');
    },
  ],
  [
    'one frame opens one door, and it is seen shut again',
    async () => {
      const outcome = await bus.unlock(lock, { notAfter: systemClock.monotonic() + 500 });
      if (!outcome.sent || outcome.reply !== 'accepted') throw new Error(JSON.stringify(outcome));
      await until('open', () => bus.doorState(lock) === 'open');
      await host.ask({ do: 'shut', lock: lock.lock });
      await until('closed', () => bus.doorState(lock) === 'closed');
    },
  ],
  [
    'the adapter is pulled: lost, and a door is refused',
    async () => {
      await host.ask({ do: 'unplug' });
      await until('lost', () => health() === 'lost,lost');
      const outcome = await bus.unlock(lock, { notAfter: systemClock.monotonic() + 500 });
      if (outcome.sent) throw new Error('an unlock was sent into a pulled cable');
    },
  ],
  [
    'it is pushed in again: found, read, and nothing was opened twice',
    async () => {
      await host.ask({ do: 'plug' });
      await until('ready', () => health() === 'ready,ready', 30_000);
      await until('closed', () => bus.doorState(lock) === 'closed');
      const unlocks = await host.ask({ do: 'unlocks' });
      if (unlocks !== 1) throw new Error(`${String(unlocks)} unlock frames reached the board`);
    },
  ],
];

for (const [name, run] of [...serialStories, ...hidStories(until)])
  try {
    await run();
    host.result(name, null);
  } catch (error) {
    host.result(name, error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
host.end();
await bus.stop();
// Lets the last line leave before the machine goes down.
await sleep(systemClock, 500);
process.exit(0);
