import type { Scan } from '../../bus/exchange.ts';
import type { Boards, Firmware, ReplyKind } from '../../simulator/board-bus.ts';
import { hooksOf } from '../kerong-hooks.ts';
import { checksum } from './codec.ts';
import type { KerongCu12Board } from './protocol.ts';

/**
 * CU12 boards as they answer on the wire, broadcast and settings included. They look at the hook
 * after the pulse and say whether it let go.
 */
const ALL_BOARDS = 0x10;
const ALL_LOCKS = 0x0c;
const HEAD_LENGTH = 8;
const LONGEST = 48;
const DONE = 0x10;
const FAILED = 0x11;
const UNKNOWN_COMMAND = 0x13;
/** A status frame and a turnaround: the boards answer a broadcast one after another. */
const STAGGER_MS = 15;
/** Before the next coil the last one is let go. */
const BETWEEN_PULSES_MS = 10;
/** After a setting the board writes to flash and hears nothing. */
const FLASH_WRITE_MS = 500;

interface Settings {
  /** Unit of the wire: 10 ms. */
  unlockTime: number;
  delaySeconds: number;
  writing: boolean;
}

export function kerongCu12Firmware(boards: readonly KerongCu12Board[]): Firmware {
  const settings = new Map(
    boards.map(({ address, pulseMs }): [number, Settings] => [
      address,
      { unlockTime: pulseMs / 10, delaySeconds: 0, writing: false },
    ]),
  );
  return { hear, answer, spoil };

  function answer(request: Uint8Array, world: Boards): void {
    const to = request[1] ?? 0;
    boards
      .filter(({ address }) => (to === ALL_BOARDS || address === to) && world.present(address))
      .forEach((board, turn) =>
        to === ALL_BOARDS
          ? world.later(turn * STAGGER_MS, () => obey(board, request, world))
          : obey(board, request, world),
      );
  }

  function obey(board: KerongCu12Board, request: Uint8Array, world: Boards): void {
    const own = settings.get(board.address);
    if (!own || own.writing) return;
    const [, , lock = 0, command = 0] = request;
    const data = request.subarray(HEAD_LENGTH);
    const say = (ask: number, told: readonly number[] = [], what: ReplyKind = 'state'): void =>
      world.reply(board.address, frameOf(board.address, lock, command, ask, told), what);
    switch (command) {
      case 0x80:
        return say(DONE, hooks(board, world));
      case 0x81:
        return unlock(board, lock, own, world);
      case 0x82:
        if (data.length === 0) return say(DONE, [own.unlockTime >> 8, own.unlockTime & 0xff]);
        say(DONE);
        return write(own, world, { unlockTime: ((data[0] ?? 0) << 8) | (data[1] ?? 0) });
      case 0x84:
        if (data.length === 0) return say(DONE, [own.delaySeconds]);
        say(DONE);
        return write(own, world, { delaySeconds: data[0] ?? 0 });
      default:
        return say(UNKNOWN_COMMAND);
    }
  }

  function unlock(board: KerongCu12Board, wire: number, own: Settings, world: Boards): void {
    const { address, lockBase, locks } = board;
    const ms = own.unlockTime * 10;
    const chosen =
      wire === ALL_LOCKS ? Array.from({ length: locks }, (_, i) => i + 1) : [wire - lockBase + 1];
    const delay = own.delaySeconds * 1_000;
    chosen.forEach((lock, turn) => {
      const begin = delay + turn * (ms + BETWEEN_PULSES_MS);
      if (begin === 0) world.pulse(address, lock, ms);
      else world.later(begin, () => world.pulse(address, lock, ms));
    });
    const told = (): Uint8Array => {
      const released = chosen.every((lock) => world.sensorOpen(address, lock));
      return frameOf(address, wire, 0x81, released ? DONE : FAILED, []);
    };
    world.replyLater(address, told, 'unlock', delay + chosen.length * (ms + BETWEEN_PULSES_MS));
  }

  function write(own: Settings, world: Boards, change: Partial<Settings>): void {
    Object.assign(own, change, { writing: true });
    world.later(FLASH_WRITE_MS, () => {
      own.writing = false;
    });
  }
}

function hooks(board: KerongCu12Board, world: Boards): readonly [number, number] {
  return hooksOf(board.locks, board, (lock) => world.sensorOpen(board.address, lock));
}

function frameOf(
  address: number,
  lock: number,
  command: number,
  ask: number,
  data: readonly number[],
): Uint8Array {
  const head = [0x02, address, lock, command, ask, data.length, 0x03];
  const frame = Uint8Array.from([...head, 0, ...data]);
  frame[HEAD_LENGTH - 1] = checksum(frame);
  return frame;
}

function hear(bytes: Uint8Array): Scan<Uint8Array> {
  const [start, , , , ask, length = 0, end] = bytes;
  const begun = start === 0x02 && (ask ?? 0) === 0x00 && (end ?? 0x03) === 0x03;
  if (!begun || HEAD_LENGTH + length > LONGEST) return { found: 'noise' };
  if (bytes.length < HEAD_LENGTH + length) return { found: 'more' };
  const frame = bytes.slice(0, HEAD_LENGTH + length);
  return frame[HEAD_LENGTH - 1] === checksum(frame)
    ? { found: 'reply', reply: frame, length: frame.length }
    : { found: 'noise' };
}

function spoil(frame: Uint8Array): Uint8Array {
  return frame.map((byte, i) => (i === HEAD_LENGTH - 1 ? byte ^ 0x40 : byte));
}
