import { sleep, type Clock } from '../../main/base/clock.ts';
import type { Log } from '../../main/base/log.ts';
import { createBusEngine, type BusEngine } from '../bus/engine.ts';
import type { DoorBoardConfig } from '../door-board/protocol.ts';
import type { LineSettings, Port } from '../port/port.ts';
import type { ScanEntry } from './scan-table.ts';

/**
 * Looks for door boards on a port of which nobody knows what hangs on it: each speed, each family,
 * each address. It asks how doors stand and nothing else; no frame of a scan moves a bolt.
 */
export interface ScanOptions {
  /** The port that is looked at, set to this line. */
  readonly port: (line: LineSettings) => Port;
  readonly table: readonly ScanEntry[];
  readonly clock: Clock;
  readonly log: Log;
  /** A gateway has its own speed: each family is asked once, whatever the line says. */
  readonly oneSpeed?: boolean;
  /** In ms; what was found by then counts. */
  readonly within: number;
  readonly progress?: (progress: ScanProgress) => void;
  readonly signal?: AbortSignal;
}

export interface ScanProgress {
  readonly protocol: string;
  readonly baud: number;
  readonly address: number;
  readonly asked: number;
  readonly of: number;
  readonly found: number;
}

export type ScanResult =
  | {
      readonly outcome: 'found';
      readonly protocol: string;
      readonly line: LineSettings;
      readonly boards: readonly DoorBoardConfig[];
    }
  /** `timeUp`: not everything was asked. */
  | { readonly outcome: 'nothing'; readonly why: 'silent' | 'timeUp' | 'stopped' }
  | { readonly outcome: 'noPort'; readonly message: string };

/** A port that does not open within this time is not there. */
const OPEN_WITHIN_MS = 4_000;
/** Installers begin to count at one, so the first addresses are asked at every speed before the rest. */
const FIRST = 2;

interface Round {
  readonly entry: ScanEntry;
  readonly line: LineSettings;
  readonly addresses: readonly number[];
}

export async function scanBus(options: ScanOptions): Promise<ScanResult> {
  const { table, clock, signal } = options;
  const until = clock.monotonic() + options.within;
  const rounds = roundsOf(
    options.oneSpeed ? table.map((entry) => ({ ...entry, bauds: entry.bauds.slice(0, 1) })) : table,
  );
  const of = rounds.reduce((sum, { addresses }) => sum + addresses.length, 0);
  let asked = 0;
  for (const round of rounds) {
    const opened = await openEngine(options, round);
    if ('message' in opened) return { outcome: 'noPort', message: opened.message };
    try {
      const boards = await ask(opened.engine, round, round.addresses);
      if (boards.length > 0) {
        // Somebody is there: the other addresses of the same family at the same speed.
        const others = round.entry.addresses.filter((each) => !round.addresses.includes(each));
        boards.push(...(await ask(opened.engine, round, others)));
        boards.sort((one, other) => one.address - other.address);
        return { outcome: 'found', protocol: round.entry.protocol, line: round.line, boards };
      }
    } finally {
      await opened.engine.stop();
    }
    if (signal?.aborted) return { outcome: 'nothing', why: 'stopped' };
    if (clock.monotonic() >= until) return { outcome: 'nothing', why: 'timeUp' };
  }
  return { outcome: 'nothing', why: 'silent' };

  async function ask(
    engine: BusEngine,
    { entry, line }: Round,
    addresses: readonly number[],
  ): Promise<DoorBoardConfig[]> {
    const found: DoorBoardConfig[] = [];
    for (const address of addresses) {
      if (signal?.aborted || clock.monotonic() >= until) break;
      for (const probe of entry.probes(address)) {
        const exchange = await engine.request({
          ...probe,
          priority: 'poll',
          replyWithin: entry.replyWithin,
          lateKey: `scan/${address}`,
          lateFor: 0,
        });
        if (exchange.outcome !== 'reply') continue;
        found.push(exchange.reply);
        break;
      }
      asked += 1;
      options.progress?.({
        protocol: entry.protocol,
        baud: line.baud,
        address,
        asked,
        of,
        found: found.length,
      });
    }
    return found;
  }
}

function roundsOf(table: readonly ScanEntry[]): readonly Round[] {
  const bauds = [...new Set(table.flatMap((entry) => entry.bauds))];
  const rounds = (pick: (addresses: readonly number[]) => readonly number[]): readonly Round[] =>
    bauds.flatMap((baud) =>
      table
        .filter((entry) => entry.bauds.includes(baud))
        .map((entry) => ({
          entry,
          line: { baud, dataBits: 8, parity: 'none', stopBits: 1 } as const,
          addresses: pick(entry.addresses),
        })),
    );
  return [
    ...rounds((addresses) => addresses.slice(0, FIRST)),
    ...rounds((addresses) => addresses.slice(FIRST)),
  ].filter(({ addresses }) => addresses.length > 0);
}

async function openEngine(
  { port, clock, log }: ScanOptions,
  { entry, line }: Round,
): Promise<{ readonly engine: BusEngine } | { readonly message: string }> {
  const engine = createBusEngine({
    port: port(line),
    clock,
    log,
    // Nothing is unlocked here.
    pulseGap: Infinity,
    silence: entry.silence,
  });
  const opened = new AbortController();
  const stop = engine.onHealth(({ state }) => {
    if (state === 'ready') opened.abort();
  });
  engine.start();
  await sleep(clock, OPEN_WITHIN_MS, opened.signal);
  stop();
  const health = engine.health();
  if (health.state !== 'lost') return { engine };
  await engine.stop();
  return { message: health.reason };
}
