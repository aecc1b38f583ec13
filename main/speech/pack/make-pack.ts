import { fault, ok, type Result } from '../../base/result.ts';
import type { Locale } from '../../contract/view.ts';
import { clipKey } from '../clip-key.ts';
import type { SpeechEngine, SpeechFault } from '../engine.ts';
import { cleanSpeech } from '../hygiene.ts';
import { lengthOf } from '../speakable.ts';
import { packSamples } from './adpcm.ts';
import { contentName, type PackIndex } from './pack-index.ts';

/** Percent: the rate at which everybody begins. */
const PACK_RATE = 100;

export interface Pack {
  readonly index: PackIndex;
  readonly sound: Uint8Array;
}

/** Errors: the engine does not speak this language, or a prompt did not come out as speech. */
export async function makePack(
  engine: SpeechEngine,
  locale: Locale,
  texts: readonly string[],
): Promise<Result<Pack, SpeechFault>> {
  const identity = engine.identity(locale);
  if (!identity) return fault('speech.noVoice', `${engine.name} does not speak ${locale}`);
  const clips: PackIndex['clips'] = {};
  const parts: Uint8Array[] = [];
  let at = 0;
  let sampleRate = 0;
  for (const text of texts) {
    const raw = await engine.speak({ text, locale, rate: PACK_RATE });
    const clip = raw.ok ? cleanSpeech(raw.value, lengthOf(text), PACK_RATE) : raw;
    if (!clip.ok) return fault(clip.error.code, `“${text}”: ${clip.error.message}`);
    const { pcm } = clip.value;
    sampleRate = clip.value.sampleRate;
    const packed = packSamples(pcm);
    clips[clipKey(identity, locale, PACK_RATE, text)] = [
      at,
      packed.length,
      pcm.length,
      contentName(packed),
    ];
    parts.push(packed);
    at += packed.length;
  }
  const sound = Buffer.concat(parts);
  const index = {
    ...identity,
    ...{ locale, rate: PACK_RATE, sampleRate, sound: `${contentName(sound)}.adpcm`, clips },
  };
  return ok({ index, sound });
}
