import { present } from '../../main/base/assert.ts';
import { sleep, systemClock } from '../../main/base/clock.ts';
import { silentLog } from '../../main/base/log.ts';
import { receive } from '../../hardware/bus/exchange.ts';
import { doorBus } from '../../hardware/catalogue.ts';
import type { PortConnection } from '../../hardware/port/port.ts';
import { simulateBank, type SimulatedBank } from '../../hardware/simulator/bank.ts';
import { memoryCable, type MemoryCable } from '../../hardware/simulator/memory-cable.ts';
import { families, type Family } from './families.ts';
import { rounded, spread, type Figure } from './figure.ts';

/**
 * Each family of door boards beside its own wire: how long from asking for an unlock until current
 * flows in the coil while the boards are polled, how long it takes to read all doors, and how many
 * replies a second its codec decodes. The families are measured at the same time; each waits most of it.
 */
const UNLOCKS = 8;
/** A pulse of 50 ms and the rest of its supply, with some room. */
const SUPPLY_RESTS_MS = 300;
const SWEEPS = 8;
const TURNAROUND_MS = 4.5;
const BITS_PER_BYTE = 10;
const DECODE_MS = 60;

export async function protocols(): Promise<readonly Figure[]> {
  const unlocks = await Promise.all(families.map(unlockLatency));
  const sweeps = await Promise.all(families.map(sweepTime));
  return [...unlocks, ...sweeps, ...families.map(decodeRate)];
}

interface Table {
  readonly bank: SimulatedBank;
  readonly cable: MemoryCable;
}

function tableOf({ bus }: Family): Table {
  const bank = simulateBank({
    buses: [bus],
    badgeReaders: [],
    clock: systemClock,
    random: () => 0.5,
  });
  return {
    bank,
    cable: memoryCable('doors', present(bank.buses.get('doors'), 'a bus'), systemClock),
  };
}

async function bareLine({ cable }: Table): Promise<PortConnection> {
  const opened = await cable.port.open();
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}

function wireMs({ bus }: Family, bytes: number): number {
  return (bytes * BITS_PER_BYTE * 1_000) / bus.line.baud;
}

/** The first lock of each board in turn, then the second: no coil is asked twice. */
function lockAt({ bus }: Family, i: number): { readonly board: number; readonly lock: number } {
  const { address } = present(bus.boards[i % bus.boards.length], 'a board');
  return { board: address, lock: Math.floor(i / bus.boards.length) + 1 };
}

/** Milliseconds from `ask` until a board has let current flow, once for each lock. */
async function pulses(
  family: Family,
  { bank }: Table,
  ask: (board: number, lock: number) => unknown,
): Promise<readonly number[]> {
  const boards = present(bank.buses.get('doors'), 'a bus');
  const samples: number[] = [];
  for (let i = 0; i < UNLOCKS; i += 1) {
    const { board, lock } = lockAt(family, i);
    const flowing = new Promise<void>((resolve) => {
      const stop = bank.onChange(() => {
        if (boards.unlockFrames().length <= i) return;
        stop();
        resolve();
      });
    });
    const begun = performance.now();
    void ask(board, lock);
    await flowing;
    samples.push(performance.now() - begun);
    await sleep(systemClock, SUPPLY_RESTS_MS);
  }
  return samples;
}

async function unlockLatency(family: Family): Promise<Figure> {
  const driven = tableOf(family);
  const bus = doorBus(family.bus, { port: driven.cable.port, clock: systemClock, log: silentLog });
  bus.start();
  await sleep(systemClock, SUPPLY_RESTS_MS);
  const measured = spread(
    await pulses(family, driven, (board, lock) =>
      bus.unlock(
        { bus: 'doors', board, lock },
        { notAfter: systemClock.monotonic() + 10 * SUPPLY_RESTS_MS },
      ),
    ),
  );
  await bus.stop();
  const bare = tableOf(family);
  const line = await bareLine(bare);
  const reference = spread(
    await pulses(family, bare, (board, lock) => line.write(family.unlockFrame(board, lock))),
  );
  await line.close();
  const computed = rounded(wireMs(family, family.unlockFrame(1, 1).length));
  return {
    figure: `${family.name}: unlock asked → current in the coil, boards being polled`,
    unit: 'ms',
    samples: UNLOCKS,
    measured,
    reference: { ...reference, computed },
    referenceIs: 'the bare frame written to an idle line, and the time computed from its bytes',
    ratio: rounded(measured.p50 / reference.p50),
    goal: 'at most one status exchange more than the wire, as none in flight is cut off',
  };
}

