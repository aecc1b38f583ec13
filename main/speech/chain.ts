import type { Log } from '../base/log.ts';
import { fault, ok, type Result } from '../base/result.ts';
import type { Clip, VoiceHealth } from '../contract/audio.ts';
import type { Locale } from '../contract/view.ts';
import type { EngineIdentity, SpeechEngine, SpeechFault, SpeechOrder } from './engine.ts';
import { cleanSpeech } from './hygiene.ts';
import { lengthOf } from './speakable.ts';

/**
 * The engines in order. One that fails is left out, for that language, until the session is over: a
 * voice that changes from word to word is hard to follow. The next session asks the better one again.
 */
export interface EngineChain {
  /** Looks which engines are here; before that nothing speaks. */
  probe(): Promise<void>;
  /** Who would speak this language now. */
  identity(locale: Locale, personal: boolean): EngineIdentity | null;
  speak(
    order: SpeechOrder,
    personal: boolean,
  ): Promise<Result<{ readonly clip: Clip; readonly by: EngineIdentity }, SpeechFault>>;
  health(): VoiceHealth;
  newSession(): void;
  rest(): void;
}

export function engineChain(
  engines: readonly SpeechEngine[],
  locales: readonly Locale[],
  log: Log,
): EngineChain {
  /** `name/locale` of what failed in this session. */
  const failed = new Set<string>();
  const absent = new Map<SpeechEngine, SpeechFault>();

  async function probe(): Promise<void> {
    for (const engine of engines) {
      const found = await engine.probe();
      if (found.ok) absent.delete(engine);
      else absent.set(engine, found.error);
      if (!found.ok)
        log.info('a speech engine is not here', { engine: engine.name, code: found.error.code });
    }
  }

  function able(locale: Locale, personal: boolean): readonly SpeechEngine[] {
    return engines.filter(
      (engine) =>
        (engine.keepsSecrets || !personal) &&
        engine.identity(locale) !== null &&
        !failed.has(`${engine.name}/${locale}`),
    );
  }

  async function clipOf(
    engine: SpeechEngine,
    order: SpeechOrder,
  ): Promise<Result<Clip, SpeechFault>> {
    const raw = await engine.speak(order);
    if (!raw.ok) return raw;
    const clean = cleanSpeech(raw.value, lengthOf(order.text), order.rate);
    raw.value.pcm.fill(0);
    return clean;
  }

  return {
    probe,
    identity: (locale, personal) => able(locale, personal)[0]?.identity(locale) ?? null,

    async speak(order, personal) {
      for (const engine of able(order.locale, personal)) {
        const by = engine.identity(order.locale);
        const clip = await clipOf(engine, order);
        if (clip.ok && by) return ok({ clip: clip.value, by });
        if (clip.ok) continue;
        failed.add(`${engine.name}/${order.locale}`);
        // Never the words: they may be a name.
        log.warn('a speech engine failed; another one speaks until the session ends', {
          engine: engine.name,
          locale: order.locale,
          code: clip.error.code,
          why: clip.error.message,
        });
      }
      return fault('speech.outOfOrder', `no engine speaks ${order.locale}`);
    },

    health() {
      const first = engines[0];
      const mute = locales.filter((locale) => able(locale, true).length === 0);
      if (mute.length === locales.length) return { state: 'lost', reason: 'no engine speaks' };
      if (mute.length > 0) return { state: 'degraded', reason: `nobody speaks ${mute.join(', ')}` };
      const second = locales.filter((locale) => able(locale, true)[0] !== first);
      if (second.length > 0)
        return { state: 'degraded', reason: `not ${first?.name ?? ''} in ${second.join(', ')}` };
      return { state: 'ready', reason: null };
    },

    newSession() {
      const again = failed.size > 0 || absent.size > 0;
      failed.clear();
      // What was missing may have been installed, what hung may have been mended.
      if (again) void probe();
    },

    rest() {
      for (const engine of engines) engine.rest();
    },
  };
}
