import { digitOf, type KeypadAction } from '../base/keypad.ts';
import type { KioskIntent } from '../contract/intent.ts';
import { keyInPlaceOf } from '../contract/on-screen-keys.ts';
import { stopOfItem, stopOfKey, stopsOf } from '../contract/stops.ts';
import type { KioskView } from '../contract/view.ts';

/**
 * What a key of the tactile keypad does on a screen: it moves the focus, or it is the intent that a
 * finger would have made there, or nothing. Pure. NEXT and SELECT alone do whatever touch can.
 */
export interface KeypadAnswer {
  /** Where the focus goes; left out where it stays. */
  readonly focus?: string;
  readonly intent?: KioskIntent;
}

const NOTHING: KeypadAnswer = {};

/** Ways to the screen before this one. None of them commits to anything or ends the session. */
const WAYS_BACK = ['closePanel', 'back'];

export function keypadAnswer(view: KioskView, action: KeypadAction): KeypadAnswer {
  const digit = digitOf(action);
  if (digit !== null) return typed(view, digit);
  switch (action) {
    case 'next':
      return move(view, 1);
    case 'previous':
      return move(view, -1);
    case 'select':
      return select(view);
    case 'back':
      return press(view, WAYS_BACK);
    case 'help':
      return press(view, ['help']);
    case 'correct':
      return (view.field?.length ?? 0) > 0 ? key(view, 'correct') : press(view, WAYS_BACK);
    case 'cancel':
      return askToLeave(view);
    default:
      // Repeat, volume and rate are for the ear.
      return NOTHING;
  }
}

/**
 * The pad on a badge reader has digits, ENTER and CLEAR and moves no focus: it types into the field
 * that is open, and does nothing where none is.
 */
export function readerPadAnswer(view: KioskView, action: KeypadAction): KeypadAnswer {
  if (!takesKeys(view)) return NOTHING;
  const digit = digitOf(action);
  if (digit !== null) return key(view, digit);
  if (action === 'select') return key(view, 'accept');
  return action === 'correct' ? key(view, 'correct') : NOTHING;
}

/** Where a typed sign means something: in a field, and at Home, where it begins a code, and just after. */
export function takesKeys(view: Pick<KioskView, 'field' | 'mood' | 'screen'>): boolean {
  return view.field !== null || view.mood === 'attract' || view.screen === 'pleaseWait';
}

/**
 * The focus on a screen that changed: gone with a new screen, else where it was. Keys of another layer
 * stand in the places of those before them, so there the place counts.
 */
export function keptFocus(before: KioskView, after: Omit<KioskView, 'focus'>): string | null {
  const { focus } = before;
  if (focus === null || after.number !== before.number) return null;
  if (stopsOf(after).some(({ id }) => id === focus)) return focus;
  const was = stopsOf(before).find(({ id }) => id === focus)?.does;
  if (was?.type !== 'key' || !before.field || !after.field) return null;
  const there = keyInPlaceOf(was.key, before.field, after.field);
  return there === null ? null : stopOfKey(there);
}

/** Round and round: past the last stop is the first. Without a focus it begins at either end. */
function move(view: KioskView, by: 1 | -1): KeypadAnswer {
  const stops = stopsOf(view);
  const at = stops.findIndex(({ id }) => id === view.focus);
  const from = at < 0 && by < 0 ? stops.length : at;
  const stop = stops[(from + by + stops.length) % stops.length];
  return stop ? { focus: stop.id } : NOTHING;
}

/** Without a focus nothing is done: whoever presses first must see or hear where they are. */
function select(view: KioskView): KeypadAnswer {
  const stop = stopsOf(view).find(({ id }) => id === view.focus);
  if (!stop) return move(view, 1);
  return stop.does ? { intent: { ...stop.does, view: view.number } } : NOTHING;
}

/** What digit keys have typed is accepted by SELECT, so the focus waits there. */
function typed(view: KioskView, digit: string): KeypadAnswer {
  if (view.field) return { ...key(view, digit), focus: stopOfKey('accept') };
  return takesKeys(view) ? key(view, digit) : NOTHING;
}

/** Asks once, and the answer is no unless SELECT follows: the focus goes to the way out. */
function askToLeave(view: KioskView): KeypadAnswer {
  const way = view.items.find(({ id, emphasis }) => emphasis === 'leave' && id !== 'closePanel');
  return way ? { focus: stopOfItem(way.id) } : NOTHING;
}

function press(view: KioskView, wanted: readonly string[]): KeypadAnswer {
  const item = [...view.items, ...view.tools].find(({ id }) => wanted.includes(id));
  return item ? { intent: { type: 'press', view: view.number, item: item.id } } : NOTHING;
}

function key(view: KioskView, name: string): KeypadAnswer {
  return { intent: { type: 'key', view: view.number, key: name } };
}
