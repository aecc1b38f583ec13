import * as fc from 'fast-check';
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
import vectors from '../vectors/bcc-8a.json' with { type: 'json' };

const closedShort: Wiring = {
  feedback: 'closed-short',
  statusByteOrder: 'highest-first',
  statusBytes: 3,
};
const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.split(' ').map((byte) => parseInt(byte, 16)));
const hexOf = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(' ');
const cases = vectors.map(({ from, meaning, hex }) => ({ from, meaning, hex }));
const sentBy = (who: string, head: string): typeof cases =>
  cases.filter(({ from, hex }) => from === who && hex.startsWith(head));

describe('requests, byte for byte', () => {
  test.each(sentBy('host', '8A').filter(({ hex }) => !hex.startsWith('8A 01 00')))(
    '$meaning: $hex',
    ({ hex }) => {
      const [, board = 0, lock = 0] = bytesOf(hex);
      expect(hexOf(encodeOpen(board, lock))).toBe(hex);
    },
  );

  test.each(sentBy('host', '80').filter(({ hex }) => hex.split(' ')[3] === '33'))(
    '$meaning: $hex',
    ({ hex }) => {
      const [, board = 0, lock = 0] = bytesOf(hex);
      expect(hexOf(lock === 0 ? encodeReadAll(board) : encodeReadOne(board, lock))).toBe(hex);
    },
  );

  test('no request for all locks, no held coil, no address that does not exist', () => {
    for (const lock of [0, -1, 51, 1.5]) expect(() => encodeOpen(1, lock)).toThrow(RangeError);
    for (const board of [0, 33]) expect(() => encodeOpen(board, 1)).toThrow(RangeError);
    const heads = new Set<number | undefined>();
    for (let board = 1; board <= 32; board += 1)
      for (let lock = 1; lock <= 50; lock += 1) {
        expect(encodeOpen(board, lock)[2]).toBe(lock);
        heads.add(encodeOpen(board, lock)[0]).add(encodeReadOne(board, lock)[0]);
      }
    expect(heads).toEqual(new Set([0x8a, 0x80]));
  });
});

describe('replies, byte for byte', () => {
  const states = cases.filter(
    ({ from, hex }) => from === 'board' && /^8[0A] \S\S \S\S (00|11) \S\S$/.test(hex),
  );

  test.each(states.filter(({ hex }) => !hex.startsWith('8A 01 00')))(
    '$meaning: $hex',
    ({ hex }) => {
      const [head = 0, board = 0, lock = 0, state] = bytesOf(hex);
      const expected = head === 0x8a ? expectOpened : expectOne;
      const shorted = state === 0x11;
      const seen = (wiring: Wiring): unknown =>
        receive(bytesOf(hex), expected(board, lock, wiring)).reply;
      expect(seen(closedShort)).toBe(shorted ? 'closed' : 'open');
      expect(seen({ ...closedShort, feedback: 'open-short' })).toBe(shorted ? 'open' : 'closed');
    },
  );

  test.each(sentBy('board', '80').filter(({ hex }) => /33 \S\S$/.test(hex)))(
    '$meaning: $hex',
    ({ hex }) => {
      const frame = bytesOf(hex);
      const statusBytes = frame.length - 4;
      const wiring: Wiring = { ...closedShort, statusBytes };
      const { reply } = receive(frame, expectAll(frame[1] ?? 0, statusBytes * 8, wiring));
      const shorted = (reply ?? []).flatMap((door, i) => (door === 'closed' ? [i + 1] : []));
      const status = [...frame.subarray(2, -2)].reverse();
      const bits = status.flatMap((byte, group) =>
        Array.from({ length: 8 }, (_, bit) => ((byte >> bit) & 1 ? group * 8 + bit + 1 : 0)),
      );
      expect(shorted).toEqual(bits.filter(Boolean));
    },
  );

  test('the other byte order is read the other way round', () => {
    const frame = withBcc([0x80, 1, 0, 0, 2, 0x33]);
    const locks = (order: Wiring['statusByteOrder']): unknown =>
      receive(frame, expectAll(1, 24, { ...closedShort, statusByteOrder: order })).reply?.indexOf(
        'closed',
      );
    expect(locks('highest-first')).toBe(1);
    expect(locks('lowest-first')).toBe(17);
  });

  test.each(vectors.filter((vector) => !vector.valid && vector.hex.startsWith('81')))(
    'is refused: $meaning',
    ({ hex }) => {
      for (const read of [expectOpened(1, 1, closedShort), expectOne(1, 1, closedShort)])
        expect(receive(bytesOf(hex), read).reply).toBeNull();
    },
  );
});

