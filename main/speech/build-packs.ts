import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { espeak } from './espeak.ts';
import { CATALOGUES } from './pack/catalogues.ts';
import { fixedPrompts } from './pack/fixed-prompts.ts';
import { makePack } from './pack/make-pack.ts';
import { cleanSpeech } from './hygiene.ts';
import { OUT_OF_ORDER } from './open-voice.ts';
import { lengthOf, speakable } from './speakable.ts';
import { writeWav } from './wav.ts';

/**
 * `npm run speech [-- en de … out-of-order]`: speaks every fixed prompt beforehand, into
 * assets/speech/<locale>; the line that is said when nothing can speak only when it is named.
 * The same catalogue and the same engine give the same bytes, on every machine.
 */
const NO_ENGINE = 2;
const folder = join(import.meta.dirname, '..', '..', 'assets', 'speech');

const engine = espeak({ clock: systemClock });
const found = await engine.probe();
if (!found.ok) {
  process.stderr.write(`speech: ${found.error.message}; apt-get install espeak-ng\n`);
  process.exit(NO_ENGINE);
}
const wanted = process.argv.slice(2);
for (const locale of found.value) {
  if (wanted.length > 0 && !wanted.includes(locale)) continue;
  const begun = systemClock.monotonic();
  const pack = await makePack(engine, locale, fixedPrompts(CATALOGUES[locale], locale));
  if (!pack.ok) {
    process.stderr.write(`speech: ${locale}: ${pack.error.message}\n`);
    process.exit(1);
  }
  const { index, sound } = pack.value;
  const target = join(folder, locale);
  mkdirSync(target, { recursive: true });
  for (const old of readdirSync(target)) rmSync(join(target, old));
  writeFileSync(join(target, index.sound), sound);
  writeFileSync(join(target, 'index.json'), `${JSON.stringify(index)}\n`);
  const clips = Object.keys(index.clips).length;
  const ms = Math.round(systemClock.monotonic() - begun);
  process.stdout.write(`${JSON.stringify({ locale, clips, bytes: sound.length, ms })}\n`);
}
if (wanted.includes(OUT_OF_ORDER))
  for (const locale of found.value) {
    // The only sound in the repository: what is said when nothing can speak.
    const text = speakable(CATALOGUES[locale]['audio.outOfOrder'] ?? '');
    const raw = await engine.speak({ text, locale, rate: 100 });
    const clip = raw.ok ? cleanSpeech(raw.value, lengthOf(text), 100) : raw;
    if (!clip.ok) throw new Error(clip.error.message);
    mkdirSync(join(folder, OUT_OF_ORDER), { recursive: true });
    writeFileSync(join(folder, OUT_OF_ORDER, `${locale}.wav`), writeWav(clip.value));
  }
engine.rest();
