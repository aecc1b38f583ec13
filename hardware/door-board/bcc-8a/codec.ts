import type { DoorState } from '../../device.ts';
import type { Expect } from '../../bus/exchange.ts';

/**
 * 8A/80 door boards with an XOR checksum (BCC), from the vendor's protocol texts "485锁控板通讯协议"
 * 2021 and 2024A1 and from integrators' measurements. 9600 8N1, boards 1–32, locks 1–50.
 *
 * Only three requests can be built: open one, read one, read all. Frames that hold a coil, pulse
 * several at once or write settings do not exist here, so they cannot be sent.
 */
const OPEN = 0x8a;
const READ = 0x80;
const TAIL = 0x33;
const SHORTED = 0x11;
const APART = 0x00;
const ALL_LOCKS = 0;

/** How the feedback loop is wired: what `11` on the wire means. */
export interface Wiring {
  readonly feedback: 'closed-short' | 'open-short';
  readonly statusByteOrder: 'highest-first' | 'lowest-first';
  readonly statusBytes: number;
}

/** The board pulses this lock once, for the time that is set on the board. */
export function encodeOpen(board: number, lock: number): Uint8Array {
  return withBcc([OPEN, address(board), lockNumber(lock), SHORTED]);
}

export function encodeReadOne(board: number, lock: number): Uint8Array {
  return withBcc([READ, address(board), lockNumber(lock), TAIL]);
}

export function encodeReadAll(board: number): Uint8Array {
  return withBcc([READ, address(board), ALL_LOCKS, TAIL]);
}

/** After the pulse the board says how the door stands; five bytes, our board and lock. */
export function expectOpened(board: number, lock: number, wiring: Wiring): Expect<DoorState> {
  return (bytes) => scanState(bytes, [OPEN, board, lock], wiring);
}

export function expectOne(board: number, lock: number, wiring: Wiring): Expect<DoorState> {
  return (bytes) => scanState(bytes, [READ, board, lock], wiring);
}

const STATE_FRAME = 5;

function scanState(
  bytes: Uint8Array,
  head: readonly number[],
  wiring: Wiring,
): ReturnType<Expect<DoorState>> {
  if (!beginsLike(bytes, head)) return { found: 'noise' };
  if (bytes.length < STATE_FRAME) return { found: 'more' };
  const state = bytes[3];
  const known = state === SHORTED || state === APART;
  if (!known || bytes[4] !== bcc(bytes.subarray(0, 4))) return { found: 'noise' };
  return { found: 'reply', reply: doorOf(state === SHORTED, wiring), length: STATE_FRAME };
}

/**
 * The reply to read-all: `80 board status… 33 BCC`. Its length cannot be derived from the number of
 * locks (an 8-way board answers three status bytes), and XOR does not notice a missing pair of zeros,
 * so length, address and tail are checked as well.
 */
export function expectAll(
  board: number,
  locks: number,
  wiring: Wiring,
): Expect<readonly DoorState[]> {
  const length = wiring.statusBytes + 4;
  return (bytes) => {
    if (!beginsLike(bytes, [READ, board])) return { found: 'noise' };
    if (bytes.length < length) return { found: 'more' };
    const fits =
      bytes[length - 2] === TAIL && bytes[length - 1] === bcc(bytes.subarray(0, length - 1));
    if (!fits) return { found: 'noise' };
    const status = bytes.subarray(2, length - 2);
    const doors = Array.from({ length: locks }, (_, i) =>
      doorOf(bitOf(status, i + 1, wiring), wiring),
    );
    return { found: 'reply', reply: doors, length };
  };
}

/** Whether the bit of this lock (1-based) is set. */
export function bitOf(status: Uint8Array, lock: number, wiring: Wiring): boolean {
  const index = statusIndex(lock, status.length, wiring);
  return (((status[index] ?? 0) >> ((lock - 1) % 8)) & 1) === 1;
}

/** Which status byte holds the bit of this lock. */
export function statusIndex(lock: number, statusBytes: number, wiring: Wiring): number {
  const group = Math.floor((lock - 1) / 8);
  return wiring.statusByteOrder === 'highest-first' ? statusBytes - 1 - group : group;
}

/** XOR of all bytes. */
export function bcc(bytes: Iterable<number>): number {
  let sum = 0;
  for (const byte of bytes) sum ^= byte;
  return sum;
}

function doorOf(shorted: boolean, wiring: Wiring): DoorState {
  return shorted === (wiring.feedback === 'closed-short') ? 'closed' : 'open';
}

function beginsLike(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, i) => i >= bytes.length || bytes[i] === byte);
}

function withBcc(bytes: readonly number[]): Uint8Array {
  return Uint8Array.from([...bytes, bcc(bytes)]);
}

const MAX_BOARD = 32;
const MAX_LOCK = 50;

function address(board: number): number {
  if (!Number.isInteger(board) || board < 1 || board > MAX_BOARD)
    throw new RangeError(`There is no board address ${board}`);
  return board;
}

/** Lock 0 would be all locks at once. */
function lockNumber(lock: number): number {
  if (!Number.isInteger(lock) || lock < 1 || lock > MAX_LOCK)
    throw new RangeError(`There is no lock ${lock}`);
  return lock;
}
