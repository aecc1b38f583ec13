import type { KeypadAction } from '../base/keypad.ts';

/** Trying the keys: each only says what it does, until SELECT was pressed twice in a row. Pure. */
export interface Learning {
  readonly selects: number;
}

const SELECTS_TO_STOP = 2;

/** Null when the keys work again. */
export function learnt({ selects }: Learning, action: KeypadAction): Learning | null {
  const now = action === 'select' ? selects + 1 : 0;
  return now >= SELECTS_TO_STOP ? null : { selects: now };
}
