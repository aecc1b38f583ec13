import { describe, expect, test } from 'vitest';
import { receive } from '../../hardware/bus/exchange.ts';
import {
  encodeStatus,
  encodeUnlock,
  expectStatus,
  expectUnlocked,
} from '../../hardware/door-board/kerong-cu16/codec.ts';
import { explainKerongCu16 } from '../../hardware/door-board/kerong-cu16/explain.ts';
import { kerongCu16 } from '../../hardware/door-board/kerong-cu16/protocol.ts';
import { kerongCu16Firmware } from '../../hardware/door-board/kerong-cu16/simulator.ts';
import { bytesOf, codecSuite, vectorsOf, type Vector } from '../support/codec-suite.ts';
import { cu16 } from '../support/door-bench.ts';

const board = cu16(0);

codecSuite({
  name: 'KERONG KR-CU16',
  vectors: vectorsOf('KERONG KR-CU16'),
  protocol: kerongCu16,
  boards: Array.from({ length: 10 }, (_, i) => cu16(i)),
  encode,
  notSent: {
    '02 F0 32 03 27': 'all boards of the cable would answer at once',
    '02 00 33 03 38': 'opens every door of the board',
    '02 00 37 03 3C': 'nobody asks for the unlock time yet',
    '02 F0 37 03 2C': 'all boards of the cable would answer at once',
    '02 00 37 00 64 03 A0': 'writes a setting',
    '02 F0 37 00 64 03 90': 'writes a setting',
    '02 00 39 01 03 3F': 'writes a setting',
    '02 F0 39 01 03 2F': 'writes a setting',
    '02 00 40 01 03 46': 'writes a setting',
    '02 F0 40 00 03 35': 'writes a setting',
    'F5 B6 00 00 5F 0A': 'one byte away from the command that erases the firmware',
  },
  decode,
  decoders: [
    {
      name: 'how all doors stand',
      expect: expectStatus(2, 16, board),
      // 81 = locks 1 and 8, 02 = lock 10, and data that look like a start and an end.
      frame: bytesOf('02 20 35 81 02 03 02 03 E2'),
      reply: doorsClosed([1, 8, 10]),
      fits: (frame) => isReply(frame, [0x20]),
      foreign: [
        '02 10 35 81 02 03 02 03 D2',
        '02 20 36 81 02 03 02 03 E3',
        '02 21 35 81 02 03 02 03 E3',
      ].map(bytesOf),
    },
    {
      name: 'an answer to an unlock, from a firmware that gives one',
      expect: expectUnlocked(2, 5, board),
      frame: bytesOf('02 24 35 81 02 03 02 03 E6'),
      reply: 'accepted',
      fits: (frame) => isReply(frame, [0x20, 0x24]),
      foreign: [
        '02 14 35 81 02 03 02 03 D6',
        '02 25 35 81 02 03 02 03 E7',
        '02 20 38 00 00 00 37 03 94',
      ].map(bytesOf),
    },
  ],
  hear: kerongCu16Firmware([board]).hear,
  explain: explainKerongCu16,
  refuses: [
    ...[0, -1, 17, 1.5].map((lock) => () => encodeUnlock(0, lock, board)),
    () => encodeUnlock(0, 16, cu16(0, { lockBase: 1 })),
    ...[-1, 10, 15, 0.5].map((address) => () => encodeStatus(address)),
  ],
});

describe('wiring of KR-CU16 boards', () => {
  const frame = bytesOf('02 00 35 01 00 01 00 03 3C');

  test('lock switches with the other contact turn every bit round', () => {
    const seen = receive(frame, expectStatus(0, 3, cu16(0, { polarity: 'bit1-open' }))).reply;
    expect(seen).toEqual(['open', 'closed', 'closed']);
  });

  test('a board that counts its locks from 1 is asked for, and read, one further', () => {
    const odd = cu16(0, { lockBase: 1 });
    expect([...encodeUnlock(0, 1, odd)]).toEqual([...bytesOf('02 01 31 03 37')]);
    const seen = receive(bytesOf('02 00 35 02 00 00 00 03 3C'), expectStatus(0, 2, odd)).reply;
    expect(seen).toEqual(['closed', 'open']);
  });

  test('the checksum wraps where the sum passes 255', () => {
    // 02+90+35+FF+FF+FF+FF+03 = 4C6
    const full = bytesOf('02 90 35 FF FF FF FF 03 C6');
    expect(receive(full, expectStatus(9, 16, board)).reply).toEqual(new Array(16).fill('closed'));
  });
});

