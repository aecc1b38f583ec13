import type { Expect } from '../../bus/exchange.ts';
import type { DoorState } from '../../device.ts';
import { boardNumber, doorsOf, sum8, wireLock, type KerongWiring } from '../kerong-hooks.ts';

/**
 * KERONG CU12, from "CU12 Protocol and Introduction" V1.1 (2022-07-22). 19200 8N1; boards 0–15,
 * twelve locks. `02 ADDR LOCK CMD ASK LEN 03 SUM DATA`: the data stand behind the checksum, which
 * covers them all the same. Lock `0C` would be all locks and address `10` all boards.
 *
 * Only two requests can be built: status of one board, and one pulse.
 */
const START = 0x02;
const END = 0x03;
const STATUS = 0x80;
const UNLOCK = 0x81;
const ASKED = 0x00;
const DONE = 0x10;
const FAILED = 0x11;
const TIMED_OUT = 0x12;
const UNKNOWN_COMMAND = 0x13;
const CHECK_FAILED = 0x14;
const REFUSALS = [FAILED, TIMED_OUT, UNKNOWN_COMMAND, CHECK_FAILED];
const HEAD_LENGTH = 8;
const STATUS_BYTES = 2;
const HIGHEST_BOARD = 15;
const HIGHEST_LOCK = 11;

export function encodeStatus(board: number): Uint8Array {
  return request(board, 0, STATUS);
}

export function encodeUnlock(board: number, lock: number, wiring: KerongWiring): Uint8Array {
  return request(board, wireLock(lock, wiring, HIGHEST_LOCK), UNLOCK);
}

/** The first data byte has the hooks of locks 1–8, the second those of 9–12. */
export function expectStatus(
  board: number,
  locks: number,
  wiring: KerongWiring,
): Expect<readonly DoorState[]> {
  return reply([START, board, 0, STATUS, DONE, STATUS_BYTES, END], (frame) =>
    doorsOf(frame.subarray(HEAD_LENGTH), locks, wiring),
  );
}

/** Done, or one of four refusals; whichever, the door did not say it. */
export function expectUnlocked(
  board: number,
  lock: number,
  wiring: KerongWiring,
): Expect<'accepted' | 'failed'> {
  const wire = wireLock(lock, wiring, HIGHEST_LOCK);
  const answers = [DONE, ...REFUSALS].map((ask) =>
    reply([START, board, wire, UNLOCK, ask, 0, END], () =>
      ask === DONE ? ('accepted' as const) : ('failed' as const),
    ),
  );
  return (bytes) => {
    const scans = answers.map((answer) => answer(bytes));
    return scans.find(({ found }) => found !== 'noise') ?? { found: 'noise' };
  };
}

/** Everything up to the checksum is known beforehand, also how many data follow it. */
function reply<Reply>(head: readonly number[], read: (frame: Uint8Array) => Reply): Expect<Reply> {
  const length = HEAD_LENGTH + (head[5] ?? 0);
  return (bytes) => {
    if (!head.every((byte, i) => i >= bytes.length || bytes[i] === byte)) return { found: 'noise' };
    if (bytes.length < length) return { found: 'more' };
    const frame = bytes.subarray(0, length);
    if (frame[HEAD_LENGTH - 1] !== checksum(frame)) return { found: 'noise' };
    return { found: 'reply', reply: read(frame), length };
  };
}

/** The sum of all bytes but the checksum itself, which stands before the data. */
export function checksum(frame: Uint8Array): number {
  return sum8(frame.filter((_, i) => i !== HEAD_LENGTH - 1));
}

function request(board: number, lock: number, command: number): Uint8Array {
  const head = [START, boardNumber(board, HIGHEST_BOARD), lock, command, ASKED, 0, END];
  return Uint8Array.from([...head, sum8(head)]);
}
