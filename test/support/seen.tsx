import { renderToStaticMarkup } from 'react-dom/server';
import type { KioskView } from '../../main/contract/view.ts';
import { Screen } from '../../renderer/components/screen.tsx';

/** What the real screen shows of a view, taken from its own markup: words, names, what can be touched. */
export interface Seen {
  /** Words and accessible names in the order of the page. */
  readonly words: readonly string[];
  /** What a finger can press, in the order of the page: `press:item` or `key:sign`. */
  readonly touched: readonly string[];
}

interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
}

export function seenOn(view: KioskView): Seen {
  const html = renderToStaticMarkup(<Screen view={view} act={() => undefined} />);
  const words: string[] = [];
  const touched: string[] = [];
  const open: Element[] = [];
  for (const [, closing, tag = '', given = '', alone, text = ''] of html.matchAll(
    /<(\/?)([a-zA-Z0-9]+)([^>]*?)(\/?)>|([^<]+)/g,
  )) {
    if (text !== '') {
      if (isSaidInWords(open, view)) words.push(plain(text));
    } else if (closing) open.pop();
    else {
      const element = { tag, attributes: attributesOf(given) };
      const name = element.attributes['aria-label'];
      if (name) words.push(name);
      const press = pressOf(element, view);
      if (press !== null) touched.push(press);
      if (!alone) open.push(element);
    }
  }
  return { words: words.filter((word) => word.trim() !== ''), touched };
}

function pressOf({ tag, attributes }: Element, view: KioskView): string | null {
  if (tag !== 'button' && attributes.role !== 'button') return null;
  const { 'data-item': item, 'data-key': key, 'data-locker': locker } = attributes;
  if (key !== undefined) return `key:${key}`;
  if (item !== undefined) return `press:${item}`;
  const drawn = view.picture?.lockers.find(({ number }) => String(number) === locker);
  return `press:${drawn?.item ?? 'nothing that is known'}`;
}

/**
 * Signs that stand for words: a sign on a key has a name, dots stand for a secret, and a number on a
 * door of the drawing, which nobody can press and which is not lit, says no more than that it is there.
 */
function isSaidInWords(within: readonly Element[], view: KioskView): boolean {
  return within.every(({ attributes }) => {
    if (attributes['data-key'] !== undefined) return attributes['aria-label'] === undefined;
    if (attributes.class === 'entry-shown') return view.field?.secret !== true;
    if (attributes['data-locker'] === undefined) return true;
    return (
      attributes.role === 'button' ||
      attributes['data-status'] !== '' ||
      attributes.class?.includes(' lit ') === true
    );
  });
}

function attributesOf(given: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from(given.matchAll(/([\w-]+)="([^"]*)"/g), ([, name = '', value = '']) => [
      name,
      plain(value),
    ]),
  );
}

function plain(text: string): string {
  return text
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&#x27;/g, "'")
    .replace(/&amp;/g, '&');
}
