import type { Tone } from '../../main/contract/audio.ts';

/** Sounds that are no words. Short, so that no word is covered; low ones for "no", high ones for "yes". */
interface Note {
  readonly hertz: number;
  readonly ms: number;
}

const NOTES: Readonly<Record<Tone, readonly Note[]>> = {
  key: [{ hertz: 1_200, ms: 20 }],
  edge: [
    { hertz: 500, ms: 60 },
    { hertz: 500, ms: 60 },
  ],
  nothing: [{ hertz: 180, ms: 120 }],
  on: [
    { hertz: 523, ms: 90 },
    { hertz: 784, ms: 140 },
  ],
  off: [
    { hertz: 784, ms: 90 },
    { hertz: 523, ms: 140 },
  ],
  outOfOrder: [
    { hertz: 220, ms: 180 },
    { hertz: 196, ms: 180 },
    { hertz: 165, ms: 300 },
  ],
};
const GAP_MS = 30;
/** An edge that is not rounded clicks. */
const EDGE_MS = 4;
/** As loud as speech: a sine of this peak is 20 dB below full scale. */
const LEVEL = 0.14;

/** Two ticks a second are found by ear and do not hurry anybody. */
const TICK_EVERY_MS = 500;
const TICK: Note = { hertz: 1_400, ms: 25 };
const TICK_LEVEL = 0.5;

export function toneSamples(name: Tone, sampleRate: number): Float32Array<ArrayBuffer> {
  return drawn(NOTES[name], sampleRate, LEVEL);
}

/** One turn of the beacon, to be repeated without a seam. */
export function beaconSamples(sampleRate: number): Float32Array<ArrayBuffer> {
  const turn = new Float32Array(Math.round((TICK_EVERY_MS * sampleRate) / 1_000));
  turn.set(drawn([TICK], sampleRate, TICK_LEVEL));
  return turn;
}

function drawn(
  notes: readonly Note[],
  sampleRate: number,
  level: number,
): Float32Array<ArrayBuffer> {
  const samples = (ms: number): number => Math.round((ms * sampleRate) / 1_000);
  const total = notes.reduce((sum, note) => sum + samples(note.ms + GAP_MS), 0);
  const sound = new Float32Array(total);
  let at = 0;
  for (const { hertz, ms } of notes) {
    const length = samples(ms);
    const edge = samples(EDGE_MS);
    for (let i = 0; i < length; i += 1) {
      const edges = Math.min(1, i / edge, (length - i) / edge);
      sound[at + i] = Math.sin((2 * Math.PI * hertz * i) / sampleRate) * level * edges;
    }
    at += samples(ms + GAP_MS);
  }
  return sound;
}
