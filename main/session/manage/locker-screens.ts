import { present } from '../../base/assert.ts';
import type { MessageKey, Phrase } from '../messages.ts';
import {
  body,
  button,
  placeLine,
  type BankFacts,
  type Screen,
  type ScreenItem,
  type ScreenRow,
} from '../screen.ts';
import { canPutOut, canRemove, current, reasons, type ManageContext } from './context.ts';
import type { ManagedLocker, ManagedParcel, ManagedPromise } from './world.ts';

/** One locker: what is in it, and what can be done with it. */
const back = button('back', 'manage.back', 'leave', 'back');

export function lockerScreen(context: ManageContext, plain: Screen, bank: BankFacts): Screen {
  const locker = current(context);
  const { number } = locker;
  return {
    ...plain,
    name: 'manageLocker',
    mood: 'neutral',
    title: { key: 'manage.locker.title', values: { locker: number } },
    lines: [placeLine(number, bank)],
    rows: rowsOf(locker),
    items: [...itemsOf(locker), back],
    locker: number,
    help: 'help.manage.locker',
  };
}

function rowsOf(locker: ManagedLocker): readonly ScreenRow[] {
  const { status, size, overlays, contents, promise, dedicatedTo, outOfService } = locker;
  const grave = status === 'expired' || status === 'outOfService';
  return [
    { ...row('manage.row.status', { key: `status.${status}` }), state: grave ? 'attention' : null },
    row('manage.row.size', { key: `size.${size}` }),
    ...(outOfService
      ? [
          row('manage.row.why', whyPhrase(outOfService.why)),
          ...(outOfService.note === null ? [] : [row('manage.row.note', words(outOfService.note))]),
        ]
      : []),
    ...contents.flatMap(parcelRows),
    ...(promise ? promiseRows(promise) : []),
    ...(dedicatedTo === null ? [] : [row('manage.row.dedicated', words(dedicatedTo))]),
    row('manage.row.reach', {
      key: overlays.includes('accessible') ? 'manage.reach.yes' : 'manage.reach.no',
    }),
    ...(overlays.includes('kept') ? [row('manage.row.kept', { key: 'manage.kept' })] : []),
    ...(overlays.includes('doorOpen') ? [bad('manage.row.door', { key: 'manage.door.open' })] : []),
    ...(overlays.includes('fault') ? [bad('manage.row.door', { key: 'manage.door.fault' })] : []),
    ...(overlays.includes('unverified')
      ? [bad('manage.row.contents', { key: 'manage.unverified' })]
      : []),
  ];
}

function parcelRows({ recipient, tracking, since, until, placing }: ManagedParcel): ScreenRow[] {
  return [
    row('manage.row.recipient', words(recipient)),
    row('manage.row.tracking', words(tracking)),
    placing
      ? bad('manage.row.since', { key: 'manage.placing' })
      : row('manage.row.since', { key: 'manage.at', values: { at: since } }),
    row(
      'manage.row.until',
      until === null ? { key: 'manage.noEnd' } : { key: 'manage.at', values: { at: until } },
    ),
  ];
}

function promiseRows({ kind, holder, until, active }: ManagedPromise): ScreenRow[] {
  return [
    row('manage.row.promise', {
      key: active ? 'manage.promise.active' : 'manage.promise.granted',
      values: { kind },
    }),
    row('manage.row.holder', words(holder)),
    row(
      'manage.row.until',
      until === null ? { key: 'manage.noEnd' } : { key: 'manage.at', values: { at: until } },
    ),
  ];
}

