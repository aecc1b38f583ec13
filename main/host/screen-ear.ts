import type { Clock, TimerHandle } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Clip, Ear, Playing } from '../contract/audio.ts';
import type { FromEar, ToEar } from '../contract/screen-link.ts';

/**
 * The ear over the screen link: the page plays, and tells what was heard. A page that died, a card that
 * was unplugged in the middle of a word and a page that never answers are all `failed`, in time.
 */
export interface ScreenEar extends Ear {
  /** A page has come; the one before is gone. */
  connect(post: (message: ToEar) => void): EarLine;
  /** Whether the keypad's own sound card is plugged in. */
  hasOwnCard(): boolean;
}

export interface EarLine {
  hear(message: FromEar): void;
  gone(): void;
}

export interface ScreenEarOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** A part of the name of the keypad's own sound card; null: the machine's first card. */
  readonly card: string | null;
}

type End = Awaited<Playing['done']>;

/** The page starts a sound within a few ms; a sleeping card needs a moment to wake. */
export const STARTED_WITHIN_MS = 1_000;
/** After its last sample a clip leaves the card within a buffer or two. */
export const ENDED_WITHIN_MS = 1_000;
/** A card that plays silence costs power; who presses a key within this time finds it awake. */
const REST_AFTER_MS = 60_000;

interface Current {
  readonly id: number;
  readonly ms: number;
  readonly end: (how: End) => void;
  deadline: TimerHandle;
}

export function screenEar({ clock, log, card }: ScreenEarOptions): ScreenEar {
  let post: ((message: ToEar) => void) | null = null;
  let current: Current | null = null;
  let ids = 0;
  let own = false;
  let ticking = false;
  let resting: TimerHandle = null;

  function finish(how: End): void {
    if (!current) return;
    clock.clearTimeout(current.deadline);
    const { end } = current;
    current = null;
    end(how);
  }

  function fail(why: string): void {
    if (!current) return;
    log.warn('a sound was not heard', { why });
    post?.({ type: 'hush' });
    finish('failed');
  }

  function send(message: ToEar): void {
    post?.(message);
    if (resting !== null) clock.clearTimeout(resting);
    resting = clock.setTimeout(() => {
      resting = null;
      if (!current && !ticking) post?.({ type: 'rest' });
    }, REST_AFTER_MS);
  }

  function play({ pcm, sampleRate, ms }: Clip, { gain }: { readonly gain: number }): Playing {
    finish('stopped');
    if (!post) return { done: Promise.resolve('failed') };
    ids += 1;
    const id = ids;
    const done = new Promise<End>((end) => {
      const deadline = clock.setTimeout(() => fail('it did not start in time'), STARTED_WITHIN_MS);
      current = { id, ms, end, deadline };
    });
    // A copy: a personal clip is overwritten when its session ends.
    const bytes = new Uint8Array(pcm.byteLength);
    bytes.set(new Uint8Array(pcm.buffer, pcm.byteOffset, pcm.byteLength));
    send({ type: 'sound', id, sampleRate, gain, pcm: bytes });
    return { done };
  }

  function hear(message: FromEar): void {
    if (message.type === 'card') {
      if (own !== message.own) log.info("the keypad's sound card", { there: message.own });
      own = message.own;
      return;
    }
    if (message.id !== current?.id) return;
    switch (message.how) {
      case 'started':
        clock.clearTimeout(current.deadline);
        current.deadline = clock.setTimeout(
          () => fail('it did not end in time'),
          current.ms + ENDED_WITHIN_MS,
        );
        return;
      case 'failed':
        return fail('the page could not play it');
      case 'ended':
      case 'stopped':
        return finish(message.how);
    }
  }

  return {
    play,
    stop() {
      if (current) post?.({ type: 'hush' });
      finish('stopped');
    },
    tone: (name, { gain }) => send({ type: 'tone', name, gain }),
    beacon(on) {
      if (on === ticking) return;
      ticking = on;
      send({ type: 'beacon', on });
    },
    hasOwnCard: () => own,
    connect(fresh) {
      fail('another page has come');
      post = fresh;
      own = false;
      fresh({ type: 'card', name: card });
      if (ticking) fresh({ type: 'beacon', on: true });
      return {
        hear: (message) => void (post === fresh && hear(message)),
        gone() {
          if (post !== fresh) return;
          post = null;
          own = false;
          fail('the page is gone');
        },
      };
    },
  };
}
