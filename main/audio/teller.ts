import type { Clock, TimerHandle } from '../base/clock.ts';
import { keyRows } from '../contract/on-screen-keys.ts';
import { stopOfKey } from '../contract/stops.ts';
import type { KioskView } from '../contract/view.ts';
import { ahead, arrival, atFocus, changed, type Listener } from './plan.ts';
import type { Saying } from './saying.ts';
import type { Speaker } from './speaker.ts';

/** Remembers what the person was told of the screen, and tells what has become different. */
export interface Teller {
  /** Said before the next screen; a welcome. */
  before(sayings: readonly Saying[]): void;
  arrive(view: KioskView): void;
  /** The view is another one than told; true when the screen is another one too. */
  tell(view: KioskView, how: 'after' | 'instead'): boolean;
  /** The person knows this already, or cannot hear it. */
  skip(view: KioskView): void;
}

export interface TellerOptions {
  readonly speaker: Speaker;
  readonly clock: Clock;
  readonly listener: () => Listener;
  /** The screen of a door that is about to open is being said. */
  readonly opening: () => void;
  /** Where the focus goes to what is wrong. */
  readonly focus: (stop: string) => void;
}

/** "One moment" is said only when it is one: most such screens are gone before a word of it is heard. */
const A_MOMENT_MS = 700;

export function createTeller(options: TellerOptions): Teller {
  const { speaker, clock, listener, opening, focus } = options;
  let known: KioskView | null = null;
  let first: readonly Saying[] = [];
  let waiting: TimerHandle = null;

  function arrive(view: KioskView): void {
    known = view;
    clock.clearTimeout(waiting);
    if (view.screen !== 'pleaseWait') return say(view);
    speaker.hush();
    waiting = clock.setTimeout(() => {
      if (known?.number === view.number) say(view);
    }, A_MOMENT_MS);
  }

  function say(view: KioskView): void {
    const said = [...first, ...arrival(view, listener())];
    first = [];
    speaker.say(said, 'instead');
    speaker.prepare(ahead(view, listener()));
    if (view.screen === 'opening') opening();
    const wrong = view.field?.error ? keyRows(view.field)[0]?.[0] : undefined;
    if (wrong === undefined || view.focus !== null) return;
    known = { ...view, focus: stopOfKey(wrong) };
    focus(stopOfKey(wrong));
  }

  return {
    before: (sayings) => (first = sayings),
    arrive,
    tell(view, how) {
      const before = known;
      if (!before || before.number !== view.number || before.screen !== view.screen) {
        arrive(view);
        return true;
      }
      known = view;
      const typed = before.field?.length !== view.field?.length;
      const moved = before.focus !== view.focus && !typed;
      const said = [
        ...changed(before, view, listener()),
        ...(moved ? atFocus(view, listener()) : []),
      ];
      if (said.length > 0) speaker.say(said, how);
      if (moved) speaker.prepare(ahead(view, listener()));
      return false;
    },
    skip(view) {
      clock.clearTimeout(waiting);
      known = view;
    },
  };
}
