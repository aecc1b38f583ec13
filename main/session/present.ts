import type { AnyMachineSnapshot } from 'xstate';
import type { Cabinet } from '../contract/cabinet.ts';
import type { BankPicture, Field, Item, KioskView, Locale, Text } from '../contract/view.ts';
import { bankPicture } from '../locker/picture.ts';
import { readableOn } from '../base/contrast.ts';
import { zoneOf } from '../base/local-time.ts';
import { shown } from './entry.ts';
import { kioskScreen } from './kiosk-screens.ts';
import type { KioskSnapshot } from './kiosk-machine.ts';
import { keptFocus } from './keypad.ts';
import { stories } from './kiosk-setup.ts';
import { visitIn } from './story.ts';
import { directionOf, say, type MessageKey } from './messages.ts';
import { toolItems } from './panel-items.ts';
import {
  button,
  type BankFacts,
  type Screen,
  type ScreenItem,
  type ScreenTyping,
} from './screen.ts';
import { waitLength, type WaitLength } from './timeouts.ts';

/** What the screen shows besides the session: the steel, the hour, the line to the hub. */
export interface Surroundings {
  readonly cabinet: Cabinet;
  readonly bank: BankFacts;
  readonly doors: (locker: number) => 'open' | 'closed' | 'unknown';
  /** Wall-clock milliseconds. */
  readonly now: number;
  /** Minutes without the hub; null while it answers or when there is none. */
  readonly offlineMinutes: number | null;
}

/** What the state alone says; the number and the focus depend on the view before. */
type Presented = Omit<KioskView, 'number' | 'focus'>;

/** A whole view of the kiosk's state; it gets its number from `numbered`. */
export function present(snapshot: KioskSnapshot, around: Surroundings): Presented {
  const { context } = snapshot;
  const { locale, settings } = context;
  const zone = zoneOf(settings.general);
  const screen = kioskScreen(snapshot, around.bank);
  const counting = isCounting(screen, snapshot);
  const items = counting ? [...screen.items, moreTime(screen)] : screen.items;
  return {
    screen: screen.name,
    mood: screen.mood,
    locale,
    direction: directionOf(locale),
    title: say(screen.title, locale, zone),
    lines: screen.lines.map(({ role, phrase }, i) => ({
      id: `${i}-${phrase.key}`,
      role,
      text: say(phrase, locale, zone),
    })),
    items: items.map((item) => itemOf(item, locale, zone)),
    rows: (screen.rows ?? []).map(({ label, value, state }, i) => ({
      id: `${i}-${label.key}`,
      label: say(label, locale),
      value: say(value, locale, zone),
      state,
    })),
    field: screen.typing ? fieldOf(screen.typing, locale) : null,
    signature: screen.signing
      ? {
          label: say(screen.signing.label, locale),
          strokes: screen.signing.strokes.map((stroke) => stroke.map(([x, y]) => [x, y])),
        }
      : null,
    picture: pictureOf(screen, around, locale),
    probe: screen.probe ?? null,
    locker: screen.locker,
    countdown: counting ? countdownOf(screen, context, locale) : null,
    help: {
      title: say({ key: 'help.title' }, locale),
      lines: [
        say({ key: screen.help }, locale),
        ...(around.bank.support === ''
          ? []
          : [say({ key: 'support.line', values: { support: around.bank.support } }, locale)]),
      ],
    },
    tools: toolItems(context, isAtRest(snapshot)).map((item) => itemOf(item, locale)),
    appearance: context.appearance,
    brand: {
      bankName: settings.bankName,
      accent: settings.brand.accent,
      onAccent: readableOn(settings.brand.accent),
      ground: settings.brand.ground,
      logo: settings.brand.logo,
      background: screen.mood === 'attract' ? settings.brand.background : null,
    },
    time: new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: zone }).format(
      around.now,
    ),
    offline:
      around.offlineMinutes === null
        ? null
        : say({ key: 'offline.mark', values: { minutes: around.offlineMinutes } }, locale),
    faultCode: screen.faultCode,
    audio: null,
  };
}

/**
 * Gives a view its number: the same while the person's choices are the same, so that a countdown or
 * the time of day does not turn a tap into a stale one.
 */