function itemsOf(locker: ManagedLocker): readonly ScreenItem[] {
  const { contents, promise, overlays, outOfService, dedicatedTo } = locker;
  const removal = promise === null ? 'manage.remove' : 'manage.endReservation';
  const unverified = overlays.includes('unverified');
  return [
    ...(unverified ? [button('look', 'manage.look', 'primary', 'reopen')] : []),
    ...(canRemove(locker) ? [button('remove', removal, 'normal', 'pickUp')] : []),
    ...(outOfService !== null && !unverified
      ? [button('inService', 'manage.inService', 'primary', 'done')]
      : []),
    ...(canPutOut(locker)
      ? [button('outOfService', 'manage.outOfService', 'normal', 'broken')]
      : []),
    ...(contents.some(({ placing }) => !placing)
      ? [
          button('resetCode', 'manage.resetCode', 'normal', 'again'),
          button('notice', 'manage.notice', 'normal', 'report'),
        ]
      : []),
    button('dedicate', 'manage.dedicate', 'normal', 'badge'),
    ...(dedicatedTo === null ? [] : [button('release', 'manage.release')]),
    {
      ...button('reach', 'manage.reach', 'normal', 'accessibility'),
      role: 'toggle',
      on: overlays.includes('accessible'),
    },
  ];
}

export function reasonsScreen(context: ManageContext, plain: Screen): Screen {
  return {
    ...plain,
    name: 'manageReasons',
    mood: 'neutral',
    title: { key: 'manage.reasons.title', values: { count: context.chosen.length } },
    lines: [body('manage.reasons.body', { lockers: context.chosen.join(', ') })],
    items: [
      ...reasons.map((why) => ({
        press: 'reason' as const,
        arg: why,
        role: 'choice' as const,
        label: { key: `manage.why.${why}` } as const,
        emphasis: 'normal' as const,
      })),
      back,
    ],
  };
}

export function note(context: ManageContext, plain: Screen): Screen {
  return {
    ...plain,
    name: 'manageNote',
    mood: 'neutral',
    title: { key: 'manage.note.title' },
    lines: [],
    typing: { entry: context.entry, label: { key: 'manage.note.label' } },
    items: [button('confirm', 'manage.note.go', 'primary', 'done'), back],
  };
}

export function finding(context: ManageContext, plain: Screen): Screen {
  const { number } = current(context);
  return {
    ...plain,
    name: 'manageFind',
    mood: 'neutral',
    title: { key: 'manage.find.title', values: { locker: number } },
    lines: [],
    typing: { entry: context.entry, label: { key: 'manage.find.label' } },
    items: [
      ...context.found.map((party, i) => ({
        press: 'dedicate' as const,
        arg: String(i),
        role: 'choice' as const,
        label: words(party.name),
        details: [
          {
            key: party.contactId === null ? 'manage.find.department' : 'manage.find.person',
          } as const,
        ],
        emphasis: 'normal' as const,
      })),
      back,
    ],
  };
}

/** What became of it, when that is more than what the screens show by themselves. */
export function told(context: ManageContext, plain: Screen): Screen {
  const { refused, code } = present(context.answer, 'the answer');
  const [first] = refused;
  if (first)
    return {
      ...plain,
      name: 'manageRefused',
      mood: 'problem',
      title: { key: 'manage.refused.title' },
      lines: [
        ...refused.map(({ locker, why }) => body(`manage.refused.${why}`, { locker })),
        ...plain.lines,
      ],
      items: [back],
      faultCode: `M-${first.why.replace(/[A-Z]/g, (letter) => `-${letter}`).toUpperCase()}`,
    };
  const done: Screen = { ...plain, mood: 'good', items: [back], lines: [] };
  if (code === null)
    return {
      ...done,
      name: 'manageNotice',
      title: { key: 'manage.notice.title' },
      lines: [body('manage.notice.body')],
    };
  return {
    ...done,
    name: 'manageCode',
    title: { key: 'manage.code.title', values: { code: code.replace(/(...)(?=.)/g, '$1 ') } },
    lines: [body('manage.code.body')],
  };
}

function row(label: MessageKey, value: Phrase): ScreenRow {
  return { label: { key: label }, value, state: null };
}

function bad(label: MessageKey, value: Phrase): ScreenRow {
  return { ...row(label, value), state: 'bad' };
}

function words(text: string): Phrase {
  return { key: 'words', values: { words: text } };
}

function whyPhrase(why: string): Phrase {
  const known = ['forcedOpen', 'reported', ...reasons].includes(why);
  return known ? { key: `manage.why.${why}` as MessageKey } : words(why);
}
