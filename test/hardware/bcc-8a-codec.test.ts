import { describe, expect, test } from 'vitest';
import { receive } from '../../hardware/bus/exchange.ts';
import {
  bcc,
  encodeOpen,
  encodeReadAll,
  encodeReadOne,
  expectAll,
  expectOne,
  expectOpened,
  type Wiring,
} from '../../hardware/door-board/bcc-8a/codec.ts';
import { explainBcc8a } from '../../hardware/door-board/bcc-8a/explain.ts';
import { bcc8a } from '../../hardware/door-board/bcc-8a/protocol.ts';
import { bcc8aFirmware } from '../../hardware/door-board/bcc-8a/simulator.ts';
import { bytesOf, codecSuite, vectorsOf, type Vector } from '../support/codec-suite.ts';
import { board } from '../support/door-bench.ts';

const closedShort: Wiring = {
  feedback: 'closed-short',
  statusByteOrder: 'highest-first',
  statusBytes: 3,
};
const openShort: Wiring = { ...closedShort, feedback: 'open-short' };
const vectors = vectorsOf('8A/80');

codecSuite({
  name: '8A/80 BCC',
  vectors,
  protocol: bcc8a,
  boards: Array.from({ length: 32 }, (_, i) => board(i + 1, { locks: 50, statusBytes: 7 })),
  encode,
  notSent: {
    '8A 01 00 11 9A': 'opens every door of the board',
    '80 01 00 99 18': 'all boards of the cable would answer at once',
    '90 01 02 02 02 93': 'opens several doors at once',
    '9A 01 01 11 8B': 'leaves current in the coil',
  },
  decode,
  decoders: [
    {
      name: 'how all doors stand',
      expect: expectAll(1, 24, closedShort),
      frame: withBcc([0x80, 1, 0x12, 0x34, 0x56, 0x33]),
      // 56 = locks 2 3 5 7, 34 = 11 13 14, 12 = 18 21.
      reply: doorsShorted([2, 3, 5, 7, 11, 13, 14, 18, 21], 24, closedShort),
      fits: (frame) =>
        frame.length === 7 &&
        frame[0] === 0x80 &&
        frame[1] === 1 &&
        frame[5] === 0x33 &&
        sound(frame),
      foreign: [
        withBcc([0x80, 2, 0x12, 0x34, 0x56, 0x33]),
        withBcc([0x8a, 1, 1, 0x11]),
        withBcc([0x80, 1, 0, 0, 0x33]),
        withBcc([0x80, 1, 0, 0, 0, 0, 0x33]),
      ],
    },
    {
      name: 'how one door stands',
      expect: expectOne(1, 3, closedShort),
      frame: withBcc([0x80, 1, 3, 0x11]),
      reply: 'closed',
      fits: (frame) => isState(frame, 0x80, 1, 3),
      foreign: [withBcc([0x80, 1, 4, 0x11]), withBcc([0x8a, 1, 3, 0x11])],
    },
    {
      name: 'how a door stands after its pulse',
      expect: expectOpened(7, 19, openShort),
      frame: withBcc([0x8a, 7, 19, 0x11]),
      reply: 'open',
      fits: (frame) => isState(frame, 0x8a, 7, 19),
      foreign: [
        withBcc([0x8a, 7, 20, 0x11]),
        withBcc([0x8a, 6, 19, 0x11]),
        withBcc([0x80, 7, 19, 0x11]),
        withBcc([0x8a, 7, 19, 0x10]),
        withBcc([0x82, 7, 19, 0x11]),
      ],
    },
  ],
  hear: bcc8aFirmware([board(1)]).hear,
  explain: explainBcc8a,
  refuses: [
    ...[0, -1, 51, 1.5].map((lock) => () => encodeOpen(1, lock)),
    ...[0, 33].map((address) => () => encodeOpen(address, 1)),
    () => encodeReadAll(0),
  ],
});

describe('wiring of 8A/80 boards', () => {
  const states = vectors.filter(
    ({ use, hex }) => use === 'golden' && /^8[0A] \S\S (?!00)\S\S (00|11) \S\S$/.test(hex),
  );

  test.each(states)('the other feedback tells the opposite: $meaning', ({ hex }) => {
    const [head = 0, address = 0, lock = 0, state] = bytesOf(hex);
    const expected = head === 0x8a ? expectOpened : expectOne;
    const seen = (wiring: Wiring): unknown =>
      receive(bytesOf(hex), expected(address, lock, wiring)).reply;
    expect(seen(closedShort)).toBe(state === 0x11 ? 'closed' : 'open');
    expect(seen(openShort)).toBe(state === 0x11 ? 'open' : 'closed');
  });

  test('the other byte order is read the other way round', () => {
    const frame = withBcc([0x80, 1, 0, 0, 2, 0x33]);
    const locks = (order: Wiring['statusByteOrder']): unknown =>
      receive(frame, expectAll(1, 24, { ...closedShort, statusByteOrder: order })).reply?.indexOf(
        'closed',
      );
    expect(locks('highest-first')).toBe(1);
    expect(locks('lowest-first')).toBe(17);
  });
});

