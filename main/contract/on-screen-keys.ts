import type { Field } from './view.ts';

/**
 * The keys below a field: a telephone keypad for digits, a keyboard for text. The screen draws them
 * and the tactile keypad goes from one to the next, so both must know the same ones.
 */
const TELEPHONE = [
  ['1', '2', '3'],
  ['4', '5', '6'],
  ['7', '8', '9'],
  ['correct', '0', 'accept'],
] as const;

const LETTERS: Readonly<Record<Field['layer'], readonly [string, string, string, string]>> = {
  lower: ['1234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'],
  upper: ['1234567890', 'QWERTYUIOP', 'ASDFGHJKL', 'ZXCVBNM'],
  signs: ['1234567890', '@#&%+=*/\\|', '-_.,:;!?~', `()[]'"$\``],
};

/** Row by row, as they are read; no key stands twice. */
export function keyRows({
  entry,
  layer,
}: Pick<Field, 'entry' | 'layer'>): readonly (readonly string[])[] {
  if (entry === 'digits') return TELEPHONE;
  const [digits, first, second, third] = LETTERS[layer].map((row) => [...row]) as [
    string[],
    string[],
    string[],
    string[],
  ];
  return [
    digits,
    first,
    second,
    [layer === 'upper' ? 'lower' : 'upper', ...third, 'correct'],
    [layer === 'signs' ? 'lower' : 'signs', ' ', 'accept'],
  ];
}

/** The key that stands where this one stood when the other layer was shown; null where none does. */
export function keyInPlaceOf(
  key: string,
  before: Pick<Field, 'entry' | 'layer'>,
  after: Pick<Field, 'entry' | 'layer'>,
): string | null {
  const rows = keyRows(before);
  const row = rows.findIndex((each) => each.includes(key));
  return keyRows(after)[row]?.[rows[row]?.indexOf(key) ?? -1] ?? null;
}

/** What a key is called where its sign does not say it; null for a key that is called by its sign. */
export function keyName(key: string, names: Field['names']): string | null {
  switch (key) {
    case ' ':
      return names.space.text;
    case 'correct':
    case 'accept':
    case 'lower':
    case 'upper':
    case 'signs':
      return names[key].text;
    default:
      return null;
  }
}
