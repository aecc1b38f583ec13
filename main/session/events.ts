import type { Settings } from '../contract/settings.ts';
import type { Stroke } from '../contract/strokes.ts';
import type { OperationState } from '../door/operation.ts';
import type { ServiceFacts, ServiceRead } from './service-world.ts';
import type { Wait } from './timeouts.ts';

/** Everything that can happen to a session. An item of a view is named after the press that it makes. */
export const presses = [
  'pickUp',
  'dropOff',
  'store',
  'return',
  'meaning',
  'open',
  'reopen',
  'finish',
  'tryAgain',
  'others',
  'report',
  'leave',
  'again',
  'moreTime',
  'help',
  'accessibility',
  'language',
  'closePanel',
  'largerText',
  'smallerText',
  'contrast',
  'lowControls',
  'speak',
  'signIn',
  'byName',
  'goTo',
  'back',
  'nextPage',
  'previousPage',
  'device',
  'door',
  'openDoor',
  'sequence',
  'confirm',
  'skip',
  'stop',
  'outOfService',
  'inService',
  'act',
  'learn',
  'touched',
  'tone',
  'wizard',
  'isLocker',
  'manage',
  'locker',
  'filter',
  'select',
  'choose',
  'chooseAll',
  'go',
  'next',
  'remove',
  'look',
  'found',
  'reason',
  'dedicate',
  'release',
  'reach',
  'resetCode',
  'notice',
  'typeIt',
  'noBarcode',
  'personal',
  'department',
  'recipient',
  'existing',
  'newLocker',
  'size',
  'map',
  'override',
  'needLarger',
  'notEmpty',
  'cancel',
  'takenOut',
  'placed',
  'stay',
  'begin',
  'lasts',
  'openStay',
  'extend',
  'finishStay',
  'keep',
  'clear',
  'inWords',
  'task',
  'returned',
  'notReturned',
  'giveBack',
  'later',
  'stillHave',
  'isInside',
] as const;
export type PressName = (typeof presses)[number];

/** `arg` is the part after the colon of an item's id: the locker of `open:7`. */
export type PressEvent = {
  [Name in PressName]: { readonly type: `press.${Name}`; readonly arg: string };
}[PressName];

export type HardwareEvent =
  | { readonly type: 'badge'; readonly text: string }
  /** `isBadge`: it is printed on somebody's badge. */
  | {
      readonly type: 'scan';
      readonly aim: string | null;
      readonly data: string;
      readonly isBadge: boolean;
    }
  | { readonly type: 'facts'; readonly facts: ServiceFacts }
  | { readonly type: 'read'; readonly read: ServiceRead }
  | { readonly type: 'doorsAnswer'; readonly anyDoor: boolean; readonly at: number };

/** How somebody uses the kiosk: one at the keypad may see nothing of what is drawn. */
export type Hand = 'finger' | 'keypad';

export type SessionEvent =
  | PressEvent
  | HardwareEvent
  /** One key of an entry; see `entry.ts`. */
  | { readonly type: 'key'; readonly key: string }
  /** One stroke in the field of a signature. */
  | { readonly type: 'stroke'; readonly points: Stroke }
  /** Keys of the tactile keypad from now on, or a finger on the glass again. */
  | { readonly type: 'hand'; readonly by: Hand }
  /** The person did something, whatever it was. */
  | { readonly type: 'activity' }
  | { readonly type: 'settings'; readonly settings: Settings }
  | { readonly type: 'door'; readonly state: OperationState }
  /** Raised by a state: how long its screen may stay without the person. */
  | { readonly type: 'attend'; readonly wait: Wait | 'none' }
  | { readonly type: 'timeUp' }
  /** Raised when the story has ended: nobody is waited for any more. */
  | { readonly type: 'over' };

/** What stood after the colon of the item that was pressed. */
export function argOf(event: SessionEvent): string {
  return 'arg' in event ? event.arg : '';
}

/** The press that an item's id stands for, or null when no such press exists. */
export function pressOf(itemId: string): PressEvent | null {
  const colon = itemId.indexOf(':');
  const name = colon < 0 ? itemId : itemId.slice(0, colon);
  const arg = colon < 0 ? '' : itemId.slice(colon + 1);
  const known = presses.find((press) => press === name);
  // The compiler takes apart a union of at most 25.
  return known ? ({ type: `press.${known}`, arg } as PressEvent) : null;
}
