import { describe, expect, test } from 'vitest';
import { joined, receive, type Expect } from '../../hardware/bus/exchange.ts';
import { hexOf } from '../../hardware/bus/frame-log.ts';
import type { DoorBoardConfig, DoorProtocol } from '../../hardware/door-board/protocol.ts';
import type { Explanation } from '../../hardware/explain.ts';
import all from '../vectors/door-boards.json' with { type: 'json' };
import { seeded } from './kiosk-world.ts';

/**
 * What every family of door boards must stand, whatever its bytes: the vendor's frames, every split,
 * every flipped bit, noise, foreign and late replies, random bytes, and the frames that must not exist.
 */
export interface CodecSuite<Board extends DoorBoardConfig> {
  readonly name: string;
  readonly vectors: readonly Vector[];
  readonly protocol: DoorProtocol<Board>;
  /** Every board that a cabinet file can name: all that can be sent is asked of them. */
  readonly boards: readonly Board[];
  /** The request that a vector's words ask for; null for one that this program cannot build. */
  encode(vector: Vector): Uint8Array | null;
  /** Requests of the golden vectors that cannot be built, with the reason. */
  readonly notSent: Readonly<Record<string, string>>;
  /** Who waits for this reply and what it must tell them; null where nobody ever waits for it. */
  decode(vector: Vector): { readonly expect: Expect<unknown>; readonly reply: unknown } | null;
  readonly decoders: readonly DecoderCase[];
  /** What the simulated boards take for a request. */
  readonly hear: Expect<Uint8Array>;
  readonly unseenInRequests?: UnseenFlips;
  explain(frame: Uint8Array): Explanation;
  /** Calls that must throw: a lock that is all locks, an address that does not exist. */
  readonly refuses: readonly (() => unknown)[];
}

export interface DecoderCase {
  readonly name: string;
  readonly expect: Expect<unknown>;
  /** A whole reply and what it says. */
  readonly frame: Uint8Array;
  readonly reply: unknown;
  /** Written from the document a second time: whether these bytes may be believed. */
  fits(frame: Uint8Array): boolean;
  /** Sound frames of another board, lock or kind; also what an earlier request would have got. */
  readonly foreign: readonly Uint8Array[];
  readonly unseen?: UnseenFlips;
}

/** Flipped bits that the family's frames cannot show, with the reason; bit 0 is the first byte's lowest. */
export interface UnseenFlips {
  readonly why: string;
  bit(bit: number): boolean;
}

export type Vector = (typeof all)[number];

/** The vendor's and integrators' frames of boards whose name begins like this. */
export function vectorsOf(...names: readonly string[]): readonly Vector[] {
  return all.filter(({ board }) => names.some((name) => board.startsWith(name)));
}

export function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(hex.trim().split(/\s+/), (byte) => parseInt(byte, 16));
}

/** Random bytes for each decoder; the long run is `RESTANTE_PROOF=1`. */
const RANDOM_BYTES = process.env['RESTANTE_PROOF'] === '1' ? 1_000_000 : 20_000;
const LONGEST_CHUNK = 32;
/** No frame of any family is longer, so a decoder that still waits then waits for ever. */
const LONGEST_FRAME = 300;
/** One board with all its locks, and the next. */
const REQUESTS_FLIPPED = 60;
const GARBAGE = bytesOf('FA FD 99 99');

