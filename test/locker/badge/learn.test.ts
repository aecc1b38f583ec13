import { describe, expect, test } from 'vitest';
import type { Credential } from '../../../main/base/credential.ts';
import { layoutNames, type BadgeFormat } from '../../../main/contract/badge-format.ts';
import { layouts, withParity } from '../../../main/locker/badge/layouts.ts';
import { learnFormat, type Learnt } from '../../../main/locker/badge/learn.ts';
import { readBadge } from '../../../main/locker/badge/read.ts';

/** A technician taps cards and types what is printed on them. */
const text = (words: string): Credential => ({ kind: 'text', text: words });
const uid = (hex: string): Credential => ({ kind: 'uid', hex });
const bits = (row: string): Credential => ({ kind: 'bits', bits: row });

function row(value: bigint | number, width: number): string {
  return BigInt(value).toString(2).padStart(width, '0');
}

/** A card of this layout. */
function card(name: keyof typeof layouts, facility: number, number: number | bigint): string {
  const layout = layouts[name];
  const [from, to] = layout.card;
  const site = layout.facility ? row(facility, layout.facility[1] - layout.facility[0] + 1) : '';
  return withParity(layout, site + row(number, to - from + 1));
}

function learn(...taps: readonly (readonly [Credential, string])[]): Learnt {
  return learnFormat(taps.map(([credential, printed]) => ({ credential, printed })));
}

function formatOf(learnt: Learnt): BadgeFormat {
  if (learnt.learnt !== 'format') throw new Error(JSON.stringify(learnt));
  return learnt.format;
}

function read(learnt: Learnt, credential: Credential): string {
  const result = readBadge(formatOf(learnt), credential);
  return result.ok ? result.value.number : result.error.code;
}

describe('[F37] a badge format is learnt', () => {
  test('from two Wiegand cards, one of them with a short number', () => {
    const learnt = learn(
      [bits(card('H10301', 123, 4567)), '4567'],
      [bits(card('H10301', 123, 54_321)), '54321'],
    );
    expect(formatOf(learnt)).toMatchObject({
      from: 'bits',
      layout: 'H10301',
      parity: 'checked',
      facilities: ['123'],
      number: [{ of: 'card', digits: 0 }],
    });
    expect(read(learnt, bits(card('H10301', 123, 12)))).toBe('12');
    expect(read(learnt, bits(card('H10301', 124, 12)))).toBe('otherFacility');
  });

  test('with the zeros that are printed in front', () => {
    const learnt = learn(
      [bits(card('H10301', 123, 4567)), '04567'],
      [bits(card('H10301', 123, 54_321)), '54321'],
    );
    expect(read(learnt, bits(card('H10301', 123, 7)))).toBe('00007');
  });

  test('with both numbers side by side', () => {
    const learnt = learn(
      [bits(card('H10301', 23, 4567)), '023-04567'],
      [bits(card('H10301', 23, 54_321)), '023-54321'],
    );
    expect(read(learnt, bits(card('H10301', 124, 7)))).toBe('124-00007');
  });

  test('whatever the end from which the bits come', () => {
    const back = (number: number): Credential =>
      bits(
        Array.from(card('H10301', 9, number))
          .toReversed()
          .join(''),
      );
    const learnt = learn([back(4567), '4567'], [back(54_321), '54321']);
    expect(read(learnt, back(12))).toBe('12');
  });

  test('where the reader keeps the parity to itself', () => {
    const bare = (number: number): Credential =>
      bits(`x${card('H10301', 9, number).slice(1, -1)}x`);
    const learnt = learn([bare(4567), '4567'], [bare(54_321), '54321']);
    expect(formatOf(learnt)).toMatchObject({ layout: 'H10301', parity: 'cutOff' });
    expect(read(learnt, bare(12))).toBe('12');
  });

  test('from cards of two facilities it holds for every one', () => {
    const learnt = learn(
      [bits(card('H10301', 123, 4567)), '4567'],
      [bits(card('H10301', 99, 54_321)), '54321'],
    );
    expect(formatOf(learnt)).toMatchObject({ facilities: [] });
  });

  test('from fobs of which a reader prints the chip number and the maker its last part', () => {
    const learnt = learn([uid('010063E9AE'), '0006547886'], [uid('4E1286F444'), '0310834244']);
    expect(read(learnt, uid('100086F444'))).toBe('0008844356');
  });

  test('of a reader that sends the bytes in the other order, in another base', () => {
    const learnt = learn([text('C3B2A104'), '04A1B2C3'], [text('F6E5D404'), '04D4E5F6']);
    expect(read(learnt, text('77777704'))).toBe('04777777');
    const decimal = (hex: string): Credential => text(BigInt(`0x${hex}`).toString());
    const turned = learn([decimal('0F81A204'), '04A2810F'], [decimal('A4A20503'), '0305A2A4']);
    expect(read(turned, decimal('00000001'))).toBe('01000000');
  });

  test('of a reader that prints something before and behind', () => {
    const learnt = learn([text('ID:0451#'), '0451'], [text('ID:7712#'), '7712']);
    expect(read(learnt, text('ID:0001#'))).toBe('0001');
    expect(read(learnt, text('0001#'))).toBe('prefixMissing');
  });

  test('of a reader that prints the number itself', () => {
    const learnt = learn([text('04A1B2C3'), '04A1B2C3'], [text('04d4e5f6'), '04D4E5F6']);
    expect(formatOf(learnt)).toMatchObject({ from: 'text', stripPrefix: '' });
  });
});