describe('8A/80 frames in words', () => {
  test('a wrong checksum is named with the right one', () => {
    const { ok, problems } = explainBcc8a(bytesOf('8A 01 01 11 9C'));
    expect(ok).toBe(false);
    expect(problems).toEqual(['The checksum (last byte) is 9C; the bytes before it give 9B.']);
  });

  test('an unlock may as well be the reply that its loop is shorted', () => {
    const { kind, fields, candidates } = explainBcc8a(bytesOf('8A 01 02 11 98'));
    expect(kind).toBe('unlock-request');
    expect(fields).toMatchObject({ board: 1, lock: 2 });
    expect(candidates).toMatchObject([{ kind: 'unlock-reply', closedShort: 'closed' }]);
  });

  test('a held coil is named with the reason why it is never sent', () => {
    const { kind, fields } = explainBcc8a(bytesOf('9A 01 01 11 8B'));
    expect(kind).toBe('hold-on');
    expect(fields['neverSent']).toMatch(/solenoid burns/);
  });

  test('a frame after noise is shown as what it may be', () => {
    const { ok, problems, candidates } = explainBcc8a(bytesOf('FA FD 99 99 80 01 01 11 91'));
    expect(ok).toBe(false);
    expect(problems[0]).toMatch(/4 bytes of noise/);
    expect(candidates).toMatchObject([{ kind: 'lock-reply', board: 1, lock: 1 }]);
  });

  test('bytes that begin nothing, too few, or none', () => {
    for (const hex of ['80 01', '00', '80 01 00 00 33 B2'])
      expect(explainBcc8a(bytesOf(hex)).ok).toBe(false);
    expect(explainBcc8a(new Uint8Array()).problems).toHaveLength(1);
  });
});

/** From the words of the vector, not from its bytes. */
function encode({ meaning }: Vector): Uint8Array | null {
  const [, b1, l1] = /^unlock board (\d+) lock (\d+)/.exec(meaning) ?? [];
  if (b1 && l1) return encodeOpen(Number(b1), Number(l1));
  const [, l2, b2] = /^query lock (\d+) board (\d+)/.exec(meaning) ?? [];
  if (b2 && l2) return encodeReadOne(Number(b2), Number(l2));
  const [, b3] = /^query all of board (\d+)/.exec(meaning) ?? [];
  return b3 ? encodeReadAll(Number(b3)) : null;
}

function decode({ hex }: Vector): ReturnType<Parameters<typeof codecSuite>[0]['decode']> {
  const frame = bytesOf(hex);
  const [head = 0, address = 0, lock = 0, state] = frame;
  if (head === 0x80 && frame.length > 5) {
    const wiring = { ...closedShort, statusBytes: frame.length - 4 };
    const bits = [...frame.subarray(2, -2)].reverse();
    const locks = bits.length * 8;
    const set = Array.from({ length: locks }, (_, i) => i + 1).filter(
      (each) => ((bits[(each - 1) >> 3] ?? 0) >> ((each - 1) & 7)) & 1,
    );
    return { expect: expectAll(address, locks, wiring), reply: doorsShorted(set, locks, wiring) };
  }
  if ((head !== 0x80 && head !== 0x8a) || lock === 0 || state === 0x99) return null;
  const expected = head === 0x8a ? expectOpened : expectOne;
  const reply = state === 0x11 ? 'closed' : 'open';
  return { expect: expected(address, lock, closedShort), reply };
}

function doorsShorted(shorted: readonly number[], locks: number, wiring: Wiring): unknown {
  const closed = wiring.feedback === 'closed-short';
  return Array.from({ length: locks }, (_, i) =>
    shorted.includes(i + 1) === closed ? 'closed' : 'open',
  );
}

function isState(frame: Uint8Array, head: number, address: number, lock: number): boolean {
  const [first, second, third, state] = frame;
  const told = state === 0x11 || state === 0x00;
  const ours = first === head && second === address && third === lock;
  return frame.length === 5 && ours && told && sound(frame);
}

function sound(frame: Uint8Array): boolean {
  return frame.reduce((sum, byte) => sum ^ byte, 0) === 0;
}

function withBcc(bytes: readonly number[]): Uint8Array {
  return Uint8Array.from([...bytes, bcc(bytes)]);
}
