import type { Locale } from '../../contract/view.ts';
import { speakable } from '../speakable.ts';

/**
 * The messages of a catalogue that always say the same, each text once, in the order of their keys.
 * The technician's pages (`service.*`) are not spoken beforehand: they are many and seldom heard.
 */
export function fixedPrompts(
  catalogue: Readonly<Record<string, string>>,
  locale: Locale,
): readonly string[] {
  const texts = Object.keys(catalogue)
    .sort()
    .filter((key) => !key.startsWith('service.'))
    // Each language is named by its own voice.
    .filter((key) => !key.startsWith('language.') || key === `language.${locale}`)
    .map((key) => catalogue[key] ?? '')
    .filter((message) => !/[{}<#]/.test(message))
    // An apostrophe before another is how ICU writes one.
    .map((message) => speakable(message.replaceAll("''", "'")))
    .filter((text) => /[\p{L}\p{N}]/u.test(text));
  return [...new Set(texts)];
}
