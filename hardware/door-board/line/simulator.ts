import type { Scan } from '../../bus/exchange.ts';
import type { Boards, Firmware } from '../../simulator/board-bus.ts';
import type { DoorBoardConfig } from '../protocol.ts';
import { checked, lineOf, nextLine } from './codec.ts';

/** Boards on text lines, as the sketch in assets/firmware answers. */
export function lineFirmware(boards: readonly DoorBoardConfig[]): Firmware {
  return { hear, answer, spoil };

  function answer(request: Uint8Array, world: Boards): void {
    const line = nextLine(request);
    const text = line.found === 'reply' ? checked(line.reply) : null;
    const [, to, what, lock = '', ms = ''] =
      /^@(\d+) (DOORS\?|UNLOCK)(?: (\d+) (\d+))?$/.exec(text ?? '') ?? [];
    const board = boards.find((each) => String(each.address) === to);
    if (!board || !world.present(board.address)) return;
    const say = (words: string, kind: 'state' | 'unlock'): void =>
      world.reply(board.address, lineOf(`@${board.address} ${words}`), kind);
    if (what === 'DOORS?') return say(`DOORS ${doorsOf(board, world)}`, 'state');
    if (Number(lock) < 1 || Number(lock) > board.locks) return say(`NO ${lock} LOCK`, 'unlock');
    if (Number(ms) < 50 || Number(ms) > 1_000) return say(`NO ${lock} TIME`, 'unlock');
    world.pulse(board.address, Number(lock), Number(ms));
    say(`OK ${lock} ${ms}`, 'unlock');
  }
}

function doorsOf({ address, locks }: DoorBoardConfig, world: Boards): string {
  return Array.from({ length: locks }, (_, i) =>
    world.sensorOpen(address, i + 1) ? '1' : '0',
  ).join('');
}

function hear(bytes: Uint8Array): Scan<Uint8Array> {
  if (bytes[0] !== '@'.charCodeAt(0)) return { found: 'noise' };
  const line = nextLine(bytes);
  if (line.found !== 'reply') return line;
  if (checked(line.reply) === null) return { found: 'noise' };
  return { found: 'reply', reply: bytes.slice(0, line.length), length: line.length };
}

/** The last digit of the check is another one. */
function spoil(frame: Uint8Array): Uint8Array {
  const last = frame.length - 2;
  const other = String.fromCharCode(frame[last] ?? 0) === '0' ? '1' : '0';
  return frame.map((byte, i) => (i === last ? other.charCodeAt(0) : byte));
}
