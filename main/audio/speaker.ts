import { sleep, type Clock } from '../base/clock.ts';
import { fault, type Fault, type Result } from '../base/result.ts';
import {
  LONGEST_WHOLE_MS,
  type Clip,
  type Ear,
  type Tone,
  type Utterance,
  type Voice,
} from '../contract/audio.ts';
import type { Saying } from './saying.ts';

/** Says one thing after the other, and falls silent at once. Knows nothing of screens. */
export interface Speaker {
  /** After what is being said, or in its place; safety lines are said to their end. */
  say(sayings: readonly Saying[], how: 'after' | 'instead'): void;
  /** Made while nothing else is, so that it is there when it is wanted. */
  prepare(sayings: readonly Saying[]): void;
  /** A key was pressed: silence, but for safety lines. */
  hush(): void;
  /** The headphones are out: silence, whatever was being said. */
  silence(): void;
  /** What is being said is said again from its beginning by `goOn`. */
  pause(): void;
  goOn(): void;
  tone(name: Tone): void;
  /** Something is being said or about to be. */
  speaking(): boolean;
  paused(): boolean;
}

export interface SpeakerOptions {
  readonly voice: Voice;
  readonly ear: Ear;
  readonly clock: Clock;
  readonly gain: () => number;
  /** Percent. */
  readonly rate: () => number;
  /** It begins to be heard. */
  readonly said: (utterance: Utterance, saying: Saying) => void;
  /** Nothing is left to say. */
  readonly quiet: () => void;
  /** Nothing can be heard any more, or again. */
  readonly broken: (is: boolean) => void;
}

/** Engines have deadlines of their own; this is for one that never answers at all. */
const CLIP_MS = 5_000;
/** A clip that is not told to have ended so long after its end was heard by nobody. */
const END_MS = 2_000;

export function createSpeaker(options: SpeakerOptions): Speaker {
  const { voice, ear, clock } = options;
  let queue: readonly Saying[] = [];
  let current: { readonly saying: Saying; readonly since: number } | null = null;
  let turn = 0;
  let held = false;
  let ids = 0;
  let ahead: { readonly saying: Saying; readonly clip: Promise<Result<Clip, Fault>> } | null = null;

  function utteranceOf(saying: Saying): Utterance {
    const { locale, text, key, personal, whole } = saying;
    ids += 1;
    return { id: `u${ids}`, locale, text, key, personal, whole };
  }

  function made(saying: Saying, utterance: Utterance): Promise<Result<Clip, Fault>> {
    if (ahead?.saying === saying) return ahead.clip;
    return inTime(voice.clip(utterance, options.rate()), CLIP_MS);
  }

  /** While one thing is heard, the next is made. */
  function makeNext(): void {
    const [next] = queue;
    ahead = next ? { saying: next, clip: made(next, utteranceOf(next)) } : null;
  }

  async function inTime<T>(
    waited: Promise<Result<T, Fault>>,
    ms: number,
  ): Promise<Result<T, Fault>> {
    const done = new AbortController();
    const late = sleep(clock, ms, done.signal).then(() => fault('A-LATE', 'no answer in time'));
    const first = await Promise.race([waited, late]);
    done.abort();
    return first;
  }

  async function next(): Promise<void> {
    const [saying, ...rest] = queue;
    if (current || held) return;
    if (!saying) return options.quiet();
    queue = rest;
    turn += 1;
    const mine = turn;
    current = { saying, since: clock.monotonic() };
    const utterance = utteranceOf(saying);
    const clip = await made(saying, utterance);
    if (mine !== turn) return;
    const heard = clip.ok && (await play(clip.value, utterance, saying));
    if (mine !== turn) return;
    options.broken(!heard);
    current = null;
    void next();
  }

  async function play(clip: Clip, utterance: Utterance, saying: Saying): Promise<boolean> {
    current = { saying, since: clock.monotonic() };
    const playing = ear.play(clip, { gain: options.gain() });
    options.said(utterance, saying);
    makeNext();
    const done = playing.done.then((end) =>
      end === 'failed' ? fault('A-FAILED', 'nobody heard it') : ({ ok: true, value: end } as const),
    );
    return (await inTime(done, clip.ms + END_MS)).ok;
  }

  /** A safety line that is being said, as long as it may last. */
  function isWhole(): boolean {
    return current !== null && isSafe(current);
  }

  function isSafe({ saying, since }: NonNullable<typeof current>): boolean {
    return saying.whole && clock.monotonic() - since < LONGEST_WHOLE_MS;
  }

  function cut(): void {
    if (!current || isWhole()) return;
    turn += 1;
    current = null;
    ear.stop();
  }

  return {
    say(sayings, how) {
      held = false;
      if (how === 'instead') {
        queue = queue.filter(({ whole }) => whole);
        cut();
      }
      queue = [...queue, ...sayings];
      void next();
    },
    prepare: (sayings) => voice.prepare(sayings.map(utteranceOf), options.rate()),
    hush() {
      held = false;
      queue = queue.filter(({ whole }) => whole);
      cut();
      void next();
    },
    silence() {
      queue = [];
      held = false;
      ahead = null;
      turn += 1;
      current = null;
      ear.stop();
    },
    pause() {
      if (!current || isWhole()) return;
      held = true;
      queue = [current.saying, ...queue];
      cut();
    },
    goOn() {
      held = false;
      void next();
    },
    tone: (name) => ear.tone(name, { gain: options.gain() }),
    speaking: () => current !== null || (queue.length > 0 && !held),
    paused: () => held,
  };
}