export function codecSuite<Board extends DoorBoardConfig>(suite: CodecSuite<Board>): void {
  const use = (name: string, from?: string): readonly Vector[] =>
    suite.vectors.filter((each) => each.use === name && (!from || each.direction === from));
  const sendable = suite.boards.flatMap((board) => [
    suite.protocol.status(board).frame,
    ...Array.from({ length: board.locks }, (_, i) => suite.protocol.unlock(board, i + 1).frame),
  ]);

  describe(`${suite.name}: the vendor's frames`, () => {
    test.each(use('golden', 'host->board'))('asks: $meaning', (vector) => {
      const built = suite.encode(vector);
      if (built === null) expect(Object.keys(suite.notSent)).toContain(vector.hex);
      else expect(hexOf(built)).toBe(vector.hex);
    });

    test.each(use('golden', 'board->host'))('hears: $meaning', (vector) => {
      const decoded = suite.decode(vector);
      const frame = bytesOf(vector.hex);
      if (decoded) expect(receive(frame, decoded.expect)).toMatchObject({ reply: decoded.reply });
      else
        for (const decoder of suite.decoders)
          if (!decoder.fits(frame)) expect(receive(frame, decoder.expect).reply).toBeNull();
      expect(suite.explain(frame)).toMatchObject({ ok: true, problems: [] });
    });

    test.each(use('golden'))('explains: $meaning', ({ hex }) => {
      const explanation = suite.explain(bytesOf(hex));
      expect(explanation).toMatchObject({ ok: true, problems: [] });
      expect(explanation.kind).not.toBe('unknown');
    });

    test('each frame that is wrong in print is refused and its fault is named', () => {
      for (const { hex } of use('negative')) {
        const frame = bytesOf(hex);
        for (const decoder of suite.decoders)
          expect(receive(frame, decoder.expect).reply).toBeNull();
        expect(receive(frame, suite.hear).reply).toBeNull();
        const { ok, problems } = suite.explain(frame);
        expect([hex, ok, problems.length > 0]).toEqual([hex, false, true]);
      }
    });
  });

  describe(`${suite.name}: what can be sent`, () => {
    test('is a status request or one pulse, and the boards understand each', () => {
      expect(new Set(sendable.map(hexOf)).size).toBe(sendable.length);
      for (const frame of sendable)
        expect(receive(frame, suite.hear)).toMatchObject({ reply: frame, dropped: 0 });
    });

    test('is nothing that opens several doors, holds a coil, writes a setting or erases', () => {
      const unsound = [...use('denylist'), ...use('negative')].map(({ hex }) => hex);
      const forbidden = [...Object.keys(suite.notSent), ...unsound];
      const sent = new Set(sendable.map(hexOf));
      expect(forbidden.filter((hex) => sent.has(hex))).toEqual([]);
      for (const frame of sendable)
        expect(suite.explain(frame).fields).not.toHaveProperty('neverSent');
      for (const refused of suite.refuses) expect(refused).toThrow(RangeError);
    });

    test('a request with one flipped bit is understood by no board', () => {
      const heard = sendable.slice(0, REQUESTS_FLIPPED).flatMap((frame) =>
        flips(frame)
          .filter((flipped) => !suite.unseenInRequests?.bit(flipped.bit))
          .filter((flipped) => receive(flipped.frame, suite.hear).reply !== null)
          .map((flipped) => hexOf(flipped.frame)),
      );
      expect(heard).toEqual([]);
    });
  });

  describe.each(suite.decoders)(`${suite.name}: $name`, (decoder) => {
    const { frame, reply } = decoder;
    const hear = (bytes: Uint8Array): unknown => receive(bytes, decoder.expect).reply;

    test('is found whole, and split after every byte', () => {
      expect(receive(frame, decoder.expect)).toMatchObject({ reply, dropped: 0 });
      for (let at = 1; at < frame.length; at += 1) {
        const first = receive(frame.subarray(0, at), decoder.expect);
        expect(first).toMatchObject({ reply: null, dropped: 0 });
        expect(hear(joined(first.rest, frame.subarray(at)))).toEqual(reply);
      }
    });

    test('no single flipped bit is believed', () => {
      for (const flipped of flips(frame)) {
        if (decoder.unseen?.bit(flipped.bit)) continue;
        expect([flipped.bit, hear(flipped.frame)]).toEqual([flipped.bit, null]);
      }
    });

    test('two in one chunk: the first is taken and the second is left', () => {
      const { reply: first, rest } = receive(joined(frame, frame), decoder.expect);
      expect(first).toEqual(reply);
      expect(hexOf(rest)).toBe(hexOf(frame));
    });

    test('garbage before, and between two, is dropped', () => {
      const first = receive(joined(GARBAGE, joined(frame, joined(GARBAGE, frame))), decoder.expect);
      expect(first).toMatchObject({ reply, dropped: GARBAGE.length });
      expect(receive(first.rest, decoder.expect)).toMatchObject({ reply, dropped: GARBAGE.length });
      const half = frame.subarray(0, frame.length - 1);
      expect(hear(joined(half, joined(GARBAGE, frame)))).toEqual(reply);
    });

    test('a reply to somebody else is nobody’s, and ours is found behind it', () => {
      expect(decoder.foreign.length).toBeGreaterThan(0);
      for (const other of decoder.foreign) {
        expect([hexOf(other), hear(other)]).toEqual([hexOf(other), null]);
        expect(hear(joined(other, frame))).toEqual(reply);
      }
    });

    test(`${RANDOM_BYTES} random bytes are never believed unless they fit`, () => {
      const random = seeded(20_261_125);
      // Half of the bytes are taken from a real reply: they come close much more often.
      const byte = (): number =>
        random() < 0.5
          ? Math.floor(random() * 256)
          : (frame[Math.floor(random() * frame.length)] ?? 0);
      let held: Uint8Array = new Uint8Array();
      for (let fed = 0; fed < RANDOM_BYTES;) {
        const chunk = Uint8Array.from({ length: 1 + Math.floor(random() * LONGEST_CHUNK) }, byte);
        fed += chunk.length;
        held = joined(held, chunk);
        for (;;) {
          const received = receive(held, decoder.expect);
          const believed = held.subarray(received.dropped, held.length - received.rest.length);
          held = received.rest;
          if (received.reply === null) break;
          if (!decoder.fits(believed)) throw new Error(`${hexOf(believed)} was believed`);
        }
        if (held.length > LONGEST_FRAME) throw new Error('a decoder waits for ever');
      }
      expect(hear(joined(held, joined(new Uint8Array(LONGEST_FRAME), frame)))).toEqual(reply);
    });
  });
}

function flips(frame: Uint8Array): readonly { readonly bit: number; readonly frame: Uint8Array }[] {
  return Array.from({ length: frame.length * 8 }, (_, bit) => ({
    bit,
    frame: frame.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)),
  }));
}
