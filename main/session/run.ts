import { createActor } from 'xstate';
import { every, MINUTE, SECOND, type Clock, type TimerHandle } from '../base/clock.ts';
import type { KeypadAction } from '../base/keypad.ts';
import type { Log } from '../base/log.ts';
import { listeners, type Unsubscribe } from '../base/listeners.ts';
import { present as required } from '../base/assert.ts';
import type { Cabinet } from '../contract/cabinet.ts';
import type { KioskIntent } from '../contract/intent.ts';
import type { Settings } from '../contract/settings.ts';
import type { KioskView } from '../contract/view.ts';
import { placeOf } from '../locker/place.ts';
import type { Beside } from './beside.ts';
import { pressOf, type Hand, type HardwareEvent, type SessionEvent } from './events.ts';
import { keypadAnswer, readerPadAnswer, takesKeys, type KeypadAnswer } from './keypad.ts';
import { numbered, present, waitOf } from './present.ts';
import { machineIn } from './run-actors.ts';
import type { BankFacts } from './screen.ts';
import type { WaitLength } from './timeouts.ts';
import type { SessionWorld } from './world.ts';

/**
 * Runs the kiosk machine in the world: gives it actors, a clock and events, and publishes a view at
 * each change. A machine is never restored from a snapshot; after a crash the database decides.
 */
export interface RunningSession {
  view(): KioskView;
  onView(listener: (view: KioskView) => void): Unsubscribe;
  /** By touch, or by a keyboard. */
  send(intent: KioskIntent): void;
  /** A key of the tactile keypad. */
  keypad(action: KeypadAction): void;
  /** A key of the pad on a badge reader: it only types. */
  readerPad(action: KeypadAction): void;
  badge(text: string): void;
  /** `isBadge`: what it holds is printed on somebody's badge. */
  scan(scanned: { readonly aim: string | null; readonly data: string }, isBadge: boolean): void;
  doorsAnswer(anyDoor: boolean): void;
  settingsChanged(settings: Settings): void;
  /** Those that count now; what changed during a session counts from the next one. */
  settings(): Settings;
  /** As if an item were chosen where the keypad stands; nothing where it is not offered. */
  press(item: string): void;
  focus(stop: string): void;
  /** The person is here, and does nothing else. */
  stillHere(): void;
  /** How long this screen waits for a person; null where it waits for nobody. */
  wait(): WaitLength | null;
  inSession(): boolean;
  /** What lies beside the session looks different. */
  refresh(): void;
  stop(): void;
}

export interface RunOptions {
  readonly world: SessionWorld;
  readonly cabinet: Cabinet;
  readonly doors: Doors;
  readonly clock: Clock;
  readonly log: Log;
  readonly settings: Settings;
  readonly anyDoor: boolean;
  readonly offlineMinutes: () => number | null;
  /** Left out where nobody can listen. */
  readonly beside?: Beside;
}

/** How the doors stand, and word when one moves: the drawing shows it. */
export interface Doors {
  state(locker: number): 'open' | 'closed' | 'unknown';
  onDoor(listener: () => void): Unsubscribe;
}

