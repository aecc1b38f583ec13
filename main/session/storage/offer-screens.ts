import { HOUR, MINUTE } from '../../base/clock.ts';
import type { LockerSize } from '../../contract/cabinet.ts';
import type { Rule } from '../../locker/eligible.ts';
import type { Phrase } from '../messages.ts';
import {
  body,
  button,
  supportLines,
  type BankFacts,
  type Screen,
  type ScreenItem,
} from '../screen.ts';
import type { StorageContext } from './context.ts';

/** What can be begun: sizes, times, and the reason when nothing fits. */
const leave = button('leave', 'action.leave', 'leave');

export function sizeItems({ facts }: StorageContext): readonly ScreenItem[] {
  const offer = facts?.offer;
  return (offer?.sizes ?? []).flatMap((size) => {
    const free = offer?.free[size] ?? 0;
    return free === 0 ? [] : [sizeItem(size, free)];
  });
}

function sizeItem(size: LockerSize, free: number): ScreenItem {
  return {
    press: 'size',
    arg: size,
    role: 'choice',
    label: { key: `size.${size}` },
    details: [{ key: 'storage.free', values: { free } }],
    emphasis: 'normal',
  };
}

export function durationItems({ facts }: StorageContext): readonly ScreenItem[] {
  return (facts?.offer?.durations ?? []).map((ms) => ({
    press: 'lasts',
    arg: String(ms),
    role: 'choice',
    label: duration(ms),
    emphasis: 'normal',
  }));
}

function duration(ms: number): Phrase {
  if (ms < HOUR) return { key: 'storage.minutes', values: { minutes: ms / MINUTE } };
  const hours = ms / HOUR;
  return hours % 24 === 0
    ? { key: 'storage.days', values: { days: hours / 24 } }
    : { key: 'storage.hours', values: { hours: Math.round(hours * 10) / 10 } };
}

export function noneFits({ begun }: StorageContext, shown: Screen, bank: BankFacts): Screen {
  const fits = begun?.outcome === 'none' ? begun : null;
  const [rule] = fits?.emptiedBy ?? [];
  const sizes = (fits?.offers ?? []).flatMap((offer) =>
    offer.kind === 'otherSize' ? [sizeItem(offer.size, offer.free)] : [],
  );
  return {
    ...shown,
    name: 'storageNoneFits',
    mood: 'problem',
    title: { key: 'storage.none.title' },
    lines: [body(`storage.none.${whyOf(rule)}`), ...supportLines(bank)],
    items: [...sizes, button('again', 'storage.none.again', 'normal', 'again'), leave],
    faultCode: 'L-NONE',
  };
}

/** What is promised might not be written down any more: nothing is taken in. */
export function full(shown: Screen, bank: BankFacts): Screen {
  return {
    ...shown,
    name: 'storageFull',
    mood: 'problem',
    title: { key: 'dropOff.full.title' },
    lines: [body('dropOff.full.body'), ...supportLines(bank)],
    items: [leave],
    faultCode: 'S-DISK',
  };
}

function whyOf(rule: Rule | undefined): 'all' | 'size' | 'reach' | 'kept' {
  switch (rule) {
    case 'size':
      return 'size';
    case 'reach':
      return 'reach';
    case 'keptForDelivery':
    case 'quota':
    case 'dedicated':
      return 'kept';
    case undefined:
      return 'all';
  }
}
