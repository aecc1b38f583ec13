import type { Clock } from '../../main/base/clock.ts';
import { joined, receive, type Expect } from '../bus/exchange.ts';
import { frameLog } from '../bus/frame-log.ts';
import type { SimulatedBus, UnlockFrame } from './bank.ts';
import type { SimulatedDoor } from './door.ts';
import { isFaulty, type BusFaultName, type Faults } from './faults.ts';
import type { SimulatedLine } from './line.ts';

/**
 * Boards of any family on their cable. What is common is here: bytes at the speed of the line, faults,
 * a supply that carries one coil. What a family says is its firmware, in the `simulator.ts` beside
 * its codec. An unlock frame never moves a sensor; it lets current flow.
 */
export interface Firmware {
  /** Finds one whole request in what came from the host. */
  readonly hear: Expect<Uint8Array>;
  /** Does what a board would do with it. */
  answer(request: Uint8Array, boards: Boards): void;
  /** A frame whose checksum does not fit, or null where the family has none. */
  spoil(frame: Uint8Array): Uint8Array | null;
  /** How many bytes come alone before the rest of a frame; all at once unless told. */
  readonly pieces?: readonly number[];
}

/** What the firmware of a board can do in its world. Boards and locks as printed, locks 1-based. */
export interface Boards {
  /** Monotonic milliseconds. */
  now(): number;
  /** Whether a board with this address hangs on the cable and has current. */
  present(address: number): boolean;
  sensorOpen(address: number, lock: number): boolean;
  hasItem(address: number, lock: number): boolean;
  /** Lets current flow through this coil for `ms`; counts as an unlock frame that was understood. */
  pulse(address: number, lock: number, ms: number): void;
  /** Goes on after `ms`, unless the boards have restarted by then. */
  later(ms: number, run: () => void): void;
  /** Sends a reply of this board after the turnaround of the line. */
  reply(address: number, frame: Uint8Array, what: ReplyKind): void;
  /** The same after `ms`, with what the board sees then. */
  replyLater(address: number, frame: () => Uint8Array, what: ReplyKind, ms: number): void;
}

/** `unlock`: the answer to an unlock, which some faults swallow. */
export type ReplyKind = 'state' | 'unlock';

export interface BoardBusOptions {
  readonly id: string;
  readonly boards: readonly { readonly address: number; readonly locks: number }[];
  readonly baud: number;
  readonly door: (board: number, lock: number) => SimulatedDoor;
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly changed: () => void;
}

const BITS_PER_BYTE = 10;
/** From the last byte of a request to the first of the reply. */
const TURNAROUND_MS = 4;
/** What some boards send when they switch the line to sending. */
const GARBAGE = Uint8Array.of(0xfa, 0xfd, 0x99, 0x99, 0x80);
const LATE_MS = 2_600;
const COILS_THAT_THE_SUPPLY_CARRIES = 1;
const RESET_MS = 500;
/** Stray bytes before an answer and after it, each up to so many. */
const STRAY_BYTES = 4;

