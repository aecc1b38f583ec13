import type { Phrase } from './messages.ts';
import {
  body,
  button,
  type Screen,
  type ScreenItem,
  type ScreenLine,
  type ScreenRow,
} from './screen.ts';
import type { ServiceContext, ServicePage } from './service-context.ts';
import type { ServiceOutcome } from './service-world.ts';

/** What the technician's screens have in common. */
export function serviceFrame(context: ServiceContext): Screen {
  return {
    name: 'service',
    mood: 'neutral',
    title: { key: 'service.title' },
    lines: [],
    items: [],
    locker: null,
    picture: null,
    help: 'service.help.service',
    faultCode: null,
    attention: context.attention,
  };
}

export const back = button('back', 'service.action.back', 'normal', 'back');
export const logOut = button('leave', 'service.action.logOut', 'leave', 'logOut');

export function goTo(page: ServicePage, key: Phrase['key'], icon: string): ScreenItem {
  return { ...button('goTo', key, 'normal', icon), arg: page };
}

export function act(
  name: string,
  key: Phrase['key'],
  emphasis: ScreenItem['emphasis'] = 'normal',
  icon?: string,
): ScreenItem {
  return { ...button('act', key, emphasis, icon), arg: name };
}

/** Words of a device, a board or a person: not ours to translate. */
export function words(text: string): Phrase {
  return { key: 'words', values: { words: text } };
}

export function fact(
  label: Phrase['key'],
  value: Phrase,
  state: ScreenRow['state'] = null,
): ScreenRow {
  return { label: { key: label }, value, state };
}

export interface Part<T> {
  readonly shown: readonly T[];
  readonly items: readonly ScreenItem[];
  readonly lines: readonly ScreenLine[];
}

/** A list that does not fit is turned page by page; a page that no longer exists is the last one. */
export function partOf<T>(all: readonly T[], part: number, size: number): Part<T> {
  const count = Math.max(1, Math.ceil(all.length / size));
  const at = Math.min(part, count - 1);
  return {
    shown: all.slice(at * size, (at + 1) * size),
    items: [
      ...(at > 0 ? [button('previousPage', 'service.action.previous')] : []),
      ...(at < count - 1 ? [button('nextPage', 'service.action.next')] : []),
    ],
    lines: count === 1 ? [] : [body('service.page.of', { page: at + 1, pages: count })],
  };
}

/** What came of the last action, as a line that is read at once. */
export function resultLines(result: ServiceOutcome | null): readonly ScreenLine[] {
  return result ? [{ role: 'status', phrase: result.words }] : [];
}

/** `3 d`, `5 h`, `12 min`, `40 s`: how long a state lasts, coarse enough to be read at a glance. */
export function lasted(ms: number): string {
  const seconds = Math.floor(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}
