import type { Scan } from '../../bus/exchange.ts';
import type { Boards, Firmware } from '../../simulator/board-bus.ts';
import { hooksOf, sum8 } from '../kerong-hooks.ts';
import type { KerongCu16Board } from './protocol.ts';

/**
 * KR-CU16 boards as they answer on the wire, settings and broadcast included. An unlock is not
 * answered, unless `answersUnlock` plays a firmware that does.
 */
const ALL_BOARDS = 0xf;
/** A frame of nine bytes and a turnaround: the boards answer a broadcast one after another. */
const STAGGER_MS = 15;
/** Before the next coil the last one is let go. */
const BETWEEN_PULSES_MS = 10;
/** After a setting the board writes to flash and hears nothing. */
const FLASH_WRITE_MS = 500;
const LENGTHS: Readonly<Record<number, readonly number[]>> = {
  0x30: [5],
  0x31: [5],
  0x32: [5],
  0x33: [5],
  0x37: [5, 7],
  0x39: [6],
};

interface Settings {
  /** Unit of the wire: 10 ms. */
  unlockTime: number;
  delaySeconds: number;
  writing: boolean;
}

export function kerongCu16Firmware(
  boards: readonly KerongCu16Board[],
  { answersUnlock = false }: { readonly answersUnlock?: boolean } = {},
): Firmware {
  const settings = new Map(
    boards.map(({ address, pulseMs }): [number, Settings] => [
      address,
      { unlockTime: pulseMs / 10, delaySeconds: 0, writing: false },
    ]),
  );
  return { hear, answer, spoil };

  function answer(request: Uint8Array, world: Boards): void {
    const to = (request[1] ?? 0) >> 4;
    boards
      .filter(({ address }) => (to === ALL_BOARDS || address === to) && world.present(address))
      .forEach((board, turn) =>
        to === ALL_BOARDS
          ? world.later(turn * STAGGER_MS, () => obey(board, request, world))
          : obey(board, request, world),
      );
  }

  function obey(board: KerongCu16Board, request: Uint8Array, world: Boards): void {
    const own = settings.get(board.address);
    if (!own || own.writing) return;
    const [, address = 0, command = 0, high = 0, low = 0] = request;
    const say = (code: number, data: readonly number[]): void =>
      world.reply(board.address, frameOf(board, code, data), 'state');
    switch (command) {
      case 0x30:
        return say(0x35, stateOf(board, world));
      case 0x31:
        return pulse(board, (address & 0xf) - board.lockBase + 1, own, world);
      case 0x32:
        return say(0x36, stateOf(board, world));
      case 0x33:
        return openAll(board, own, world);
      case 0x37:
        if (request.length === 7) write(own, world, { unlockTime: (high << 8) | low });
        return say(0x38, [...hooks(board, world), own.unlockTime >> 8, own.unlockTime & 0xff]);
      case 0x39:
        write(own, world, { delaySeconds: high });
        return say(0x39, [...hooks(board, world), 0, own.delaySeconds]);
    }
  }

  function pulse(board: KerongCu16Board, lock: number, own: Settings, world: Boards): void {
    const ms = own.unlockTime * 10;
    if (answersUnlock)
      world.reply(board.address, frameOf(board, 0x35, stateOf(board, world)), 'unlock');
    if (own.delaySeconds === 0) return world.pulse(board.address, lock, ms);
    world.later(own.delaySeconds * 1_000, () => world.pulse(board.address, lock, ms));
  }

  /** One after another, and the answer at the end. */
  function openAll(board: KerongCu16Board, own: Settings, world: Boards): void {
    const ms = own.unlockTime * 10;
    const turn = ms + BETWEEN_PULSES_MS;
    for (let lock = 1; lock <= board.locks; lock += 1)
      world.later((lock - 1) * turn, () => world.pulse(board.address, lock, ms));
    const state = (): Uint8Array => frameOf(board, 0x35, stateOf(board, world));
    world.replyLater(board.address, state, 'unlock', board.locks * turn);
  }

  function write(own: Settings, world: Boards, change: Partial<Settings>): void {
    Object.assign(own, change, { writing: true });
    world.later(FLASH_WRITE_MS, () => {
      own.writing = false;
    });
  }
}

function stateOf(board: KerongCu16Board, world: Boards): readonly number[] {
  let items = 0;
  for (let lock = 1; lock <= board.locks; lock += 1)
    if (world.hasItem(board.address, lock)) items |= 1 << (lock - 1 + board.lockBase);
  return [...hooks(board, world), items & 0xff, items >> 8];
}

function hooks(board: KerongCu16Board, world: Boards): readonly [number, number] {
  return hooksOf(board.locks, board, (lock) => world.sensorOpen(board.address, lock));
}

function frameOf(board: KerongCu16Board, code: number, data: readonly number[]): Uint8Array {
  const bytes = [0x02, board.address << 4, code, ...data, 0x03];
  return Uint8Array.from([...bytes, sum8(bytes)]);
}

function hear(bytes: Uint8Array): Scan<Uint8Array> {
  const [start, , command] = bytes;
  if (start !== 0x02) return { found: 'noise' };
  if (command === undefined) return { found: 'more' };
  for (const length of LENGTHS[command] ?? []) {
    if (bytes.length < length) return { found: 'more' };
    const frame = bytes.slice(0, length);
    if (frame[length - 2] === 0x03 && frame[length - 1] === sum8(frame.subarray(0, -1)))
      return { found: 'reply', reply: frame, length };
  }
  return { found: 'noise' };
}

function spoil(frame: Uint8Array): Uint8Array {
  return frame.map((byte, i) => (i === frame.length - 1 ? byte ^ 0x40 : byte));
}
