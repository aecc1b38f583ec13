import { describe, expect, test } from 'vitest';
import { explainScan } from '../../main/locker/label/explain.ts';
import { readGs1 } from '../../main/locker/label/gs1.ts';
import { readLabel } from '../../main/locker/label/label.ts';
import { isGs1, splitAim } from '../../main/locker/label/symbology.ts';
import { trackingCandidates } from '../../main/locker/label/tracking.ts';
import vectors from '../vectors/identification.json' with { type: 'json' };

interface Vector {
  readonly kind: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
}
const of = (kind: string): Vector[] =>
  (vectors as unknown as Vector[]).filter((each) => each.kind === kind);

function first(text: string): readonly unknown[] {
  const [candidate] = trackingCandidates(text);
  return candidate ? [candidate.carrier, candidate.tracking, candidate.check] : [];
}

describe('what a scanner says of its symbol', () => {
  test.each(of('aim.identifier'))('$input.symbology', ({ input, expected }) => {
    const { aim, data } = splitAim(String(input['scanned']));
    expect({ aim, gs1: isGs1(aim) }).toEqual({ aim: expected['aim'], gs1: expected['gs1'] });
    if (expected['payload'] !== undefined) expect(data).toBe(expected['payload']);
  });
});

describe('GS1 element strings', () => {
  test.each(of('gs1.elements'))('$input.scanned', ({ input, expected }) => {
    const { data } = splitAim(String(input['scanned']));
    const { elements, problems } = readGs1(data);
    expect(elements.map(({ ai, value }) => [ai, value])).toEqual(expected['elements']);
    // One published example has an article number whose check digit does not fit.
    expect(problems.filter((problem) => !problem.includes('check digit'))).toEqual([]);
  });

  test.each(of('gs1.sscc'))('the shipping unit $input.sscc', ({ input, expected }) => {
    const { problems } = readGs1(`00${String(input['sscc'])}`);
    expect(problems.length === 0).toBe(expected['valid']);
  });

  test('addresses for the driver (Scan4Transport) are fields of their own', () => {
    const { elements, problems } = readGs1(
      '00123456789012345675' + '4301ANNA KERN\x1d4307CH\x1d43211\x1d4330000250-',
    );
    expect(problems).toEqual([]);
    expect(elements.map(({ name, value }) => [name, value])).toEqual([
      ['SSCC', '123456789012345675'],
      ['ship to name', 'ANNA KERN'],
      ['ship to country', 'CH'],
      ['dangerous goods', '1'],
      ['highest temperature °F', '000250-'],
    ]);
  });

  test('an identifier that is not known ends the reading and is named', () => {
    expect(readGs1('8800X').problems).toEqual([
      'No application identifier that is known begins at "8800".',
    ]);
  });

  test('the 94 of a US postal label is part of its number, not an identifier', () => {
    const reading = readLabel(']C1', '42078745\x1d9400111202555842332669');
    expect(reading.candidates[0]).toEqual({
      carrier: 'USPS',
      service: 'IMpb with ZIP',
      tracking: '9400111202555842332669',
      check: 'ok',
    });
    expect(reading.fields['postcode']).toBe('78745');
  });
});

describe('strangers write barcodes', () => {
  test.each(of('security.controlChars'))('$input.symbology $input.payloadHex', ({ input }) => {
    const data = Buffer.from(String(input['payloadHex']), 'hex').toString('latin1');
    expect(readLabel(']C0', data).kind).toBe('rejected');
    expect(readLabel(null, data).kind).toBe('rejected');
  });

  test('a symbol of seven thousand characters is dropped whole', () => {
    expect(readLabel(']Q1', 'A'.repeat(7_089)).kind).toBe('rejected');
    expect(readLabel(']C0', 'A'.repeat(129)).kind).toBe('rejected');
    expect(readLabel(']Q1', 'A'.repeat(512)).kind).toBe('text');
  });

  test('an address on the web is text and nothing else', () => {
    const reading = readLabel(']Q1', 'https://example.com/?t=1Z999AA10123456784');
    expect([reading.kind, reading.candidates]).toEqual(['url', []]);
  });
});

