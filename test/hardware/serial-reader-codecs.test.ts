import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rawOf } from '../../main/base/credential.ts';
import { parallaxCodec } from '../../hardware/badge-reader/parallax/codec.ts';
import { rdm6300Codec } from '../../hardware/badge-reader/rdm6300/codec.ts';
import { acpCredential, noAcp, readAcp } from '../../hardware/badge-reader/rfideas-acp/codec.ts';
import type { ReaderCodec } from '../../hardware/badge-reader/serial-reader.ts';
import vectors from '../vectors/identification.json' with { type: 'json' };

interface Vector {
  readonly kind: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
}
const of = (kind: string): Vector[] =>
  (vectors as unknown as Vector[]).filter((each) => each.kind === kind);
const latin = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const fromHex = (hex: unknown): Uint8Array => Uint8Array.from(Buffer.from(String(hex), 'hex'));

function cardsOf<State>(codec: ReaderCodec<State>, ...chunks: readonly Uint8Array[]) {
  let state = codec.empty;
  const cards: string[] = [];
  const dropped: string[] = [];
  for (const chunk of chunks) {
    const read = codec.read(state, chunk);
    state = read.state;
    cards.push(...read.cards.map(rawOf));
    dropped.push(...read.dropped);
  }
  return { cards, dropped, half: codec.isHalf(state) };
}

const fob = latin('\x020100 63E9AE25\x03'.replace(' ', ''));
const codecs = [
  { name: 'RDM6300', codec: rdm6300Codec, frame: fob, card: 'uid:010063E9AE' },
  {
    name: 'Parallax',
    codec: parallaxCodec,
    frame: latin('\n0F0184F07A\r'),
    card: 'uid:0F0184F07A',
  },
] as const;

describe('published frames', () => {
  test.each(of('badge.serial.rdm6300'))('RDM6300 $input.frameHex', ({ input, expected }) => {
    const { cards, dropped } = cardsOf(rdm6300Codec, fromHex(input['frameHex']));
    if (expected['checksumOk'] === true)
      expect(cards).toEqual([`uid:${String(expected['uidHex'])}`]);
    else expect([cards, dropped]).toEqual([[], ['its checksum is wrong']]);
  });

  test.each(of('badge.serial.lfcr'))('Parallax $input.frameHex', ({ input, expected }) => {
    const { cards } = cardsOf(parallaxCodec, fromHex(input['frameHex']));
    expect(cards).toEqual([`uid:${String(expected['uidHex'])}`]);
  });

  test.each(of('rfideas.acp'))('ACP $input.line', ({ input, expected }) => {
    const { answers } = readAcp(noAcp, latin(`${String(input['line'])}\r\n`));
    if (expected['card'] === null) return expect(answers).toEqual([{ kind: 'noCard' }]);
    expect(answers).toEqual([
      {
        kind: 'card',
        ageSteps: expected['age48ms'],
        overrun: expected['overrun'],
        lockoutSteps: expected['lockout48ms'],
        bits: expected['bits'],
        hex: expected['idHex'],
      },
    ]);
    const [answer] = answers;
    if (answer?.kind !== 'card') throw new Error('no card');
    expect(rawOf(acpCredential(answer))).toMatch(/^bits:0{24}1[01]{55}$/);
  });
});

describe.each(codecs)('frames of a $name', ({ codec, frame, card }) => {
  test('may be split after every byte', () => {
    for (let at = 1; at < frame.length; at += 1)
      expect(cardsOf(codec, frame.slice(0, at), frame.slice(at)).cards).toEqual([card]);
  });

  test('stand behind noise, behind each other and behind a half one', () => {
    const noise = latin('\xff\x00hello\x7f');
    const half = frame.slice(0, 6);
    expect(cardsOf(codec, noise, frame, frame, half, frame, noise).cards).toEqual([
      card,
      card,
      card,
    ]);
  });

  test('of random bytes are ten digits, and nothing is kept for ever', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 5 }), (chunks) => {
        for (const each of cardsOf(codec, ...chunks).cards)
          expect(each).toMatch(/^uid:[0-9A-F]{10}$/);
      }),
      { numRuns: 2_000 },
    );
    const endless = cardsOf(codec, frame.slice(0, 1), latin('1'.repeat(100_000)), frame);
    expect(endless.cards).toEqual([card]);
    expect(endless.half).toBe(false);
  });
});

test('every flipped bit of an RDM6300 frame is noticed, except where it leaves the number as it is', () => {
  for (let bit = 0; bit < fob.length * 8; bit += 1) {
    const flipped = fob.slice();
    flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    // Only the case of a letter differs: still the same digit.
    for (const card of cardsOf(rdm6300Codec, flipped).cards) expect(card).toBe('uid:010063E9AE');
  }
});

describe('ACP answers', () => {
  const card = '{0x00BB,1,0x0000,80;0x000000801CD1931B2F14}';
  test('are found among prompts, echoes and line ends, split after every byte', () => {
    const text = `rfid:qid.id\r\r\n${card}\r\n\r\nRF IDeas>rfid:qid.id\r{0x0000,0,0x00,0;0x00}\r\nRF IDeas>`;
    for (let at = 1; at < text.length; at += 1) {
      const first = readAcp(noAcp, latin(text.slice(0, at)));
      const second = readAcp(first.state, latin(text.slice(at)));
      expect([...first.answers, ...second.answers].map(({ kind }) => kind)).toEqual([
        'card',
        'noCard',
      ]);
    }
  });

  test('that are cut, damaged or too large are not cards', () => {
    const texts = [
      '{0x00BB,1,0x0000,80;0x0000{0x00BB,1,0x0000,4;0xFF}',
      '{0x00BB,1,0x0000;0xFF}',
      '{0x00BB,1,0x0000,300;0xFF}',
      `{${'1'.repeat(500)}}`,
    ];
    for (const text of texts)
      for (const answer of readAcp(noAcp, latin(text)).answers) expect(answer.kind).toBe('broken');
    expect(readAcp(noAcp, latin('Error#2 Input buffer overrun\r\n')).answers).toEqual([
      { kind: 'refused', code: '2' },
    ]);
  });

  test('of random bytes are bounded', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 4 }), (chunks) => {
        let state = noAcp;
        for (const chunk of chunks) ({ state } = readAcp(state, chunk));
        expect(state.held.length).toBeLessThanOrEqual(128);
      }),
      { numRuns: 1_000 },
    );
  });
});
