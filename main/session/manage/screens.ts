import { unreachable } from '../../base/assert.ts';
import {
  body,
  button,
  supportLines,
  type BankFacts,
  type LockerStanding,
  type Screen,
  type ScreenItem,
  waitScreen,
} from '../screen.ts';
import { visitOr } from '../story.ts';
import {
  candidates,
  countOf,
  filters,
  isFiltered,
  type Filter,
  type Kind,
  type ManageContext,
} from './context.ts';
import { closed, ready, seen, summary } from './door-screens.ts';
import { finding, lockerScreen, note, reasonsScreen, told } from './locker-screens.ts';
import type { ManageSnapshot } from './machine.ts';
import type { Survey } from './world.ts';

/** Each state of managing lockers as a screen. */
export function manageScreen(snapshot: ManageSnapshot, bank: BankFacts): Screen {
  return visitOr(snapshot, bank, () => ownScreen(snapshot, bank));
}

function ownScreen({ value, context }: ManageSnapshot, bank: BankFacts): Screen {
  const plain = plainScreen(context);
  const { story } = value;
  if (typeof story === 'object') return finding(context, plain);
  switch (story) {
    case 'expiredFirst':
      return expiredFirst(context, plain);
    case 'map':
      return map(context, plain);
    case 'selecting':
      return selecting(context, plain);
    case 'locker':
      return lockerScreen(context, plain, bank);
    case 'reasons':
      return reasonsScreen(context, plain);
    case 'note':
      return note(context, plain);
    case 'told':
      return told(context, { ...plain, lines: supportLines(bank) });
    case 'ready':
      return ready(context, plain, bank);
    case 'closed':
      return closed(context, plain);
    case 'summary':
      return summary(context, plain);
    case 'seen':
      return seen(context, plain);
    case 'looking':
    case 'looked':
    case 'acting':
    case 'visiting':
    case 'shut':
    case 'turnedAway':
    case 'next':
    case 'nextOrSummary':
    case 'ended':
      return plain;
    default:
      return unreachable(story);
  }
}

function plainScreen(context: ManageContext): Screen {
  return waitScreen('help.manage', context.attention);
}

function expiredFirst(context: ManageContext, plain: Screen): Screen {
  const expired = candidates(context.survey, 'expired');
  return {
    ...plain,
    name: 'manageExpiredFirst',
    mood: 'neutral',
    title: { key: 'manage.first.title', values: { count: expired.length } },
    lines: [body('manage.first.body')],
    items: [
      button('confirm', 'manage.first.remove', 'primary', 'pickUp'),
      button('skip', 'manage.skip', 'leave'),
    ],
    picture: { emphasis: 'map', lit: expired, statuses: statusesOf(context.survey) },
  };
}

function map(context: ManageContext, plain: Screen): Screen {
  const { survey, filter } = context;
  const shown = survey.filter((each) => isFiltered(context, each)).map(({ number }) => number);
  return {
    ...plain,
    name: 'manageMap',
    mood: 'neutral',
    title: { key: 'manage.map.title' },
    lines: [body('manage.map.body', { count: shown.length })],
    items: [
      filterItem(survey, null, filter),
      ...filters
        .filter((each) => countOf(survey, each) > 0 || each === filter)
        .map((each) => filterItem(survey, each, filter)),
      ...(['expired', 'reservations', 'putOut', 'putBack'] as const).flatMap((kind) =>
        selectItem(survey, kind),
      ),
      button('back', 'manage.back', 'leave', 'back'),
    ],
    picture: {
      emphasis: 'map',
      lit: filter === null ? [] : shown,
      pick: { press: 'locker', lockers: shown },
      statuses: statusesOf(survey),
    },
  };
}

function filterItem(survey: Survey, filter: Filter | null, now: Filter | null): ScreenItem {
  const count = filter === null ? survey.length : countOf(survey, filter);
  const key = filter === null ? 'manage.filter.all' : (`manage.filter.${filter}` as const);
  return {
    press: 'filter',
    arg: filter ?? '',
    role: 'toggle',
    label: { key, values: { count } },
    emphasis: 'quiet',
    icon: `status-${filter ?? 'all'}`,
    on: filter === now,
  };
}

function selectItem(survey: Survey, kind: Kind): readonly ScreenItem[] {
  const count = candidates(survey, kind).length;
  if (count === 0) return [];
  return [
    {
      press: 'select',
      arg: kind,
      role: 'button',
      label: { key: `manage.select.${kind}`, values: { count } },
      emphasis: 'normal',
    },
  ];
}

function selecting(context: ManageContext, plain: Screen): Screen {
  const { survey, kind, chosen } = context;
  const all = candidates(survey, kind);
  return {
    ...plain,
    name: 'manageSelect',
    mood: 'neutral',
    title: { key: `manage.select.${kind}.title` },
    lines: [
      body('manage.select.body'),
      {
        role: 'status',
        phrase: {
          key: 'manage.select.chosen',
          values: { count: chosen.length, lockers: chosen.join(', ') },
        },
      },
    ],
    items: [
      {
        press: 'chooseAll',
        role: 'toggle',
        label: { key: 'manage.select.all' },
        emphasis: 'normal',
        on: chosen.length === all.length,
      },
      ...(chosen.length > 0 ? [button('go', `manage.select.${kind}.go`, 'primary')] : []),
      button('back', 'manage.back', 'leave', 'back'),
    ],
    picture: {
      emphasis: 'map',
      lit: chosen,
      pick: { press: 'choose', lockers: all },
      statuses: statusesOf(survey),
    },
    help: 'help.manage.select',
  };
}

function statusesOf(survey: Survey): ReadonlyMap<number, LockerStanding> {
  return new Map(survey.map(({ number, status, overlays }) => [number, { status, overlays }]));
}
