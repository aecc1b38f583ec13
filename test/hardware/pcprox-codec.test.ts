import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  encodeQuestion,
  isEmpty,
  pcproxQuestions,
  readCard,
  readFirmware,
  readSettings,
  type PcproxQuestion,
} from '../../hardware/badge-reader/pcprox/codec.ts';
import {
  beginning,
  heard,
  TYPES,
  type PcproxState,
} from '../../hardware/badge-reader/pcprox/exchange.ts';
import vectors from '../vectors/identification.json' with { type: 'json' };

interface Vector {
  readonly kind: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
}
const of = (kind: string): Vector[] =>
  (vectors as unknown as Vector[]).filter((each) => each.kind === kind);
const bytes = (hex: unknown): Uint8Array => Uint8Array.from(Buffer.from(String(hex), 'hex'));
const silent = { leadParity: 1, trailParity: 1, types: false };

describe('published answers of a pcProx', () => {
  test.each(of('pcprox.buffer').filter(({ expected }) => expected['format'] !== undefined))(
    '$expected.format: card $expected.cardNumber',
    ({ input, expected }) => {
      const [leadParity, trailParity] = [
        Number(input['leadParityBits']),
        Number(input['trailParityBits']),
      ];
      const payload = String(expected['payloadMsbFirstBits']);
      const read = readCard(bytes(input['report8f']), bytes(input['report8e']), {
        leadParity,
        trailParity,
        types: false,
      });
      expect(read).toEqual({
        credential: {
          kind: 'bits',
          bits: 'x'.repeat(leadParity) + payload + 'x'.repeat(trailParity),
        },
      });
      expect(payload.length + leadParity + trailParity).toBe(expected['totalBits']);
    },
  );

  test('eight zeros are no card', () => {
    const [nothing] = of('pcprox.buffer').filter(({ expected }) => expected['card'] === null);
    expect(isEmpty(bytes(nothing?.input['report8f']))).toBe(true);
    expect(isEmpty(bytes('0000000000000001'))).toBe(false);
  });

  test('its firmware is told', () => {
    const [info] = of('pcprox.usb').filter(({ expected }) => expected['firmware'] !== undefined);
    const [question] = info?.input['steps'] as string[];
    expect(Buffer.from(encodeQuestion('firmware')).toString('hex')).toBe(question?.split(' ')[2]);
    expect(readFirmware(bytes(info?.expected['reply']))).toBe(info?.expected['firmware']);
  });

  test('the worked example of the document: facility 123, card 4567', () => {
    expect(readCard(bytes('d7117b0000000000'), bytes('1818000000000000'), silent)).toEqual({
      credential: { kind: 'bits', bits: `x${'01111011'}${'0001000111010111'}x` },
    });
  });
});

describe('the codec', () => {
  test('can ask four things and write nothing: no page, no EEPROM', () => {
    const names = Object.keys(pcproxQuestions) as PcproxQuestion[];
    expect(names.map((name) => [...encodeQuestion(name)])).toEqual(
      [0x80, 0x8a, 0x8f, 0x8e].map((code) => [code, 0, 0, 0, 0, 0, 0, 0]),
    );
  });

  test('reads the parity counts and whether the reader types', () => {
    expect(readSettings(bytes('0000120000002880'))).toEqual({
      leadParity: 2,
      trailParity: 1,
      types: false,
    });
    expect(readSettings(bytes('00001200000028 7f'.replace(' ', '')))).toMatchObject({
      types: true,
    });
  });

  test.each([
    ['a length that is told twice differently', 'd7117b0000000000', '1819000000000000', 'twice'],
    ['no length at all', 'd7117b0000000000', '0000000000000000', 'twice'],
    ['more bits than a report holds', 'd7117b0000000000', '5050000000000000', '80 bits'],
    ['a card that is longer than it says', 'd7117b0000000000', '1616000000000000', 'more than 22'],
  ])('refuses %s', (_what, card, bits, words) => {
    expect(readCard(bytes(card), bytes(bits), silent)).toEqual({
      broken: expect.stringContaining(words),
    });
  });

  test('of any two reports gives as many bits as the second says, or what is wrong', () => {
    const report = fc.uint8Array({ minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(report, report, report, (card, bits, page) => {
        const settings = readSettings(page);
        const read = readCard(card, bits, settings);
        if ('broken' in read) return;
        const { credential } = read;
        expect(credential.kind === 'bits' && credential.bits).toMatch(/^x*[01]{1,64}x*$/);
        const all = (bits[0] ?? 0) + settings.leadParity + settings.trailParity;
        expect(credential.kind === 'bits' && credential.bits.length).toBe(all);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the exchange', () => {
  const card = bytes('d7117b0000000000');
  const length = bytes('1818000000000000');
  const none = new Uint8Array(8);
  /** After firmware, settings and a look at an empty field. */
  function ready(): PcproxState {
    let state = beginning;
    for (const answer of [bytes('0000300700816000'), bytes('0000110000002880'), none])
      ({ state } = heard(state, answer, false));
    return state;
  }

  test('asks for firmware and settings, then for the card, and for its length only after one', () => {
    expect(ready()).toMatchObject({ firmware: '7.3.0', asking: 'card' });
    const found = heard(ready(), card, false);
    expect(found).toMatchObject({ state: { asking: 'bits' }, tap: null, pauseMs: 0 });
    expect(heard(found.state, length, false)).toMatchObject({
      state: { asking: 'card' },
      tap: { kind: 'bits', bits: 'x011110110001000111010111x' },
    });
  });

  test('stays at a reader that types, unless that was allowed', () => {
    const typing = bytes('0000110000002800');
    const settings: PcproxState = { ...beginning, asking: 'settings' };
    expect(heard(settings, typing, false)).toMatchObject({
      wrong: TYPES,
      state: { asking: 'settings' },
    });
    expect(heard(settings, typing, true)).toMatchObject({ wrong: null, state: { asking: 'card' } });
  });

  test('whatever is answered, a tap comes only from a card and its length', () => {
    const answers = fc.array(
      fc.oneof(fc.constant(none), fc.constant(card), fc.uint8Array({ minLength: 8, maxLength: 8 })),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(answers, (all) => {
        let state = beginning;
        for (const answer of all) {
          const next = heard(state, answer, true);
          if (next.tap) expect([state.asking, state.looked]).toEqual(['bits', true]);
          state = next.state;
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
