/**
 * Names as people type them: without accents and capitals, however a keyboard or a language writes a
 * letter. The store keeps what these functions give, so whoever changes them adds a migration that
 * writes the words of everybody anew.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\p{Mn}\p{Cf}\u0640\u0621]/gu, '')
    .replace(/[^\u0000-\u007f]/gu, (letter) => LETTERS[letter] ?? letter);
}

/** Letters that are no letter with a mark on it. Tatweel and a hamza by itself are dropped above. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ς: 'σ',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ة: 'ه',
  ک: 'ك',
};

/** Where there is no key for the letter, people write two. */
const IN_TWO: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ø: 'oe', å: 'aa' };

/** A name cut into words, each in the ways in which it is spelled without its marks: one or two. */
export function spelledWords(text: string): readonly (readonly string[])[] {
  const inTwo = text.normalize('NFC').replace(/[äöüøå]/giu, (letter) => {
    return IN_TWO[letter.toLowerCase()] ?? letter;
  });
  const plain = wordsOf(text);
  const other = wordsOf(inTwo);
  return plain.map((word, i) => [...new Set([word, other[i] ?? word])]);
}

/** Everything by which a name can be found: its words in all spellings, and O'Brien as obrien. */
export function wordsToFind(name: string): ReadonlySet<string> {
  const tokens = name.split(/\s+/);
  const joined = tokens.flatMap((token) => {
    const parts = spelledWords(token);
    return parts.length > 1
      ? [0, 1].map((i) => parts.map((each) => each[i] ?? each[0]).join(''))
      : [];
  });
  return new Set([...spelledWords(name).flat(), ...joined]);
}

function wordsOf(text: string): readonly string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}
