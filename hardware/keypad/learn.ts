import type { KeyMeaning } from '../../main/base/keypad.ts';
import type { JackKeys, KeypadProfile } from './profile.ts';

/**
 * A keypad that nobody has described: each key is asked for once, pressed once, and the answers are its
 * profile. Pure; who asks, and in which words, is not decided here.
 */
export interface Learning {
  /** Still to be asked, the first one now; empty when all is learnt. */
  readonly wanted: readonly KeyMeaning[];
  readonly learnt: Readonly<Partial<Record<KeyMeaning, string>>>;
  /** The last key means this already; null when it was taken. */
  readonly taken: KeyMeaning | null;
}

export function beginLearning(steps: readonly KeyMeaning[]): Learning {
  return { wanted: [...new Set(steps)], learnt: {}, taken: null };
}

/** The key that was pressed for the step that is asked now. One key means one thing. */
export function learn(learning: Learning, key: string): Learning {
  const [step, ...wanted] = learning.wanted;
  if (step === undefined) return learning;
  const other = entriesOf(learning).find(([, each]) => each === key);
  if (other) return { ...learning, taken: other[0] };
  return { wanted, learnt: { ...learning.learnt, [step]: key }, taken: null };
}

/** This keypad has no such key. */
export function skip(learning: Learning): Learning {
  return { ...learning, wanted: learning.wanted.slice(1), taken: null };
}

/**
 * What a cabinet file needs of it, or null when it would not do: every screen is worked with NEXT and
 * SELECT, so both must be there; headphones are sensed by two keys or not at all.
 */
export function learntProfile({
  learnt,
}: Learning): (Pick<KeypadProfile, 'keys'> & { readonly jack: JackKeys | null }) | null {
  if (learnt.next === undefined || learnt.select === undefined) return null;
  const { jackIn, jackOut } = learnt;
  return {
    keys: Object.fromEntries(
      entriesOf({ learnt }).flatMap(([step, key]) =>
        step === 'jackIn' || step === 'jackOut' ? [] : [[key, step] as const],
      ),
    ),
    jack: jackIn !== undefined && jackOut !== undefined ? { in: jackIn, out: jackOut } : null,
  };
}

function entriesOf({
  learnt,
}: Pick<Learning, 'learnt'>): readonly (readonly [KeyMeaning, string])[] {
  return Object.entries(learnt) as [KeyMeaning, string][];
}
