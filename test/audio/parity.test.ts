import { describe, expect, test } from 'vitest';
import { wholeScreen } from '../../main/audio/plan.ts';
import { stopsOf } from '../../main/contract/stops.ts';
import type { KioskView, Locale } from '../../main/contract/view.ts';
import ar from '../../assets/locales/ar.json' with { type: 'json' };
import de from '../../assets/locales/de.json' with { type: 'json' };
import en from '../../assets/locales/en.json' with { type: 'json' };
import es from '../../assets/locales/es.json' with { type: 'json' };
import fr from '../../assets/locales/fr.json' with { type: 'json' };
import { newcomer, textOf } from '../support/listener.ts';
import { seenOn } from '../support/seen.tsx';
import { collectViews } from '../support/view-gallery.ts';

/**
 * PARITY: the real React screen of each view beside what is said of the whole screen. Both are made
 * from the same view, and neither knows the other.
 */
const catalogues = { ar, de, en, es, fr } as const;
/** Letters and digits only: a stop, a space between the signs of a code and a case say nothing. */
const bare = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}\p{M}]/gu, '')
    .toLowerCase();
const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];

const grammars = new Map<Locale, ReadonlySet<string>>();

/** Words that are for the ear alone: what kind of thing it is, which of how many, where it is. */
function grammar(locale: Locale): ReadonlySet<string> {
  const made = grammars.get(locale) ?? grammarOf(locale);
  grammars.set(locale, made);
  return made;
}

function grammarOf(locale: Locale): ReadonlySet<string> {
  const messages = Object.entries(catalogues[locale])
    .filter(([key]) => /^(audio|place|box\.label)/.test(key))
    .map(([, message]) => message);
  return new Set(messages.flatMap(wordsOf));
}

/** What is seen and not said. */
function unsaid(view: KioskView): readonly string[] {
  const said = bare(textOf(wholeScreen(view, newcomer)));
  return seenOn(view).words.filter((words) => !said.includes(bare(words)));
}

/** What is said and not seen. */
function unseen(view: KioskView): readonly string[] {
  const symbols = view.picture?.lockers.flatMap(({ marks }) => marks) ?? [];
  const seen = [...seenOn(view).words, ...symbols.map(({ text }) => text.text)].join(' ');
  const known = new Set(wordsOf(seen));
  const run = bare(seen);
  /** Positions are counted; any other number has to be there. */
  const most = Math.max(stopsOf(view).length, view.field?.maxLength ?? 0);
  return wholeScreen(view, newcomer).flatMap(({ text, locale }) => {
    const ear = grammar(locale);
    return wordsOf(text).filter((word) =>
      /^\d+$/.test(word)
        ? Number(word) > most && !run.includes(word)
        : !known.has(word) && !ear.has(word) && !run.includes(word),
    );
  });
}

const proof = process.env['RESTANTE_PROOF'] === '1';
/** Every screen in English; one in four of another language here, all of them in `npm run proof`. */
const languages: readonly (readonly [Locale, number])[] = proof
  ? [
      ['en', 1],
      ['de', 1],
      ['fr', 1],
      ['es', 1],
      ['ar', 1],
    ]
  : [
      ['en', 1],
      ['ar', 4],
    ];

describe.each(languages)('PARITY in %s', async (language, every) => {
  const views = (await collectViews(language)).filter((_, i) => i % every === 0);
  const failing = (wrong: (view: KioskView) => readonly string[]): readonly string[] =>
    views.flatMap((view) => wrong(view).map((what) => `${view.screen}: ${what}`));

  test('ADA 707.5, Section 508 402.2.1: whatever is seen is said [F41]', () => {
    expect(views.length).toBeGreaterThan(20);
    expect(failing(unsaid)).toEqual([]);
  });

  test('EN 301 549 5.1.3.1: nothing is said that is not seen, but how to find and choose it', () => {
    expect(failing(unseen)).toEqual([]);
  });

  test('EN 301 549 5.1.6.1: whatever a finger can press, a key can reach, and nothing else', () => {
    const pressed = (view: KioskView): readonly string[] =>
      stopsOf(view).flatMap(({ does }) =>
        does === null ? [] : [does.type === 'key' ? `key:${does.key}` : `press:${does.item}`],
      );
    for (const view of views)
      expect(new Set(seenOn(view).touched), view.screen).toEqual(new Set(pressed(view)));
  });

  test('WCAG 3.2.3: choices and buttons are said in the order in which they are seen', () => {
    for (const view of views) {
      const inOrder = (of: readonly string[]) =>
        of.filter((press) =>
          [...view.items, ...view.tools].some(({ id }) => press === `press:${id}`),
        );
      const said = bare(textOf(wholeScreen(view, newcomer)));
      const labels = inOrder([...new Set(seenOn(view).touched)]).map((press) =>
        bare(
          [...view.items, ...view.tools].find(({ id }) => press === `press:${id}`)?.label.text ??
            '',
        ),
      );
      let from = 0;
      for (const label of labels) {
        const found = said.indexOf(label, from);
        expect(found, `${view.screen}: ${label}`).toBeGreaterThanOrEqual(0);
        from = found + label.length;
      }
    }
  });
});
