import { sleep, systemClock } from '../../main/base/clock.ts';
import { silentLog } from '../../main/base/log.ts';
import { encodeReadAll } from '../../hardware/door-board/bcc-8a/codec.ts';
import { doorBus, type DoorBusEntry } from '../../hardware/catalogue.ts';
import type { Bcc8aBoard } from '../../hardware/door-board/bcc-8a/protocol.ts';
import type { Port } from '../../hardware/port/port.ts';
import { simulateBank } from '../../hardware/simulator/bank.ts';
import { memoryCable } from '../../hardware/simulator/memory-cable.ts';
import { rounded, spread, type Figure, type Spread } from './figure.ts';

/**
 * Reading every door of a bank once, at 9600 baud on paced simulated boards. The reference is the
 * least that the line allows: write, wait for the last byte of the reply, keep the protocol's 5 ms of
 * silence, next board; no queue, no codec, no deadline.
 */
const BAUD = 9_600;
const LOCKS_PER_BOARD = 24;
const SWEEPS = 15;
const SILENCE_MS = 5;
const TURNAROUND_MS = 4.5;
const BITS_PER_BYTE = 10;
const REQUEST_BYTES = 5;
const GOAL = '≤ 1.15 × bytes on the wire, turnaround and the silence that the protocol asks for';

export async function sweep(): Promise<readonly Figure[]> {
  return [await sweepOf(24), await sweepOf(480)];
}

async function sweepOf(doors: number): Promise<Figure> {
  const config = busOf(doors / LOCKS_PER_BOARD);
  const bare = await bareSweeps(config);
  const measured = await driverSweeps(config);
  return {
    figure: `sweep of ${doors} doors on ${config.boards.length} board(s)`,
    unit: 'ms',
    samples: SWEEPS,
    measured,
    reference: { ...bare.spread, computed: rounded(bare.computed) },
    referenceIs: 'a bare write-and-wait loop over the same line, and the time computed from bytes',
    ratio: rounded(measured.p50 / bare.spread.p50),
    goal: GOAL,
  };
}

type Bus = DoorBusEntry & { readonly line: { readonly baud: number } };

function busOf(boards: number): Bus {
  return {
    id: 'doors',
    protocol: 'bcc-8a',
    line: { baud: BAUD },
    supplyGapMs: 800,
    boards: Array.from({ length: boards }, (_, i): Bcc8aBoard => ({
      address: i + 1,
      locks: LOCKS_PER_BOARD,
      statusBytes: LOCKS_PER_BOARD / 8,
      feedback: 'open-short',
      statusByteOrder: 'highest-first',
      pulseMs: 300,
    })),
  };
}

function portOf(config: Bus): Port {
  const bank = simulateBank({
    buses: [config],
    badgeReaders: [],
    clock: systemClock,
    random: () => 0.5,
  });
  return memoryCable('doors', bank.buses.get('doors') as never, systemClock).port;
}

async function driverSweeps(config: Bus): Promise<Spread> {
  const bus = doorBus(config, { port: portOf(config), clock: systemClock, log: silentLog });
  bus.start();
  await sleep(systemClock, 50);
  const samples: number[] = [];
  for (let i = 0; i < SWEEPS; i += 1) {
    const begun = performance.now();
    await bus.sweep();
    samples.push(performance.now() - begun);
  }
  await bus.stop();
  return spread(samples);
}

async function bareSweeps(config: Bus): Promise<{ spread: Spread; computed: number }> {
  const opened = await portOf(config).open();
  if (!opened.ok) throw new Error(opened.error.message);
  const line = opened.value;
  let got = 0;
  let heard: () => void = () => undefined;
  line.onData((bytes) => {
    got += bytes.length;
    heard();
  });
  const replyBytes = 2 + LOCKS_PER_BOARD / 8 + 2;
  const samples: number[] = [];
  for (let i = 0; i < SWEEPS; i += 1) {
    const begun = performance.now();
    for (const board of config.boards) {
      got = 0;
      const whole = new Promise<void>((resolve) => {
        heard = () => {
          if (got >= replyBytes) resolve();
        };
      });
      const written = await line.write(encodeReadAll(board.address));
      if (!written.ok) throw new Error(written.error.message);
      await whole;
      await sleep(systemClock, SILENCE_MS);
    }
    samples.push(performance.now() - begun);
  }
  await line.close();
  const perBoard =
    ((REQUEST_BYTES + replyBytes) * BITS_PER_BYTE * 1_000) / BAUD + TURNAROUND_MS + SILENCE_MS;
  return { spread: spread(samples), computed: perBoard * config.boards.length };
}
