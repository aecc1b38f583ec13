import { IntlMessageFormat } from 'intl-messageformat';
import ar from '../../assets/locales/ar.json' with { type: 'json' };
import de from '../../assets/locales/de.json' with { type: 'json' };
import en from '../../assets/locales/en.json' with { type: 'json' };
import es from '../../assets/locales/es.json' with { type: 'json' };
import fr from '../../assets/locales/fr.json' with { type: 'json' };
import type { Locale, Text } from '../contract/view.ts';

/** The message catalogues: ICU messages, English complete, others fall back to it key by key. */
export type MessageKey = keyof typeof en;
export type MessageValues = Readonly<Record<string, string | number>>;

/** A sentence that was not put into a language yet. */
export interface Phrase {
  readonly key: MessageKey;
  readonly values?: MessageValues;
}

const catalogues: Readonly<Record<Locale, Partial<Record<MessageKey, string>>>> = {
  en,
  de,
  fr,
  es,
  ar,
};

/** The languages that have a catalogue. */
export const spokenLocales = Object.keys(catalogues) as readonly Locale[];

const formats = new Map<string, IntlMessageFormat>();

/** `zone` is where the moments of the message are told, by its IANA name; left out, here. */
export function say({ key, values }: Phrase, locale: Locale, zone?: string): Text {
  const format = formatOf(key, locale, zone);
  return { key, text: String(format.format(values ? { ...values } : undefined)) };
}

/** The names of the values that are filled into a message; none for words that are not ours. */
export function argumentsOf(key: string): readonly string[] {
  const message = key in en ? en[key as MessageKey] : '';
  return Array.from(message.matchAll(/\{(\w+)[,}]/g), ([, name]) => name ?? '');
}

/** Words that are not ours: a name, a logo's text. They have no recording and no catalogue entry. */
export function verbatim(text: string): Text {
  return { key: '', text };
}

export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return locale === 'ar' ? 'rtl' : 'ltr';
}

function formatOf(key: MessageKey, locale: Locale, zone?: string): IntlMessageFormat {
  const id = `${locale}/${key}/${zone ?? ''}`;
  const known = formats.get(id);
  if (known) return known;
  const translated = catalogues[locale]?.[key];
  const format = new IntlMessageFormat(
    translated ?? en[key],
    translated ? locale : 'en',
    zone === undefined ? undefined : momentsIn(zone),
  );
  formats.set(id, format);
  return format;
}

/** The styles of dates and times that our messages use, told in a zone. */
function momentsIn(timeZone: string): ConstructorParameters<typeof IntlMessageFormat>[2] {
  const styles = { short: { timeZone }, medium: { timeZone } };
  return { date: styles, time: styles };
}
