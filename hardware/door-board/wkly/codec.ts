import type { Expect } from '../../bus/exchange.ts';
import type { DoorState } from '../../device.ts';

/**
 * Boards that begin each frame with "WKLY", from an integrator's code and its vendor's demo frames.
 * 9600 8N1, `57 4B 4C 59 LEN BOARD CMD … XOR`, LEN = all bytes, XOR over all bytes before it. 7, 12
 * or 24 locks. A door is 00 open, 01 closed, FF unknown.
 *
 * Three requests can be built: open one, read one, read all. Opening lists or all, holding and
 * flashing do not exist here.
 */
export const HEAD = [0x57, 0x4b, 0x4c, 0x59] as const;
export const OPEN = 0x82;
export const READ_ONE = 0x83;
export const READ_ALL = 0x84;
const OK = 0x00;
const FAILED = 0xff;
/** Head, LEN, board, command, checksum. */
const AROUND = 8;
export const MAX_LOCK = 24;

export function encodeOpen(board: number, lock: number): Uint8Array {
  return frameOf(address(board), OPEN, [lockNumber(lock)]);
}

export function encodeReadOne(board: number, lock: number): Uint8Array {
  return frameOf(address(board), READ_ONE, [lockNumber(lock)]);
}

export function encodeReadAll(board: number): Uint8Array {
  return frameOf(address(board), READ_ALL, []);
}

/** What the board says of a lock: whether it did as asked, and how the door stands. */
export interface Told {
  readonly done: boolean;
  readonly door: DoorState;
}

export function expectOpened(board: number, lock: number): Expect<Told> {
  return expectTold(board, OPEN, lock);
}

export function expectOne(board: number, lock: number): Expect<Told> {
  return expectTold(board, READ_ONE, lock);
}

function expectTold(board: number, command: number, lock: number): Expect<Told> {
  return expectFrame(board, command, 3, 3, ([status, channel, door]) => {
    const state = doorOf(door);
    const known = status === OK || status === FAILED;
    return known && channel === lock && state ? { done: status === OK, door: state } : null;
  });
}

/** One byte for each door; a board may have more locks than the cabinet uses. */
export function expectAll(board: number, locks: number): Expect<readonly DoorState[]> {
  return expectFrame(board, READ_ALL, locks + 2, MAX_LOCK + 2, ([status, count, ...doors]) => {
    if (status !== OK || count !== doors.length) return null;
    const states = doors.map(doorOf);
    return states.every((state) => state !== null) ? states.slice(0, locks) : null;
  });
}

/** A frame with `least` to `most` bytes of data that `read` understands. */
function expectFrame<Reply>(
  board: number,
  command: number,
  least: number,
  most: number,
  read: (data: readonly number[]) => Reply | null,
): Expect<Reply> {
  return (bytes) => {
    const length = bytes[4] ?? AROUND + least;
    const fits =
      HEAD.every((byte, i) => (bytes[i] ?? byte) === byte) &&
      length >= AROUND + least &&
      length <= AROUND + most &&
      (bytes[5] ?? board) === board &&
      (bytes[6] ?? command) === command;
    if (!fits) return { found: 'noise' };
    if (bytes.length < length) return { found: 'more' };
    const sound = bytes[length - 1] === xor(bytes.subarray(0, length - 1));
    const reply = sound ? read([...bytes.subarray(AROUND - 1, length - 1)]) : null;
    return reply === null ? { found: 'noise' } : { found: 'reply', reply, length };
  };
}

/** Null for a byte that is no state. */
export function doorOf(byte: number | undefined): DoorState | null {
  switch (byte) {
    case 0x00:
      return 'open';
    case 0x01:
      return 'closed';
    case 0xff:
      return 'unknown';
    default:
      return null;
  }
}

export function xor(bytes: Iterable<number>): number {
  let sum = 0;
  for (const byte of bytes) sum ^= byte;
  return sum;
}

function frameOf(board: number, command: number, data: readonly number[]): Uint8Array {
  const bytes = [...HEAD, AROUND + data.length, board, command, ...data];
  return Uint8Array.from([...bytes, xor(bytes)]);
}

/** FF is left out: what could be taken for all boards is not built. */
const MAX_BOARD = 254;

function address(board: number): number {
  if (!Number.isInteger(board) || board < 0 || board > MAX_BOARD)
    throw new RangeError(`There is no board address ${board}`);
  return board;
}

function lockNumber(lock: number): number {
  if (!Number.isInteger(lock) || lock < 1 || lock > MAX_LOCK)
    throw new RangeError(`There is no lock ${lock}`);
  return lock;
}
