import type { Expect } from '../../bus/exchange.ts';
import type { DoorState } from '../../device.ts';

/**
 * Guangzhou Dingchang "DC" door boards, from the vendor's protocol text "DC_锁控_12_V0.2". 9600 8N1,
 * to the board `DC 02 ADDR CMD LEN … SUM`, from it `DC FE ADDR CMD LEN … SUM`; SUM is the low byte of
 * the sum from ADDR on. A set bit or 01 is an open door.
 *
 * Three requests can be built: open one, read one, read all. Opening masks or all, holding and
 * outputs do not exist here.
 */
export const HEAD = 0xdc;
export const TO_BOARD = 0x02;
export const FROM_BOARD = 0xfe;
export const OPEN = 0x10;
export const READ_ONE = 0x11;
export const READ_ALL = 0x12;
/** Head, direction, address, command, LEN, checksum. */
const AROUND = 6;

export function encodeOpen(board: number, lock: number): Uint8Array {
  return frameOf(TO_BOARD, address(board), OPEN, [lockNumber(lock)]);
}

export function encodeReadOne(board: number, lock: number): Uint8Array {
  return frameOf(TO_BOARD, address(board), READ_ONE, [lockNumber(lock)]);
}

export function encodeReadAll(board: number): Uint8Array {
  return frameOf(TO_BOARD, address(board), READ_ALL, []);
}

/**
 * How the door stands after its pulse. The manual's example carries the state alone, its table the
 * lock before it; both are taken. Of the short form nobody can see which lock it speaks of.
 */
export function expectOpened(board: number, lock: number): Expect<DoorState> {
  return expectFrame(board, OPEN, [1, 2], (data) => {
    const named = data.length === 1 || data[0] === lock;
    return named ? doorOf(data.at(-1)) : null;
  });
}

/** The reply does not name its lock. */
export function expectOne(board: number): Expect<DoorState> {
  return expectFrame(board, READ_ONE, [1], ([state]) => doorOf(state));
}

/** Two bytes up to 16 locks, three beyond; the last one holds locks 1 to 8. */
export function expectAll(board: number, locks: number): Expect<readonly DoorState[]> {
  return expectFrame(board, READ_ALL, [statusBytes(locks)], (data) =>
    Array.from({ length: locks }, (_, i) => {
      const byte = data[data.length - 1 - (i >> 3)] ?? 0;
      return (byte >> (i & 7)) & 1 ? 'open' : 'closed';
    }),
  );
}

export function statusBytes(locks: number): number {
  return locks > 16 ? 3 : 2;
}

function expectFrame<Reply>(
  board: number,
  command: number,
  lengths: readonly number[],
  read: (data: Uint8Array) => Reply | null,
): Expect<Reply> {
  return (bytes) => {
    const [head, from = FROM_BOARD, by = board, what = command, carried] = bytes;
    const begins = head === HEAD && from === FROM_BOARD && by === board && what === command;
    if (!begins) return { found: 'noise' };
    if (carried === undefined) return { found: 'more' };
    if (!lengths.includes(carried)) return { found: 'noise' };
    const length = AROUND + carried;
    if (bytes.length < length) return { found: 'more' };
    const sound = bytes[length - 1] === sum(bytes.subarray(2, length - 1));
    const reply = sound ? read(bytes.subarray(AROUND - 1, length - 1)) : null;
    return reply === null ? { found: 'noise' } : { found: 'reply', reply, length };
  };
}

/** Null for a byte that is no state. */
export function doorOf(byte: number | undefined): DoorState | null {
  return byte === 0x01 ? 'open' : byte === 0x00 ? 'closed' : null;
}

/** The low byte of the sum. */
export function sum(bytes: Iterable<number>): number {
  let total = 0;
  for (const byte of bytes) total = (total + byte) & 0xff;
  return total;
}

function frameOf(
  direction: number,
  board: number,
  command: number,
  data: readonly number[],
): Uint8Array {
  const summed = [board, command, data.length, ...data];
  return Uint8Array.from([HEAD, direction, ...summed, sum(summed)]);
}

/** Switches reach 15; the buttons of the 24-way board reach 99. */
const MAX_BOARD = 99;
const MAX_LOCK = 24;

/** The vendor calls address 0 invalid. */
function address(board: number): number {
  if (!Number.isInteger(board) || board < 1 || board > MAX_BOARD)
    throw new RangeError(`There is no board address ${board}`);
  return board;
}

function lockNumber(lock: number): number {
  if (!Number.isInteger(lock) || lock < 1 || lock > MAX_LOCK)
    throw new RangeError(`There is no lock ${lock}`);
  return lock;
}