export function simulateBoardBus(firmware: Firmware, options: BoardBusOptions): SimulatedBus {
  const { id, baud, clock, random } = options;
  const msPerByte = (BITS_PER_BYTE * 1_000) / baud;
  const frames = frameLog();
  const unlocks: UnlockFrame[] = [];
  const faults: Faults = new Map();
  let held: Uint8Array = new Uint8Array();
  let coils = 0;
  let resettingUntil = -Infinity;
  let resets = 0;

  const boardOf = (address: number) => options.boards.find((board) => board.address === address);
  const resetting = (): boolean => clock.monotonic() < resettingUntil;
  const faulty = (name: BusFaultName, address?: number): boolean => isFaulty(faults, name, address);

  function heard(bytes: Uint8Array, line: SimulatedLine): void {
    if (faulty('echo')) line.write(bytes);
    if (faulty('wrongBaud')) return misread(bytes, line);
    held = joined(held, bytes);
    for (;;) {
      const { reply: request, rest } = receive(held, firmware.hear);
      held = rest;
      if (request === null) return;
      frames.add(clock.monotonic(), 'in', request);
      options.changed();
      // The last byte arrives when the line has carried all of them.
      clock.setTimeout(() => firmware.answer(request, boardsOn(line)), request.length * msPerByte);
    }
  }

  /** At another speed each end takes the other's edges for bytes that nobody sent. */
  function misread(bytes: Uint8Array, line: SimulatedLine): void {
    clock.setTimeout(() => line.write(randomBytes(bytes.length)), TURNAROUND_MS);
  }

  function randomBytes(length: number): Uint8Array {
    return Uint8Array.from({ length }, () => Math.floor(random() * 256));
  }

  function stray(): Uint8Array {
    return randomBytes(1 + Math.floor(random() * STRAY_BYTES));
  }

  function boardsOn(line: SimulatedLine): Boards {
    return {
      now: () => clock.monotonic(),
      present: (address) =>
        boardOf(address) !== undefined && !resetting() && !faulty('silent', address),
      sensorOpen: (address, lock) => options.door(address, lock).sensorOpen(),
      hasItem: (address, lock) => options.door(address, lock).state().item,
      pulse(address, lock, ms) {
        const board = boardOf(address);
        if (!board || lock < 1 || lock > board.locks || faulty('dropUnlock', address)) return;
        unlocks.push({ at: clock.monotonic(), board: address, lock });
        coils += 1;
        const weak = coils > COILS_THAT_THE_SUPPLY_CARRIES || faulty('weakSupply', address);
        if (weak) {
          resettingUntil = clock.monotonic() + RESET_MS;
          resets += 1;
        }
        options.door(address, lock).energise(ms, weak);
        clock.setTimeout(() => {
          coils -= 1;
        }, ms);
      },
      reply: (address, frame, what) => reply(address, frame, what, line),
      later,
      replyLater: (address, frame, what, ms) =>
        later(ms + TURNAROUND_MS, () => reply(address, frame(), what, line)),
    };
  }

  /** A board that restarts, or has restarted since, knows of no request. */
  function later(ms: number, run: () => void): void {
    if (resetting()) return;
    const booted = resets;
    clock.setTimeout(() => {
      if (booted === resets) run();
    }, ms);
  }

  function reply(address: number, frame: Uint8Array, what: ReplyKind, line: SimulatedLine): void {
    const swallowed = faulty('dropUnlock', address) || faulty('noUnlockReply', address);
    if (resetting() || (what === 'unlock' && swallowed)) return;
    const spoilt = faulty('wrongChecksum', address) ? firmware.spoil(frame) : null;
    const sound = spoilt ?? frame;
    const wire = disturbed(address, sound);
    const booted = resets;
    const late = faulty('late', address) ? LATE_MS : 0;
    clock.setTimeout(
      () => {
        if (booted !== resets) return;
        frames.add(clock.monotonic(), 'out', wire);
        options.changed();
        const single = (): readonly number[] => Array.from(wire, () => 1);
        inPieces(wire, faulty('chunked') ? single() : (firmware.pieces ?? []), line);
      },
      TURNAROUND_MS + random() + wire.length * msPerByte + late,
    );
  }

  function disturbed(address: number, frame: Uint8Array): Uint8Array {
    // On swapped wires the quiet line is a start bit that never ends.
    if (faulty('swapped', address)) return Uint8Array.of(0x00);
    if (faulty('otherFamily', address)) return stranger(frame);
    const one = faulty('twoBoards', address) ? twice(frame) : frame;
    const sent = faulty('backToBack', address) ? joined(one, one) : one;
    const prefixed = faulty('garbage') ? joined(GARBAGE, sent) : sent;
    return faulty('noise') ? joined(stray(), joined(prefixed, stray())) : prefixed;
  }

  /** As a slow adapter hands them over: pieces of these lengths, then the rest. */
  function inPieces(wire: Uint8Array, pieces: readonly number[], line: SimulatedLine): void {
    if (pieces.length === 0) return void line.write(wire);
    let at = 0;
    for (const length of [...pieces, wire.length]) {
      const piece = wire.slice(at, at + length);
      if (piece.length > 0) clock.setTimeout(() => line.write(piece), at * msPerByte);
      at += length;
    }
  }

  return {
    id,
    attach(line) {
      held = new Uint8Array();
      return line.onData((bytes) => heard(bytes, line));
    },
    frames: () => frames.entries(),
    unlockFrames: () => [...unlocks],
    setFault(name: BusFaultName, on: boolean, board?: number) {
      const key = board ?? 0;
      const where = faults.get(name) ?? new Set<number>();
      if (on) where.add(key);
      else where.delete(key);
      faults.set(name, where);
      options.changed();
    },
    faults: () => [...faults].filter(([, where]) => where.size > 0).map(([name]) => name),
  };
}

/** The twin answers one byte later; where both drive the line, a 0 wins. */
function twice(frame: Uint8Array): Uint8Array {
  return Uint8Array.from(
    { length: frame.length + 1 },
    (_, i) => (frame[i] ?? 0xff) & (frame[i - 1] ?? 0xff),
  );
}

/** A status of an 8A/80 board and one of a KERONG CU16, each as its vendor prints it. */
const BCC_8A = Uint8Array.of(0x80, 0x01, 0x00, 0x00, 0x01, 0x33, 0xb3);
const CU16 = Uint8Array.of(0x02, 0x00, 0x35, 0x01, 0x00, 0x01, 0x00, 0x03, 0x3c);

/** What a board of another family would say. */
function stranger(frame: Uint8Array): Uint8Array {
  return frame[0] === 0x80 || frame[0] === 0x8a ? CU16 : BCC_8A;
}
