import type { Fault, Result } from '../base/result.ts';
import type { Locale } from '../contract/view.ts';

/** A program that makes sound out of words. Several stand in a row; `chain.ts` asks one after the other. */
export type SpeechFault = Fault<
  | 'speech.missing'
  | 'speech.noVoice'
  | 'speech.noWords'
  | 'speech.notPrivate'
  | 'speech.hung'
  | 'speech.crashed'
  | 'speech.notWav'
  | 'speech.silent'
  | 'speech.tooShort'
  | 'speech.tooLong'
  | 'speech.outOfOrder'
>;

/** Sound as an engine gave it, one channel, not yet looked at. */
export interface RawSpeech {
  readonly pcm: Int16Array;
  /** Samples per second. */
  readonly sampleRate: number;
}

export interface SpeechOrder {
  /** Already `speakable`. */
  readonly text: string;
  readonly locale: Locale;
  /** Percent; the pitch stays. */
  readonly rate: number;
}

/** Part of a clip's key: another version or voice is another sound. */
export interface EngineIdentity {
  readonly engine: string;
  readonly version: string;
  readonly voice: string;
}

export interface SpeechEngine {
  readonly name: 'espeak-ng' | 'flite' | 'say';
  /** Its sound and its text stay in memory; another engine speaks nothing personal. */
  readonly keepsSecrets: boolean;
  /** Looks whether it is here and which languages it speaks. Errors: `speech.missing`. */
  probe(): Promise<Result<readonly Locale[], SpeechFault>>;
  /** Known after a good `probe`; null for a language that it does not speak. */
  identity(locale: Locale): EngineIdentity | null;
  speak(order: SpeechOrder): Promise<Result<RawSpeech, SpeechFault>>;
  /** Lets go of processes and threads; the next `speak` starts them anew. */
  rest(): void;
}
