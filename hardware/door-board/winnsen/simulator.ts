import type { Scan } from '../../bus/exchange.ts';
import type { Boards, Firmware } from '../../simulator/board-bus.ts';
import { stationOf, type WinnsenBoard } from './protocol.ts';

/**
 * Winnsen boards as they answer on the wire. Odd stations add 80 to the function as the document
 * says, even ones A0 as the board that was listened to (it was station 2).
 */
export interface WinnsenHabits {
  /** How long a coil rests after its pulse, in ms; the clone refuses it until then. */
  readonly coolDownMs: number;
}

/** Vendor boards know no cool-down. */
const vendorBoard: WinnsenHabits = { coolDownMs: 0 };
/** Pulses of 750 ms at a duty of 5 % leave 15 s for each coil. */
export const clone: WinnsenHabits = { coolDownMs: 15_000 };

/** The clone answers so long after its pulse. */
const AFTER_PULSE_MS = 50;
const FAILED = 0;
const OPENED = 1;
const COOLING_DOWN = 2;
/** Adapters hand over its seven bytes as 1 + 1 + 5. */
const PIECES = [1, 1];

export function winnsenFirmware(
  boards: readonly WinnsenBoard[],
  habits: WinnsenHabits = vendorBoard,
): Firmware {
  const restsUntil = new Map<string, number>();
  return { hear, answer, spoil, pieces: PIECES };

  /** Station 0 is heard by every board, so with two of them the answers collide. */
  function answer(
    [, , fn = 0, station = 0, first = 0, second = 0]: Uint8Array,
    world: Boards,
  ): void {
    for (const board of boards) {
      if (station !== 0 && stationOf(board) !== station) continue;
      if (!world.present(board.address)) continue;
      if (fn === 0x02) poll(board, first | (second << 8), world);
      else open(board, first, world);
    }
  }

  function poll(board: WinnsenBoard, mask: number, world: Boards): void {
    let bits = 0;
    for (let lock = 1; lock <= board.locks; lock += 1)
      if (world.sensorOpen(board.address, lock)) bits |= 1 << (lock - 1);
    const seen = bits & mask;
    world.reply(board.address, frameOf(board, 0x02, seen & 0xff, seen >> 8), 'state');
  }

  function open(board: WinnsenBoard, lock: number, world: Boards): void {
    const { address, locks, pulseMs } = board;
    if (lock < 1 || lock > locks) return;
    const key = `${address}/${lock}`;
    const reply = (status: number): Uint8Array => frameOf(board, 0x05, lock, status);
    if (world.now() < (restsUntil.get(key) ?? -Infinity))
      return world.reply(address, reply(COOLING_DOWN), 'unlock');
    restsUntil.set(key, world.now() + habits.coolDownMs);
    world.pulse(address, lock, pulseMs);
    const told = (): Uint8Array => reply(world.sensorOpen(address, lock) ? OPENED : FAILED);
    world.replyLater(address, told, 'unlock', pulseMs + AFTER_PULSE_MS);
  }
}

function frameOf(board: WinnsenBoard, fn: number, first: number, second: number): Uint8Array {
  const station = stationOf(board);
  return Uint8Array.of(0x90, 7, fn + (station % 2 === 0 ? 0xa0 : 0x80), station, first, second, 3);
}

const LENGTHS: ReadonlyMap<number, number> = new Map([
  [0x02, 7],
  [0x05, 6],
]);

function hear(bytes: Uint8Array): Scan<Uint8Array> {
  const [head, length, fn] = bytes;
  if (head !== 0x90) return { found: 'noise' };
  if (length === undefined || fn === undefined)
    return length === undefined || [...LENGTHS.values()].includes(length)
      ? { found: 'more' }
      : { found: 'noise' };
  if (LENGTHS.get(fn) !== length) return { found: 'noise' };
  if (bytes.length < length) return { found: 'more' };
  if (bytes[length - 1] !== 0x03) return { found: 'noise' };
  return { found: 'reply', reply: bytes.slice(0, length), length };
}

/** There is no checksum: the damage is in the lock's number, or in the doors, and nothing shows it. */
function spoil(frame: Uint8Array): Uint8Array {
  return frame.map((byte, i) => (i === 4 ? byte ^ 0x40 : byte));
}
