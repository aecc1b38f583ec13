import { fault, ok } from '../../main/base/result.ts';
import type { Clip, Ear, Tone, Utterance, Voice } from '../../main/contract/audio.ts';
import type { TestClock } from './test-clock.ts';

/** A voice that makes clips of the right length, and an ear that writes down what was heard when. */
export interface SpySound {
  readonly voice: Voice;
  readonly ear: Ear;
  /** What has begun to sound, oldest first. */
  readonly heard: Heard[];
  readonly tones: Tone[];
  /** Gains of what was played. */
  readonly gains: number[];
  readonly rates: number[];
  beacon(): boolean;
  /** Something is sounding now. */
  sounds(): boolean;
  forgotten(): number;
  /** What is being made before it is wanted. */
  prepared(): readonly string[];
  /** The engines answer nothing any more, or do again. */
  breakVoice(broken: boolean): void;
  /** Clips are made, and nobody hears them: the card is unplugged. */
  deafen(deaf: boolean): void;
  /** What was heard since the last call. */
  since(): readonly string[];
}

export interface Heard extends Utterance {
  readonly at: number;
  /** When it fell silent, and whether it was said to its end. */
  until: number | null;
  ended: boolean;
}

/** Fifteen signs a second, as a voice speaks at its own speed. */
const MS_PER_SIGN = 66;

export function spySound(clock: TestClock): SpySound {
  const heard: Heard[] = [];
  const made = new Map<Clip, Utterance>();
  const tones: Tone[] = [];
  const gains: number[] = [];
  const rates: number[] = [];
  let beacon = false;
  let forgotten = 0;
  let broken = false;
  let deaf = false;
  let read = 0;
  let prepared: readonly string[] = [];
  let stop: (() => void) | null = null;

  return {
    heard,
    tones,
    gains,
    rates,
    voice: {
      clip(utterance, rate) {
        rates.push(rate);
        if (broken) return Promise.resolve(fault('A-NO-ENGINE', 'every engine is broken'));
        const ms = Math.round((utterance.text.length * MS_PER_SIGN * 100) / rate);
        const clip: Clip = { pcm: new Int16Array(0), sampleRate: 22_050, ms };
        made.set(clip, utterance);
        return Promise.resolve(ok(clip));
      },
      prepare: (utterances) => void (prepared = utterances.map(({ text }) => text)),
      forget: () => void (forgotten += 1),
      health: () => ({ state: broken ? 'lost' : 'ready', reason: null }),
    },
    ear: {
      play(clip, { gain }) {
        stop?.();
        const utterance = made.get(clip);
        if (!utterance) throw new Error('a clip that nobody made');
        if (deaf) return { done: Promise.resolve('failed') };
        gains.push(gain);
        const entry: Heard = { ...utterance, at: clock.monotonic(), until: null, ended: false };
        heard.push(entry);
        const done = new Promise<'ended' | 'stopped'>((resolve) => {
          const timer = clock.setTimeout(() => finish('ended'), clip.ms);
          function finish(how: 'ended' | 'stopped'): void {
            clock.clearTimeout(timer);
            entry.until = clock.monotonic();
            entry.ended = how === 'ended';
            stop = null;
            resolve(how);
          }
          stop = () => finish('stopped');
        });
        return { done };
      },
      stop: () => stop?.(),
      tone: (name) => void tones.push(name),
      beacon: (on) => void (beacon = on),
    },
    beacon: () => beacon,
    sounds: () => stop !== null,
    forgotten: () => forgotten,
    prepared: () => prepared,
    breakVoice: (is) => void (broken = is),
    deafen: (is) => void (deaf = is),
    since() {
      const news = heard.slice(read).map(({ text }) => text);
      read = heard.length;
      return news;
    },
  };
}
