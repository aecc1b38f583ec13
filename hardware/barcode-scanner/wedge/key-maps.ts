/**
 * What the keys of a keyboard print, by the layout that the *scanner* is set to (HID usage tables,
 * page 0x07). A scanner sends positions of keys; the layout of the computer has no say.
 */
export type KeyMapName = 'us' | 'uk' | 'de' | 'fr';

/** Usages 0x04–0x1d, 0x1e–0x27, 0x2d–0x38, and 0x64, the key beside the left shift. */
interface KeyMap {
  readonly letters: string;
  readonly digits: readonly [plain: string, shifted: string];
  readonly signs: readonly [plain: string, shifted: string];
  readonly beside: readonly [plain: string, shifted: string];
}

const LATIN = 'abcdefghijklmnopqrstuvwxyz';
const NONE = '\0';

// Signs in the order of their usages: 2d 2e 2f 30 31 32 33 34 35 36 37 38.
const maps: Readonly<Record<KeyMapName, KeyMap>> = {
  us: {
    letters: LATIN,
    digits: ['1234567890', '!@#$%^&*()'],
    signs: ["-=[]\\#;'`,./", '_+{}|~:"~<>?'],
    beside: ['\\', '|'],
  },
  uk: {
    letters: LATIN,
    digits: ['1234567890', '!"£$%^&*()'],
    signs: ["-=[]##;'`,./", '_+{}~~:@¬<>?'],
    beside: ['\\', '|'],
  },
  de: {
    letters: 'abcdefghijklmnopqrstuvwxzy',
    digits: ['1234567890', '!"§$%&/()='],
    signs: [`ß${NONE}ü+##öä^,.-`, `?${NONE}Ü*''ÖÄ°;:_`],
    beside: ['<', '>'],
  },
  fr: {
    letters: 'qbcdefghijkl,noparstuvzxyw',
    digits: ['&é"\'(-è_çà', '1234567890'],
    signs: [`)=^$**mù²;:!`, `°+¨£µµM%${NONE}./§`],
    beside: ['<', '>'],
  },
};
// On the French keyboard A and Q, Z and W change places and M stands right of L.

const KEYPAD = '/*-+\n1234567890.';
const LETTERS = 0x04;
const DIGITS = 0x1e;
const SIGNS = 0x2d;
const BESIDE = 0x64;
const KEYPAD_FIRST = 0x54;
export const SPACE = 0x2c;

/** The character of a key, or null where it prints none. `keypad` keys print digits whatever else. */
export function printed(
  map: KeyMapName,
  usage: number,
  shift: boolean,
  caps: boolean,
): string | null {
  const { letters, digits, signs, beside } = maps[map];
  const level = shift ? 1 : 0;
  if (usage === SPACE) return ' ';
  if (usage >= LETTERS && usage < LETTERS + letters.length) {
    const letter = letters.charAt(usage - LETTERS);
    if (letter === ',') return shift ? '?' : ',';
    return shift !== caps ? letter.toUpperCase() : letter;
  }
  if (usage >= DIGITS && usage < DIGITS + 10)
    return digits[shift !== (caps && map === 'fr') ? 1 : 0].charAt(usage - DIGITS);
  if (usage >= SIGNS && usage < SIGNS + signs[0].length) return known(signs[level], usage - SIGNS);
  if (usage === BESIDE) return beside[level];
  return usage >= KEYPAD_FIRST ? known(KEYPAD, usage - KEYPAD_FIRST) : null;
}

function known(keys: string, at: number): string | null {
  const character = keys.charAt(at);
  return character === '' || character === NONE || character === '\n' ? null : character;
}
