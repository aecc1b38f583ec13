import type { Scan } from '../../bus/exchange.ts';
import type { Boards, Firmware } from '../../simulator/board-bus.ts';
import { hasCrc, withCrc } from './codec.ts';
import type { ModbusProfile } from './profiles.ts';
import type { ModbusBoard } from './protocol.ts';

/**
 * Modbus boards as they answer on the wire, with all that they would do and this program never asks:
 * a relay that is switched on stays on. What a board does not know it answers with an exception.
 */
const ILLEGAL_FUNCTION = 1;
const ILLEGAL_ADDRESS = 2;
const ILLEGAL_VALUE = 3;
/** A coil that somebody switched on stays on until the plug is pulled. */
const HELD_MS = 86_400_000;

/** What a write lets flow: a pulse of so many ms, nothing, or an exception. */
type Written = { readonly lock: number; readonly ms: number } | 'nothing' | { refused: number };

export function modbusFirmware(profile: ModbusProfile, boards: readonly ModbusBoard[]): Firmware {
  const written = writesOf(profile);
  return { hear, answer, spoil };

  function answer(request: Uint8Array, world: Boards): void {
    const [unit = 0, fn = 0] = request;
    const reads = fn === 1 || fn === 2;
    const board = boards.find(
      (each) => (reads ? (each.inputsAddress ?? each.address) : each.address) === unit,
    );
    if (!board || !world.present(board.address)) return;
    if (reads) return world.reply(board.address, bitsOf(request, board, world), 'state');
    const refuse = (code: number): void =>
      world.reply(board.address, exception(request, code), 'unlock');
    if (fn !== 5) return refuse(ILLEGAL_FUNCTION);
    const effect = written(wordAt(request, 2), wordAt(request, 4), board);
    if (effect === 'nothing') return world.reply(board.address, request, 'unlock');
    if ('refused' in effect) return refuse(effect.refused);
    if (effect.lock > board.locks) return refuse(ILLEGAL_ADDRESS);
    world.pulse(board.address, effect.lock, effect.ms);
    world.reply(board.address, request, 'unlock');
  }

  function bitsOf(request: Uint8Array, board: ModbusBoard, world: Boards): Uint8Array {
    const [unit = 0, fn = 0] = request;
    const { table, first, count } = profile.doors;
    if (fn !== (table === 'coils' ? 1 : 2)) return exception(request, ILLEGAL_FUNCTION);
    const [from, asked] = [wordAt(request, 2) - first, wordAt(request, 4)];
    const existing = count === 'locks' ? board.locks : count;
    if (from < 0 || asked < 1 || from + asked > existing)
      return exception(request, ILLEGAL_ADDRESS);
    const bytes = new Array<number>(Math.ceil(asked / 8)).fill(0);
    for (let i = 0; i < asked; i += 1) {
      const lock = from + i + 1;
      // An input with nothing on it reads 0.
      if (lock > board.locks) break;
      if (world.sensorOpen(board.address, lock) === (board.setBit === 'open'))
        bytes[i >> 3] = (bytes[i >> 3] ?? 0) | (1 << (i & 7));
    }
    return withCrc([unit, fn, bytes.length, ...bytes]);
  }
}

type Writes = (coil: number, value: number, board: ModbusBoard) => Written;

function writesOf(profile: ModbusProfile): Writes {
  switch (profile.name) {
    case 'waveshare-relay-d':
      return waveshare;
    case 'xunming-16':
      return xunming;
    case 'kerong-cu48':
      return cu48;
    default:
      return timed(profile);
  }
}

function waveshare(coil: number, value: number): Written {
  if (coil >= 0x200 && coil < 0x208)
    return value >= 1 && value <= 0x7fff
      ? { lock: coil - 0x200 + 1, ms: value * 100 }
      : { refused: ILLEGAL_VALUE };
  if (coil > 7) return { refused: ILLEGAL_ADDRESS };
  return switched(coil + 1, value, [0xff00, 0x5500]);
}

function xunming(coil: number, value: number): Written {
  if (coil < 0x65 || coil > 0x74) return { refused: ILLEGAL_ADDRESS };
  const lock = coil - 0x65 + 1;
  if (value === 0xff00) return { lock, ms: 500 };
  if (value === 0x0000 || value === 0xffff) return switched(lock, value, [0xffff]);
  return { lock, ms: value };
}

/** Unlocks on value 0000; its pulse stands in a register of its own. */
function cu48(coil: number, value: number, board: ModbusBoard): Written {
  if (coil > 47) return { refused: ILLEGAL_ADDRESS };
  if (value === 0x0000) return { lock: coil + 1, ms: board.pulseMs };
  return value === 0xff00 ? 'nothing' : { refused: ILLEGAL_VALUE };
}

function timed({ pulse }: ModbusProfile): Writes {
  return (coil, value) => {
    const lock = coil - pulse.firstCoil + 1;
    if (lock < 1 || pulse.kind !== 'timed') return { refused: ILLEGAL_ADDRESS };
    if (value === 0x0000 || value === 0xff00) return switched(lock, value, [0xff00]);
    return { lock, ms: value * pulse.stepMs };
  };
}

function switched(lock: number, value: number, on: readonly number[]): Written {
  if (value === 0x0000) return 'nothing';
  return on.includes(value) ? { lock, ms: HELD_MS } : { refused: ILLEGAL_VALUE };
}

const REQUEST = 8;
/** Write several coils, several registers: their length stands in their seventh byte. */
const LONG_WRITES = [0x0f, 0x10];

function hear(bytes: Uint8Array): Scan<Uint8Array> {
  const [, fn, , , , , count] = bytes;
  if (fn === undefined) return { found: 'more' };
  const long = LONG_WRITES.includes(fn);
  if (!long && (fn < 1 || fn > 6)) return { found: 'noise' };
  if (long && count === undefined) return { found: 'more' };
  const length = long ? (count ?? 0) + 9 : REQUEST;
  if (bytes.length < length) return { found: 'more' };
  const request = bytes.slice(0, length);
  return hasCrc(request) ? { found: 'reply', reply: request, length } : { found: 'noise' };
}

function exception([unit = 0, fn = 0]: Uint8Array, code: number): Uint8Array {
  return withCrc([unit, fn | 0x80, code]);
}

function spoil(frame: Uint8Array): Uint8Array {
  return frame.map((byte, i) => (i === frame.length - 1 ? byte ^ 0x40 : byte));
}

function wordAt(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
