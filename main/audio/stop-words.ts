import { stopsOf, type Stop } from '../contract/stops.ts';
import { localeSchema, type Item, type KioskView, type Locale } from '../contract/view.ts';
import type { Place } from '../locker/place.ts';
import { say } from '../session/messages.ts';
import { heard, plainWords, sentence, told, type Saying } from './saying.ts';

/** What is said of one stop: label, more about it, role, state, position, and where a locker is. */
export interface Whereabouts {
  /** Names and contents may be said: nobody but the person hears. */
  readonly private: boolean;
  readonly placeOf: ((locker: number) => Place) | null;
}

type Role = 'button' | 'choice' | 'tool' | 'on' | 'off' | 'key' | 'locker' | 'fact';

export function stopSaying(view: KioskView, stop: Stop, about: Whereabouts): Saying {
  const locale = voiceOf(stop, view.locale);
  // A sign on a key is said by itself, so that a hand that goes on is not kept waiting.
  if (stop.kind === 'key' && stop.label.length === 1) return plainWords(stop.label, locale);
  const item = itemAt(view, stop);
  const parts = item ? itemParts(item, locale) : [partOf(view, stop)];
  const may = parts.filter(({ personal }) => about.private || !personal);
  const withheld = may.length < parts.length;
  const place = placeWords(view, stop, item, about, locale);
  const text = say(
    {
      key: 'audio.item',
      values: {
        what: sentence([
          ...may.map(({ text: words }) => words),
          ...(withheld ? [say({ key: 'audio.withheld' }, locale).text] : []),
        ]),
        role: roleOf(stop, item),
        ...positionOf(view, stop),
      },
    },
    locale,
  ).text;
  return {
    locale,
    text: sentence([text, place]),
    key: null,
    personal: may.some(({ personal }) => personal),
    whole: false,
    hint: null,
  };
}

/** The choice of a language is said in that language. */
function voiceOf({ does }: Stop, locale: Locale): Locale {
  const named = does?.type === 'press' ? /^speak:(.+)$/.exec(does.item)?.[1] : undefined;
  return localeSchema.options.find((each) => each === named) ?? locale;
}

function itemAt(view: KioskView, { kind, does }: Stop): Item | null {
  if (does?.type !== 'press' || kind === 'locker') return null;
  return [...view.items, ...view.tools].find(({ id }) => id === does.item) ?? null;
}

function itemParts(item: Item, locale: Locale): readonly Saying[] {
  return [item.label, ...item.details].map((text) => heard(text, locale));
}

function partOf(view: KioskView, stop: Stop): Saying {
  const { locale } = view;
  switch (stop.kind) {
    case 'locker': {
      const drawn = lockerAt(view, stop);
      const called = told('box.label', locale, { locker: drawn?.number ?? stop.label });
      const stands = [drawn?.statusText, ...(drawn?.marks ?? []).map(({ text }) => text)];
      const said = stands.map((text) => text?.text ?? '');
      return { ...called, text: sentence([called.text, ...said]) };
    }
    case 'key':
      return plainWords(stop.label, locale);
    case 'row': {
      const row = view.rows.find(({ id }) => stop.id === `row:${id}`);
      const parts = row ? [heard(row.label, locale), heard(row.value, locale)] : [];
      const personal = parts.some((part) => part.personal) && !isStaffs(row?.label.key ?? '');
      return { ...plainWords(parts.map(({ text }) => text).join(': '), locale), personal };
    }
    case 'item':
    case 'tool':
      return plainWords(stop.label, locale);
  }
}

/** Facts of the service menu tell of devices, not of people. */
function isStaffs(key: string): boolean {
  return key.startsWith('service.');
}

function lockerAt(view: KioskView, { does }: Stop) {
  if (does?.type !== 'press') return undefined;
  return view.picture?.lockers.find(({ item }) => item === does.item);
}

/** A locker to choose is described before it opens: the person finds it by hand. */
function placeWords(
  view: KioskView,
  stop: Stop,
  item: Item | null,
  { placeOf }: Whereabouts,
  locale: Locale,
): string {
  const drawn = stop.kind === 'locker' ? lockerAt(view, stop)?.number : undefined;
  const locker = item?.locker ?? drawn;
  return placeOf && locker !== undefined ? placeSentence(placeOf(locker), locale) : '';
}

export function placeSentence({ column, row, height }: Place, locale: Locale): string {
  return say({ key: 'place.sentence', values: { column, row, height } }, locale).text;
}

function roleOf({ kind }: Stop, item: Item | null): Role {
  if (kind === 'key') return 'key';
  if (kind === 'row') return 'fact';
  if (kind === 'locker') return 'locker';
  if (typeof item?.on === 'boolean') return item.on ? 'on' : 'off';
  if (kind === 'tool' || item?.role === 'toggle') return kind === 'tool' ? 'tool' : 'button';
  return item?.role ?? 'button';
}

/** Counted among its own kind: choices and buttons together, as the title counted them. */
function positionOf(view: KioskView, stop: Stop): { readonly n: number; readonly of: number } {
  const alike = stopsOf(view).filter(({ kind }) => kind === stop.kind);
  return { n: alike.findIndex(({ id }) => id === stop.id) + 1, of: alike.length };
}
