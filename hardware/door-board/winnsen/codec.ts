import type { Expect } from '../../bus/exchange.ts';
import type { DoorState } from '../../device.ts';

/**
 * Winnsen door boards, "Serial Command Document V202104" as its integrators quote it. 9600 8N1,
 * `90 LEN FN STATION … 03`, LEN = all bytes of the frame, up to 16 locks, a set bit is an open door.
 *
 * There is no checksum. A reply is believed only when head, length, function, station, lock and tail
 * all are what the pending request asks for; the payload itself nothing protects.
 */
const HEAD = 0x90;
const TAIL = 0x03;
const OPEN = 0x05;
const POLL = 0x02;
const REPLY_LENGTH = 7;
/** The document adds 80 to the function; a real board added A0. */
export const replyOffsets = [0x80, 0xa0] as const;

/** The board pulses this lock once. */
export function encodeOpen(station: number, lock: number): Uint8Array {
  return Uint8Array.of(HEAD, 6, OPEN, stationNumber(station), lockNumber(lock), TAIL);
}

/** How locks 1 to `locks` stand. */
export function encodePoll(station: number, locks: number): Uint8Array {
  const mask = (1 << lockNumber(locks)) - 1;
  return Uint8Array.of(HEAD, 7, POLL, stationNumber(station), mask & 0xff, mask >> 8, TAIL);
}

/** What the board says after its pulse. `coolingDown`: clones refuse a coil that was used just now. */
export type Opened = 'opened' | 'failed' | 'coolingDown';
const OPENED: readonly Opened[] = ['failed', 'opened', 'coolingDown'];

export function expectOpened(station: number, lock: number): Expect<Opened> {
  return expectReply(OPEN, station, (first, status) =>
    first === lock ? (OPENED[status] ?? null) : null,
  );
}

export function expectPolled(station: number, locks: number): Expect<readonly DoorState[]> {
  return expectReply(POLL, station, (low, high) => {
    const bits = low | (high << 8);
    return Array.from({ length: locks }, (_, i) => ((bits >> i) & 1 ? 'open' : 'closed'));
  });
}

/** Seven bytes: `90 07 FN STATION first second 03`. */
function expectReply<Reply>(
  asked: number,
  station: number,
  read: (first: number, second: number) => Reply | null,
): Expect<Reply> {
  return (bytes) => {
    const [head, length, fn, from, first, second, tail] = bytes;
    const fits =
      head === HEAD &&
      (length ?? REPLY_LENGTH) === REPLY_LENGTH &&
      (fn === undefined || replyOffsets.some((offset) => fn === asked + offset)) &&
      (from ?? station) === station;
    if (!fits) return { found: 'noise' };
    if (first === undefined || second === undefined || tail === undefined) return { found: 'more' };
    const reply = tail === TAIL ? read(first, second) : null;
    return reply === null ? { found: 'noise' } : { found: 'reply', reply, length: REPLY_LENGTH };
  };
}

/** Four switches. */
const MAX_STATION = 15;
const MAX_LOCK = 16;

/** Station 0 is every board at once. */
function stationNumber(station: number): number {
  if (!Number.isInteger(station) || station < 1 || station > MAX_STATION)
    throw new RangeError(`There is no station ${station}`);
  return station;
}

function lockNumber(lock: number): number {
  if (!Number.isInteger(lock) || lock < 1 || lock > MAX_LOCK)
    throw new RangeError(`There is no lock ${lock}`);
  return lock;
}