async function sweepTime(family: Family): Promise<Figure> {
  const { cable } = tableOf(family);
  const bus = doorBus(family.bus, { port: cable.port, clock: systemClock, log: silentLog });
  bus.start();
  await sleep(systemClock, SUPPLY_RESTS_MS);
  const measured = spread(await timed(() => bus.sweep()));
  await bus.stop();
  const line = await bareLine(tableOf(family));
  const reference = spread(await timed(() => bareSweep(family, line)));
  await line.close();
  const requests = family.asks.reduce((bytes, { frame }) => bytes + frame.length, 0);
  const bytes = requests + family.asks.length * family.replyBytes;
  const between = family.asks.length * (TURNAROUND_MS + family.silence);
  return {
    figure: `${family.name}: sweep of ${family.asks.length} boards × ${family.locks} doors`,
    unit: 'ms',
    samples: SWEEPS,
    measured,
    reference: { ...reference, computed: rounded(wireMs(family, bytes) + between) },
    referenceIs: 'a bare write-and-wait loop over the same line, and the time computed from bytes',
    ratio: rounded(measured.p50 / reference.p50),
    goal: '≤ 1.15 × bytes on the wire, turnaround and the silence that the protocol asks for',
  };
}

async function timed(once: () => Promise<void>): Promise<readonly number[]> {
  const samples: number[] = [];
  for (let i = 0; i < SWEEPS; i += 1) {
    const begun = performance.now();
    await once();
    samples.push(performance.now() - begun);
  }
  return samples;
}

async function bareSweep(
  { asks, replyBytes, silence }: Family,
  line: PortConnection,
): Promise<void> {
  for (const { frame } of asks) {
    let got = 0;
    const whole = new Promise<void>((resolve) => {
      const stop = line.onData((bytes) => {
        got += bytes.length;
        if (got < replyBytes) return;
        stop();
        resolve();
      });
    });
    const written = await line.write(frame);
    if (!written.ok) throw new Error(written.error.message);
    await whole;
    await sleep(systemClock, silence);
  }
}

/** A board's own status reply, as often as fits. */
function decodeRate(family: Family): Figure {
  const { frame, expect } = present(family.asks[0], 'a request');
  const reply = replyTo(family, frame);
  if (!expect || receive(reply, expect).reply === null)
    throw new Error(`${family.name} does not decode its own reply`);
  const measured = perSecond(() => receive(reply, expect).dropped);
  const reference = perSecond(() => reply.slice().reduce((sum, byte) => sum ^ byte, 0));
  return {
    figure: `${family.name}: status replies decoded, ${reply.length} bytes each`,
    unit: 'frames/s',
    samples: 1,
    measured: { rate: measured },
    reference: { rate: reference },
    referenceIs: 'a bare copy of the same bytes with one look at each',
    ratio: rounded(measured / reference),
    goal: 'a thousand times what the line can carry',
  };
}

/** What the firmware answers at once, without a line. */
function replyTo({ bus, replyBytes }: Family, request: Uint8Array): Uint8Array {
  const due: (() => void)[] = [];
  const clock = {
    ...systemClock,
    setTimeout: (call: () => void) => {
      due.push(call);
      return () => undefined;
    },
  };
  const bank = simulateBank({ buses: [bus], badgeReaders: [], clock, random: () => 0 });
  const boards = present(bank.buses.get('doors'), 'a bus');
  const got: number[] = [];
  let hear: (bytes: Uint8Array) => void = () => undefined;
  boards.attach({
    write: (bytes) => got.push(...bytes),
    onData: (listener) => {
      hear = listener;
      return () => undefined;
    },
  });
  hear(request);
  for (let call = due.shift(); call; call = due.shift()) call();
  if (got.length !== replyBytes)
    throw new Error(`${got.length} bytes came, the document says ${replyBytes}`);
  return Uint8Array.from(got);
}

/** The sink keeps the work from being left out. */
function perSecond(work: () => number): number {
  let sink = 0;
  let runs = 0;
  const measure = (ms: number): number => {
    const begun = performance.now();
    runs = 0;
    while (performance.now() - begun < ms)
      for (let i = 0; i < 200; i += 1, runs += 1) sink += work();
    return (runs * 1_000) / (performance.now() - begun);
  };
  measure(DECODE_MS / 3);
  const rate = measure(DECODE_MS);
  if (!Number.isFinite(sink)) throw new Error('nothing was measured');
  return rounded(rate);
}
