import { stopsOf } from '../contract/stops.ts';
import type { Field, KioskView, Locale } from '../contract/view.ts';
import { keyName, keyRows } from '../contract/on-screen-keys.ts';
import { keyCalled, type KeysThere } from './key-names.ts';
import { heard, plainWords, spelled, told, together, type Saying } from './saying.ts';
import { stopSaying, type Whereabouts } from './stop-words.ts';

/**
 * From what the screen shows to what is said. Pure: the same view, the same words. Whatever is seen is
 * in `wholeScreen`; the other plans say as much of it as the moment asks for.
 */
export interface Listener extends Whereabouts {
  readonly keys: KeysThere;
  /** How often each hint has been given to this person. */
  readonly hints: Readonly<Record<string, number>>;
}

/** audio.md §3: a hint is dropped after three uses. */
const HINT_USES = 3;
/** A longer list is not read out by itself: nobody keeps more than about so many in mind. */
const LONGEST_LIST = 6;
/** A hand presses up to eight times a second; more than so many are not needed before one is made. */
const AHEAD = 8;

/** Who is speaking, and how to change how loud. */
export function greeting(locale: Locale, keys: KeysThere): readonly Saying[] {
  const volume = keys.actions.includes('louder')
    ? told('audio.volumeKeys', locale, {
        louder: keyCalled('louder', keys, locale),
        quieter: keyCalled('quieter', keys, locale),
      })
    : told('audio.volumeHelp', locale);
  return [told('audio.welcome', locale), volume];
}

/** A screen that has just come: what it is, what it says, what can be chosen; a hint at the end. */
export function arrival(view: KioskView, listener: Listener): readonly Saying[] {
  const items = itemStops(view);
  return [
    ...opening(view, listener),
    ...(items.length > LONGEST_LIST ? [] : items.map((stop) => stopSaying(view, stop, listener))),
    ...hint(view, listener),
  ];
}

/** Everything that can be seen, in the order in which it is drawn. */
export function wholeScreen(view: KioskView, listener: Listener): readonly Saying[] {
  const { locale } = view;
  const stops = stopsOf(view).filter(({ kind }) => kind !== 'key');
  return [
    ...opening(view, listener),
    ...(view.countdown
      ? [
          told('audio.countdown', locale, {
            label: view.countdown.label.text,
            seconds: view.countdown.seconds,
          }),
        ]
      : []),
    ...(view.field ? [keysSaying(view.field, view)] : []),
    ...(view.signature ? [heard(view.signature.label, locale)] : []),
    ...stops.map((stop) => stopSaying(view, stop, listener)),
    ...drawnOnly(view),
    ...probeSaying(view),
    ...(view.offline ? [heard(view.offline, locale)] : []),
    ...(view.faultCode
      ? [told('audio.faultCode', locale, { fault: spelled(view.faultCode) })]
      : []),
    plainWords(view.brand.bankName, locale),
    told('audio.time', locale, { time: view.time }),
    ...(view.audio?.outOfOrder ? [heard(view.audio.outOfOrder, locale)] : []),
  ];
}

/** Where the keys stand now. */
export function atFocus(view: KioskView, listener: Listener): readonly Saying[] {
  const stop = stopsOf(view).find(({ id }) => id === view.focus);
  if (!stop) return [];
  const saying = stopSaying(view, stop, listener);
  if (stop.does === null) return [saying];
  return [saying, ...hintOf('select', view, listener)];
}

/** What the next keys may ask for, nearest first, so that it can be made before they do. */
export function ahead(view: KioskView, listener: Listener): readonly Saying[] {
  const stops = stopsOf(view);
  const at = stops.findIndex(({ id }) => id === view.focus);
  const after = [...stops.slice(at + 1), ...stops.slice(0, at + 1)];
  const before = after.at(at < 0 ? -1 : -2);
  const [next, ...rest] = after;
  return [next, before, ...rest]
    .filter((stop) => stop !== undefined)
    .slice(0, AHEAD)
    .map((stop) => stopSaying(view, stop, listener));
}

/** The screen stays, and something on it has become different: that, and nothing else. */
export function changed(before: KioskView, view: KioskView, listener: Listener): readonly Saying[] {
  const { locale } = view;
  const may = (saying: Saying): boolean => listener.private || !saying.personal;
  const known = new Set(before.lines.map(({ text }) => text.text));
  return [
    ...(view.title.text === before.title.text ? [] : [heard(view.title, locale)]),
    ...errorOf(view, before),
    ...view.lines
      .filter(({ text }) => !known.has(text.text))
      .map(({ text }) => heard(text, locale)),
    ...typedWords(before.field, view, listener),
    ...changedStops(before, view, listener),
  ].filter(may);
}

/** Title with the number of choices, what is wrong, what is told, what is typed. */
function opening(view: KioskView, listener: Listener): readonly Saying[] {
  const { locale } = view;
  const count = itemStops(view).length;
  const first = view.lines.filter(({ role }) => role === 'error');
  const then = view.lines.filter(({ role }) => role !== 'error');
  const title = heard(view.title, locale);
  const withCount =
    count > 1 ? [together([title, told('audio.count', locale, { count })], locale)] : [title];
  return [
    ...withCount,
    ...errorOf(view, null),
    ...[...first, ...then].map(({ text }) => heard(text, locale)),
    ...(view.field ? [fieldSaying(view.field, view, listener)] : []),
  ].flatMap((saying) => allowed(saying, view, listener));
}

