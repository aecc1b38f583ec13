/**
 * What somebody may have meant who made one slip: two letters swapped, one missing, one too many, or
 * a wrong one. All of them are beginnings of words, so one that begins with another is left out.
 */
export function slips(word: string): readonly string[] {
  const letters = Array.from(word);
  // With three letters, one slip fits nearly everybody.
  if (letters.length < SHORTEST) return [];
  const alphabet = alphabetsOf(letters);
  const all = new Set<string>();
  for (let i = 0; i <= letters.length; i += 1) {
    const before = letters.slice(0, i).join('');
    const [here = '', next = ''] = letters.slice(i, i + 2);
    const after = letters.slice(i + 1).join('');
    all.add(before + after);
    all.add(before + next + here + letters.slice(i + 2).join(''));
    for (const letter of alphabet) {
      all.add(before + letter + after);
      all.add(before + letter + here + after);
    }
  }
  all.delete(word);
  return shortestBeginnings(all);
}

const SHORTEST = 4;
/** Folded letters, by script. */
const ALPHABETS: readonly string[] = [
  'abcdefghijklmnopqrstuvwxyz',
  'ابتثجحخدذرزسشصضطظعغفقكلمنهوي',
  'абвгдежзийклмнопрстуфхцчшщъыьэюя',
  'αβγδεζηθικλμνξοπρστυφχψω',
];

function alphabetsOf(letters: readonly string[]): readonly string[] {
  return ALPHABETS.filter((alphabet) =>
    letters.some((letter) => alphabet.includes(letter)),
  ).flatMap((alphabet) => Array.from(alphabet));
}

/** In order, whatever begins with another stands right behind it. */
function shortestBeginnings(all: ReadonlySet<string>): readonly string[] {
  const kept: string[] = [];
  for (const each of [...all].sort()) {
    const last = kept.at(-1);
    if (last === undefined || !each.startsWith(last)) kept.push(each);
  }
  return kept;
}
