import { describe, expect, test } from 'vitest';
import { receive } from '../../hardware/bus/exchange.ts';
import {
  encodeOpen,
  encodeReadAll,
  encodeReadOne,
  expectAll,
  expectOne,
  expectOpened,
} from '../../hardware/door-board/dingchang/codec.ts';
import { explainDingchang } from '../../hardware/door-board/dingchang/explain.ts';
import { dingchang } from '../../hardware/door-board/dingchang/protocol.ts';
import { dingchangFirmware } from '../../hardware/door-board/dingchang/simulator.ts';
import { bytesOf, codecSuite, vectorsOf, type Vector } from '../support/codec-suite.ts';
import { dingchangBoard } from '../support/other-boards.ts';

const vectors = vectorsOf('Guangzhou Dingchang');

codecSuite({
  name: 'Dingchang',
  vectors,
  protocol: dingchang,
  boards: Array.from({ length: 99 }, (_, i) => dingchangBoard(i + 1)),
  encode,
  notSent: {
    'DC 02 01 01 00 02': 'the version is of no use to the kiosk',
    'DC 02 01 14 00 15': 'opens every door of the board',
    'DC 02 01 15 02 00 07 1F': 'opens several doors',
    'DC 02 01 16 02 01 01 1B': 'leaves current in the coil',
    'DC 02 01 18 02 00 07 22': 'opens several doors at once',
    'DC 02 01 1A 02 00 07 24': 'leaves outputs on',
  },
  decode,
  decoders: [
    {
      name: 'how 24 doors stand',
      expect: expectAll(9, 24),
      frame: frameOf(9, 0x12, [0x80, 0x01, 0x05]),
      reply: doors([1, 3, 9, 24], 24),
      fits: (frame) => sound(frame, 9, 0x12) && frame.length === 9,
      foreign: [
        frameOf(8, 0x12, [0x80, 0x01, 0x05]),
        frameOf(9, 0x12, [0x01, 0x05]),
        frameOf(9, 0x14, [0x80, 0x01, 0x05]),
        encodeReadAll(9),
      ],
    },
    {
      name: 'how 12 doors stand',
      expect: expectAll(1, 12),
      frame: frameOf(1, 0x12, [0x08, 0x02]),
      reply: doors([2, 12], 12),
      fits: (frame) => sound(frame, 1, 0x12) && frame.length === 8,
      foreign: [frameOf(1, 0x12, [0, 0x08, 0x02]), frameOf(1, 0x15, [0x08, 0x02])],
    },
    {
      name: 'how one door stands',
      expect: expectOne(1),
      frame: frameOf(1, 0x11, [1]),
      reply: 'open',
      fits: (frame) => sound(frame, 1, 0x11) && frame.length === 7,
      foreign: [frameOf(2, 0x11, [1]), frameOf(1, 0x11, [2]), encodeReadOne(1, 1)],
    },
    {
      name: 'how a door stands after its pulse, with its lock',
      expect: expectOpened(1, 7),
      frame: frameOf(1, 0x10, [7, 1]),
      reply: 'open',
      fits: isOpened,
      foreign: [
        frameOf(1, 0x10, [8, 1]),
        frameOf(2, 0x10, [7, 1]),
        frameOf(1, 0x10, [7, 2]),
        frameOf(1, 0x11, [1]),
        encodeOpen(1, 7),
      ],
    },
    {
      name: 'how a door stands after its pulse, the state alone',
      expect: expectOpened(1, 7),
      frame: frameOf(1, 0x10, [0]),
      reply: 'closed',
      fits: isOpened,
      foreign: [frameOf(2, 0x10, [0]), frameOf(1, 0x10, [3]), encodeOpen(1, 7)],
    },
  ],
  hear: dingchangFirmware([dingchangBoard(1)]).hear,
  explain: explainDingchang,
  refuses: [
    ...[0, -1, 25, 1.5].map((lock) => () => encodeOpen(1, lock)),
    ...[0, 100].map((address) => () => encodeReadAll(address)),
    () => encodeReadOne(1, 0),
  ],
});

describe('Dingchang frames', () => {
  test('no door is open, and lock 1 stands in the last byte', () => {
    const hear = (hex: string): unknown => receive(bytesOf(hex), expectAll(1, 12)).reply;
    expect(hear('DC FE 01 12 02 00 00 15')).toEqual(doors([], 12));
    expect(hear('DC FE 01 12 02 00 01 16')).toEqual(doors([1], 12));
  });

  test('a held coil and coils at once are named with the reason why they are never sent', () => {
    const why = (hex: string): unknown => explainDingchang(bytesOf(hex)).fields['neverSent'];
    expect(why('DC 02 01 16 02 01 01 1B')).toMatch(/burns/);
    expect(why('DC 02 01 18 02 00 07 22')).toMatch(/overload/);
  });

  test('a wrong length and a wrong checksum are named', () => {
    const { ok, problems } = explainDingchang(bytesOf('DC FE 01 10 02 01 13'));
    expect(ok).toBe(false);
    expect(problems).toEqual([
      'Byte 5 says 2 bytes of data; there are 1.',
      'The checksum (last byte) is 13; the bytes before it give 14.',
    ]);
  });

  test('a frame after noise, an unknown command, and too few bytes', () => {
    const { candidates } = explainDingchang(bytesOf('FA 99 DC FE 01 11 01 01 14'));
    expect(candidates).toMatchObject([{ kind: 'lock-reply', door: 'open' }]);
    for (const hex of ['DC 02 01 77 00 78', 'DC 77 01 10 00 11', 'DC 02', '00'])
      expect(explainDingchang(bytesOf(hex)).ok).toBe(false);
    expect(explainDingchang(new Uint8Array()).problems).toHaveLength(1);
  });
});

/** From the words of the vector, not from its bytes. */
function encode({ meaning }: Vector): Uint8Array | null {
  const [, open, board] = /open lock (\d+) board (\d+)/.exec(meaning) ?? [];
  if (open && board) return encodeOpen(Number(board), Number(open));
  const [, read] = /read lock (\d+)/.exec(meaning) ?? [];
  if (read) return encodeReadOne(1, Number(read));
  return /read all/.test(meaning) ? encodeReadAll(1) : null;
}

function decode({ meaning }: Vector): ReturnType<Parameters<typeof codecSuite>[0]['decode']> {
  return /^0x10 reply/.test(meaning) ? { expect: expectOpened(1, 1), reply: 'open' } : null;
}

function isOpened(frame: Uint8Array): boolean {
  const named = frame.length === 7 || (frame.length === 8 && frame[5] === 7);
  return sound(frame, 1, 0x10) && named && (frame.at(-2) ?? 9) <= 1;
}

function doors(open: readonly number[], locks: number): readonly string[] {
  return Array.from({ length: locks }, (_, i) => (open.includes(i + 1) ? 'open' : 'closed'));
}

function frameOf(board: number, command: number, data: readonly number[]): Uint8Array {
  const summed = [board, command, data.length, ...data];
  return Uint8Array.from([0xdc, 0xfe, ...summed, summed.reduce((a, b) => a + b, 0)]);
}

function sound(frame: Uint8Array, board: number, command: number): boolean {
  const [head, from, by, what, carried = -1] = frame;
  const total = frame.subarray(2, -1).reduce((a, b) => (a + b) & 0xff, 0);
  const begins = head === 0xdc && from === 0xfe && by === board && what === command;
  return begins && frame.length === carried + 6 && frame.at(-1) === total;
}
