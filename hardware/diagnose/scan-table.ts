import type { Expect, Scan } from '../bus/exchange.ts';
import { bcc8a, type Bcc8aBoard } from '../door-board/bcc-8a/protocol.ts';
import { dingchang } from '../door-board/dingchang/protocol.ts';
import { kerongCu12 } from '../door-board/kerong-cu12/protocol.ts';
import { kerongCu16 } from '../door-board/kerong-cu16/protocol.ts';
import { line } from '../door-board/line/protocol.ts';
import { winnsen } from '../door-board/winnsen/protocol.ts';
import { wkly } from '../door-board/wkly/protocol.ts';
import type { DoorBoardConfig, DoorProtocol } from '../door-board/protocol.ts';

/** How a family of boards is looked for on a line that nobody knows: by asking how its doors stand. */
export interface ScanEntry {
  /** As the cabinet file names it. */
  readonly protocol: string;
  /** Baud rates in which it is sold, the usual one first. */
  readonly bauds: readonly number[];
  readonly addresses: readonly number[];
  /** Time for an answer, and between two questions, in ms. */
  readonly replyWithin: number;
  readonly silence: number;
  /** Questions to one address, each with the boards that could answer it. Reads only. */
  probes(address: number): readonly Probe[];
}

export interface Probe {
  readonly frame: Uint8Array;
  readonly expect: Expect<DoorBoardConfig>;
}

/** Questions that are the same for several kinds of board are asked once; the answer tells which. */
export function scanEntry<Board extends DoorBoardConfig>(
  protocol: DoorProtocol<Board>,
  search: {
    readonly bauds: readonly number[];
    readonly addresses: readonly number[];
    readonly boards: (address: number) => readonly Board[];
  },
): ScanEntry {
  return {
    protocol: protocol.name,
    bauds: search.bauds,
    addresses: search.addresses,
    replyWithin: protocol.timing.readReply,
    silence: protocol.timing.silence,
    probes(address) {
      const byFrame = new Map<string, Probe>();
      for (const board of search.boards(address)) {
        const { frame, expect } = protocol.status(board);
        if (expect === null) continue;
        const key = frame.join();
        const before = byFrame.get(key)?.expect ?? (() => ({ found: 'noise' }) as const);
        byFrame.set(key, { frame, expect: either(before, meaning(expect, board)) });
      }
      return [...byFrame.values()];
    },
  };
}

function meaning<Board>(expect: Expect<unknown>, board: Board): Expect<Board> {
  return (bytes) => {
    const scan = expect(bytes);
    return scan.found === 'reply' ? { ...scan, reply: board } : scan;
  };
}

function either<T>(one: Expect<T>, other: Expect<T>): Expect<T> {
  return (bytes): Scan<T> => {
    const first = one(bytes);
    if (first.found === 'reply') return first;
    const second = other(bytes);
    return second.found === 'noise' ? first : second;
  };
}

export const upTo = (last: number): readonly number[] =>
  Array.from({ length: last }, (_, i) => i + 1);

const from0To = (last: number): readonly number[] => [0, ...upTo(last)];

/** 8A/80 boards say nothing of themselves; how many status bytes they send tells their size. */
const bcc8aBoards = (address: number): readonly Bcc8aBoard[] =>
  (
    [
      [24, 3],
      [32, 4],
      [50, 7],
    ] as const
  ).map(([locks, statusBytes]) => ({
    address,
    locks,
    statusBytes,
    feedback: 'closed-short',
    statusByteOrder: 'highest-first',
    pulseMs: 300,
  }));

/** The manual names two factory speeds in two places, and the board can be set to four. */
const KERONG_BAUDS = [19_200, 115_200, 9_600, 57_600] as const;
const kerongDefaults = { polarity: 'bit1-closed', lockBase: 0, pulseMs: 550 } as const;

/**
 * Every family that can be looked for, the most common first. Modbus boards are not among them: what
 * the same frame means depends on the profile, and somebody must have looked at the board. Pulses are
 * as the cabinet file has them by default; no board tells its own.
 */
export const scanTable: readonly ScanEntry[] = [
  scanEntry(bcc8a, { bauds: [9_600], addresses: upTo(32), boards: bcc8aBoards }),
  scanEntry(kerongCu16, {
    bauds: KERONG_BAUDS,
    addresses: from0To(9),
    boards: (address) => [{ ...kerongDefaults, address, locks: 16 }],
  }),
  scanEntry(kerongCu12, {
    bauds: KERONG_BAUDS,
    addresses: from0To(15),
    boards: (address) => [{ ...kerongDefaults, address, locks: 12 }],
  }),
  scanEntry(winnsen, {
    bauds: [9_600],
    addresses: upTo(15),
    boards: (address) => [{ address, locks: 16, boardBase: 1, pulseMs: 750 }],
  }),
  scanEntry(wkly, {
    bauds: [9_600],
    addresses: from0To(31),
    boards: (address) => [7, 12, 24].map((locks) => ({ address, locks, pulseMs: 350 })),
  }),
  scanEntry(dingchang, {
    bauds: [9_600],
    addresses: upTo(15),
    boards: (address) => [12, 24].map((locks) => ({ address, locks, pulseMs: 150 })),
  }),
  scanEntry(line, {
    bauds: [115_200],
    addresses: upTo(99),
    boards: (address) => upTo(64).map((locks) => ({ address, locks, pulseMs: 300 })),
  }),
];
