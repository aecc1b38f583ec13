import { describe, expect, test } from 'vitest';
import { explainBadge, explainedFormats, isExplained } from '../../../main/locker/badge/explain.ts';
import vectors from '../../vectors/identification.json' with { type: 'json' };

interface Vector {
  readonly kind: string;
  readonly input: Readonly<Record<string, string | number | null>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

function of(kind: string): readonly Vector[] {
  return (vectors as unknown as readonly Vector[]).filter((vector) => vector.kind === kind);
}

const published = of('wiegand.decode').filter(({ input }) => 'format' in input);

describe('a card in words', () => {
  test.each(published)('$input.format $input.bits', ({ input, expected }) => {
    const { format, bits, hidProxRawHex } = input;
    const { facilityCode, cardNumber, parityOk } = expected;
    for (const text of [bits, ...(hidProxRawHex === undefined ? [] : [hidProxRawHex])]) {
      const explained = explainBadge(String(format), String(text));
      expect(explained.ok).toBe(parityOk);
      expect(explained.kind).toBe('wiegand');
      expect(explained.problems.length === 0).toBe(parityOk);
      expect(explained.fields).toMatchObject({
        parityOk,
        bits,
        ...(typeof facilityCode === 'number' && { facilityCode }),
        ...(typeof cardNumber === 'number' && { cardNumber }),
      });
    }
  });

  test.each(of('wiegand.encode'))('$input as hexadecimal from either end', (vector) => {
    const { format, facilityCode, cardNumber } = vector.input;
    const { rightJustifiedHex, leftJustifiedBytes } = vector.expected;
    for (const text of [rightJustifiedHex, leftJustifiedBytes]) {
      const { ok, fields } = explainBadge(String(format), String(text));
      expect(ok, String(text)).toBe(true);
      expect(fields).toMatchObject({
        cardNumber,
        ...(facilityCode !== null && { facilityCode }),
      });
    }
  });

  test.each(of('wiegand.leftJustified'))('$input.bytes behind a count of unused bits', (vector) => {
    const { ok, fields } = explainBadge('H10301', String(vector.input['bytes']));
    expect(ok).toBe(true);
    expect(fields['bits']).toBe(vector.expected['bits']);
  });

  test('two formats that the card cannot tell apart are both told', () => {
    const [vector] = of('wiegand.ambiguous');
    const expected = vector?.expected['candidates'] as readonly Record<string, unknown>[];
    const any = explainBadge('any', String(vector?.input['bits']));
    expect(any.ok).toBe(false);
    expect(any.candidates).toEqual(expected.map((each) => expect.objectContaining(each) as object));
    const named = explainBadge('H10302', String(vector?.input['bits']));
    expect(named.ok).toBe(true);
    expect(named.candidates[0]).toMatchObject(expected[1] ?? {});
  });

  test('a length that no format has is named', () => {
    expect(explainBadge('any', '1'.repeat(25)).problems).toEqual([
      'There is no format of this length.',
    ]);
    expect(explainBadge('H10301', '1'.repeat(25)).problems).toEqual([
      'It has 25 bits; a card of H10301 has 26.',
    ]);
  });

  test('without its parity bits it is told, and that nothing checks it', () => {
    const bare = explainBadge('H10301', '011110110001000111010111');
    expect(bare.ok).toBe(false);
    expect(bare.problems[0]).toContain('parity bits are missing');
    expect(bare.fields).toMatchObject({ facilityCode: 123, cardNumber: 4567 });
    const hex = explainBadge('H10301', '7B11D7');
    expect(hex.ok).toBe(false);
    expect(hex.candidates).toContainEqual(
      expect.objectContaining({ format: 'H10301', facilityCode: 123, cardNumber: 4567 }),
    );
  });

  test('what is neither bits nor hexadecimal is said to be so', () => {
    for (const format of ['H10301', 'any', 'uid-hex'])
      expect(explainBadge(format, 'Hugo')).toMatchObject({ ok: false, kind: 'unknown' });
  });

  test('a chip number comes in every rendering, the one that was asked for first', () => {
    const { ok, kind, fields, candidates } = explainBadge('em-dez-10', '04184EDCBA');
    expect({ ok, kind, number: fields['number'] }).toEqual({
      ok: true,
      kind: 'uid',
      number: '0407821498',
    });
    const texts = candidates.map(({ number }) => number);
    for (const { input, expected } of of('badge.format'))
      if (input['uidHex'] === '04184EDCBA')
        expect([...texts, fields['number']]).toContain(expected['text']);
    expect(explainBadge('em-dez-10', '04A2246A8C2F80').ok).toBe(false);
  });

  test('an unknown format is answered with those that there are', () => {
    expect(isExplained('H10303')).toBe(false);
    const [problem] = explainBadge('H10303', '00').problems;
    for (const name of explainedFormats) expect(problem).toContain(name);
  });
});
