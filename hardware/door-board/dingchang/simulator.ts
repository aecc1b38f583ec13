import type { Scan } from '../../bus/exchange.ts';
import type { Boards, Firmware } from '../../simulator/board-bus.ts';
import { FROM_BOARD, HEAD, OPEN, READ_ALL, READ_ONE, statusBytes, sum, TO_BOARD } from './codec.ts';
import type { DingchangBoard } from './protocol.ts';

/**
 * Dingchang boards as they answer on the wire. Odd addresses answer an unlock as the manual's example
 * does (the state alone), even ones as its table does (lock and state): both are met.
 */
const CARRIES: ReadonlyMap<number, number> = new Map([
  [OPEN, 1],
  [READ_ONE, 1],
  [READ_ALL, 0],
]);

export function dingchangFirmware(boards: readonly DingchangBoard[]): Firmware {
  return { hear, answer, spoil };

  function answer([, , address = 0, command = 0, , lock = 0]: Uint8Array, world: Boards): void {
    const board = boards.find((candidate) => candidate.address === address);
    if (!board || !world.present(address)) return;
    const state = (each: number): number => (world.sensorOpen(address, each) ? 1 : 0);
    if (command === READ_ALL) return world.reply(address, wholeBoard(board, state), 'state');
    if (lock < 1 || lock > board.locks) return;
    if (command === READ_ONE)
      return world.reply(address, frameOf(address, command, [state(lock)]), 'state');
    world.pulse(address, lock, board.pulseMs);
    const named = address % 2 === 0 ? [lock] : [];
    const told = (): Uint8Array => frameOf(address, command, [...named, state(lock)]);
    world.replyLater(address, told, 'unlock', board.pulseMs);
  }
}

function wholeBoard(board: DingchangBoard, state: (lock: number) => number): Uint8Array {
  const status = new Array<number>(statusBytes(board.locks)).fill(0);
  for (let lock = 1; lock <= board.locks; lock += 1) {
    const index = status.length - 1 - ((lock - 1) >> 3);
    status[index] = (status[index] ?? 0) | (state(lock) << ((lock - 1) & 7));
  }
  return frameOf(board.address, READ_ALL, status);
}

function frameOf(address: number, command: number, data: readonly number[]): Uint8Array {
  const summed = [address, command, data.length, ...data];
  return Uint8Array.from([HEAD, FROM_BOARD, ...summed, sum(summed)]);
}

function hear(bytes: Uint8Array): Scan<Uint8Array> {
  const [head, to = TO_BOARD, , command, carried] = bytes;
  if (head !== HEAD || to !== TO_BOARD) return { found: 'noise' };
  if (command === undefined) return { found: 'more' };
  const wanted = CARRIES.get(command);
  if (wanted === undefined || (carried ?? wanted) !== wanted) return { found: 'noise' };
  const length = wanted + 6;
  if (bytes.length < length) return { found: 'more' };
  if (bytes[length - 1] !== sum(bytes.subarray(2, length - 1))) return { found: 'noise' };
  return { found: 'reply', reply: bytes.slice(0, length), length };
}

function spoil(frame: Uint8Array): Uint8Array {
  return frame.map((byte, i) => (i === frame.length - 1 ? byte ^ 0x40 : byte));
}
