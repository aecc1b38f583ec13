import { describe, expect, test } from 'vitest';
import { receive } from '../../hardware/bus/exchange.ts';
import {
  encodeStatus,
  encodeUnlock,
  expectStatus,
  expectUnlocked,
} from '../../hardware/door-board/kerong-cu12/codec.ts';
import { explainKerongCu12 } from '../../hardware/door-board/kerong-cu12/explain.ts';
import { kerongCu12 } from '../../hardware/door-board/kerong-cu12/protocol.ts';
import { kerongCu12Firmware } from '../../hardware/door-board/kerong-cu12/simulator.ts';
import { bytesOf, codecSuite, vectorsOf, type Vector } from '../support/codec-suite.ts';
import { cu12 } from '../support/door-bench.ts';

const board = cu12(0);
const vectors = vectorsOf('KERONG KR-CU12');
/** Requests that this program can build; every other one of the manual it cannot. */
const built = ['02 00 00 80 00 00 03 85', '02 00 02 81 00 00 03 88'];

codecSuite({
  name: 'KERONG CU12',
  vectors,
  protocol: kerongCu12,
  boards: Array.from({ length: 16 }, (_, i) => cu12(i)),
  encode,
  notSent: Object.fromEntries(
    vectors
      .filter(
        ({ use, direction, hex }) =>
          use === 'golden' && direction === 'host->board' && !built.includes(hex),
      )
      .map(({ hex, meaning }) => [hex, meaning]),
  ),
  decode,
  decoders: [
    {
      name: 'how all doors stand',
      expect: expectStatus(1, 12, board),
      // 42 = locks 2 and 7, 09 = locks 9 and 12.
      frame: bytesOf('02 01 00 80 10 02 03 E3 42 09'),
      reply: doorsClosed([2, 7, 9, 12]),
      fits: (frame) => isReply(frame, [2, 1, 0, 0x80, 0x10, 2, 3]),
      foreign: [
        '02 02 00 80 10 02 03 E4 42 09',
        '02 01 00 82 10 02 03 D1 00 37',
        '02 01 00 80 11 02 03 E4 42 09',
        '02 01 00 80 13 00 03 99',
        '02 01 00 81 10 00 03 97',
      ].map(bytesOf),
    },
    {
      name: 'that a lock was opened',
      expect: expectUnlocked(1, 5, board),
      frame: bytesOf('02 01 04 81 10 00 03 9B'),
      reply: 'accepted',
      fits: (frame) =>
        [0x10, 0x11, 0x12, 0x13, 0x14].some((ask) => isReply(frame, [2, 1, 4, 0x81, ask, 0, 3])),
      foreign: [
        '02 01 05 81 10 00 03 9C',
        '02 02 04 81 10 00 03 9C',
        '02 01 0C 81 10 00 03 A3',
        '02 01 04 81 00 00 03 8B',
        '02 01 04 81 15 00 03 A0',
      ].map(bytesOf),
    },
  ],
  hear: kerongCu12Firmware([board]).hear,
  explain: explainKerongCu12,
  refuses: [
    ...[0, -1, 13, 1.5].map((lock) => () => encodeUnlock(0, lock, board)),
    () => encodeUnlock(0, 12, cu12(0, { lockBase: 1 })),
    ...[-1, 16, 0.5].map((address) => () => encodeStatus(address)),
  ],
});

describe('what a CU12 board answers to an unlock', () => {
  test.each([
    ['10', '9B', 'accepted'],
    ['11', '9C', 'failed'],
    ['12', '9D', 'failed'],
    ['13', '9E', 'failed'],
    ['14', '9F', 'failed'],
  ])('%s', (ask, sum, outcome) => {
    const frame = bytesOf(`02 01 04 81 ${ask} 00 03 ${sum}`);
    expect(receive(frame, expectUnlocked(1, 5, board)).reply).toBe(outcome);
  });

  test('a data byte that changed is noticed though the checksum stands before it', () => {
    const read = expectStatus(0, 12, board);
    expect(receive(bytesOf('02 00 00 80 10 02 03 99 02 00'), read).reply).not.toBeNull();
    expect(receive(bytesOf('02 00 00 80 10 02 03 99 03 00'), read).reply).toBeNull();
  });
});

