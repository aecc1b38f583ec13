import { describe, expect, test } from 'vitest';
import { joined, receive } from '../../hardware/bus/exchange.ts';
import {
  encodeOpen,
  encodeReadAll,
  encodeReadOne,
  expectAll,
  expectOne,
  expectOpened,
} from '../../hardware/door-board/wkly/codec.ts';
import { explainWkly } from '../../hardware/door-board/wkly/explain.ts';
import { wkly } from '../../hardware/door-board/wkly/protocol.ts';
import { wklyFirmware } from '../../hardware/door-board/wkly/simulator.ts';
import { bytesOf, codecSuite, vectorsOf, type Vector } from '../support/codec-suite.ts';
import { wklyBoard } from '../support/other-boards.ts';

const HEAD = [0x57, 0x4b, 0x4c, 0x59];
const vectors = vectorsOf('WKLY');
const SEVEN = [1, 0, 0xff, 1, 1, 0, 1];
const WORDS = ['closed', 'open', 'unknown', 'closed', 'closed', 'open', 'closed'];

codecSuite({
  name: 'WKLY',
  vectors,
  protocol: wkly,
  boards: [0, 1, 10, 254].map((address) => wklyBoard(address)),
  encode,
  notSent: {
    '57 4B 4C 59 0C 00 80 03 01 02 03 86': 'opens several doors at once',
    '57 4B 4C 59 09 00 81 01 80': 'switches a coil on and off until told otherwise',
    '57 4B 4C 59 08 00 86 87': 'opens every door of the board',
    '57 4B 4C 59 0C 00 87 03 01 02 03 81': 'opens several doors',
  },
  decode,
  decoders: [
    {
      name: 'how all doors stand',
      expect: expectAll(3, 7),
      frame: frameOf(3, 0x84, [0, 7, ...SEVEN]),
      reply: WORDS,
      fits: (frame) => sound(frame, 3, 0x84) && frame[7] === 0 && (frame[8] ?? 0) >= 7,
      foreign: [
        frameOf(4, 0x84, [0, 7, ...SEVEN]),
        frameOf(3, 0x84, [0xff, 7, ...SEVEN]),
        frameOf(3, 0x84, [0, 6, ...SEVEN]),
        frameOf(3, 0x84, [0, 7, 2, 0, 0, 0, 0, 0, 0]),
        frameOf(3, 0x85, [1, 1]),
        frameOf(3, 0x82, [0, 1, 0]),
      ],
    },
    ...(
      [
        ['how one door stands', 0x83, expectOne],
        ['how a door stands after its pulse', 0x82, expectOpened],
      ] as const
    ).map(([name, command, expected]) => ({
      name,
      expect: expected(3, 9),
      frame: frameOf(3, command, [0, 9, 0]),
      reply: { done: true, door: 'open' },
      fits: (frame: Uint8Array) => sound(frame, 3, command) && frame.length === 11,
      foreign: [
        frameOf(3, command, [0, 8, 0]),
        frameOf(2, command, [0, 9, 0]),
        frameOf(3, command ^ 1, [0, 9, 0]),
        frameOf(3, command, [1, 9, 0]),
        frameOf(3, command, [0, 9, 7]),
        frameOf(3, 0x85, [9, 0]),
      ],
    })),
  ],
  hear: wklyFirmware([wklyBoard(1)]).hear,
  explain: explainWkly,
  refuses: [
    ...[0, -1, 25, 1.5].map((lock) => () => encodeOpen(1, lock)),
    ...[-1, 255, 0.5].map((address) => () => encodeReadAll(address)),
    () => encodeReadOne(1, 0),
  ],
});

describe('WKLY frames', () => {
  test('what a board says unasked ahead of its reply does not take its place', () => {
    const pushed = frameOf(3, 0x85, [9, 1]);
    const reply = frameOf(3, 0x82, [0, 9, 0]);
    expect(receive(joined(pushed, reply), expectOpened(3, 9))).toMatchObject({
      reply: { done: true, door: 'open' },
      dropped: pushed.length,
    });
  });

  test('a board with more locks than the cabinet uses is read', () => {
    expect(receive(frameOf(3, 0x84, [0, 7, ...SEVEN]), expectAll(3, 2)).reply).toEqual(
      WORDS.slice(0, 2),
    );
  });

  test('a held coil is named with the reason why it is never sent', () => {
    const { kind, fields } = explainWkly(bytesOf('57 4B 4C 59 09 01 88 01 88'));
    expect(kind).toBe('hold-on');
    expect(fields['neverSent']).toMatch(/solenoid burns/);
  });

  test('a wrong length, status, door and checksum are named', () => {
    const { problems } = explainWkly(bytesOf('57 4B 4C 59 0A 00 82 05 01 03 00'));
    expect(problems).toEqual([
      'Byte 5 says 10 bytes; there are 11.',
      'The status is 05; it is 00 (done) or FF (failed).',
      'A door is 03; it is 00 (open), 01 (closed) or FF (unknown).',
      'The checksum (last byte) is 00; the bytes before it give 86.',
    ]);
  });

  test('a frame after noise, an unknown command, and too few bytes', () => {
    const { candidates } = explainWkly(bytesOf('FA 57 4B 4C 59 08 00 84 85'));
    expect(candidates).toMatchObject([{ kind: 'status-request', board: 0 }]);
    for (const hex of ['57 4B 4C 59 08 00 99 98', '57 4B', '00'])
      expect(explainWkly(bytesOf(hex)).ok).toBe(false);
    expect(explainWkly(new Uint8Array()).problems).toHaveLength(1);
  });
});

/** From the words of the vector, not from its bytes. */
function encode({ meaning }: Vector): Uint8Array | null {
  const [, lock, board] = /open lock (\d+), board (\d+)/.exec(meaning) ?? [];
  if (lock && board) return encodeOpen(Number(board), Number(lock));
  const [, door] = /query door (\d+)/.exec(meaning) ?? [];
  return door ? encodeReadOne(0, Number(door)) : null;
}

function decode({ hex, meaning }: Vector): ReturnType<Parameters<typeof codecSuite>[0]['decode']> {
  const [, lock] = /ch(\d+) state 00 \(open\)/.exec(meaning) ?? [];
  const expected = /^0x82/.test(meaning) ? expectOpened : expectOne;
  if (lock) return { expect: expected(0, Number(lock)), reply: { done: true, door: 'open' } };
  if (!/^0x84 4 channels 0,1,1,0/.test(meaning) || hex === '') return null;
  return { expect: expectAll(0, 4), reply: ['open', 'closed', 'closed', 'open'] };
}

function frameOf(board: number, command: number, data: readonly number[]): Uint8Array {
  const bytes = [...HEAD, 8 + data.length, board, command, ...data];
  return Uint8Array.from([...bytes, bytes.reduce((sum, byte) => sum ^ byte, 0)]);
}

function sound(frame: Uint8Array, board: number, command: number): boolean {
  const begins = HEAD.every((byte, i) => frame[i] === byte) && frame[4] === frame.length;
  const even = frame.reduce((sum, byte) => sum ^ byte, 0) === 0;
  return begins && even && frame[5] === board && frame[6] === command;
}
