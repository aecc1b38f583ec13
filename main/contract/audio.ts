import type { Fault, Result } from '../base/result.ts';
import type { Locale } from './view.ts';

/**
 * The border of the audio assistive interface: `main/audio` decides what is said and when, a `Voice`
 * makes it sound, an `Ear` lets the person hear it. Clips are made and played in memory only.
 */

/** One thing that is said. */
export interface Utterance {
  /** Unique within one kiosk's life; for captions, transcripts and logs, which never carry the text. */
  readonly id: string;
  readonly locale: Locale;
  readonly text: string;
  /** The catalogue's key when the text is a fixed prompt, so that it may be rendered beforehand. */
  readonly key: string | null;
  /** A name, a content, a code: never on disk, in a log or in argv, and only on a private route. */
  readonly personal: boolean;
  /** A safety line that no key cuts; its clip is at most `LONGEST_WHOLE_MS` long. */
  readonly whole: boolean;
}

/** audio.md §3: a line that plays whole while a door moves. */
export const LONGEST_WHOLE_MS = 4_000;

/** Sound, one channel. */
export interface Clip {
  readonly pcm: Int16Array;
  /** Samples per second. */
  readonly sampleRate: number;
  readonly ms: number;
}

/** `degraded`: another engine than the first one speaks, or not every language. */
export interface VoiceHealth {
  readonly state: 'ready' | 'degraded' | 'lost';
  readonly reason: string | null;
}

export interface Voice {
  /** `rate` in percent, 100 as the voice was made, 50 to 200. Errors: no engine made it in time. */
  clip(utterance: Utterance, rate: number): Promise<Result<Clip, Fault>>;
  /**
   * Makes these clips in this order while nobody waits for another, so that the next key finds them.
   * Takes the place of what was still to be prepared.
   */
  prepare(utterances: readonly Utterance[], rate: number): void;
  /** Wipes every personal clip from memory: the session is over. */
  forget(): void;
  health(): VoiceHealth;
}

/** Sounds that are no words; `main/audio` says when, the ear knows how each sounds. */
export const tones = [
  /** A key was felt. */
  'key',
  /** Past the last item, the first follows. */
  'edge',
  /** This key does nothing here. */
  'nothing',
  /** Audio on, audio off. */
  'on',
  'off',
  /** The voice is out of order; the screen goes on. */
  'outOfOrder',
] as const;
export type Tone = (typeof tones)[number];

export interface Playing {
  /** `stopped` by `stop`, or because another clip began; `failed`: nobody heard it. */
  readonly done: Promise<'ended' | 'stopped' | 'failed'>;
}

/** Where the person hears: the keypad's own sound card, or the headphones of the chassis. */
export interface Ear {
  /** One at a time. `gain` is a factor of amplitude, 0 to 1. */
  play(clip: Clip, options: { readonly gain: number }): Playing;
  /** Silence within 100 ms. */
  stop(): void;
  tone(name: Tone, options: { readonly gain: number }): void;
  /** The ticking at the open door, on the speaker of the chassis; says nothing about anybody. */
  beacon(on: boolean): void;
}