describe('CU12 frames in words', () => {
  test.each([
    ['02 00 00 80 10 02 03 98 02 00', /checksum \(byte 8\) is 98; .* give 99/],
    ['02 00 00 80 01 02 03 88 FF 0F', /answer \(byte 5\) is 01/],
    ['02 00 00 80 10 02 03 99 02', /announces 2 bytes of data; 1 follow/],
    ['02 00 0D 81 00 00 03 93', /lock \(byte 3\) is 0D/],
    ['02 11 00 80 00 00 03 96', /address \(byte 2\) is 11/],
    ['02 00 00 80 00 00 04 86', /Byte 7 is 04/],
    ['02 00 00 70 00 00 03 75', /no command 70/],
    ['03 00 00 80 00 00 03 86', /begins with 03/],
    ['02 00 30 03 35', /has 5 bytes; the shortest frame has 8/],
  ])('%s: what is wrong is said', (hex, problem) => {
    const { ok, problems } = explainKerongCu12(bytesOf(hex));
    expect(ok).toBe(false);
    expect(problems.join()).toMatch(problem);
  });

  test('what is asked and said is told in full', () => {
    expect(explainKerongCu12(bytesOf('02 00 02 81 11 00 03 99'))).toMatchObject({
      kind: 'unlock-reply',
      fields: { direction: 'board to host', board: 0, lock: 3, answer: 'failed' },
    });
    expect(explainKerongCu12(bytesOf('02 01 00 80 10 02 03 9C 04 00')).fields).toMatchObject({
      board: 1,
      hookBits: '3',
    });
    expect(explainKerongCu12(bytesOf('02 00 00 8F 10 02 03 C8 10 12')).fields).toMatchObject({
      software: '1.0',
      hardware: '1.2',
    });
  });

  test.each([
    ['02 00 0C 81 00 00 03 92', /every door/],
    ['02 10 00 8E 00 00 03 A3', /factory/],
    ['02 10 00 83 00 01 03 99 00', /writes a setting/],
    ['02 10 00 80 00 00 03 95', /one by one/],
  ])('%s: why it is never sent is said', (hex, why) => {
    expect(explainKerongCu12(bytesOf(hex)).fields['neverSent']).toMatch(why);
  });
});

/** From the words of the vector, not from its bytes. */
function encode({ meaning }: Vector): Uint8Array | null {
  const [, b1, lock] = /unlock board (\d+) lock (\d+)/.exec(meaning) ?? [];
  if (b1 && lock) return encodeUnlock(Number(b1), Number(lock), board);
  const [, b2] = /get status board (\d+)/.exec(meaning) ?? [];
  return b2 ? encodeStatus(Number(b2)) : null;
}

function decode({ meaning }: Vector): ReturnType<Parameters<typeof codecSuite>[0]['decode']> {
  switch (meaning) {
    case '0x80 board 1, hooks 04 00 -> lock 3 locked':
      return { expect: expectStatus(1, 12, board), reply: doorsClosed([3]) };
    case '0x81 ok':
      return { expect: expectUnlocked(0, 3, board), reply: 'accepted' };
    case '0x81 failed (ASK=11)':
      return { expect: expectUnlocked(0, 3, board), reply: 'failed' };
    default:
      return null;
  }
}

function doorsClosed(closed: readonly number[]): unknown {
  return Array.from({ length: 12 }, (_, i) => (closed.includes(i + 1) ? 'closed' : 'open'));
}

function isReply(frame: Uint8Array, head: readonly number[]): boolean {
  const sum = frame.reduce((all, byte, i) => (i === 7 ? all : all + byte), 0) % 256;
  const ours = head.every((byte, i) => frame[i] === byte);
  return frame.length === 8 + (head[5] ?? 0) && ours && frame[7] === sum;
}