/** On a speaker only what may be overheard: that there is more, and where to hear it. */
function allowed(saying: Saying, view: KioskView, listener: Listener): readonly Saying[] {
  if (!saying.personal || listener.private) return [saying];
  return [told('audio.withheld', view.locale)];
}

function itemStops(view: KioskView): ReturnType<typeof stopsOf> {
  return stopsOf(view).filter(({ kind }) => kind === 'item');
}

function errorOf(view: KioskView, before: KioskView | null): readonly Saying[] {
  const error = view.field?.error ?? null;
  if (error === null || before?.field?.error?.text === error.text) return [];
  return [heard(error, view.locale)];
}

/** "Your code, empty"; "Your code, 1 2 3, 4"; "PIN, star, 3 of 6". */
function fieldSaying(field: Field, { locale }: KioskView, listener: Listener): Saying {
  const label = heard(field.label, locale);
  const values = { label: label.text, n: field.length, max: field.maxLength };
  if (field.length === 0) return told('audio.field.empty', locale, values);
  if (field.secret) return told('audio.field.secret', locale, values);
  if (!listener.private) return told('audio.field.counted', locale, values);
  const typed = field.entry === 'digits' ? spelled(field.shown) : field.shown;
  return { ...plainWords(`${label.text}: ${typed}`, locale), personal: true };
}

/** What a key has just done in the field. */
function typedWords(before: Field | null, view: KioskView, listener: Listener): readonly Saying[] {
  const { field, locale } = view;
  if (!field) return [];
  if (!before || before.id !== field.id) return [fieldSaying(field, view, listener)];
  if (field.layer !== before.layer) return [heard(field.names[field.layer], locale)];
  if (field.length === before.length) return [];
  const values = { n: field.length, max: field.maxLength };
  if (field.length < before.length) return [told('audio.corrected', locale, values)];
  if (field.secret) return [told('audio.typed.secret', locale, values)];
  if (!listener.private) return [told('audio.typed.counted', locale, values)];
  const last = Array.from(field.shown).at(-1) ?? '';
  const sign = last === ' ' ? field.names.space.text : last;
  return [{ ...plainWords(sign, locale), personal: true }];
}

/** Switches that were thrown, facts that the person stands on, choices that have come. */
function changedStops(before: KioskView, view: KioskView, listener: Listener): readonly Saying[] {
  const was = new Map([...before.items, ...before.tools].map((item) => [item.id, item]));
  const stops = stopsOf(view);
  return stops
    .filter(({ id, kind, does }) => {
      if (kind === 'row') return id === view.focus && labelIn(before, id) !== labelIn(view, id);
      if (does?.type !== 'press' || kind === 'locker' || does.item === 'moreTime') return false;
      const item = [...view.items, ...view.tools].find((each) => each.id === does.item);
      const old = was.get(does.item);
      if (!old) return before.number === view.number;
      return old.on !== item?.on || old.label.text !== item?.label.text;
    })
    .map((stop) => stopSaying(view, stop, listener));
}

function labelIn(view: KioskView, id: string): string | undefined {
  return stopsOf(view).find((stop) => stop.id === id)?.label;
}

/** What the drawing tells of lockers that no key stops at: where they stand, and which are lit. */
function drawnOnly({ picture, items, locker, locale }: KioskView): readonly Saying[] {
  const called = (number: number): Saying => told('box.label', locale, { locker: number });
  const drawn = (picture?.lockers ?? []).filter(({ item }) => item === null);
  const named = new Set([locker, ...items.map((item) => item.locker)]);
  const lit = drawn.filter((each) => each.lit && !each.statusText && !named.has(each.number));
  return [
    ...drawn.flatMap(({ number, statusText, marks }) =>
      statusText
        ? [
            together(
              [
                called(number),
                ...[statusText, ...marks.map(({ text }) => text)].map((text) =>
                  heard(text, locale),
                ),
              ],
              locale,
            ),
          ]
        : [],
    ),
    ...(lit.length > 0
      ? [
          told('audio.marked', locale, {
            list: lit.map(({ number }) => called(number).text).join(', '),
          }),
        ]
      : []),
  ];
}

function probeSaying({ probe, locale }: KioskView): readonly Saying[] {
  switch (probe?.kind) {
    case 'colour':
      return [told('audio.probe.colour', locale)];
    case 'code':
      return [told('audio.probe.code', locale)];
    default:
      return [];
  }
}

function keysSaying(field: Field, { locale }: KioskView): Saying {
  const names = keyRows(field)
    .flat()
    .map((key) => keyName(key, field.names) ?? key);
  return told('audio.field.keys', locale, { list: names.join(', ') });
}

function hint(view: KioskView, listener: Listener): readonly Saying[] {
  return itemStops(view).length === 0 ? [] : hintOf('move', view, listener);
}

/** Function before key; after three uses it is known. */
function hintOf(
  what: 'move' | 'select',
  { locale }: KioskView,
  { hints, keys }: Listener,
): readonly Saying[] {
  if ((hints[what] ?? 0) >= HINT_USES) return [];
  const key = keyCalled(what === 'move' ? 'next' : 'select', keys, locale);
  return [{ ...told(`audio.hint.${what}`, locale, { key }), hint: what }];
}