describe('what cards do not tell is not made up', () => {
  test('two long numbers do not say whether zeros are printed; a short one does', () => {
    const long = [
      [bits(card('H10301', 123, 45_678)), '45678'],
      [bits(card('H10301', 123, 54_321)), '54321'],
    ] as const;
    expect(learn(...long)).toMatchObject({ learnt: 'several', next: 'shorter' });
    const short = bits(card('H10301', 123, 42));
    expect(learn(...long, [short, '42']).learnt).toBe('format');
    expect(read(learn(...long, [short, '00042']), short)).toBe('00042');
  });

  test('a width that only one card shows is no rule', () => {
    const one = [uid('0400000123'), '000291'] as const;
    const alone = learn(one, [uid('0412345678'), '305419896']);
    expect(alone).toMatchObject({ learnt: 'several', next: 'shorter' });
    const both = learn(one, [uid('0412345678'), '305419896'], [uid('0400000456'), '001110']);
    expect(read(both, uid('0400000001'))).toBe('000001');
  });

  test('a width that one card happens to have is no rule either', () => {
    const learnt = learn(
      [bits(card('H10301', 123, 456)), '456'],
      [bits(card('H10301', 123, 54_321)), '54321'],
    );
    expect(read(learnt, bits(card('H10301', 123, 7)))).toBe('7');
  });

  test('one facility does not say whether its code is part of the number', () => {
    const learnt = learn([uid('0400001234'), '4660'], [uid('0400005678'), '22136']);
    expect(learnt).toMatchObject({ learnt: 'several', next: 'other' });
  });

  test.each([
    ['tooFew', [[uid('010063E9AE'), '6547886']]],
    [
      'tooFew',
      [
        [uid('010063E9AE'), '6547886'],
        [uid('010063E9AE'), '6547886'],
      ],
    ],
    [
      'contradicts',
      [
        [uid('010063E9AE'), '1'],
        [uid('010063E9AE'), '2'],
      ],
    ],
    [
      'contradicts',
      [
        [uid('010063E9AE'), '1'],
        [uid('010063E9AF'), '1'],
      ],
    ],
    [
      'kindsDiffer',
      [
        [uid('010063E9AE'), '1'],
        [text('12'), '12'],
      ],
    ],
    [
      'lengthsDiffer',
      [
        [bits(card('H10301', 1, 1)), '1'],
        [bits(card('H10306', 1, 2)), '2'],
      ],
    ],
    [
      'randomUid',
      [
        [uid('08A1B2C3'), '1'],
        [uid('08A1B2C4'), '2'],
      ],
    ],
    [
      'parityWrong',
      [
        [bits('10111101100010001110101111'), '4567'],
        [bits('10111011000000110010000110'), '1603'],
      ],
    ],
    [
      'apart',
      [
        [bits(card('H10301', 1, 4567)), '4567'],
        [bits(card('H10301', 1, 54_321)), '119857'],
      ],
    ],
    [
      'nothingFits',
      [
        [uid('010063E9AE'), '777'],
        [uid('010063E9AF'), '778'],
      ],
    ],
  ] as const)('%s', (why, taps) => {
    expect(learn(...taps)).toEqual({ learnt: 'none', why });
  });
});

describe('published formats are learnt from their own cards', () => {
  test.each(layoutNames)('%s', (name) => {
    const learnt = learn(
      [bits(card(name, 118, 1_603)), '1603'],
      [bits(card(name, 118, 54_321)), '54321'],
      // Without a facility code the number may be so great that it would reach into one.
      ...(layouts[name].facility ? [] : [[bits(card(name, 0, 999_999_999)), '999999999'] as const]),
    );
    expect(read(learnt, bits(card(name, 118, 12_345)))).toBe('12345');
  });
});
