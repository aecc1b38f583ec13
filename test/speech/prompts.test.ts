import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../main/base/clock.ts';
import { localeSchema, type Locale } from '../../main/contract/view.ts';
import { CATALOGUES } from '../../main/speech/pack/catalogues.ts';
import { fixedPrompts } from '../../main/speech/pack/fixed-prompts.ts';
import { LOCALES, OUT_OF_ORDER, storedLine } from '../../main/speech/open-voice.ts';
import { cleanSpeech, loudnessOf, peakOf } from '../../main/speech/hygiene.ts';
import { lengthOf } from '../../main/speech/speakable.ts';
import type { SpeechEngine } from '../../main/speech/engine.ts';
import { espeak } from '../../main/speech/espeak.ts';
import { flite } from '../../main/speech/flite/engine.ts';
import { root } from '../support/program.ts';
import { hasEspeak } from '../support/speech.ts';

/**
 * AUDIO of the audio interface: whatever is always said the same is spoken here by each engine, and is
 * speech. `npm run proof` takes every prompt, else each language gives a few.
 */
const EVERY = process.env['RESTANTE_PROOF'] === '1' ? 1 : 25;

const engines: readonly (readonly [string, SpeechEngine, readonly Locale[], boolean])[] = [
  ['espeak-ng', espeak({ clock: systemClock }), localeSchema.options, hasEspeak],
  ['flite', flite({ clock: systemClock }), ['en'], true],
];

describe.each(engines)('[F41] ADA 707.5 AUDIO: %s', (_name, engine, locales, here) => {
  beforeAll(async () => void (await engine.probe()));
  afterAll(() => engine.rest());

  test.skipIf(!here).each(locales.map((locale) => [locale]))(
    'speaks the prompts of %s: as loud as each other, as long as their words, none like another',
    { timeout: 300_000 },
    async (locale) => {
      const prompts = fixedPrompts(CATALOGUES[locale], locale).filter((_, i) => i % EVERY === 0);
      expect(prompts.length).toBeGreaterThan(5);
      const heard = new Map<string, string>();
      for (const text of prompts) {
        const raw = await engine.speak({ text, locale, rate: 100 });
        const clip = raw.ok ? cleanSpeech(raw.value, lengthOf(text), 100) : raw;
        if (!clip.ok) throw new Error(`“${text}”: ${clip.error.message}`);
        expect(Math.abs(loudnessOf(clip.value) + 20), text).toBeLessThan(1);
        expect(peakOf(clip.value.pcm), text).toBeLessThanOrEqual(-3);
        const hash = createHash('sha256').update(clip.value.pcm).digest('hex');
        expect(sameSound(heard.get(hash), text), `${text} / ${heard.get(hash)}`).toBe(true);
        heard.set(hash, text);
      }
    },
  );
});

describe('[F41] the stored line', () => {
  test.each(LOCALES.map((locale) => [locale]))(
    'that audio is out of order is there in %s, and is speech',
    async (locale) => {
      const clip = await storedLine(`${root}/assets/speech/${OUT_OF_ORDER}/${locale}.wav`);
      if (!clip) throw new Error('it is not there');
      expect(clip.ms).toBeGreaterThan(700);
      expect(clip.ms).toBeLessThan(4_000);
      expect(Math.abs(loudnessOf(clip) + 20)).toBeLessThan(1);
    },
  );
});

/** Two prompts may sound alike when they differ in signs that nobody speaks. */
function sameSound(one: string | undefined, other: string): boolean {
  const words = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return one === undefined || words(one) === words(other);
}