export function runSession(options: RunOptions): RunningSession {
  const { cabinet, doors, clock, log, beside } = options;
  const views = listeners<KioskView>();
  const actor = createActor(machineIn(options), {
    clock: {
      setTimeout: (run, ms) => clock.setTimeout(run, ms),
      clearTimeout: (timer) => clock.clearTimeout(timer),
    },
    input: {
      settings: options.settings,
      anyDoor: options.anyDoor,
      doorsSilentSince: options.anyDoor ? null : clock.wall(),
    },
  });
  const lockers = new Map(cabinet.lockers.map((locker) => [locker.number, locker]));
  const placeOfNumber = (number: number) =>
    placeOf(required(lockers.get(number), `locker ${number}`), cabinet);

  const bank = (): BankFacts => ({
    placeOf: placeOfNumber,
    support: actor.getSnapshot().context.settings.supportContact,
  });

  let soon = false;

  function rendered(): ReturnType<typeof present> {
    const snapshot = actor.getSnapshot();
    const view = present(snapshot, {
      cabinet,
      bank: bank(),
      doors: doors.state,
      now: clock.wall(),
      offlineMinutes: options.offlineMinutes(),
    });
    return beside?.dress(view) ?? view;
  }

  function publish(): void {
    show(numbered(rendered(), view));
  }

  function show(next: KioskView): void {
    if (JSON.stringify(next) === JSON.stringify(view)) return;
    view = next;
    views.emit(view);
  }

  /** Not in the turn of what happened: the unlock that it leads to goes before the drawing of a bank. */
  function publishSoon(): void {
    if (soon) return;
    soon = true;
    clock.setTimeout(current, 0);
  }

  function current(): KioskView {
    if (soon) {
      soon = false;
      publish();
    }
    return view;
  }

  function arrived(event: HardwareEvent): void {
    usedBy(actor.getSnapshot().context.hand);
    actor.send(event);
    publishSoon();
  }

  function dispatch(event: SessionEvent): void {
    actor.send(event);
    publish();
  }

  function send(intent: KioskIntent): void {
    if (intent.view !== current().number) {
      log.info('stale intent', { intent: intent.type, view: intent.view, current: view.number });
      return;
    }
    if (beside && !beside.touched()) return;
    // A finger shows where the person is.
    show({ ...view, focus: null });
    usedBy('finger');
    perform(intent);
  }

  function answered({ focus, intent }: KeypadAnswer): void {
    if (focus !== undefined) show({ ...view, focus });
    usedBy('keypad');
    perform(intent ?? { type: 'activity', view: view.number });
    clock.clearTimeout(forgetting);
    // Whoever felt the keys at Home and went away leaves no ring behind.
    if (view.mood === 'attract' && view.focus !== null)
      forgetting = clock.setTimeout(() => {
        show({ ...view, focus: null });
        usedBy('finger');
      }, actor.getSnapshot().context.timers.returnToHomeOnInactivity * SECOND);
  }

  /** Whoever listens is at the keypad, whatever touches the glass meanwhile. */
  function usedBy(by: Hand): void {
    const hand = view.audio === null ? by : 'keypad';
    if (actor.getSnapshot().context.hand !== hand) actor.send({ type: 'hand', by: hand });
  }

  function perform(intent: KioskIntent): void {
    dispatch({ type: 'activity' });
    if (intent.type === 'stroke' && view.signature)
      dispatch({ type: 'stroke', points: intent.points });
    if (intent.type === 'key' && takesKeys(view)) dispatch({ type: 'key', key: intent.key });
    if (intent.type !== 'press') return;
    const drawn = view.picture?.lockers.some((locker) => locker.item === intent.item) ?? false;
    const offered = drawn || [...view.items, ...view.tools].some((item) => item.id === intent.item);
    const press = offered ? pressOf(intent.item) : null;
    if (offered && beside?.pressed(intent.item)) return;
    if (press) dispatch(press);
    else log.warn('no such item on this screen', { item: intent.item, screen: view.screen });
  }

  actor.start();
  // Children change without an event of their parent's: a door that was closed, a second counted down.
  actor.system.inspect({ next: publishSoon });
  let view = numbered(rendered(), null);
  let forgetting: TimerHandle = null;
  const stops = [doors.onDoor(publish), every(clock, MINUTE, publish)];

  return {
    view: current,
    onView: views.add,
    send,
    keypad: (action) => answered(keypadAnswer(current(), action)),
    readerPad: (action) => answered(readerPadAnswer(current(), action)),
    badge: (text) => arrived({ type: 'badge', text }),
    scan: ({ aim, data }, isBadge) => arrived({ type: 'scan', aim, data, isBadge }),
    doorsAnswer: (anyDoor) => dispatch({ type: 'doorsAnswer', anyDoor, at: clock.wall() }),
    settingsChanged: (settings) => dispatch({ type: 'settings', settings }),
    settings: () => actor.getSnapshot().context.settings,
    press: (item) => perform({ type: 'press', view: current().number, item }),
    focus: (stop) => show({ ...current(), focus: stop }),
    stillHere: () => dispatch({ type: 'activity' }),
    wait: () => waitOf(actor.getSnapshot(), bank()),
    inSession: () => actor.getSnapshot().context.sessionId !== null,
    refresh: publish,
    stop() {
      stops.forEach((stop) => stop());
      clock.clearTimeout(forgetting);
      actor.stop();
    },
  };
}
