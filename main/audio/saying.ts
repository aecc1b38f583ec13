import type { Locale, Text } from '../contract/view.ts';
import { argumentsOf, say, type MessageKey, type MessageValues } from '../session/messages.ts';

/** What the planner wants said; it becomes an `Utterance` when it is its turn. */
export interface Saying {
  readonly locale: Locale;
  readonly text: string;
  /** The catalogue's key of a fixed prompt; null where something was filled in. */
  readonly key: string | null;
  readonly personal: boolean;
  readonly whole: boolean;
  /** The hint that it gives: said three times, and then known. */
  readonly hint: string | null;
}

/** Values of messages that tell who somebody is or what they have; see audio.md §3. */
const PERSONAL = ['name', 'sender', 'recipient', 'tail', 'pin', 'code', 'words'];
/** Values that are read sign by sign. */
const CODES = ['tail', 'pin', 'code', 'number'];
/** Lines that no key cuts: a door is about to move towards the person. */
const SAFETY: readonly string[] = ['opening.body'];

/** Our own words, made for the ear. */
export function told(key: MessageKey, locale: Locale, values?: MessageValues): Saying {
  return heard(say(values ? { key, values } : { key }, locale), locale);
}

/** A sentence of the screen, as it is said. */
export function heard({ key, text }: Text, locale: Locale): Saying {
  return {
    locale,
    text: spoken({ key, text }),
    key: key !== '' && argumentsOf(key).length === 0 ? key : null,
    personal: isPersonal(key),
    whole: SAFETY.includes(key),
    hint: null,
  };
}

/** Words that are neither a prompt nor anybody's. */
export function plainWords(text: string, locale: Locale): Saying {
  return { locale, text, key: null, personal: false, whole: false, hint: null };
}

/** Several sentences of the screen in one breath. */
export function together(parts: readonly Saying[], locale: Locale): Saying {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  return {
    locale,
    text: sentence(parts.map(({ text }) => text)),
    key: null,
    personal: parts.some(({ personal }) => personal),
    whole: false,
    hint: null,
  };
}

/** Joined so that a voice takes a breath, whatever stop the parts end with. */
export function sentence(parts: readonly string[]): string {
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part, i, all) => (i < all.length - 1 ? part.replace(/[.,:;]+$/u, '') : part))
    .join(', ');
}

export function isPersonal(key: string): boolean {
  return key === '' || argumentsOf(key).some((name) => PERSONAL.includes(name));
}

/** As it is said: a code sign by sign, a dot in the middle of a line as a pause. */
export function spoken({ key, text }: Text): string {
  const plain = text.replace(/\s*[·|]\s*/gu, ', ').replace(/[\u2026]/gu, ' ');
  const isCode = argumentsOf(key).some((name) => CODES.includes(name));
  return isCode ? plain.replace(/[\p{Lu}\d]*\d[\p{Lu}\d]*/gu, spelled) : plain;
}

/** `1 2 3, 4 5 6`: sign by sign, a breath where the screen leaves a gap. */
export function spelled(code: string): string {
  return code
    .split(/[\s\u202f-]+/u)
    .filter((group) => group !== '')
    .map((group) => Array.from(group).join(' '))
    .join(', ');
}
