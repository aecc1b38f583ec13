import type { Clock } from '../base/clock.ts';
import { fault, ok, type Result } from '../base/result.ts';
import type { Locale } from '../contract/view.ts';
import type { RawSpeech, SpeechEngine, SpeechFault } from './engine.ts';
import { startProgram, type Waiting } from './program.ts';
import { readWav } from './wav.ts';

/**
 * espeak-ng (GPL-3) as a program of its own: text on its standard input, WAV on its standard output.
 * Never text in argv: "-f/etc/passwd" would be read aloud, and everybody could read the name of a
 * recipient. One more process than needed stands ready with its voice loaded.
 */
const VOICES: Readonly<Record<Locale, string>> = {
  en: 'en-gb',
  de: 'de',
  fr: 'fr-fr',
  es: 'es',
  ar: 'ar',
};
/** Its own speed at 100 %, words a minute; it goes from 80 to 450. */
const WORDS_A_MINUTE = 175;
/** A sentence takes it 40 ms on a small machine; who waits longer has lost the person. */
const SPEAK_MS = 2_000;
const PROBE_MS = 3_000;
/** Three minutes at 22,050 samples of two bytes. */
const MOST_BYTES = 8_000_000;

export interface EspeakOptions {
  readonly clock: Clock;
  /** Where it is when it is not on the PATH. */
  readonly command?: string;
}

export function espeak({ clock, command = 'espeak-ng' }: EspeakOptions): SpeechEngine {
  let version: string | null = null;
  let locales: readonly Locale[] = [];
  let ready: { readonly as: string; readonly program: Waiting } | null = null;

  const start = (args: readonly string[]): Waiting =>
    startProgram({ command, args, clock, mostBytes: MOST_BYTES });

  async function ask(flag: string): Promise<Result<string, SpeechFault>> {
    const answer = await start([flag]).finish('', PROBE_MS);
    return answer.ok ? ok(Buffer.from(answer.value).toString('utf8')) : answer;
  }

  function take(args: readonly string[]): Waiting {
    const as = args.join(' ');
    const taken = ready?.as === as && ready.program.alive() ? ready.program : null;
    if (!taken) ready?.program.kill();
    ready = null;
    return taken ?? start(args);
  }

  return {
    name: 'espeak-ng',
    keepsSecrets: true,

    async probe() {
      const named = await ask('--version');
      if (!named.ok) return fault('speech.missing', named.error.message);
      version = /text-to-speech: (\S+)/.exec(named.value)?.[1] ?? null;
      if (version === null) return fault('speech.missing', `${command} is something else`);
      const voices = await ask('--voices');
      if (!voices.ok) return fault('speech.missing', voices.error.message);
      const installed = new Set(voices.value.split('\n').map((line) => line.split(/\s+/)[2]));
      locales = (Object.keys(VOICES) as Locale[]).filter((each) => installed.has(VOICES[each]));
      return ok(locales);
    },

    identity: (locale) =>
      version !== null && locales.includes(locale)
        ? { engine: 'espeak-ng', version, voice: VOICES[locale] }
        : null,

    async speak({ text, locale, rate }): Promise<Result<RawSpeech, SpeechFault>> {
      const speed = Math.round((WORDS_A_MINUTE * rate) / 100);
      const args = ['--stdin', '--stdout', '-b', '1', '-z', '-v', VOICES[locale], '-s', `${speed}`];
      const wav = await take(args).finish(text, SPEAK_MS);
      ready ??= { as: args.join(' '), program: start(args) };
      if (!wav.ok) return wav;
      const raw = readWav(wav.value);
      wav.value.fill(0);
      return raw;
    },

    rest() {
      ready?.program.kill();
      ready = null;
    },
  };
}
