import { describe, expect, test } from 'vitest';
import { badgeFormatSchema } from '../../../main/contract/badge-format.ts';
import { knownFormats, knownName, knownNames } from '../../../main/locker/badge/known.ts';
import { layouts, parityOf, withParity } from '../../../main/locker/badge/layouts.ts';
import { readBadge } from '../../../main/locker/badge/read.ts';
import type { Credential } from '../../../main/base/credential.ts';
import vectors from '../../vectors/identification.json' with { type: 'json' };

interface Vector {
  readonly kind: string;
  readonly input: Readonly<Record<string, string | number | null>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

function of(kind: string): readonly Vector[] {
  return (vectors as unknown as readonly Vector[]).filter((vector) => vector.kind === kind);
}

function read(draft: object, credential: Credential) {
  return readBadge(badgeFormatSchema.parse(draft), credential);
}

const wiegand = (name: unknown) => knownFormats[String(name) as keyof typeof knownFormats];
const bits = (row: unknown): Credential => ({ kind: 'bits', bits: String(row) });
const uid = (hex: unknown): Credential => ({ kind: 'uid', hex: String(hex) });
const text = (words: string): Credential => ({ kind: 'text', text: words });
const numberOf = (result: ReturnType<typeof readBadge>): string =>
  result.ok ? result.value.number : result.error.code;

describe('[F37] a Wiegand card', () => {
  test.each(of('wiegand.decode').filter(({ expected }) => expected['parityOk'] === true))(
    'published as $input.format $input.bits has its facility code and its number',
    ({ input, expected }) => {
      const facility = expected['facilityCode'];
      expect(readBadge(wiegand(input['format']), bits(input['bits']))).toEqual({
        ok: true,
        value: {
          number: String(expected['cardNumber']),
          fields: {
            cardNumber: String(expected['cardNumber']),
            ...(typeof facility === 'number' && { facilityCode: String(facility) }),
          },
        },
      });
    },
  );

  test.each(of('wiegand.decode').filter(({ expected }) => expected['parityOk'] === false))(
    'with a wrong parity bit ($input.format $input.bits) is nobody',
    ({ input, expected }) => {
      const name = String(input['format']) as keyof typeof layouts;
      expect(parityOf(layouts[name], String(input['bits']))).toEqual(expected['parity']);
      expect(numberOf(readBadge(wiegand(name), bits(input['bits'])))).toBe('parityWrong');
    },
  );

  test.each(of('wiegand.encode'))('of $input has the bits that were computed', (vector) => {
    const name = String(vector.input['format']) as keyof typeof layouts;
    const layout = layouts[name];
    const field = (value: string | number | null, range?: readonly [number, number]): string =>
      range
        ? BigInt(value ?? 0)
            .toString(2)
            .padStart(range[1] - range[0] + 1, '0')
        : '';
    const data =
      field(vector.input['facilityCode'] ?? null, layout.facility) +
      field(vector.input['cardNumber'] ?? null, layout.card);
    expect(withParity(layout, data)).toBe(vector.expected['bits']);
  });

  test('one flipped bit of any layout is found out', () => {
    for (const [name, layout] of Object.entries(layouts))
      for (let bit = 0; bit < layout.bits; bit += 1) {
        const card = Array.from(withParity(layout, '01'.repeat(30).slice(0, dataOf(layout))));
        card[bit] = card[bit] === '0' ? '1' : '0';
        expect(numberOf(readBadge(wiegand(name), bits(card.join('')))), `${name} ${bit}`).toBe(
          'parityWrong',
        );
      }
  });

  test('of another length is not one of that format', () => {
    expect(numberOf(readBadge(knownFormats.H10301, bits('1'.repeat(25))))).toBe('wrongBitCount');
  });

  test.each(of('pcprox.buffer').filter(({ expected }) => 'format' in expected))(
    'whose parity the reader keeps to itself ($expected.format) is read where the format says so',
    ({ expected }) => {
      const layout = String(expected['format']) as keyof typeof layouts;
      const card = bits(expected['payloadMsbFirstBits']);
      const draft = { from: 'bits', layout, number: [{ of: 'card' }] } as const;
      expect(numberOf(read({ ...draft, parity: 'cutOff' }, card))).toBe(
        String(expected['cardNumber']),
      );
      expect(numberOf(read(draft, card))).toBe('wrongBitCount');
    },
  );

  test('of another facility than those that count is nobody', () => {
    const draft = { from: 'bits', layout: 'H10301', number: [{ of: 'card' }] } as const;
    const card = bits('10111101100010001110101110');
    expect(numberOf(read({ ...draft, facilities: ['123'] }, card))).toBe('4567');
    expect(numberOf(read({ ...draft, facilities: ['124'] }, card))).toBe('otherFacility');
  });

  test('may have both numbers side by side, with zeros and a sign between', () => {
    const card = bits('10111101100010001110101110');
    const both = (facility: 'full' | 0, number: 'full' | 0, join: string) =>
      numberOf(
        read(
          {
            from: 'bits',
            layout: 'H10301',
            join,
            number: [
              { of: 'facility', digits: facility },
              { of: 'card', digits: number },
            ],
          },
          card,
        ),
      );
    expect(both(0, 0, '')).toBe('1234567');
    expect(both(0, 'full', '')).toBe('12304567');
    expect(both('full', 'full', '-')).toBe('123-04567');
  });

  test('of a layout that the site describes itself is read by that', () => {
    const layout = {
      bits: 8,
      facility: [1, 2] as [number, number],
      card: [3, 6] as [number, number],
      parity: [{ bit: 7, makes: 'odd' as const, over: [[0, 6] as [number, number]] }],
    };
    const draft = { from: 'bits', layout, number: [{ of: 'card' }] } as const;
    expect(numberOf(read(draft, bits('01101100')))).toBe('parityWrong');
    expect(numberOf(read(draft, bits('01101101')))).toBe('6');
  });
});

describe('[F37] a chip number', () => {
  const renderings: Readonly<Record<string, keyof typeof knownFormats>> = {
    'DEZ 8 (low 24 bits)': 'em-dez-8',
    'DEZ 10 (low 32 bits)': 'em-dez-10',
    'DEZ 5.5': 'em-dez-5.5',
    'DEZ 3.5A (byte 0 . low 16)': 'em-dez-3.5a',
    'DEZ 3.5C (byte 2 . low 16)': 'em-dez-3.5c',
    'DEZ 14 (all 40 bits)': 'em-dez-14',
    'DEZ 15 of the bit-reversed bytes': 'em-dez-15-mirrored',
    'hex, reader order': 'uid-hex',
    'hex, bytes reversed': 'uid-hex-reversed',
    'decimal of reader order': 'uid-dec',
    'decimal of reversed bytes': 'uid-dec-reversed',
    'first 4 bytes little-endian, decimal, 10 digits': 'uid-dec-first-4-reversed',
  };
  const named = of('badge.format').filter(({ input }) => String(input['rendering']) in renderings);

  test.each(named)('$input.uidHex as $input.rendering', ({ input, expected }) => {
    const name = renderings[String(input['rendering'])] ?? 'uid-hex';
    expect(numberOf(readBadge(knownFormats[name], uid(input['uidHex'])))).toBe(expected['text']);
  });

  test('is written in small letters or with colons where a format says so', () => {
    const card = uid('04A2246A8C2F80');
    const draft = { from: 'uid', base: 'hex' } as const;
    const whole = [{ of: 'all', digits: 'full' }] as const;
    expect(numberOf(read({ ...draft, letters: 'lower', number: [...whole] }, card))).toBe(
      '04a2246a8c2f80',
    );
    const bytes = [0, 1, 2, 3, 4, 5, 6].map((n) => ({ from: n * 8, to: n * 8 + 8, digits: 2 }));
    expect(numberOf(read({ ...draft, join: ':', number: bytes }, card))).toBe(
      '04:A2:24:6A:8C:2F:80',
    );
    expect(named.length).toBe(Object.keys(renderings).length);
  });

  test('of a fob is the decimal number that is printed on it', () => {
    for (const { input, expected } of of('badge.serial.rdm6300'))
      if (expected['checksumOk'] === true)
        expect(
          numberOf(readBadge(knownFormats['em-dez-10'], uid(expected['uidHex']))),
          String(input['frameHex']),
        ).toBe(expected['printed10']);
    expect(numberOf(readBadge(knownFormats['em-dez-10'], uid('010063E9AE')))).toBe('0006547886');
  });

  test('that a phone makes up at each tap is nobody', () => {
    expect(numberOf(readBadge(knownFormats['uid-hex'], uid('08A1B2C3')))).toBe('randomUid');
  });
});

describe('[F37] a printed text', () => {
  test.each([
    [{ from: 'text' }, ' 04A1 ', '04A1'],
    [{ from: 'text', stripPrefix: 'E', stripSuffix: 'F' }, 'E04A1F', '04A1'],
    [{ from: 'text', stripPrefix: 'E' }, '04A1', 'prefixMissing'],
    [{ from: 'text', stripSuffix: 'F' }, '04A1', 'suffixMissing'],
    [{ from: 'text', stripPrefix: 'AB' }, 'AB', 'wrongLength'],
    [{ from: 'text', lengths: [4] }, '04A', 'wrongLength'],
    [{ from: 'text', leadingZeros: 'drop' }, '000123', '123'],
    [{ from: 'text', digits: 6 }, '123', '000123'],
    [{ from: 'hexText', byteOrder: 'reversed' }, '04A1B2C3', '3283263748'],
    [{ from: 'hexText' }, '04G1', 'notANumber'],
    [{ from: 'hexText', byteOrder: 'reversed' }, '4A1', 'notWholeBytes'],
    [{ from: 'decText', width: 32, base: 'hex', byteOrder: 'reversed' }, '3283263748', '4A1B2C3'],
    [{ from: 'decText', width: 8 }, '256', 'wrongBitCount'],
    [{ from: 'decText', width: 40, number: [{ from: -24 }] }, '17587690682', '5168314'],
  ] as const)('by %j: %j is %j', (draft, words, number) => {
    expect(numberOf(read(draft, text(words)))).toBe(number);
  });
});

test('a format of another kind of reader finds nothing in the card', () => {
  expect(numberOf(readBadge(knownFormats.H10301, text('4567')))).toBe('otherKind');
  expect(numberOf(read({ from: 'text' }, uid('04A1')))).toBe('otherKind');
});

test('what is wrong is said without the number', () => {
  const wrong = readBadge(knownFormats.H10301, bits('10111101100010001110101111'));
  expect(JSON.stringify(wrong)).not.toContain('4567');
});

test('a format may be named as people write it', () => {
  expect(knownName('h10301')).toBe('H10301');
  expect(knownName('c1000_35')).toBe('C1000-35');
  expect(knownName('EM DEZ 5.5')).toBe('em-dez-5.5');
  expect(knownName('H10305')).toBeNull();
  expect(new Set(knownNames.map((name) => knownName(name)))).toHaveProperty(
    'size',
    knownNames.length,
  );
});

function dataOf(layout: (typeof layouts)[keyof typeof layouts]): number {
  return layout.bits - layout.parity.length;
}
