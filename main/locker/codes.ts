/**
 * Pickup codes, storage PINs and one-time PINs: digits only, as every keypad has them and none looks
 * like another. They are made from random bytes that are passed in, and kept nowhere in clear.
 */
export type CodeLength = 6 | 8;

/** From here on six digits are too few: of 500 live ones every two-thousandth guess opens a door. */
const LOCKERS_FOR_EIGHT = 50;
/** A random source or a look-up that refuses so many in a row is broken. */
const MOST_DRAWS = 200;
/** The largest multiple of ten in a byte; what lies above would make low digits more likely. */
const FAIR_BYTES = 250;

export function codeLength(wanted: CodeLength, lockers: number): CodeLength {
  return lockers < LOCKERS_FOR_EIGHT ? wanted : 8;
}

/** `isLive` tells whether somebody holds this code now, whatever it is for. */
export function newCode(
  length: CodeLength,
  bytes: (length: number) => Uint8Array,
  isLive: (code: string) => boolean,
): string {
  for (let draw = 0; draw < MOST_DRAWS; draw += 1) {
    const code = digitsFrom(bytes(2 * length)).slice(0, length);
    if (code.length === length && !isGuessable(code) && !isLive(code)) return code;
  }
  throw new Error(`no fresh code of ${length} digits in ${MOST_DRAWS} draws`);
}

function digitsFrom(bytes: Uint8Array): string {
  return Array.from(bytes)
    .filter((byte) => byte < FAIR_BYTES)
    .map((byte) => byte % 10)
    .join('');
}

/** What people try first: 777777, 123456, 864208, 121212, 483483. */
export function isGuessable(code: string): boolean {
  const digits = Array.from(code, Number);
  const steps = new Set(digits.slice(1).map((digit, i) => (digit - (digits[i] ?? 0) + 10) % 10));
  const repeats = [1, 2, 3, 4].some(
    (period) =>
      code.length % period === 0 && code === code.slice(0, period).repeat(code.length / period),
  );
  return steps.size === 1 || repeats;
}

/**
 * The digits of what was typed or scanned as a code, or null when it holds anything else. People leave
 * blanks and dashes in, and write digits as their language does.
 */
export function codeDigits(text: string): string | null {
  const digits = asciiDigits(text.normalize('NFKC')).replace(/[\s\p{Pd}\p{Cf}]/gu, '');
  return /^\d+$/.test(digits) ? digits : null;
}

/** Each decimal digit of Unicode stands in a run of ten that begins with its zero. */
function asciiDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) =>
    String(digit.charCodeAt(0) & 0x0f),
  );
}

/** Whether a code counts at this moment (wall-clock ms); at its end it does not any more. */
export function isWithin(
  { validFrom, validTo }: { readonly validFrom: number; readonly validTo: number | null },
  now: number,
): boolean {
  return validFrom <= now && (validTo === null || now < validTo);
}
