import { MAX_SCAN } from '../scans.ts';
import { printed, type KeyMapName } from './key-maps.ts';

/**
 * A scanner that types: eight-byte reports of a boot keyboard (HID 1.11, appendix B) become text. Pure.
 * Keys that would do something on a computer spoil the scan; they are never passed on.
 */
export interface WedgeState {
  readonly text: string;
  readonly spoilt: string | null;
  readonly pressed: readonly number[];
  readonly caps: boolean;
  readonly num: boolean;
}

/** `caps`, `num`: what the scanner believes; it turns letters round for a Caps Lock that it sees lit. */
export const noKeys: WedgeState = {
  text: '',
  spoilt: null,
  pressed: [],
  caps: false,
  num: true,
};

export type WedgeEnd =
  { readonly text: string } | { readonly spoilt: string; readonly length: number };

const SHIFT = 0x22;
const CONTROL = 0x11;
const ALT_OR_GUI = 0xcc;
const KEY = { enter: 0x28, tab: 0x2b, caps: 0x39, num: 0x53, keypadEnter: 0x58 };
const KEYPAD_DIGITS = [0x59, 0x63] as const;
/** 1–3 stand for a fault: too many keys at once, and the like. */
const LAST_ERROR = 0x03;
const GS = 0x1d;
const SEPARATORS = [0x04, GS, 0x1e];
const LONGEST = MAX_SCAN + 3;

export function readKeys(
  state: WedgeState,
  report: Uint8Array,
  map: KeyMapName,
): { readonly state: WedgeState; readonly ends: readonly WedgeEnd[] } {
  const modifiers = report[0] ?? 0;
  const keys = [...report.subarray(2, 8)].filter((key) => key > LAST_ERROR);
  const ends: WedgeEnd[] = [];
  let next = state;
  for (const key of keys) {
    // A key that is still down is the same press.
    if (state.pressed.includes(key)) continue;
    if (key === KEY.enter || key === KEY.keypadEnter || key === KEY.tab) {
      const end = endOf(next);
      if (end) ends.push(end);
      next = { ...next, text: '', spoilt: null };
    } else next = press(next, key, modifiers, map);
  }
  return { state: { ...next, pressed: keys }, ends };
}

/** What has been typed so far, when nothing more comes; null when nothing was. */
export function endOf(state: WedgeState): WedgeEnd | null {
  if (state.spoilt !== null) return { spoilt: state.spoilt, length: state.text.length };
  return state.text === '' ? null : { text: state.text };
}

function press(state: WedgeState, key: number, modifiers: number, map: KeyMapName): WedgeState {
  if (key === KEY.caps) return { ...state, caps: !state.caps };
  if (key === KEY.num) return { ...state, num: !state.num };
  if ((modifiers & ALT_OR_GUI) !== 0) return spoil(state, 'a key with Alt or the system key');
  if (!state.num && key >= KEYPAD_DIGITS[0] && key <= KEYPAD_DIGITS[1])
    return spoil(state, 'a cursor key');
  const shift = (modifiers & SHIFT) !== 0;
  const character = printed(map, key, shift, state.caps);
  if (character === null) return spoil(state, `key ${key.toString(16).padStart(2, '0')}`);
  if ((modifiers & CONTROL) === 0) return typed(state, character);
  // Scanners send control bytes as Ctrl and a letter: GS is Ctrl+].
  const code = character.toUpperCase().charCodeAt(0) & 0x1f;
  if (SEPARATORS.includes(code)) return typed(state, String.fromCharCode(code));
  return spoil(state, `control byte ${code.toString(16).padStart(2, '0')}`);
}

function typed(state: WedgeState, character: string): WedgeState {
  if (state.text.length >= LONGEST) return spoil(state, 'too long');
  return { ...state, text: state.text + character };
}

function spoil(state: WedgeState, why: string): WedgeState {
  return { ...state, spoilt: state.spoilt ?? why };
}

/** Nobody types six keys in less than 30 ms each: without an Enter only such a burst is a scan. */
const LEAST_CHARACTERS = 6;
const MS_PER_CHARACTER = 30;

export function isBurst(characters: number, totalMs: number): boolean {
  return characters >= LEAST_CHARACTERS && totalMs <= characters * MS_PER_CHARACTER;
}
