import { chmodSync, existsSync } from 'node:fs';
import { systemClock } from '../../main/base/clock.ts';
import { ok, type Result } from '../../main/base/result.ts';
import type { Utterance } from '../../main/contract/audio.ts';
import { localeSchema } from '../../main/contract/view.ts';
import type { RawSpeech, SpeechEngine, SpeechFault } from '../../main/speech/engine.ts';
import { espeak } from '../../main/speech/espeak.ts';
import type { Folder } from './product.ts';

/** Speech in tests: engines that can be broken, and sound made of numbers. */
export const hasEspeak = existsSync('/usr/bin/espeak-ng');

export function utterance(text: string, more: Partial<Utterance> = {}): Utterance {
  return { id: 'u1', locale: 'en', text, key: null, personal: false, whole: false, ...more };
}

/** A hum of one pitch; `loud` is the part of full scale that its peaks reach. */
export function hum(ms: number, loud = 0.3, sampleRate = 16_000): RawSpeech {
  const pcm = new Int16Array(Math.round((ms * sampleRate) / 1_000));
  for (let i = 0; i < pcm.length; i += 1)
    pcm[i] = Math.round(Math.sin((i * 2 * Math.PI * 220) / sampleRate) * loud * 32_767);
  return { pcm, sampleRate };
}

export interface FakeEngine extends SpeechEngine {
  readonly spoken: string[];
  breaks: Result<RawSpeech, SpeechFault> | null;
  here: Result<null, SpeechFault>;
}

/** Hums for a third of a second per word, in every language. */
export function fakeEngine(name: SpeechEngine['name'] = 'espeak-ng'): FakeEngine {
  const self: FakeEngine = {
    name,
    keepsSecrets: name !== 'say',
    spoken: [],
    breaks: null,
    here: ok(null),
    probe: async () => (self.here.ok ? ok(localeSchema.options) : self.here),
    identity: () => (self.here.ok ? { engine: name, version: '1', voice: 'hum' } : null),
    async speak({ text, rate }) {
      self.spoken.push(text);
      return self.breaks ?? ok(hum((text.split(' ').length * 33_000) / rate));
    },
    rest: () => undefined,
  };
  return self;
}

/** A program in the place of espeak-ng: it names itself and its voices as the real one does. */
export function espeakMadeOf(
  folder: Folder,
  speaks: string,
  voices = 'en-gb de fr-fr',
): SpeechEngine {
  const list = voices.split(' ').map((voice) => ` 5  ${voice}  --/M  Name  file`);
  const command = folder.file(
    'espeak-ng',
    [
      '#!/bin/sh',
      'case "$1" in',
      "--version) echo 'eSpeak NG text-to-speech: 9.9  Data at: /nowhere' ;;",
      `--voices) printf '%s\\n' 'Pty Language' ${list.map((line) => `'${line}'`).join(' ')} ;;`,
      `*) ${speaks} ;;`,
      'esac',
      '',
    ].join('\n'),
  );
  chmodSync(command, 0o755);
  return espeak({ clock: systemClock, command });
}
