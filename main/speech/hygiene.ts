import { fault, ok, type Result } from '../base/result.ts';
import type { Clip } from '../contract/audio.ts';
import type { RawSpeech, SpeechFault } from './engine.ts';
import type { Length } from './speakable.ts';

/**
 * What an engine gave is looked at before anybody hears it: is it speech, as long as these words take,
 * loud enough? Then it is cut to where the words are and made as loud as every other clip.
 */
export const FULL_SCALE = 32_768;
/** Below this it is a hum or nothing at all. */
export const SILENT_DBFS = -45;
/** Every prompt as loud as the others, with room for a loud vowel. */
export const LOUDNESS_DBFS = -20;
export const PEAK_DBFS = -3;
/** Samples below the knee stay as they are; what is above is bent under the peak. */
const KNEE_DBFS = -6;
/** A consonant begins quietly; this much before the first sound stays. */
export const LEAD_MS = 10;
const TAIL_MS = 40;
const FRAME_MS = 5;
/** Quieter than this beside the loudest frame is a pause, and does not count for the loudness. */
const PAUSE_BELOW_LOUDEST_DB = 30;

/** Milliseconds at 100 %; measured over every prompt of five languages, with a margin of two. */
const LEAST_MS_PER_WORD = 80;
const MOST_MS = { start: 800, word: 350, sign: 900, letter: 140 } as const;

export function cleanSpeech(raw: RawSpeech, said: Length, rate: number): Result<Clip, SpeechFault> {
  const frame = Math.round((raw.sampleRate * FRAME_MS) / 1_000);
  const frames = loudnessOfFrames(raw.pcm, frame);
  const pause = Math.max(...frames, 0) * amplitude(-PAUSE_BELOW_LOUDEST_DB);
  const voiced = frames.filter((rms) => rms > pause);
  const loudness = rootMeanSquare(voiced);
  if (loudness < amplitude(SILENT_DBFS))
    return fault('speech.silent', `${frames.length * FRAME_MS} ms of silence`);

  const first = frames.findIndex((rms) => rms > pause);
  const last = frames.findLastIndex((rms) => rms > pause);
  const begin = Math.max(0, first * frame - msToSamples(LEAD_MS - FRAME_MS, raw.sampleRate));
  const end = Math.min(raw.pcm.length, (last + 1) * frame + msToSamples(TAIL_MS, raw.sampleRate));
  const ms = ((end - begin) * 1_000) / raw.sampleRate;
  const [least, most] = durationWindow(said, rate);
  if (ms < least) return fault('speech.tooShort', `${Math.round(ms)} ms, at least ${least} ms`);
  if (ms > most) return fault('speech.tooLong', `${Math.round(ms)} ms, at most ${most} ms`);

  const pcm = raw.pcm.slice(begin, end);
  makeLoud(pcm, amplitude(LOUDNESS_DBFS) / loudness);
  return ok({ pcm, sampleRate: raw.sampleRate, ms: Math.round(ms) });
}

/** Shortest and longest milliseconds that these words can take at this rate. */
export function durationWindow(said: Length, rate: number): readonly [number, number] {
  const most =
    MOST_MS.start +
    MOST_MS.word * said.words +
    MOST_MS.sign * said.signs +
    MOST_MS.letter * said.letters;
  const at = (ms: number): number => Math.round((ms * 100) / rate);
  return [at(LEAST_MS_PER_WORD * said.words), at(most)];
}

/** Loudness of the voiced parts in dB below full scale. */
export function loudnessOf({ pcm, sampleRate }: RawSpeech): number {
  const frames = loudnessOfFrames(pcm, Math.round((sampleRate * FRAME_MS) / 1_000));
  const pause = Math.max(...frames, 0) * amplitude(-PAUSE_BELOW_LOUDEST_DB);
  return decibels(rootMeanSquare(frames.filter((rms) => rms > pause)));
}

export function peakOf(pcm: Int16Array): number {
  let peak = 0;
  for (const sample of pcm) peak = Math.max(peak, Math.abs(sample));
  return decibels(peak / FULL_SCALE);
}

export function amplitude(dB: number): number {
  return 10 ** (dB / 20);
}

export function decibels(factor: number): number {
  return 20 * Math.log10(factor);
}

/** Under a soft ceiling made of plain division, so that every machine makes the same samples. */
function makeLoud(pcm: Int16Array, gain: number): void {
  const knee = amplitude(KNEE_DBFS) * FULL_SCALE;
  const room = amplitude(PEAK_DBFS) * FULL_SCALE - knee;
  for (let i = 0; i < pcm.length; i += 1) {
    const sample = (pcm[i] ?? 0) * gain;
    const over = Math.abs(sample) - knee;
    const held = over <= 0 ? sample : Math.sign(sample) * (knee + (over * room) / (over + room));
    pcm[i] = Math.round(held);
  }
}

function loudnessOfFrames(pcm: Int16Array, frame: number): readonly number[] {
  const frames: number[] = [];
  for (let at = 0; at < pcm.length; at += frame) {
    let sum = 0;
    const end = Math.min(pcm.length, at + frame);
    for (let i = at; i < end; i += 1) sum += (pcm[i] ?? 0) * (pcm[i] ?? 0);
    frames.push(Math.sqrt(sum / (end - at)) / FULL_SCALE);
  }
  return frames;
}

function rootMeanSquare(values: readonly number[]): number {
  if (values.length === 0) return 0;
  return Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);
}

function msToSamples(ms: number, sampleRate: number): number {
  return Math.round((ms * sampleRate) / 1_000);
}
