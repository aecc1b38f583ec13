import { present } from '../../base/assert.ts';
import { MINUTE } from '../../base/clock.ts';
import { EXTENSIONS } from '../../locker/expiry.ts';
import type { Phrase } from '../messages.ts';
import {
  body,
  button,
  placeLine,
  supportLines,
  type BankFacts,
  type Screen,
  type ScreenItem,
  type ScreenLine,
  waitScreen,
} from '../screen.ts';
import { visitOr } from '../story.ts';
import { placeOf, stayOf, type StorageContext } from './context.ts';
import type { StorageSnapshot } from './machine.ts';
import { durationItems, full, noneFits, sizeItems } from './offer-screens.ts';
import type { StayFacts } from './world.ts';

/** Each state of storing as a screen. */
export function storageScreen(snapshot: StorageSnapshot, bank: BankFacts): Screen {
  return visitOr(snapshot, bank, () => ownScreen(snapshot, bank));
}

const leave = button('leave', 'action.leave', 'leave');
const back = button('back', 'action.close', 'normal');

function ownScreen({ value, context }: StorageSnapshot, bank: BankFacts): Screen {
  const plain: Screen = {
    ...waitScreen('help.storage', context.attention),
    picture: { emphasis: 'idle', lit: [] },
  };
  const shown = { ...plain, mood: 'neutral' } as const;
  switch (value.story) {
    case 'nothing':
      return {
        ...shown,
        name: 'storageNothing',
        title: { key: 'storage.nothing.title' },
        lines: [body('storage.nothing.body'), ...supportLines(bank)],
        items: [button('leave', 'action.finish', 'leave')],
      };
    case 'choosing':
      return choosing(context, shown);
    case 'sizing':
      return {
        ...shown,
        name: 'storageSize',
        title: { key: 'storage.size.title' },
        lines: [body('storage.size.body')],
        items: [...sizeItems(context), leave],
      };
    case 'lasting':
      return {
        ...shown,
        name: 'storageHowLong',
        title: { key: 'storage.lasts.title' },
        lines: [body('storage.lasts.body')],
        items: [...durationItems(context), back, leave],
      };
    case 'full':
      return full(shown, bank);
    case 'noneFits':
      return noneFits(context, shown, bank);
    case 'stay':
      return staying(present(stayOf(context), 'the stay'), shown, bank);
    case 'confirming':
      return confirming(context, shown);
    case 'stored':
      return stored(context, shown, bank);
    case 'asking':
      return {
        ...shown,
        name: 'storageKeep',
        title: { key: 'storage.ask.title', values: here(context) },
        lines: [body('storage.ask.body')],
        items: [
          button('keep', 'storage.keep', 'primary', 'done'),
          button('finishStay', 'storage.finish', 'normal'),
        ],
      };
    case 'freed':
      return farewell(shown, 'storageEnded', {
        key: 'storage.ended.title',
        values: here(context),
      });
    case 'thanks':
      return farewell(shown, 'storageThanks', { key: 'thanks.title' });
    case 'looking':
    case 'deciding':
    case 'beginning':
    case 'extending':
    case 'refreshing':
    case 'visiting':
    case 'pinning':
    case 'finishing':
    case 'givingUp':
    case 'ended':
      return { ...plain, lines: [body('storage.wait')] };
  }
}

function here(context: StorageContext): { locker: number } {
  return { locker: placeOf(context).locker };
}

function choosing({ facts }: StorageContext, shown: Screen): Screen {
  const stays = facts?.stays ?? [];
  const lit = stays.flatMap(({ locker }) => (locker === null ? [] : [locker]));
  return {
    ...shown,
    name: 'storageChoose',
    title: { key: 'storage.choose.title' },
    lines: [body('storage.choose.body')],
    picture: { emphasis: 'map', lit },
    items: [
      ...stays.map(stayChoice),
      ...(facts?.offer ? [button('begin', 'storage.begin', 'normal', 'store')] : []),
      leave,
    ],
  };
}

