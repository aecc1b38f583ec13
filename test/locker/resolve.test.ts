import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownCodeText } from '../../main/locker/own-code.ts';
import { resolve, type Knowledge, type Meaning, type Shown } from '../../main/locker/resolve.ts';

/** Ada has a badge and a code; Gus is an operator; Carla drives for a carrier. */
const PICKUP = '482913';
const STORAGE = '48291377';
const CARRIER = '7155021846';
const UPS = '1Z12345E0291980793';

function known(facts: Partial<Knowledge> = {}): Knowledge {
  return {
    badgeHolder: (text) =>
      text === '04A1B2C3'
        ? { type: 'contact', id: 'ada' }
        : text === '04FF7788'
          ? { type: 'user', id: 'gus' }
          : null,
    userBadge: (badgeId) => (badgeId === 'GUS-0417' ? 'gus' : null),
    codes: (digits) =>
      digits === PICKUP
        ? [{ use: 'pickup', id: 'code-1' }]
        : digits === STORAGE
          ? [{ use: 'storage', id: 'code-2' }]
          : [],
    carrier: (digits) => (digits === CARRIER ? 'carla' : null),
    isExpected: (tracking) => tracking === 'HAUSPOST7',
    codesLocked: false,
    ...facts,
  };
}

const badge = (text: string): Shown => ({ by: 'badge', text });
const scan = (data: string, aim: string | null = null): Shown => ({ by: 'scan', aim, data });
const typed = (text: string): Shown => ({ by: 'typed', text });
const one = (meaning: Meaning): unknown => ({ outcome: 'one', meaning });
const none = (isGuess: boolean): unknown => ({ outcome: 'none', isGuess });

const ada: Meaning = { kind: 'recipient', contactId: 'ada' };
const pickup: Meaning = { kind: 'code', code: { use: 'pickup', id: 'code-1' } };
const carla: Meaning = { kind: 'carrier', userId: 'carla' };
const gus = (by: 'badge' | 'barcode'): Meaning => ({ kind: 'staff', userId: 'gus', by });

describe('what somebody means', () => {
  test.each<[string, Shown, Meaning]>([
    ['[F37] a tapped badge is that person', badge('04A1B2C3'), ada],
    ['[F37] so is its number printed as a barcode', scan('04A1B2C3', ']C0'), ada],
    ['a badge of the staff is theirs, with a PIN to come', badge('04FF7788'), gus('badge')],
    ['[F34] a Badge ID stands for name and password', scan('GUS-0417'), gus('barcode')],
    ['a typed pickup code', typed(PICKUP), pickup],
    ['with blanks, in Arabic digits', typed('٤٨٢ ٩١٣'), pickup],
    ['a pickup code as a barcode of digits', scan(PICKUP, ']C0'), pickup],
    ['a pickup code of our own form', scan('RST:P:482913', ']Q1'), pickup],
    ['[F14] a carrier code that is typed', typed(CARRIER), carla],
    ['[F14] a carrier code as a QR code', scan(`RST:C:${CARRIER}`, ']Q1'), carla],
    ['[F34] a Badge ID of our own form', scan('rst:u:gus-0417'), gus('barcode')],
  ])('%s', (_, shown, meaning) => {
    expect(resolve(shown, known())).toEqual(one(meaning));
  });

  test.each<[string, Shown]>([
    ['[F14] a carrier’s label', scan(UPS)],
    ['a shipping unit', scan('00123456789012345675', ']C1')],
    ['[F17] a number of no known form that is expected', scan('Hauspost 7')],
    ['[F17] and the same typed', typed('hauspost-7')],
  ])('%s is a label', (_, shown) => {
    expect(resolve(shown, known())).toMatchObject({ outcome: 'one', meaning: { kind: 'label' } });
  });
});