export function numbered(view: Presented, previous: KioskView | null): KioskView {
  if (!previous) return { number: 1, ...view, focus: null };
  const same = choicesOf(view) === choicesOf(previous);
  const next = { number: same ? previous.number : previous.number + 1, ...view };
  return { ...next, focus: keptFocus(previous, next) };
}

function choicesOf(view: Presented): string {
  const items = view.items.map((item) => item.id).filter((id) => id !== 'moreTime');
  const picks = (view.picture?.lockers ?? []).flatMap(({ item }) => item ?? []);
  return JSON.stringify([view.screen, view.locker, view.field?.id ?? null, items, picks]);
}

/** How long the screen waits for its person; null where it waits for nobody. */
export function waitOf(snapshot: KioskSnapshot, bank: BankFacts): WaitLength | null {
  const { wait } = kioskScreen(snapshot, bank).attention;
  return wait === 'none' ? null : waitLength(wait, snapshot.context.timers);
}

function isCounting(screen: Screen, snapshot: KioskSnapshot): boolean {
  if (screen.attention.wait === 'none' || screen.attention.secondsLeft === 0) return false;
  return (innermost(snapshot).value as { attention: string }).attention === 'counting';
}

/** The machine whose screen is shown: the kiosk, its story, or the story's visit to a door. */
function innermost(snapshot: KioskSnapshot): AnyMachineSnapshot {
  const story = stories.map((id) => snapshot.children[id]).find((actor) => actor !== undefined);
  const inner = story?.getSnapshot() as AnyMachineSnapshot | undefined;
  if (!inner) return snapshot;
  return visitIn(inner) ?? inner;
}

/** Nobody is served: only here the staff find their way in. */
function isAtRest(snapshot: KioskSnapshot): boolean {
  return snapshot.value.flow === 'home' || snapshot.value.flow === 'outOfService';
}

function moreTime(screen: Screen): ScreenItem {
  const primary = screen.items.some((item) => item.emphasis === 'primary') ? 'normal' : 'primary';
  return button('moreTime', 'action.moreTime', primary, 'moreTime');
}

function countdownOf(
  screen: Screen,
  context: KioskSnapshot['context'],
  locale: Locale,
): KioskView['countdown'] {
  const { wait, secondsLeft } = screen.attention;
  if (wait === 'none' || wait === 'farewell') return null;
  return {
    label: say({ key: `countdown.${wait}` }, locale),
    seconds: secondsLeft,
    of: waitLength(wait, context.timers).counted,
  };
}

function itemOf(item: ScreenItem, locale: Locale, zone?: string): Item {
  return {
    id: item.arg === undefined ? item.press : `${item.press}:${item.arg}`,
    role: item.role,
    label: say(item.label, locale, zone),
    details: (item.details ?? []).map((phrase) => say(phrase, locale, zone)),
    emphasis: item.emphasis,
    icon: item.icon ?? null,
    on: item.on ?? null,
    locker: item.locker ?? null,
  };
}

function pictureOf(screen: Screen, around: Surroundings, locale: Locale): BankPicture | null {
  if (!screen.picture) return null;
  const { pick, statuses } = screen.picture;
  return bankPicture(around.cabinet, {
    doors: around.doors,
    emphasis: screen.picture.emphasis,
    lit: screen.picture.lit,
    itemOf: (locker) => (pick?.lockers.includes(locker) ? `${pick.press}:${locker}` : null),
    statusOf: (locker) => {
      const stands = statuses?.get(locker);
      if (!stands) return null;
      const { status, overlays } = stands;
      return {
        status,
        text: say({ key: `status.${status}` }, locale),
        marks: overlays.map((kind) => ({ kind, text: say({ key: `mark.${kind}` }, locale) })),
      };
    },
  });
}

function fieldOf({ entry, label, error }: ScreenTyping, locale: Locale): Field {
  const name = (key: MessageKey): Text => say({ key }, locale);
  return {
    id: entry.id,
    label: say(label, locale),
    entry: entry.kind,
    secret: entry.secret,
    shown: shown(entry),
    length: Array.from(entry.text).length,
    maxLength: entry.maxLength,
    error: error ? say(error, locale) : null,
    layer: entry.layer,
    names: {
      correct: name('key.correct'),
      accept: name('key.accept'),
      space: name('key.space'),
      lower: name('key.lower'),
      upper: name('key.upper'),
      signs: name('key.signs'),
    },
  };
}
