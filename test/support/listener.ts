import { keypadActions } from '../../main/base/keypad.ts';
import type { Listener } from '../../main/audio/plan.ts';
import type { Saying } from '../../main/audio/saying.ts';

/** Somebody with headphones at a keypad with all keys, who has heard no hint yet. */
export const newcomer: Listener = {
  private: true,
  placeOf: null,
  keys: { actions: keypadActions, model: 'storm-audionav-ef' },
  hints: {},
};

export function textOf(sayings: readonly Saying[]): string {
  return sayings.map(({ text }) => text).join('\n');
}