describe('what is not recognised', () => {
  test.each<[string, Shown, boolean]>([
    ['a badge that nobody has is no guess at a code', badge('04000000'), false],
    ['a card at the reader is never a code', badge(PICKUP), false],
    ['a wrong code is one', typed('000000'), true],
    ['so is one behind a barcode', scan('111111'), true],
    ['and one of our own form', scan('RST:P:000000'), true],
    ['a Personnel ID that is typed opens nothing', typed('04A1B2C3'), true],
    ['nor does a Badge ID that is typed', typed('GUS-0417'), true],
    ['nor our own form when it is typed', typed('RST:U:GUS-0417'), true],
    ['a text that could be a Badge ID', scan('GUS-0418'), true],
    ['an article number', scan('4006381333931', ']E0'), false],
    ['an address in the web', scan('https://example.org/482913', ']Q1'), false],
    ['a scan with a key press inside', scan('4829\u000213'), false],
    ['nothing at all', scan(''), false],
  ])('%s', (_, shown, isGuess) => {
    expect(resolve(shown, known())).toEqual(none(isGuess));
  });

  test('a code counts only as what its form says', () => {
    expect(resolve(scan(`RST:S:${PICKUP}`), known())).toEqual(none(true));
    expect(resolve(scan(`RST:P:${CARRIER}`), known())).toEqual(none(true));
  });

  test('ten digits that are no code pass as a label only if scanned and their check digit fits', () => {
    const kind = (shown: Shown): string => resolve(shown, known()).outcome;
    expect(kind(scan('1234567891'))).toBe('one');
    expect(kind(scan('1234567890'))).toBe('none');
    expect(kind(scan('123456785'))).toBe('none');
    expect(kind(typed('1234567891'))).toBe('none');
  });
});

describe('when two meanings fit, the person is asked', () => {
  test('a carrier’s code that is somebody’s pickup code too', () => {
    const both = known({ carrier: (digits) => (digits === PICKUP ? 'carla' : null) });
    expect(resolve(typed(PICKUP), both)).toEqual({
      outcome: 'several',
      meanings: [pickup, carla],
    });
    expect(resolve(scan(`RST:C:${PICKUP}`), both)).toEqual(one(carla));
  });

  test('a badge number that is a parcel’s number, the person first', () => {
    const both = known({ isExpected: (tracking) => tracking === '04A1B2C3' });
    expect(resolve(scan('04A1B2C3'), both)).toMatchObject({
      outcome: 'several',
      meanings: [ada, { kind: 'label', expected: true }],
    });
  });

  test('but not for one person of the staff twice, nor for a mere form of a label', () => {
    const twice = known({ userBadge: (badgeId) => (badgeId === '04FF7788' ? 'gus' : null) });
    expect(resolve(scan('04FF7788'), twice)).toEqual(one(gus('barcode')));
    const form = known({ carrier: (digits) => (digits === '1234567891' ? 'carla' : null) });
    expect(resolve(scan('1234567891'), form)).toEqual(one(carla));
  });
});

describe('while codes are locked', () => {
  const locked = known({ codesLocked: true });

  test.each<[string, Shown, Meaning]>([
    ['[F37] badges keep working', badge('04A1B2C3'), ada],
    ['[F34] and printed ones', scan('GUS-0417'), gus('barcode')],
    ['and those of our own form', scan('RST:U:GUS-0417'), gus('barcode')],
  ])('%s', (_, shown, meaning) => {
    expect(resolve(shown, locked)).toEqual(one(meaning));
  });

  test('labels keep working', () => {
    expect(resolve(scan(UPS), locked)).toMatchObject({ outcome: 'one' });
  });

  test('the right code is answered like a wrong one', () => {
    for (const digits of [
      PICKUP,
      CARRIER,
      '000000',
      ownCodeText({ kind: 'pickup', value: PICKUP }),
    ])
      for (const shown of [scan(digits), typed(digits)])
        expect(resolve(shown, locked).outcome).toMatch(
          shown.by === 'typed' && digits.startsWith('RST') ? /none/ : /codesLocked/,
        );
  });
});

test('whatever is shown has an answer, and a code is looked at only while codes are not locked', () => {
  const text = fc.oneof(
    fc.string({ maxLength: 40 }),
    fc.stringMatching(/^\d{1,14}$/),
    fc.stringMatching(/^RST:[PSOCU]:\d{4,10}$/),
    fc.constantFrom(PICKUP, CARRIER, STORAGE, UPS, 'GUS-0417', '04A1B2C3', 'HAUSPOST7'),
  );
  const aim = fc.constantFrom(null, ']C0', ']C1', ']Q1', ']d2');
  const shown: fc.Arbitrary<Shown> = fc.oneof(
    text.map(badge),
    text.map(typed),
    fc.tuple(text, aim).map(([data, symbol]) => scan(data, symbol)),
  );
  fc.assert(
    fc.property(shown, fc.boolean(), (each, codesLocked) => {
      let asked = 0;
      const answer = resolve(
        each,
        known({
          codesLocked,
          codes: () => {
            asked += 1;
            return [];
          },
        }),
      );
      if (codesLocked) expect(asked).toBe(0);
      if (answer.outcome === 'several') expect(answer.meanings.length).toBeGreaterThan(1);
      if (each.by === 'typed' && answer.outcome === 'one')
        expect(['code', 'carrier', 'label']).toContain(answer.meaning.kind);
    }),
  );
});
