import type { Credential } from '../../../main/base/credential.ts';
import {
  cardKey,
  isEmpty,
  readCard,
  readFirmware,
  readSettings,
  type PcproxQuestion,
  type PcproxSettings,
} from './codec.ts';

/** What to ask the reader next and what its answer means; pure, so that the driver only carries. */
export interface PcproxState {
  readonly asking: PcproxQuestion;
  readonly firmware: string | null;
  readonly settings: PcproxSettings | null;
  /** The card that lies there and was told, or lay there when nobody listened yet. */
  readonly known: string | null;
  /** The first look only learns what lies there already: it is nobody's tap. */
  readonly looked: boolean;
  /** A card whose bits are being asked for. */
  readonly card: Uint8Array | null;
  /** Looks in a row that found nothing. */
  readonly empty: number;
}

export const beginning: PcproxState = {
  asking: 'firmware',
  firmware: null,
  settings: null,
  known: null,
  looked: false,
  card: null,
  empty: 0,
};

export interface PcproxHeard {
  readonly state: PcproxState;
  readonly tap: Credential | null;
  /** Why the reader cannot be used; null when it can. */
  readonly wrong: string | null;
  /** What was thrown away. */
  readonly dropped: string | null;
  readonly pauseMs: number;
}

/** Two looks and a tap are over within the third of a second in which people begin to wonder. */
const LOOK_MS = 150;
/** Somebody sets the reader right with its maker's tool meanwhile. */
const WRONG_MS = 5_000;
/** One empty look may fall into the moment in which the reader reads the same card again. */
const EMPTY_LOOKS = 2;

export const TYPES = 'it types card numbers into the screen; switch its keyboard off';

export function heard(state: PcproxState, answer: Uint8Array, mayType: boolean): PcproxHeard {
  const usual = { tap: null, wrong: null, dropped: null, pauseMs: 0 };
  switch (state.asking) {
    case 'firmware':
      return {
        ...usual,
        state: { ...state, firmware: readFirmware(answer), asking: 'settings' },
      };
    case 'settings': {
      const settings = readSettings(answer);
      if (settings.types && !mayType) return { ...usual, state, wrong: TYPES, pauseMs: WRONG_MS };
      return { ...usual, state: { ...state, settings, asking: 'card' } };
    }
    case 'card':
      return { ...usual, ...looked(state, answer) };
    case 'bits':
      return { ...usual, ...whole(state, answer) };
  }
}

type Looked = Pick<PcproxHeard, 'state' | 'pauseMs'> & Partial<PcproxHeard>;

function looked(state: PcproxState, card: Uint8Array): Looked {
  if (isEmpty(card)) {
    const empty = state.empty + 1;
    const known = empty >= EMPTY_LOOKS ? null : state.known;
    return { state: { ...state, known, empty, looked: true }, pauseMs: LOOK_MS };
  }
  const next = { ...state, empty: 0, looked: true };
  if (!state.looked) return { state: { ...next, known: cardKey(card) }, pauseMs: LOOK_MS };
  if (state.known === cardKey(card)) return { state: next, pauseMs: LOOK_MS };
  return { state: { ...next, card, asking: 'bits' }, pauseMs: 0 };
}

function whole(state: PcproxState, bits: Uint8Array): Looked {
  const { card, settings } = state;
  const next: PcproxState = { ...state, asking: 'card', card: null };
  if (!card || !settings) return { state: next, pauseMs: LOOK_MS };
  const read = readCard(card, bits, settings);
  // It is looked at again at once: the card may have come between the two answers.
  if ('broken' in read) return { state: next, dropped: read.broken, pauseMs: LOOK_MS };
  return { state: { ...next, known: cardKey(card) }, tap: read.credential, pauseMs: LOOK_MS };
}
