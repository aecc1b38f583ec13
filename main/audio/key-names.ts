import type { KeypadAction } from '../base/keypad.ts';
import type { Locale } from '../contract/view.ts';
import { say, type MessageKey } from '../session/messages.ts';

/**
 * What the keys of a keypad are called. A model has its own names, printed or felt; a key of any other
 * is called by what it does.
 */
export interface KeysThere {
  /** The actions that have a key here, in the order in which they are named. */
  readonly actions: readonly KeypadAction[];
  readonly model: string;
}

type Names = Partial<Record<KeypadAction, MessageKey>>;

const ARROWS: Names = {
  next: 'audio.key.down',
  previous: 'audio.key.up',
  back: 'audio.key.left',
  repeat: 'audio.key.right',
};

const models: Readonly<Record<string, Names>> = {
  'storm-audionav-ef': { ...ARROWS, select: 'audio.key.centre' },
  'ez-access-8': { next: 'audio.key.down', previous: 'audio.key.up', select: 'audio.key.action' },
  'ez-access-5': { next: 'audio.key.down', previous: 'audio.key.up', select: 'audio.key.action' },
  'generic-numpad': {
    next: 'audio.key.plus',
    previous: 'audio.key.minus',
    select: 'audio.key.enter',
    help: 'audio.key.star',
    repeat: 'audio.key.slash',
    correct: 'audio.key.clear',
  },
  'pc-keyboard': { ...ARROWS, select: 'audio.key.enter' },
};

const plain = {
  next: 'audio.key.next',
  previous: 'audio.key.previous',
  select: 'audio.key.select',
  back: 'audio.key.back',
  repeat: 'audio.key.repeat',
  help: 'audio.key.help',
  louder: 'audio.key.louder',
  quieter: 'audio.key.quieter',
  faster: 'audio.key.faster',
  slower: 'audio.key.slower',
  correct: 'audio.key.correct',
  cancel: 'audio.key.cancel',
} as const satisfies Names;

/** What each key does, said before its name is. */
const does = {
  next: 'audio.does.next',
  previous: 'audio.does.previous',
  select: 'audio.does.select',
  back: 'audio.does.back',
  repeat: 'audio.does.repeat',
  help: 'audio.does.help',
  louder: 'audio.does.louder',
  quieter: 'audio.does.quieter',
  faster: 'audio.does.faster',
  slower: 'audio.does.slower',
  correct: 'audio.does.correct',
  cancel: 'audio.does.cancel',
} as const satisfies Names;

type Named = keyof typeof plain;

function isNamed(action: KeypadAction): action is Named {
  return action in plain;
}

export function keyCalled(action: Named, { model }: KeysThere, locale: Locale): string {
  return say({ key: models[model]?.[action] ?? plain[action] }, locale).text;
}

/** "To go on, press Down": the function before the key. Digits are named by their sign. */
export function keyExplained(action: KeypadAction, keys: KeysThere, locale: Locale): string {
  if (!isNamed(action)) return action.slice('digit'.length);
  return say(
    {
      key: 'audio.keys.one',
      values: {
        does: say({ key: does[action] }, locale).text,
        key: keyCalled(action, keys, locale),
      },
    },
    locale,
  ).text;
}

/** All keys of this keypad by name; the ten digits are one of them. */
export function keysExplained(keys: KeysThere, locale: Locale): readonly string[] {
  const named = keys.actions.filter(isNamed).map((action) => keyExplained(action, keys, locale));
  const digits = keys.actions.some((action) => !isNamed(action));
  return digits ? [...named, say({ key: 'audio.keys.digits' }, locale).text] : named;
}