function stayChoice(stay: StayFacts): ScreenItem {
  return {
    press: 'stay',
    arg: stay.reservationId,
    role: 'choice',
    label:
      stay.locker === null
        ? { key: 'storage.reserved' }
        : { key: 'box.label', values: { locker: stay.locker } },
    details: [
      untilPhrase(stay),
      { key: `size.${stay.size}` },
      ...(stay.shared ? [{ key: 'storage.shared' } as const] : []),
    ],
    emphasis: 'normal',
    ...(stay.locker === null ? {} : { locker: stay.locker }),
  };
}

function untilPhrase({ until, over }: StayFacts): Phrase {
  if (until === null) return { key: 'storage.noEnd' };
  return { key: over ? 'storage.over' : 'storage.until', values: { until } };
}

function staying(stay: StayFacts, shown: Screen, bank: BankFacts): Screen {
  const { locker } = stay;
  return {
    ...shown,
    name: 'storageStay',
    title:
      locker === null
        ? { key: 'storage.reserved' }
        : { key: 'storage.stay.title', values: { locker } },
    lines: [
      ...(locker === null ? [] : [placeLine(locker, bank)]),
      { role: 'body', phrase: untilPhrase(stay) },
      ...(stay.over ? [body('storage.over.body'), ...supportLines(bank)] : []),
    ],
    locker,
    picture: locker === null ? shown.picture : { emphasis: 'hero', lit: [locker] },
    items: [
      ...(stay.over
        ? []
        : [button('openStay', stay.active ? 'storage.open' : 'storage.start', 'primary', 'open')]),
      ...stay.extensions.map((ms): ScreenItem => ({
        press: 'extend',
        arg: String(ms),
        role: 'button',
        label: extension(ms, stay),
        emphasis: 'normal',
      })),
      ...(stay.active && !stay.over && !stay.shared
        ? [button('finishStay', 'storage.finish', 'normal')]
        : []),
      leave,
    ],
  };
}

/** The usual steps by their length, as long as possible by its end. */
function extension(ms: number, { until }: StayFacts): Phrase {
  return EXTENSIONS.includes(ms) || until === null
    ? { key: 'storage.extend', values: { minutes: ms / MINUTE } }
    : { key: 'storage.extendMost', values: { until: until + ms } };
}

function confirming(context: StorageContext, shown: Screen): Screen {
  const { locker } = here(context);
  return {
    ...shown,
    name: 'storageConfirm',
    title: { key: 'storage.confirm.title', values: { locker } },
    lines: [body('storage.confirm.body')],
    locker,
    items: [button('confirm', 'storage.confirm', 'primary', 'open'), back, leave],
  };
}

function stored(context: StorageContext, shown: Screen, bank: BankFacts): Screen {
  const { locker } = here(context);
  const pin: readonly ScreenLine[] =
    context.pin === null
      ? []
      : [
          { role: 'status', phrase: { key: 'storage.pin', values: { pin: spaced(context.pin) } } },
          body('storage.pin.body'),
        ];
  return {
    ...shown,
    name: 'storageStored',
    mood: 'good',
    title: { key: 'storage.stored.title', values: { locker } },
    lines: [placeLine(locker, bank), ...pin],
    locker,
    picture: { emphasis: 'hero', lit: [locker] },
    items: [button('finish', 'thanks.finish', 'leave', 'done')],
  };
}

/** In two groups, which people can keep in mind. */
function spaced(pin: string): string {
  const size = pin.length / 2;
  return `${pin.slice(0, size)} ${pin.slice(size)}`;
}

function farewell(shown: Screen, name: string, title: Phrase): Screen {
  return {
    ...shown,
    name,
    mood: 'good',
    title,
    lines: [body('storage.thanks')],
    items: [button('finish', 'thanks.finish', 'primary', 'done')],
  };
}