describe('KR-CU16 frames in words', () => {
  test.each([
    ['02 10 30 03 3E', /^The checksum \(last byte\) is 3E; the bytes before it give 45\.$/],
    ['02 00 31 0A 03 40', /^It has 6 bytes; a frame with command 31 has 5\.$/],
    ['02 B0 30 03 E5', /names board 11/],
    ['02 00 30 04 36', /before the checksum is 04; it must be 03/],
    ['02 00 50 03 55', /no command 50/],
    ['02 00', /ends before its command/],
    ['55', /begins with 55/],
    ['F5 B6 00 02 5F 0E 01', /announces 2 bytes of data; 1 follow/],
    ['', /no bytes/],
  ])('%s: what is wrong is said', (hex, problem) => {
    const { ok, problems } = explainKerongCu16(hex === '' ? new Uint8Array() : bytesOf(hex));
    expect(ok).toBe(false);
    expect(problems.join()).toMatch(problem);
  });

  test('what a board says is told lock by lock', () => {
    expect(explainKerongCu16(bytesOf('02 10 36 01 00 00 08 03 54')).fields).toMatchObject({
      direction: 'board to host',
      board: 1,
      hookBits: '1',
      itemBits: '12',
    });
    expect(explainKerongCu16(bytesOf('02 0F 31 03 45')).fields).toMatchObject({
      board: 0,
      lock: 16,
    });
    expect(explainKerongCu16(bytesOf('02 00 38 0F 00 00 37 03 83')).fields).toMatchObject({
      unlockMs: 550,
    });
  });

  test('the command that erases the firmware is named, with the reason', () => {
    for (const hex of ['F5 B5 00 04 5F E7 35 36 37 38', 'F5 B5 64 04 5F 4B 35 36 37 38']) {
      const { kind, fields } = explainKerongCu16(bytesOf(hex));
      expect(kind).toBe('update-mode');
      expect(fields['neverSent']).toMatch(/erases the firmware/);
    }
  });
});

/** From the words of the vector, not from its bytes. */
function encode({ meaning }: Vector): Uint8Array | null {
  const [, b1, lock] = /unlock board (\d+) lock (\d+)/.exec(meaning) ?? [];
  if (b1 && lock) return encodeUnlock(Number(b1), Number(lock), board);
  const [, b2] = /get status of board (\d+)/.exec(meaning) ?? [];
  return b2 ? encodeStatus(Number(b2)) : null;
}

function decode({ hex }: Vector): ReturnType<Parameters<typeof codecSuite>[0]['decode']> {
  const locked = { '02 00 35 01 00 01 00 03 3C': [1], '02 00 35 0F 00 01 00 03 4A': [1, 2, 3, 4] };
  const closed = Object.entries(locked).find(([frame]) => frame === hex)?.[1];
  return closed ? { expect: expectStatus(0, 16, board), reply: doorsClosed(closed) } : null;
}

function doorsClosed(closed: readonly number[]): unknown {
  return Array.from({ length: 16 }, (_, i) => (closed.includes(i + 1) ? 'closed' : 'open'));
}

function isReply(frame: Uint8Array, addresses: readonly number[]): boolean {
  const [start, address = -1, command] = frame;
  const sum = frame.subarray(0, 8).reduce((all, byte) => all + byte, 0) % 256;
  const ours = start === 2 && addresses.includes(address) && command === 0x35;
  return frame.length === 9 && ours && frame[7] === 3 && frame[8] === sum;
}
