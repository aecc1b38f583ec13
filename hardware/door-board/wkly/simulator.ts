import type { Scan } from '../../bus/exchange.ts';
import type { Boards, Firmware } from '../../simulator/board-bus.ts';
import { HEAD, OPEN, READ_ALL, READ_ONE, xor } from './codec.ts';
import type { WklyBoard } from './protocol.ts';

/**
 * WKLY boards as they answer on the wire. A board that has seen a door move says so unasked (85), and
 * that frame goes out ahead of whatever it is asked next: the host must not take it for its reply.
 */
const PUSHED = 0x85;
const LENGTHS: ReadonlyMap<number, number> = new Map([
  [OPEN, 9],
  [READ_ONE, 9],
  [READ_ALL, 8],
]);

export function wklyFirmware(boards: readonly WklyBoard[]): Firmware {
  const seen = new Map<string, boolean>();
  return { hear, answer, spoil };

  function answer(request: Uint8Array, world: Boards): void {
    const [, , , , , address = 0, command = 0, lock = 0] = request;
    const board = boards.find((candidate) => candidate.address === address);
    if (!board || !world.present(address)) return;
    pushMoves(board, world);
    const door = (each: number): number => (world.sensorOpen(address, each) ? 0x00 : 0x01);
    if (command === READ_ALL) {
      const doors = Array.from({ length: board.locks }, (_, i) => door(i + 1));
      return world.reply(address, frameOf(address, command, [0, board.locks, ...doors]), 'state');
    }
    if (lock < 1 || lock > board.locks) return;
    const told = (): Uint8Array => frameOf(address, command, [0, lock, door(lock)]);
    if (command === READ_ONE) return world.reply(address, told(), 'state');
    world.pulse(address, lock, board.pulseMs);
    world.replyLater(address, told, 'unlock', board.pulseMs);
  }

  function pushMoves({ address, locks }: WklyBoard, world: Boards): void {
    for (let lock = 1; lock <= locks; lock += 1) {
      const key = `${address}/${lock}`;
      const open = world.sensorOpen(address, lock);
      const before = seen.get(key);
      seen.set(key, open);
      if (before !== undefined && before !== open)
        world.reply(address, frameOf(address, PUSHED, [lock, open ? 0x00 : 0x01]), 'state');
    }
  }
}

function frameOf(address: number, command: number, data: readonly number[]): Uint8Array {
  const bytes = [...HEAD, data.length + 8, address, command, ...data];
  return Uint8Array.from([...bytes, xor(bytes)]);
}

function hear(bytes: Uint8Array): Scan<Uint8Array> {
  if (!HEAD.every((byte, i) => (bytes[i] ?? byte) === byte)) return { found: 'noise' };
  const [, , , , length, , command] = bytes;
  if (length !== undefined && ![...LENGTHS.values()].includes(length)) return { found: 'noise' };
  if (length === undefined || command === undefined) return { found: 'more' };
  if (LENGTHS.get(command) !== length) return { found: 'noise' };
  if (bytes.length < length) return { found: 'more' };
  if (bytes[length - 1] !== xor(bytes.subarray(0, length - 1))) return { found: 'noise' };
  return { found: 'reply', reply: bytes.slice(0, length), length };
}

function spoil(frame: Uint8Array): Uint8Array {
  return frame.map((byte, i) => (i === frame.length - 1 ? byte ^ 0x40 : byte));
}
