import type { Log } from '../base/log.ts';
import { fault, ok, type Result } from '../base/result.ts';
import type { Clip, Utterance, Voice } from '../contract/audio.ts';
import type { Locale } from '../contract/view.ts';
import type { EngineChain } from './chain.ts';
import { clipKey } from './clip-key.ts';
import type { ClipMemory } from './clip-memory.ts';
import type { SpeechFault } from './engine.ts';
import type { PromptPack } from './pack/prompt-pack.ts';
import { lengthOf, speakable } from './speakable.ts';

/**
 * Finds a clip or has it made: prompt pack, memory, engines. Whoever asks twice at once gets the same
 * clip. Nothing personal goes to a pack, to a disk or to a log.
 */
export interface VoiceOptions {
  readonly chain: EngineChain;
  readonly memory: ClipMemory;
  readonly packs: readonly PromptPack[];
  /** The stored line for a kiosk whose engines are all gone. */
  readonly outOfOrder: (locale: Locale) => Promise<Clip | null>;
  readonly log: Log;
}

export interface RunningVoice extends Voice {
  stop(): void;
}

export function createVoice({ chain, memory, packs, outOfOrder, log }: VoiceOptions): RunningVoice {
  const inHand = new Map<string, Promise<Result<Clip, SpeechFault>>>();
  /** What was asked for in an older session is not kept. */
  let session = 0;
  let ahead: { readonly utterance: Utterance; readonly rate: number }[] = [];
  let working = false;
  const toldOutOfOrder = new Set<Locale>();

  async function make(
    text: string,
    { locale, personal }: Utterance,
    rate: number,
  ): Promise<Result<Clip, SpeechFault>> {
    const asked = session;
    const made = await chain.speak({ text, locale, rate }, personal);
    if (!made.ok) return made;
    const { clip, by } = made.value;
    // Another engine than expected may have spoken; its clip goes under its own name.
    if (!personal || asked === session) memory.put(clipKey(by, locale, rate, text), clip, personal);
    return ok(clip);
  }

  async function find(utterance: Utterance, rate: number): Promise<Result<Clip, SpeechFault>> {
    const { locale, personal } = utterance;
    const text = speakable(utterance.text);
    if (lengthOf(text).words === 0) return fault('speech.noWords', 'nothing that can be said');
    if (!personal) {
      for (const pack of packs) {
        const stored = pack.locale === locale ? await pack.clip(text, rate) : null;
        if (stored) return ok(stored);
      }
    }
    const identity = chain.identity(locale, personal);
    if (!identity) return fault('speech.outOfOrder', `no engine speaks ${locale}`);
    const key = clipKey(identity, locale, rate, text);
    const known = memory.get(key);
    if (known) return ok(known);
    const wanted = `${key}${personal ? ' personal' : ''}`;
    const running = inHand.get(wanted) ?? make(text, utterance, rate);
    inHand.set(wanted, running);
    const made = await running;
    if (inHand.get(wanted) === running) inHand.delete(wanted);
    return made;
  }

  async function clip(utterance: Utterance, rate: number): Promise<Result<Clip, SpeechFault>> {
    const found = await find(utterance, rate);
    if (found.ok || found.error.code !== 'speech.outOfOrder') return found;
    return (await lost(utterance.locale)) ?? found;
  }

  /** One after the other, and never beside what somebody waits for. */
  async function workAhead(): Promise<void> {
    if (working) return;
    working = true;
    for (let next = ahead.shift(); next; next = ahead.shift()) {
      await Promise.all(inHand.values());
      // Whoever asks for it will be told what was wrong.
      void (await find(next.utterance, next.rate));
    }
    working = false;
  }

  /** "Audio is out of order", once in a session; whoever asks again gets the fault. */
  async function lost(locale: Locale): Promise<Result<Clip, SpeechFault> | null> {
    if (toldOutOfOrder.has(locale)) return null;
    toldOutOfOrder.add(locale);
    log.error('the voice is out of order', { locale });
    const stored = await outOfOrder(locale);
    return stored && ok(stored);
  }

  return {
    clip,
    prepare(utterances, rate) {
      ahead = utterances.map((utterance) => ({ utterance, rate }));
      void workAhead();
    },
    forget() {
      session += 1;
      ahead = [];
      inHand.clear();
      memory.forget();
      toldOutOfOrder.clear();
      chain.newSession();
    },
    health: () => chain.health(),
    stop() {
      ahead = [];
      memory.forget();
      chain.rest();
      for (const pack of packs) pack.close();
    },
  };
}
