import type {
  BankPicture,
  Item,
  KioskView,
  Line,
  LockerStatus,
  Overlay,
  Row,
} from '../contract/view.ts';
import type { Stroke } from '../contract/strokes.ts';
import type { Place } from '../locker/place.ts';
import type { Box } from '../locker/box.ts';
import type { Entry } from './entry.ts';
import type { Attention } from './attention.ts';
import type { MessageKey, Phrase } from './messages.ts';
import type { PressName } from './events.ts';

/**
 * What a state shows, before it is put into words: keys of the catalogue, not text. One state, one
 * screen, from pure functions; `present` makes the `KioskView` of it.
 */
export interface Screen {
  readonly name: string;
  readonly mood: KioskView['mood'];
  readonly title: Phrase;
  readonly lines: readonly ScreenLine[];
  readonly items: readonly ScreenItem[];
  readonly locker: number | null;
  readonly picture: {
    readonly emphasis: BankPicture['emphasis'];
    readonly lit: readonly number[];
    /** Lockers that may be touched in the drawing, and the press that it makes. */
    readonly pick?: { readonly press: PressName; readonly lockers: readonly number[] };
    /** For staff only: where each locker stands. */
    readonly statuses?: ReadonlyMap<number, LockerStanding>;
  } | null;
  readonly rows?: readonly ScreenRow[];
  readonly typing?: ScreenTyping;
  readonly signing?: { readonly label: Phrase; readonly strokes: readonly Stroke[] };
  readonly probe?: KioskView['probe'];
  readonly help: MessageKey;
  readonly faultCode: string | null;
  readonly attention: Attention;
}

export interface LockerStanding {
  readonly status: LockerStatus;
  readonly overlays: readonly Overlay[];
}

export interface ScreenRow {
  readonly label: Phrase;
  readonly value: Phrase;
  readonly state: Row['state'];
}

export interface ScreenTyping {
  readonly entry: Entry;
  readonly label: Phrase;
  readonly error?: Phrase;
}

export interface ScreenLine {
  readonly role: Line['role'];
  readonly phrase: Phrase;
}

export interface ScreenItem {
  readonly press: PressName;
  readonly arg?: string;
  readonly role: Item['role'];
  readonly label: Phrase;
  readonly details?: readonly Phrase[];
  readonly emphasis: Item['emphasis'];
  readonly icon?: string;
  readonly on?: boolean;
  readonly locker?: number;
}

/** What a screen may know of the bank. */
export interface BankFacts {
  readonly placeOf: (locker: number) => Place;
  readonly support: string;
}

/** While the world is asked: nothing to touch. Stories begin their own screens with it. */
export function waitScreen(help: MessageKey, attention: Attention): Screen {
  return {
    name: 'pleaseWait',
    mood: 'wait',
    title: { key: 'wait.title' },
    lines: [],
    items: [],
    locker: null,
    picture: null,
    help,
    faultCode: null,
    attention,
  };
}

export function body(key: MessageKey, values?: Phrase['values']): ScreenLine {
  return { role: 'body', phrase: values ? { key, values } : { key } };
}

/** Where the locker is, in words. */
export function placeLine(locker: number, bank: BankFacts): ScreenLine {
  const { column, row, height } = bank.placeOf(locker);
  return { role: 'place', phrase: { key: 'place.sentence', values: { column, row, height } } };
}

/** Whom to ask; nothing when the site has named nobody. */
export function supportLines(bank: BankFacts): readonly ScreenLine[] {
  if (bank.support === '') return [];
  return [body('support.line', { support: bank.support })];
}

export function button(
  press: PressName,
  key: MessageKey,
  emphasis: Item['emphasis'] = 'normal',
  icon?: string,
): ScreenItem {
  return { press, role: 'button', label: { key }, emphasis, ...(icon ? { icon } : {}) };
}

/** One locker of several to choose from. */
export function boxChoice(box: Box): ScreenItem {
  const [parcel] = box.parcels;
  const only = box.parcels.length === 1 ? parcel : undefined;
  const { owner } = box;
  return {
    press: 'open',
    arg: String(box.locker),
    role: 'choice',
    label: { key: 'box.label', values: { locker: box.locker } },
    details: [
      ...(owner.of === 'department'
        ? [{ key: 'box.department', values: { name: owner.name } } as const]
        : []),
      ...(only?.sender ? [{ key: 'box.sender', values: { sender: only.sender } } as const] : []),
      ...(only ? [{ key: 'box.tracking', values: { tail: only.trackingTail } } as const] : []),
      ...(only ? [] : [{ key: 'box.parcels', values: { count: box.parcels.length } } as const]),
      { key: `size.${box.size}` },
    ],
    emphasis: 'normal',
    locker: box.locker,
  };
}

export function reopenItem(box: Box, emphasis: Item['emphasis']): ScreenItem {
  return {
    press: 'reopen',
    arg: String(box.locker),
    role: 'button',
    label: { key: 'box.again', values: { locker: box.locker } },
    emphasis,
    icon: 'reopen',
    locker: box.locker,
  };
}