describe('what goes wrong on a line', () => {
  const all = withBcc([0x80, 1, 0x12, 0x34, 0x56, 0x33]);
  const read = expectAll(1, 24, closedShort);
  const whole = receive(all, read).reply;

  test('a reply may be split after every byte', () => {
    for (let at = 1; at < all.length; at += 1) {
      const first = receive(all.subarray(0, at), read);
      expect(first.reply).toBeNull();
      expect(first.dropped).toBe(0);
      const second = receive(Uint8Array.from([...first.rest, ...all.subarray(at)]), read);
      expect(second.reply).toEqual(whole);
    }
  });

  test('noise before a reply is dropped and counted', () => {
    const { reply, dropped } = receive(
      bytesOf('FA FD 99 99 80 01 01 11 91'),
      expectOne(1, 1, closedShort),
    );
    expect(reply).toBe('closed');
    expect(dropped).toBe(4);
  });

  test('of two replies the first is taken and the second is left', () => {
    const two = Uint8Array.from([...all, ...all]);
    const { reply, rest } = receive(two, read);
    expect(reply).toEqual(whole);
    expect(rest).toEqual(all);
  });

  test('a reply of another board, another lock or another kind answers nobody', () => {
    expect(receive(withBcc([0x80, 2, 0, 0, 0, 0x33]), read).reply).toBeNull();
    const opened = expectOpened(1, 3, closedShort);
    for (const other of [
      [0x8a, 1, 4, 0],
      [0x8a, 2, 3, 0],
      [0x80, 1, 3, 0],
      [0x8a, 1, 3, 0x10],
    ])
      expect(receive(withBcc(other), opened).reply).toBeNull();
  });

  test('a reply with fewer or more status bytes than the board has is no reply', () => {
    for (const status of [
      [0, 0],
      [0, 0, 0, 0],
    ])
      expect(receive(withBcc([0x80, 1, ...status, 0x33]), read).reply).toBeNull();
  });

  test('no single flipped bit is taken for a reply', () => {
    const flips = (frame: Uint8Array): readonly Uint8Array[] =>
      Array.from({ length: frame.length * 8 }, (_, bit) =>
        frame.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)),
      );
    for (const flipped of flips(all)) expect(receive(flipped, read).reply).toBeNull();
    for (const flipped of flips(withBcc([0x8a, 1, 3, 0x11])))
      expect(receive(flipped, expectOpened(1, 3, closedShort)).reply).toBeNull();
  });

  test('ten thousand runs of random bytes never make a door that nobody asked about', () => {
    const opened = expectOpened(7, 19, closedShort);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const { reply, rest, dropped } = receive(bytes, opened);
        expect(rest.length + dropped).toBeLessThanOrEqual(bytes.length);
        if (reply === null) return;
        // Only the one frame that says so, checksum and all, is believed.
        const frame = bytes.subarray(dropped, dropped + 5);
        expect([...frame.subarray(0, 3)]).toEqual([0x8a, 7, 19]);
        expect(bcc(frame)).toBe(0);
      }),
      { numRuns: 10_000 },
    );
  });
});

function withBcc(bytes: readonly number[]): Uint8Array {
  return Uint8Array.from([...bytes, bcc(bytes)]);
}
