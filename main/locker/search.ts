import { spelledWords, wordsToFind } from '../base/fold.ts';
import { slips } from './slips.ts';

/**
 * The recipient of a parcel, from the third letter on. Every word that was typed begins a word of the
 * name, in any order; accents do not count. Whole words come first. Only when nobody is called that,
 * names come that are one slip of the keyboard away: beside the right one they would be so many ways
 * to give a parcel to somebody else. Who is private is not in the index, and so is never found.
 */
export interface NameFound {
  readonly id: string;
  readonly name: string;
}

/** Names by the folded beginnings of their words. */
export interface NameIndex {
  /** How many words begin so. Counting may stop at some hundreds. */
  count(beginning: string): number;
  /** Names in each of which every one of these begins a word. The first one should be the rarest. */
  find(beginnings: readonly string[], limit: number): readonly NameFound[];
}

export const MOST_FOUND = 8;
const FEWEST_LETTERS = 3;
/** Longer than any name that people type on; more would only cost time. */
const LONGEST_TYPED = 64;
const MOST_WORDS = 5;
/** Enough to rank; whole words are among the first of their beginning anyway. */
const MOST_RANKED = 4 * MOST_FOUND;

export function searchNames(typed: string, index: NameIndex): readonly NameFound[] {
  const words = spelledWords(typed.slice(0, LONGEST_TYPED)).slice(0, MOST_WORDS);
  const letters = words.reduce((sum, [word = '']) => sum + Array.from(word).length, 0);
  if (letters < FEWEST_LETTERS) return [];
  const known = counted(index);
  const spellings = spellingsOf(words);
  const exact = spellings.flatMap((beginnings) => ranked(beginnings, known));
  if (exact.length > 0) return best(exact);
  return best(spellings.flatMap((beginnings) => withOneSlip(beginnings, known)));
}

interface Ranked {
  readonly found: NameFound;
  /** How many of the typed words are whole words of the name. */
  readonly whole: number;
}

function ranked(beginnings: readonly string[], index: NameIndex): readonly Ranked[] {
  const counts = new Map(beginnings.map((word) => [word, index.count(word)]));
  if ([...counts.values()].includes(0)) return [];
  const rarestFirst = beginnings.toSorted((a, b) => (counts.get(a) ?? 0) - (counts.get(b) ?? 0));
  return index.find(rarestFirst, MOST_RANKED).map((found) => {
    const words = wordsToFind(found.name);
    return { found, whole: beginnings.filter((word) => words.has(word)).length };
  });
}

/** One slip in all that was typed, in whichever word. */
function withOneSlip(beginnings: readonly string[], index: NameIndex): readonly Ranked[] {
  return beginnings.flatMap((word, i) => {
    const others = beginnings.toSpliced(i, 1);
    if (others.some((other) => index.count(other) === 0)) return [];
    return slips(word).flatMap((slip) => ranked([slip, ...others], index));
  });
}

function best(all: readonly Ranked[]): readonly NameFound[] {
  const found = new Map<string, NameFound>();
  for (const each of all.toSorted((a, b) => b.whole - a.whole || byName(a.found, b.found)))
    if (!found.has(each.found.id)) found.set(each.found.id, each.found);
  return [...found.values()].slice(0, MOST_FOUND);
}

function byName(a: NameFound, b: NameFound): number {
  return a.name < b.name ? -1 : Number(a.name > b.name);
}

/** Every word in one of its spellings; few names have more than one letter that is written in two. */
function spellingsOf(words: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return words.reduce<readonly (readonly string[])[]>(
    (all, spellings) => all.flatMap((before) => spellings.map((word) => [...before, word])),
    [[]],
  );
}

/** The same index, which counts nothing twice. */
function counted(index: NameIndex): NameIndex {
  const counts = new Map<string, number>();
  return {
    find: index.find,
    count(beginning) {
      const count = counts.get(beginning) ?? index.count(beginning);
      counts.set(beginning, count);
      return count;
    },
  };
}
