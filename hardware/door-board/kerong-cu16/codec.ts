import type { Expect } from '../../bus/exchange.ts';
import type { DoorState } from '../../device.ts';
import { boardNumber, doorsOf, sum8, wireLock, type KerongWiring } from '../kerong-hooks.ts';

/**
 * KERONG KR-CU16, from "KR-CU16 Communication Protocol Specification" V1.6 (2024-11-30).
 * 19200 8N1 (115200 on some); boards 0–9, sixteen locks. `02 AL CMD [data] 03 SUM`: the high nibble
 * of AL is the board, the low one the lock; SUM is the low byte of the sum of all before it. Every
 * frame of a board has nine bytes.
 *
 * Only two requests can be built: status of one board, and one pulse. Open-all, broadcasts, settings
 * and the update mode that erases the firmware do not exist here, so they cannot be sent.
 */
const START = 0x02;
const END = 0x03;
const STATUS = 0x30;
const UNLOCK = 0x31;
const STATUS_REPLY = 0x35;
const REPLY_LENGTH = 9;
const HIGHEST_BOARD = 9;
const HIGHEST_LOCK = 15;

export function encodeStatus(board: number): Uint8Array {
  return framed([addressOf(board, 0), STATUS]);
}

export function encodeUnlock(board: number, lock: number, wiring: KerongWiring): Uint8Array {
  return framed([addressOf(board, wireLock(lock, wiring, HIGHEST_LOCK)), UNLOCK]);
}

/** `02 AL 35 H1 H2 I1 I2 03 SUM`: hooks and, in I1 and I2, what the infrared sensors see. */
export function expectStatus(
  board: number,
  locks: number,
  wiring: KerongWiring,
): Expect<readonly DoorState[]> {
  const address = addressOf(board, 0);
  return reply(
    (byte) => byte === address,
    (frame) => doorsOf(frame.subarray(3, 5), locks, wiring),
  );
}

/** The manual knows no answer to an unlock. A firmware that sends a status all the same is heard. */
export function expectUnlocked(
  board: number,
  lock: number,
  wiring: KerongWiring,
): Expect<'accepted'> {
  const addresses = [addressOf(board, 0), addressOf(board, wireLock(lock, wiring, HIGHEST_LOCK))];
  return reply(
    (byte) => addresses.includes(byte),
    () => 'accepted',
  );
}

function reply<Reply>(
  ours: (address: number) => boolean,
  read: (frame: Uint8Array) => Reply,
): Expect<Reply> {
  return (bytes) => {
    const [start, address, command] = bytes;
    if (start !== START) return { found: 'noise' };
    if (address !== undefined && !ours(address)) return { found: 'noise' };
    if (command !== undefined && command !== STATUS_REPLY) return { found: 'noise' };
    if (bytes.length < REPLY_LENGTH) return { found: 'more' };
    if (bytes[7] !== END || bytes[8] !== sum8(bytes.subarray(0, 8))) return { found: 'noise' };
    return { found: 'reply', reply: read(bytes.subarray(0, REPLY_LENGTH)), length: REPLY_LENGTH };
  };
}

function addressOf(board: number, wire: number): number {
  return (boardNumber(board, HIGHEST_BOARD) << 4) | wire;
}

function framed(body: readonly number[]): Uint8Array {
  const bytes = [START, ...body, END];
  return Uint8Array.from([...bytes, sum8(bytes)]);
}
