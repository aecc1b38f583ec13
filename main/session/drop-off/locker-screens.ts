import type { LockerSize } from '../../contract/cabinet.ts';
import {
  body,
  button,
  supportLines,
  type BankFacts,
  type Screen,
  type ScreenItem,
} from '../screen.ts';
import type { MessageKey } from '../messages.ts';
import { isStaff, lockersOnMap, type DropOffContext } from './context.ts';

/** Where the package goes: beside another, a size, a locker on the map, or why nowhere. */
const leave = button('leave', 'action.finish', 'leave');
const back = button('back', 'action.close', 'normal', 'back');
const map = button('map', 'dropOff.map', 'quiet', 'map');

export function addOrNew(context: DropOffContext, plain: Screen): Screen {
  const boxes = context.choices?.boxes ?? [];
  return {
    ...plain,
    name: 'addOrNew',
    mood: 'neutral',
    title: { key: 'dropOff.add.title', values: { name: nameOf(context) } },
    lines: [body('dropOff.add.body')],
    items: [
      ...boxes.map(({ locker, holds }) => ({
        press: 'existing' as const,
        arg: String(locker),
        role: 'choice' as const,
        label: { key: 'dropOff.add.to', values: { locker } } as const,
        details: [{ key: 'dropOff.add.holds', values: { count: holds } } as const],
        emphasis: 'normal' as const,
        locker,
      })),
      button('newLocker', 'dropOff.add.new', 'normal'),
      back,
      leave,
    ],
    picture: { emphasis: 'map', lit: boxes.map(({ locker }) => locker) },
  };
}

export function chooseSize(context: DropOffContext, plain: Screen): Screen {
  return {
    ...plain,
    name: 'chooseSize',
    mood: 'neutral',
    title: { key: 'dropOff.size.title', values: { name: nameOf(context) } },
    lines: [body('dropOff.size.body')],
    items: [...sizeItems(context, false), ...mapItem(context), back, leave],
  };
}

export function chooseLocker(context: DropOffContext, plain: Screen): Screen {
  const lockers = lockersOnMap(context);
  const beyond = lockers.filter((locker) => !context.choices?.lockers.includes(locker));
  return {
    ...plain,
    name: 'chooseLocker',
    mood: 'neutral',
    title: { key: 'dropOff.map.title' },
    lines: [
      body('dropOff.map.body', { count: lockers.length }),
      ...(beyond.length === 0
        ? []
        : [body('dropOff.map.beyond', { count: beyond.length, lockers: beyond.join(', ') })]),
    ],
    items: [back, leave],
    picture: { emphasis: 'map', lit: lockers, pick: { press: 'locker', lockers } },
  };
}

/** Which rule has emptied the choice, and what could work. */
export function nothingFits(context: DropOffContext, plain: Screen, bank: BankFacts): Screen {
  const { denied } = context;
  const key: MessageKey =
    denied?.outcome === 'none'
      ? `dropOff.none.${denied.emptiedBy[0] ?? 'all'}`
      : `dropOff.refused.${denied?.because ?? 'occupied'}`;
  const sizes = sizeItems(context, true);
  const override =
    denied?.outcome === 'none' && isStaff(context)
      ? denied.offers.filter((offer) => offer.kind === 'override')
      : [];
  const stuck = sizes.length === 0 && override.length === 0;
  return {
    ...plain,
    name: 'noLockerFits',
    mood: 'problem',
    title: { key: 'dropOff.none.title' },
    lines: [body(key), ...(stuck ? [body('dropOff.none.otherBank'), ...supportLines(bank)] : [])],
    items: [
      ...sizes,
      ...override.map(({ lift, size }) => ({
        ...button('override', `dropOff.override.${lift[0] ?? 'reach'}`),
        details: [{ key: `size.${size}` } as const],
      })),
      ...mapItem(context),
      back,
      leave,
    ],
    faultCode: 'A-NONE',
  };
}

function sizeItems({ choices }: DropOffContext, onlyFree: boolean): readonly ScreenItem[] {
  const free = (size: LockerSize): number => choices?.free[size] ?? 0;
  return (choices?.sizes ?? [])
    .filter((size) => !onlyFree || free(size) > 0)
    .map((size) => ({
      press: 'size',
      arg: size,
      role: 'choice',
      label: { key: `size.${size}` },
      details: [{ key: 'dropOff.size.free', values: { count: free(size) } }],
      emphasis: 'normal',
    }));
}

function mapItem(context: DropOffContext): readonly ScreenItem[] {
  const any = lockersOnMap(context).length > 0;
  return isStaff(context) && any ? [map] : [];
}

function nameOf({ recipient }: DropOffContext): string {
  return recipient?.name ?? '';
}
