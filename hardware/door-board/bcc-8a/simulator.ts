import type { Clock } from '../../../main/base/clock.ts';
import { bcc, statusIndex } from './codec.ts';
import type { Bcc8aBoard } from './driver.ts';
import { frameLog } from '../../bus/frame-log.ts';
import type { SimulatedDoor } from '../../simulator/door.ts';
import type { SimulatedBus, UnlockFrame } from '../../simulator/bank.ts';
import { isFaulty, type BusFaultName, type Faults } from '../../simulator/faults.ts';
import type { SimulatedLine } from '../../simulator/line.ts';

/**
 * 8A/80 boards as they answer on the wire. Bytes come and go at the speed of the line, each board
 * reads its doors' sensors, and a pulse is current in a coil.
 */
export interface Bcc8aSimulatorOptions {
  readonly id: string;
  readonly boards: readonly Bcc8aBoard[];
  readonly baud: number;
  readonly door: (board: number, lock: number) => SimulatedDoor;
  readonly clock: Clock;
  readonly random: () => number;
  readonly changed: () => void;
}

const FRAME = 5;
const BITS_PER_BYTE = 10;
/** From the last byte of a request to the first of the reply. */
const TURNAROUND_MS = 4;
/** What some boards send when they switch the line to sending. */
const GARBAGE = Uint8Array.of(0xfa, 0xfd, 0x99, 0x99, 0x80);
const LATE_MS = 2_600;
const COILS_THAT_THE_SUPPLY_CARRIES = 1;
const RESET_MS = 500;

export function simulateBcc8aBus(options: Bcc8aSimulatorOptions): SimulatedBus {
  const { id, boards, baud, clock, random } = options;
  const msPerByte = (BITS_PER_BYTE * 1_000) / baud;
  const frames = frameLog();
  const unlocks: UnlockFrame[] = [];
  const faults: Faults = new Map();
  let held: number[] = [];
  let coils = 0;
  let resettingUntil = -Infinity;

  function receive(bytes: Uint8Array, line: SimulatedLine): void {
    if (isFaulty(faults, 'echo')) line.write(bytes);
    held.push(...bytes);
    while (held.length >= FRAME) {
      const frame = held.slice(0, FRAME);
      if (isRequest(frame)) {
        held = held.slice(FRAME);
        frames.add(clock.monotonic(), 'in', Uint8Array.from(frame));
        options.changed();
        // The last byte arrives when the line has carried all of them.
        clock.setTimeout(() => handle(frame, line), FRAME * msPerByte);
      } else held = held.slice(1);
    }
  }

  function handle([head = 0, address = 0, lock = 0]: number[], line: SimulatedLine): void {
    const board = boards.find((candidate) => candidate.address === address);
    if (!board || clock.monotonic() < resettingUntil || isFaulty(faults, 'silent', address)) return;
    if (head === 0x80) return reply(readFrame(board, lock), line);
    if (isFaulty(faults, 'dropUnlock', address)) return;
    if (lock < 1 || lock > board.locks) return;
    unlocks.push({ at: clock.monotonic(), board: address, lock });
    pulse(board, lock);
    if (isFaulty(faults, 'noUnlockReply', address)) return;
    // The board answers when its pulse is over, with what the sensor says then.
    clock.setTimeout(
      () => reply([0x8a, address, lock, stateByte(board, lock)], line),
      board.pulseMs + TURNAROUND_MS,
    );
  }

  function pulse(board: Bcc8aBoard, lock: number): void {
    coils += 1;
    const weak = coils > COILS_THAT_THE_SUPPLY_CARRIES;
    if (weak) resettingUntil = clock.monotonic() + RESET_MS;
    options.door(board.address, lock).energise(board.pulseMs, weak);
    clock.setTimeout(() => {
      coils -= 1;
    }, board.pulseMs);
  }

  function readFrame(board: Bcc8aBoard, lock: number): number[] {
    if (lock !== 0) return [0x80, board.address, lock, stateByte(board, lock)];
    const status = new Array<number>(board.statusBytes).fill(0);
    for (let each = 1; each <= board.locks; each += 1)
      if (isShorted(board, each)) {
        const index = statusIndex(each, board.statusBytes, board);
        status[index] = (status[index] ?? 0) | (1 << ((each - 1) % 8));
      }
    return [0x80, board.address, ...status, 0x33];
  }

  function stateByte(board: Bcc8aBoard, lock: number): number {
    return isShorted(board, lock) ? 0x11 : 0x00;
  }

  function isShorted(board: Bcc8aBoard, lock: number): boolean {
    return options.door(board.address, lock).sensorOpen() === (board.feedback === 'open-short');
  }

  function reply(body: number[], line: SimulatedLine): void {
    const sum = bcc(body) ^ (isFaulty(faults, 'wrongChecksum', body[1]) ? 0x40 : 0);
    const frame = Uint8Array.from([...body, sum]);
    const wire = isFaulty(faults, 'garbage') ? Uint8Array.from([...GARBAGE, ...frame]) : frame;
    const late = isFaulty(faults, 'late', body[1]) ? LATE_MS : 0;
    clock.setTimeout(
      () => {
        frames.add(clock.monotonic(), 'out', wire);
        options.changed();
        if (isFaulty(faults, 'chunked')) send(wire, line);
        else line.write(wire);
      },
      TURNAROUND_MS + random() + wire.length * msPerByte + late,
    );
  }

  /** Byte by byte, as a slow adapter hands them over. */
  function send(wire: Uint8Array, line: SimulatedLine): void {
    wire.forEach((byte, i) =>
      clock.setTimeout(() => line.write(Uint8Array.of(byte)), i * msPerByte),
    );
  }

  return {
    id,
    attach(line) {
      held = [];
      return line.onData((bytes) => receive(bytes, line));
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

function isRequest(frame: number[]): boolean {
  const [head, , , last] = frame;
  const known = (head === 0x80 && last === 0x33) || (head === 0x8a && last === 0x11);
  return known && frame[4] === bcc(frame.slice(0, 4));
}
