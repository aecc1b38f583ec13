import type { Clock } from '../base/clock.ts';
import type { KeypadAction } from '../base/keypad.ts';
import { stopsOf } from '../contract/stops.ts';
import type { KioskView } from '../contract/view.ts';
import type { RunningSession } from '../session/run.ts';
import type { EarItem } from './help-items.ts';
import { keyCalled, keyExplained, keysExplained } from './key-names.ts';
import { learnt, type Learning } from './learning.ts';
import { adjustedBy, LOUDEST, rateOf, type Adjustment, type Hearing } from './loudness.ts';
import { arrival, atFocus, wholeScreen, type Listener } from './plan.ts';
import { plainWords, told, type Saying } from './saying.ts';
import type { Speaker } from './speaker.ts';
import type { Teller } from './teller.ts';

/** What each key does for somebody who listens: its own feedback, or the session's answer. */
export interface Hand {
  key(action: KeypadAction): void;
  /** One of the items that Help has for the ear. */
  item(item: EarItem): void;
  /** While a key is being answered, its answer is told once, at the end. */
  busy(): boolean;
  forget(): void;
}

export interface HandOptions {
  readonly session: () => RunningSession;
  readonly speaker: Speaker;
  readonly teller: Teller;
  readonly clock: Clock;
  readonly listener: () => Listener;
  readonly hearing: () => Hearing;
  readonly hear: (hearing: Hearing) => void;
  /** Somebody wants to try the keys who does not listen yet. */
  readonly begin: () => void;
}

/** Two presses of Repeat within this time are one wish for the whole screen. */
const TWICE_MS = 1_500;

export function createHand(options: HandOptions): Hand {
  const { session, speaker, teller, clock, listener, hearing, hear } = options;
  let learning: Learning | null = null;
  let repeatedAt = -Infinity;
  let busy = false;

  const view = (): KioskView => session().view();
  const keys = () => listener().keys;
  const say = (sayings: readonly Saying[]): void => speaker.say(sayings, 'instead');

  function answer(action: KeypadAction): void {
    busy = true;
    session().keypad(action);
    busy = false;
  }

  /** The session's own keys: it answers, and what has become different is said. */
  function move(action: KeypadAction): void {
    const before = view();
    if (isEdge(before, action)) speaker.tone('edge');
    answer(action);
    const next = view();
    if (next === before) speaker.tone('nothing');
    else teller.tell(next, 'instead');
  }

  function adjust(action: Adjustment): void {
    const { locale } = view();
    const next = adjustedBy(hearing(), action);
    if (next.volume === hearing().volume && next.rate === hearing().rate) speaker.tone('edge');
    hear(next);
    const step = { step: next.volume + 1, of: LOUDEST + 1 };
    if (action === 'louder' || action === 'quieter') say([told('audio.volume', locale, step)]);
    else say([told('audio.rate', locale, { percent: rateOf(next) })]);
  }

  /** Speaking: pause; silent: again; twice: the whole screen. */
  function repeat(): void {
    const now = clock.monotonic();
    const twice = now - repeatedAt < TWICE_MS;
    repeatedAt = twice ? -Infinity : now;
    if (twice) return say(wholeScreen(view(), listener()));
    if (speaker.paused()) return speaker.goOn();
    if (speaker.speaking()) return speaker.pause();
    say(view().focus === null ? arrival(view(), listener()) : atFocus(view(), listener()));
  }

  function nameKeys(): void {
    const { locale } = view();
    say(keysExplained(keys(), locale).map((text) => plainWords(text, locale)));
  }

  /** Once, and the answer is no unless SELECT follows: the focus is at the way out. */
  function askToEnd(): void {
    if (view().items.some(({ id }) => id === 'closePanel')) press('closePanel');
    answer('cancel');
    const { locale, focus, items } = view();
    teller.skip(view());
    const asked = items.some(({ id, emphasis }) => emphasis === 'leave' && focus === `item:${id}`);
    const key = keyCalled('select', keys(), locale);
    say([asked ? told('audio.askEnd', locale, { key }) : told('audio.noEnd', locale)]);
  }

  function press(item: string): void {
    busy = true;
    session().press(item);
    busy = false;
    teller.skip(view());
  }

  function learn(action: KeypadAction, from: Learning): void {
    const { locale } = view();
    learning = learnt(from, action);
    say([
      plainWords(keyExplained(action, keys(), locale), locale),
      ...(learning ? [] : [told('audio.learn.off', locale)]),
    ]);
  }

  function beginToLearn(): void {
    const { locale } = view();
    options.begin();
    learning = { selects: 0 };
    // Whoever stands beside can read what is said.
    hear({ ...hearing(), captions: true });
    say([told('audio.learn.on', locale, { key: keyCalled('select', keys(), locale) })]);
  }

  return {
    busy: () => busy,
    forget: () => (learning = null),
    key(action) {
      if (learning) return learn(action, learning);
      switch (action) {
        case 'louder':
        case 'quieter':
        case 'faster':
        case 'slower':
          return adjust(action);
        case 'repeat':
          return repeat();
        case 'help':
          return view().screen === 'help' ? nameKeys() : move(action);
        case 'cancel':
          return askToEnd();
        default:
          return move(action);
      }
    },
    item(item) {
      switch (item) {
        case 'louder':
        case 'quieter':
        case 'faster':
        case 'slower':
          return adjust(item);
        case 'whole':
          press('closePanel');
          return say(wholeScreen(view(), listener()));
        case 'curtain':
        case 'captions':
          return hear({ ...hearing(), [item]: !hearing()[item] });
        case 'keys':
          return nameKeys();
        case 'learn':
          return beginToLearn();
        case 'end':
          return askToEnd();
      }
    },
  };
}

/** Past the last stop the first one follows, and the other way round. */
function isEdge(view: KioskView, action: KeypadAction): boolean {
  const stops = stopsOf(view);
  const at = stops.findIndex(({ id }) => id === view.focus);
  if (at < 0) return false;
  return (action === 'next' && at === stops.length - 1) || (action === 'previous' && at === 0);
}
