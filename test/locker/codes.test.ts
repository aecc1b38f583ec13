import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { codeDigits, codeLength, isGuessable, newCode } from '../../main/locker/codes.ts';
import { ownCodeText, readOwnCode, type OwnCodeKind } from '../../main/locker/own-code.ts';

/** Gives these bytes one after another, and the same again when they are used up. */
function source(bytes: readonly number[]): (length: number) => Uint8Array {
  let at = 0;
  return (length) => Uint8Array.from({ length }, () => bytes[at++ % bytes.length] ?? 0);
}

const nobody = (): boolean => false;

describe('a new code', () => {
  test('has eight digits where six would be guessed too easily: from fifty lockers on', () => {
    expect([codeLength(6, 49), codeLength(6, 50), codeLength(8, 4)]).toEqual([6, 8, 8]);
  });

  test('is none that somebody holds already', () => {
    const drawn = source([4, 8, 2, 9, 1, 3, 0, 0, 0, 0, 0, 0, 7, 1, 5, 5, 0, 2, 0, 0, 0, 0, 0, 0]);
    expect(newCode(6, drawn, (code) => code === '482913')).toBe('715502');
  });

  test('has each digit equally often in each place: 250 bytes count, six are thrown away', () => {
    const counts = new Map<string, number>();
    for (let byte = 0; byte < 256; byte += 1) {
      const [first = ''] = newCode(6, source([byte, 3, 1, 4, 1, 5, 9, 2, 0, 0, 0, 0]), nobody);
      if (byte < 250) counts.set(first, (counts.get(first) ?? 0) + 1);
      else expect(first).toBe('3');
    }
    expect([...counts.values()]).toEqual(Array(10).fill(25));
  });

  test('whatever the bytes: it has its length, is not guessable, and not live', () => {
    const bytes = fc.uint8Array({ minLength: 64, maxLength: 64 });
    fc.assert(
      fc.property(bytes, fc.constantFrom(6 as const, 8 as const), (random, length) => {
        const live = new Set(['482913']);
        let code: string;
        try {
          code = newCode(length, source([...random]), (each) => live.has(each));
        } catch {
          // Sixty-four bytes over and over may hold no code at all.
          return;
        }
        expect(code).toMatch(new RegExp(`^\\d{${length}}$`));
        expect(isGuessable(code) || live.has(code)).toBe(false);
      }),
    );
  });

  test('a random source that always says the same is found out', () => {
    expect(() => newCode(8, source([7]), nobody)).toThrow('no fresh code');
    expect(() => newCode(8, source([255]), nobody)).toThrow('no fresh code');
  });
});

describe('what people guess first', () => {
  test.each(['000000', '777777', '123456', '654321', '890123', '864208', '121212', '483483'])(
    '%s is never a code',
    (code) => expect(isGuessable(code)).toBe(true),
  );
  test.each(['12341234', '98765432', '10101010'])('%s neither, of eight digits', (code) =>
    expect(isGuessable(code)).toBe(true),
  );
  test.each(['482913', '112233', '11223344', '100000'])('%s may be one', (code) =>
    expect(isGuessable(code)).toBe(false),
  );

  test('those are fewer than one in five hundred, so guessing does not become easier', () => {
    // Every 101st, so that each place takes each digit.
    const some = Array.from({ length: 9_900 }, (_, i) => String(i * 101).padStart(6, '0'));
    expect(some.filter(isGuessable).length).toBeLessThan(some.length / 500);
  });
});

describe('what was typed or scanned as a code', () => {
  test.each([
    ['482913', '482913'],
    [' 4829-1376 ', '48291376'],
    ['482\u202f913', '482913'],
    ['٤٨٢٩١٣', '482913'],
    ['۴۸۲۹۱۳', '482913'],
    ['\u200f٤٨٢ ٩١٣\u200f', '482913'],
    ['４８２９１３', '482913'],
    ['48–29—13', '482913'],
  ])('%j is %s', (text, digits) => {
    expect(codeDigits(text)).toBe(digits);
  });

  test.each(['', ' - ', '48291a', '4829.13', '48٫29', '+482913', '482913\u0000'])(
    '%j is none',
    (text) => {
      expect(codeDigits(text)).toBe(null);
    },
  );

  test('whatever was typed: digits of ASCII, or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(codeDigits(text) ?? '0').toMatch(/^[0-9]+$/);
      }),
    );
  });
});

describe('[F14] our own barcodes', () => {
  const kinds: readonly OwnCodeKind[] = ['pickup', 'storage', 'oneTime', 'carrier', 'userBadge'];

  test('say what they are, also when the scanner sends small letters', () => {
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.stringMatching(/^\d{6,10}$/), (kind, value) => {
        const text = ownCodeText({ kind, value });
        // The letters that a QR code packs into five and a half bits each.
        expect(text).toMatch(/^[0-9A-Z:-]+$/);
        expect(readOwnCode(text)).toEqual({ kind, value });
        expect(readOwnCode(`${text.toLowerCase()}\r`)).toEqual({ kind, value });
      }),
    );
  });

  test.each(['', 'RST:', 'RST:P:', 'RST:X:482913', 'RST:P:48A', 'RST:P:482913 1', '482913'])(
    '%j is none of them',
    (text) => {
      expect(readOwnCode(text)).toBe(null);
    },
  );
});
