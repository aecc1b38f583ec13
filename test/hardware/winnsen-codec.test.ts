import { describe, expect, test } from 'vitest';
import { receive } from '../../hardware/bus/exchange.ts';
import {
  encodeOpen,
  encodePoll,
  expectOpened,
  expectPolled,
} from '../../hardware/door-board/winnsen/codec.ts';
import { explainWinnsen } from '../../hardware/door-board/winnsen/explain.ts';
import { winnsen } from '../../hardware/door-board/winnsen/protocol.ts';
import { winnsenFirmware } from '../../hardware/door-board/winnsen/simulator.ts';
import { bytesOf, codecSuite, vectorsOf, type Vector } from '../support/codec-suite.ts';
import { winnsenBoard } from '../support/other-boards.ts';

const vectors = vectorsOf('Winnsen');
/** Byte 3 is the function; bit 5 is all that lies between + 80 and + A0. */
const OFFSET_BIT = 2 * 8 + 5;

codecSuite({
  name: 'Winnsen',
  vectors,
  protocol: winnsen,
  boards: Array.from({ length: 15 }, (_, i) => winnsenBoard(i + 1)),
  encode,
  notSent: { '90 06 12 00 01 03': 'station 0 is every board, and only clones know this function' },
  decode,
  decoders: [
    {
      name: 'how all doors stand',
      expect: expectPolled(3, 12),
      frame: bytesOf('90 07 82 03 05 08 03'),
      reply: doors([1, 3, 12], 12),
      fits: (frame) => is(frame, [0x82, 0xa2], 3),
      foreign: ['90 07 82 04 05 08 03', '90 07 85 03 05 01 03', '90 07 02 03 FF 0F 03'].map(
        bytesOf,
      ),
      unseen: {
        why: 'there is no checksum, and both offsets of the function are met',
        bit: (bit) => bit === OFFSET_BIT || (bit >= 4 * 8 && bit < 6 * 8),
      },
    },
    {
      name: 'what became of an unlock',
      expect: expectOpened(2, 5),
      frame: bytesOf('90 07 A5 02 05 01 03'),
      reply: 'opened',
      fits: (frame) => is(frame, [0x85, 0xa5], 2) && frame[4] === 5 && (frame[5] ?? 9) <= 2,
      foreign: [
        '90 07 A5 02 06 01 03',
        '90 07 A5 03 05 01 03',
        '90 07 A2 02 05 01 03',
        '90 07 A5 02 05 03 03',
        '90 06 05 02 05 03',
      ].map(bytesOf),
      unseen: {
        why: 'there is no checksum: opened (01) becomes failed (00); only the poll can tell',
        bit: (bit) => bit === OFFSET_BIT || bit === 5 * 8,
      },
    },
  ],
  hear: winnsenFirmware([winnsenBoard(1)]).hear,
  unseenInRequests: {
    why: 'there is no checksum: station, lock and mask are whatever arrives',
    bit: (bit) => bit >= 3 * 8 && bit < 6 * 8,
  },
  explain: explainWinnsen,
  refuses: [
    ...[0, -1, 17, 1.5].map((lock) => () => encodeOpen(1, lock)),
    ...[0, 16].map((station) => () => encodeOpen(station, 1)),
    () => encodePoll(0, 16),
    () => encodePoll(1, 17),
  ],
});

describe('Winnsen frames', () => {
  test('an unlock whose last byte is not 03 is understood by no board', () => {
    const { hear } = winnsenFirmware([winnsenBoard(1)]);
    expect(receive(bytesOf('90 06 05 01 05 02'), hear).reply).toBeNull();
  });

  test('a coil that cools down is told apart from a bolt that is stuck', () => {
    const cooling = bytesOf('90 07 85 01 05 02 03');
    expect(receive(cooling, expectOpened(1, 5)).reply).toBe('coolingDown');
    expect(explainWinnsen(cooling).fields['status']).toMatch(/cools down/);
  });

  test('a wrong length and a wrong tail are named', () => {
    const { ok, problems } = explainWinnsen(bytesOf('90 08 85 01 05 01 04'));
    expect(ok).toBe(false);
    expect(problems).toEqual([
      'Byte 2 says 8 bytes; there are 7.',
      'The last byte is 04; it must be 03.',
    ]);
  });

  test('a request to station 0 is named with the reason why it is never sent', () => {
    const { fields } = explainWinnsen(bytesOf('90 06 05 00 05 03'));
    expect(fields['neverSent']).toMatch(/every board/);
  });

  test('a frame after noise, an unknown function, and too few bytes', () => {
    const { candidates } = explainWinnsen(bytesOf('FA 00 90 07 92 01 01 02 03'));
    expect(candidates).toMatchObject([{ kind: 'lock-reply', lock: 2, status: 'open' }]);
    for (const hex of ['90 06 07 01 05 03', '90 06', '00', '90 07 85 01 05 07 03'])
      expect(explainWinnsen(bytesOf(hex)).ok).toBe(false);
    expect(explainWinnsen(new Uint8Array()).problems).toHaveLength(1);
  });
});

/** From the words of the vector, not from its bytes. */
function encode({ meaning }: Vector): Uint8Array | null {
  const [, s1, lock] = /^open station (\d+) lock (\d+)/.exec(meaning) ?? [];
  if (s1 && lock) return encodeOpen(Number(s1), Number(lock));
  const [, s2, mask] = /^poll 16 locks station (\d+), mask (\S+)/.exec(meaning) ?? [];
  return s2 && mask ? encodePoll(Number(s2), parseInt(mask, 16).toString(2).length) : null;
}

function decode({ hex, meaning }: Vector): ReturnType<Parameters<typeof codecSuite>[0]['decode']> {
  const [, , , station = 0, first = 0] = bytesOf(hex);
  if (meaning.startsWith('poll reply')) {
    const open = [...meaning.matchAll(/(?:, | and )(\d+)(?= and| open)/g)].map(([, n]) =>
      Number(n),
    );
    return { expect: expectPolled(station, 16), reply: doors(open, 16) };
  }
  const reply = /FAILED/.test(meaning) ? 'failed' : 'opened';
  return { expect: expectOpened(station, first), reply };
}

function doors(open: readonly number[], locks: number): readonly string[] {
  return Array.from({ length: locks }, (_, i) => (open.includes(i + 1) ? 'open' : 'closed'));
}

function is(frame: Uint8Array, functions: readonly number[], station: number): boolean {
  const [head, length, fn = 0, from] = frame;
  const begins = head === 0x90 && length === 7 && functions.includes(fn) && from === station;
  return begins && frame.length === 7 && frame[6] === 0x03;
}
