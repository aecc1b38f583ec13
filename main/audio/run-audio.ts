import { createActor } from 'xstate';
import { present } from '../base/assert.ts';
import { every, SECOND, type Clock } from '../base/clock.ts';
import { digitOf, type KeypadAction } from '../base/keypad.ts';
import { listeners, type Unsubscribe } from '../base/listeners.ts';
import type { Ear, Utterance, Voice } from '../contract/audio.ts';
import type { KioskView } from '../contract/view.ts';
import type { Place } from '../locker/place.ts';
import type { Beside } from '../session/beside.ts';
import type { RunningSession } from '../session/run.ts';
import { createBeacon, type DoorsSeen } from './beacon.ts';
import { createCaptions } from './captions.ts';
import { createDoorGate } from './door-gate.ts';
import { createHand } from './hand.ts';
import { dressed, earItemOf } from './help-items.ts';
import type { KeysThere } from './key-names.ts';
import { createLeaving } from './leaving.ts';
import { gainOf, plainHearing, rateOf } from './loudness.ts';
import { audioMachine } from './machine.ts';
import { aSecondLater, atEase, mayRest } from './patience.ts';
import { greeting, type Listener } from './plan.ts';
import { told } from './saying.ts';
import { createSpeaker } from './speaker.ts';
import { createTeller } from './teller.ts';

/**
 * The audio session in the world: it hears keys and the jack, has told what the planner plans, and holds
 * the session's waits. The rules are in the files beside it; this one only joins them.
 */
export interface RunningAudio {
  /** What the session is given to know of its listener. */
  readonly beside: Beside;
  /** The session that it lies beside; it is made later. */
  join(session: RunningSession): void;
  /** A key of the keypad; the session gets it when it is the session's. */
  keypad(action: KeypadAction): void;
  jack(pluggedIn: boolean): void;
  /** Each thing that is said, when it begins; for transcripts, never for a log. */
  onSaid(listener: (utterance: Utterance) => void): Unsubscribe;
  stop(): void;
}

export interface AudioOptions {
  readonly voice: Voice;
  readonly ear: Ear;
  readonly clock: Clock;
  readonly doors: DoorsSeen;
  readonly keys: KeysThere;
  /** The keypad has a sound card of its own, so nobody else hears even if its jack is not sensed. */
  readonly ownCard: boolean;
  readonly placeOf: (locker: number) => Place;
}