describe('whose parcel is it', () => {
  test.each([
    ['1Z999AA10123456784', 'UPS', '1Z999AA10123456784'],
    ['1z 999 aa1 0123456784', 'UPS', '1Z999AA10123456784'],
    ['012345678983', 'FedEx', '012345678983'],
    ['9611020987654312345672', 'FedEx', '987654312345672'],
    ['RR473124829GB', 'Royal Mail', 'RR473124829GB'],
    ['420787459400111202555842332669', 'USPS', '9400111202555842332669'],
    ['123456789012345675', 'FedEx', '123456789012345675'],
  ])('%s', (text, carrier, tracking) => {
    expect(first(text)).toEqual([carrier, tracking, 'ok']);
  });

  test.each([
    '1Z999AA10123456785',
    '012345678984',
    'RR473124828GB',
    'RR473124829ZZ',
    '9400111202555842332668',
  ])('%s has a check digit that does not fit: a warning, not a refusal', (text) => {
    const reading = readLabel(null, text);
    expect(reading.kind).toBe('tracking');
    expect(reading.candidates[0]?.check).toBe('bad');
    expect(reading.problems).toHaveLength(1);
  });

  test('a number with no check digit is named without a promise', () => {
    expect(first('TBA123456789012')).toEqual(['Amazon', 'TBA123456789012', 'none']);
    expect(trackingCandidates('12345678901234').map(({ carrier }) => carrier)).toEqual([
      'DHL',
      'DPD',
    ]);
  });

  test('every single wrong digit of a 1Z number is noticed', () => {
    const good = '1Z999AA10123456784';
    for (let place = 5; place < good.length; place += 1)
      for (const digit of '0123456789') {
        // Weight two: 0 and 5, 1 and 6 … are the same to this check.
        const same = (Number(digit) - Number(good[place])) % 5 === 0;
        if (!/\d/.test(good.charAt(place)) || same) continue;
        const wrong = good.slice(0, place) + digit + good.slice(place + 1);
        expect(trackingCandidates(wrong)[0]?.check, wrong).toBe('bad');
      }
  });
});

test('the number on a MaxiCode of UPS is put together from its fields', () => {
  const envelope =
    '[)>\x1e01\x1d96841706672\x1d840\x1d001\x1d1Z12345677\x1dUPSN\x1d12345E\x1d089\x1d\x1d1/1\x1d10\x1dY\x1d\x1d\x1dUT\x1e\x04';
  const reading = readLabel(']U1', envelope);
  expect(reading.candidates[0]?.tracking).toBe('1Z12345E0112345677');
  expect(reading.fields).toMatchObject({ postcode: '841706672', country: '840', package: '1/1' });
});

test('a FedEx envelope gives the twelve digits without the form number behind them', () => {
  const reading = readLabel(
    ']L2',
    '[)>\x1e01\x1d0210001\x1d840\x1d01\x1d0123456789830201\x1dFDE\x1e\x04',
  );
  expect(reading.candidates[0]).toMatchObject({ carrier: 'FedEx', tracking: '012345678983' });
});

test('digits as we print them may be a pickup code or a carrier code; the store decides', () => {
  expect(readLabel(null, '482913').ownCodes).toEqual(['pickup-code', 'carrier-code', 'user-badge']);
  expect(explainScan('482913').ok).toBe(true);
});

test('a scan in words names its symbology, its number and the other readings', () => {
  expect(explainScan(']C01Z999AA10123456784')).toMatchObject({
    ok: true,
    kind: 'tracking',
    fields: { symbology: 'Code 128', carrier: 'UPS', check: 'ok' },
    candidates: [{ type: 'tracking', carrier: 'UPS' }, { type: 'user-badge' }],
  });
});
