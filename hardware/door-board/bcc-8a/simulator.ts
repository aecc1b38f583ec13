import type { Scan } from '../../bus/exchange.ts';
import type { Boards, Firmware } from '../../simulator/board-bus.ts';
import { bcc, statusIndex } from './codec.ts';
import type { Bcc8aBoard } from './protocol.ts';

/**
 * 8A/80 boards as they answer on the wire: each reads its doors' sensors, a pulse is current in a
 * coil, and the reply to an unlock comes when the pulse is over.
 */
const FRAME = 5;

export function bcc8aFirmware(boards: readonly Bcc8aBoard[]): Firmware {
  return { hear, answer, spoil };

  function answer([head = 0, address = 0, lock = 0]: Uint8Array, world: Boards): void {
    const board = boards.find((candidate) => candidate.address === address);
    if (!board || !world.present(address) || lock > board.locks) return;
    if (head === 0x80) return world.reply(address, withBcc(readFrame(board, lock, world)), 'state');
    if (lock === 0) return;
    world.pulse(address, lock, board.pulseMs);
    const state = (): Uint8Array => withBcc([0x8a, address, lock, stateByte(board, lock, world)]);
    world.replyLater(address, state, 'unlock', board.pulseMs);
  }

  function readFrame(board: Bcc8aBoard, lock: number, world: Boards): number[] {
    if (lock !== 0) return [0x80, board.address, lock, stateByte(board, lock, world)];
    const status = new Array<number>(board.statusBytes).fill(0);
    for (let each = 1; each <= board.locks; each += 1)
      if (isShorted(board, each, world)) {
        const index = statusIndex(each, board.statusBytes, board);
        status[index] = (status[index] ?? 0) | (1 << ((each - 1) % 8));
      }
    return [0x80, board.address, ...status, 0x33];
  }

  function stateByte(board: Bcc8aBoard, lock: number, world: Boards): number {
    return isShorted(board, lock, world) ? 0x11 : 0x00;
  }

  function isShorted(board: Bcc8aBoard, lock: number, world: Boards): boolean {
    return world.sensorOpen(board.address, lock) === (board.feedback === 'open-short');
  }
}

function hear(bytes: Uint8Array): Scan<Uint8Array> {
  const [head] = bytes;
  if (head !== 0x80 && head !== 0x8a) return { found: 'noise' };
  if (bytes.length < FRAME) return { found: 'more' };
  const tail = head === 0x80 ? 0x33 : 0x11;
  if (bytes[3] !== tail || bytes[4] !== bcc(bytes.subarray(0, 4))) return { found: 'noise' };
  return { found: 'reply', reply: bytes.slice(0, FRAME), length: FRAME };
}

function spoil(frame: Uint8Array): Uint8Array {
  return frame.map((byte, i) => (i === frame.length - 1 ? byte ^ 0x40 : byte));
}

function withBcc(bytes: readonly number[]): Uint8Array {
  return Uint8Array.from([...bytes, bcc(bytes)]);
}