export function runAudio(options: AudioOptions): RunningAudio {
  const { voice, ear, clock, keys, ownCard } = options;
  const utterances = listeners<Utterance>();
  let joined: RunningSession | null = null;
  let hearing = plainHearing;
  let hints: Record<string, number> = {};
  let patience = atEase;
  let broken = false;
  /** Null until the jack has said anything: most cannot. */
  let plugged: boolean | null = null;
  let wasInSession = false;

  const session = (): RunningSession => present(joined, 'the session beside');
  const view = (): KioskView => session().view();
  const listener = (): Listener => ({
    private: ownCard || plugged === true,
    placeOf: options.placeOf,
    keys,
    hints,
  });

  const actor = createActor(
    audioMachine.provide({
      actions: {
        start,
        goOn,
        silence: () => speaker.silence(),
        askAgain: () => leave('again'),
        safeEnd: () => leave('end'),
        reset,
        letGo: () => gate.settle(true),
      },
    }),
    {
      input: { inSession: () => joined?.inSession() ?? false },
      clock: {
        setTimeout: (run, ms) => clock.setTimeout(run, ms),
        clearTimeout: (timer) => clock.clearTimeout(timer),
      },
    },
  );
  const state = (): ReturnType<typeof actor.getSnapshot> => actor.getSnapshot();
  const isOn = (): boolean => state().matches('on');
  const gate = createDoorGate(clock, () => state().matches('frozen'));
  const beacon = createBeacon({
    ear,
    doors: options.doors,
    wanted: () => !state().matches('off'),
    opened: () => actor.send({ type: 'doorOpened' }),
  });
  const captions = createCaptions(clock, () => {
    if (hearing.captions) session().refresh();
  });
  const speaker = createSpeaker({
    ...{ voice, ear, clock },
    gain: () => gainOf(hearing),
    rate: () => rateOf(hearing),
    said(utterance, { hint }) {
      if (hint !== null) hints = { ...hints, [hint]: (hints[hint] ?? 0) + 1 };
      utterances.emit(utterance);
      captions.said(utterance.text);
    },
    quiet() {
      captions.quiet();
      gate.quiet();
    },
    broken(is) {
      if (is === broken) return;
      broken = is;
      if (is) speaker.tone('outOfOrder');
      session().refresh();
    },
  });
  const teller = createTeller({
    ...{ speaker, clock, listener },
    opening: gate.told,
    focus: (stop) => session().focus(stop),
  });
  const hand = createHand({
    ...{ session, speaker, teller, clock, listener },
    hearing: () => hearing,
    hear(next) {
      hearing = next;
      session().refresh();
    },
    begin: () => actor.send({ type: 'key' }),
  });

  const leaving = createLeaving(session, clock, ({ locale }) =>
    teller.before([told('audio.askAgain', locale)]),
  );

  /** At Home: who is speaking, how loud, which language; elsewhere only that somebody can be heard. */
  function start(): void {
    patience = atEase;
    speaker.tone('on');
    if (view().mood !== 'attract') return goOn();
    begin(({ locale, tools }) => {
      teller.before(greeting(locale, keys));
      if (tools.some(({ id }) => id === 'language')) session().press('language');
      else teller.arrive(view());
    });
  }

  function goOn(): void {
    begin(({ locale }) => {
      teller.before([told('audio.on', locale)]);
      teller.arrive(view());
    });
  }

  /** In the turn after: the machine that starts us is not on before this one is over. */
  function begin(say: (view: KioskView) => void): void {
    clock.setTimeout(() => {
      if (!isOn()) return;
      teller.skip(view());
      session().refresh();
      beacon.look();
      say(view());
    }, 0);
  }

  function seen(next: KioskView): void {
    followSession(next);
    if (hand.busy()) return;
    if (!isOn()) teller.skip(next);
    else if (teller.tell(next, 'after')) patience = atEase;
  }

  function followSession(next: KioskView): void {
    const inSession = session().inSession();
    if (wasInSession && !inSession) {
      wasInSession = false;
      beacon.forget();
      actor.send({ type: 'sessionEnded' });
    }
    wasInSession = inSession;
    leaving.follow(next);
  }

  function leave(how: 'end' | 'again'): void {
    gate.settle(false);
    leaving.begin(how);
  }

  /** Volume, rate, curtain and captions are the next person's again; nothing personal is left. */
  function reset(): void {
    hearing = plainHearing;
    hints = {};
    patience = atEase;
    captions.forget();
    hand.forget();
    voice.forget();
    clock.setTimeout(() => joined?.refresh(), 0);
  }

  function key(action: KeypadAction): void {
    speaker.tone('key');
    const { warned } = patience;
    patience = atEase;
    if (!warned) return hand.key(action);
    session().stillHere();
    speaker.say([told('audio.extended', view().locale)], 'instead');
  }

  function tick(): void {
    if (!joined) return;
    if (state().matches('frozen')) return joined.stillHere();
    if (!state().matches('on') && !state().matches('away')) return;
    const wait = joined.wait();
    // A farewell is no wait for anybody; it only does not break off its words.
    const seenFor = wait === null || wait.counted === 0 ? null : wait.seconds;
    const step = aSecondLater(patience, {
      speaking: speaker.speaking(),
      seen: seenFor,
      entry: view().field !== null,
    });
    patience = step.patience;
    if (step.hold && wait !== null) joined.stillHere();
    if (step.warn !== null && isOn())
      speaker.say([told('audio.warning', view().locale, { seconds: step.warn })], 'after');
    if (seenFor === null && view().mood === 'attract' && mayRest(patience))
      actor.send({ type: 'rested' });
  }

  actor.start();
  const stops = [every(clock, SECOND, tick)];

  return {
    beside: {
      dress: (presented) =>
        dressed(presented, {
          ...{ hearing, broken, caption: captions.text() },
          on: isOn(),
          inSession: joined?.inSession() ?? false,
        }),
      pressed(id) {
        const item = earItemOf(id);
        if (item !== null) hand.item(item);
        return item !== null;
      },
      touched() {
        const late = state().matches({ frozen: 'late' });
        if (isOn()) {
          speaker.hush();
          patience = atEase;
        } else actor.send({ type: 'touched' });
        return !late;
      },
      beforeOpen(locker) {
        beacon.watch(locker);
        return isOn() || state().matches('frozen') ? gate.wait() : null;
      },
    },
    join(made) {
      joined = made;
      wasInSession = made.inSession();
      stops.push(made.onView(seen));
    },
    keypad(action) {
      if (state().matches('frozen')) return;
      const deaf = state().matches('away') || (state().matches('off') && plugged === false);
      if (deaf) return session().keypad(action);
      if (isOn()) {
        if (action !== 'repeat') speaker.hush();
        return key(action);
      }
      actor.send({ type: 'key' });
      // Whoever begins with the digits of a code has begun.
      if (digitOf(action) !== null) key(action);
    },
    jack(pluggedIn) {
      plugged = pluggedIn;
      actor.send({ type: pluggedIn ? 'plugged' : 'unplugged' });
      beacon.look();
    },
    onSaid: utterances.add,
    stop() {
      stops.forEach((stop) => stop());
      beacon.stop();
      speaker.silence();
      actor.stop();
    },
  };
}
