import type { Item, KioskView, Locale } from '../contract/view.ts';
import { say, type MessageKey } from '../session/messages.ts';
import type { Hearing } from './loudness.ts';

/** What somebody who listens can set, as items of Help, so that NEXT and SELECT are enough. */
export const earItems = [
  'louder',
  'quieter',
  'faster',
  'slower',
  'whole',
  'curtain',
  'captions',
  'keys',
  'learn',
  'end',
] as const;
export type EarItem = (typeof earItems)[number];

const PREFIX = 'ear:';

/** `louder` of `ear:louder`; null for an item of the session. */
export function earItemOf(id: string): EarItem | null {
  return earItems.find((item) => id === PREFIX + item) ?? null;
}

export interface Audible {
  readonly on: boolean;
  readonly hearing: Hearing;
  readonly caption: string | null;
  readonly broken: boolean;
  readonly inSession: boolean;
}

type Dressed = Pick<KioskView, 'screen' | 'items' | 'locale' | 'audio'>;

/** The view with what the ear adds to it: captions, the curtain, its items in Help. */
export function dressed<View extends Dressed>(view: View, audible: Audible): View {
  const { locale, screen } = view;
  const test = screen === 'serviceKeypad' ? [earItem('learn', locale, audible.hearing)] : [];
  if (!audible.on) return { ...view, items: [...test, ...view.items] };
  const { hearing, caption, broken } = audible;
  const help = screen === 'help' ? helpItems(locale, audible) : [];
  return {
    ...view,
    items: [...help, ...test, ...view.items],
    audio: {
      caption: hearing.captions ? caption : null,
      curtain: hearing.curtain,
      outOfOrder: broken ? say({ key: 'audio.outOfOrder' }, locale) : null,
    },
  };
}

function helpItems(locale: Locale, { hearing, inSession }: Audible): readonly Item[] {
  return earItems
    .filter((item) => item !== 'end' || inSession)
    .map((item) => earItem(item, locale, hearing));
}

function earItem(item: EarItem, locale: Locale, { curtain, captions }: Hearing): Item {
  const key: MessageKey = `audio.help.${item}`;
  const on = item === 'curtain' ? curtain : item === 'captions' ? captions : null;
  return {
    id: PREFIX + item,
    role: on === null ? 'button' : 'toggle',
    label: say({ key }, locale),
    details: [],
    emphasis: 'normal',
    icon: null,
    on,
    locker: null,
  };
}
