import type { MessageKey, Phrase } from '../messages.ts';
import {
  body,
  button,
  placeLine,
  supportLines,
  type BankFacts,
  type Screen,
  type ScreenItem,
  waitScreen,
} from '../screen.ts';
import { visitOr } from '../story.ts';
import { grantedOf, taskOf, type HandoverContext } from './context.ts';
import type { HandoverSnapshot } from './machine.ts';
import type { Task } from './world.ts';

/** Each state of a return or an exchange as a screen. */
export function handoverScreen(snapshot: HandoverSnapshot, bank: BankFacts): Screen {
  const { context } = snapshot;
  const beside =
    context.chosen === null
      ? []
      : [{ role: 'body', phrase: { key: 'handover.for', values: { name: context.chosen.to } } }];
  return visitOr(snapshot, bank, () => ownScreen(snapshot, bank), beside as Screen['lines']);
}

const leave = button('leave', 'action.leave', 'leave');
const finish = button('finish', 'thanks.finish', 'primary', 'done');
const later = button('later', 'handover.later', 'normal');

function ownScreen({ value, context }: HandoverSnapshot, bank: BankFacts): Screen {
  const plain: Screen = {
    ...waitScreen('help.handover', context.attention),
    picture: { emphasis: 'idle', lit: [] },
  };
  const shown = { ...plain, mood: 'neutral' } as const;
  const { story } = value;
  if (typeof story === 'object') return 'done' in story ? handedIn(context, shown, bank) : plain;
  switch (story) {
    case 'nothing':
      return {
        ...shown,
        name: 'handoverNothing',
        title: { key: 'handover.nothing.title' },
        lines: [body('handover.nothing.body'), ...supportLines(bank)],
        items: [button('leave', 'action.finish', 'leave')],
      };
    case 'choosing':
      return {
        ...shown,
        name: 'handoverChoose',
        title: { key: 'handover.choose.title' },
        lines: [body('handover.choose.body')],
        items: [...context.tasks.map(taskChoice), leave],
      };
    case 'interrupted':
      return interrupted(taskOf(context), shown, bank);
    case 'toStaff':
      return {
        ...shown,
        name: 'handoverToStaff',
        title: { key: 'handover.toStaff.title' },
        lines: [body('handover.toStaff.body', { name: taskOf(context).to }), ...supportLines(bank)],
        items: [finish],
      };
    case 'asking':
      return asking(taskOf(context), shown);
    case 'noneFits':
      return noneFits(context, shown, bank);
    case 'undecided':
      return undecided(taskOf(context), shown);
    case 'postponed':
      return postponed(context, shown, bank);
    case 'over':
      return {
        ...shown,
        name: 'handoverOver',
        mood: 'good',
        title: { key: 'handover.over.title' },
        lines: [body('handover.over.body')],
        items: [finish],
      };
    case 'looking':
    case 'deciding':
    case 'deserted':
    case 'chosen':
    case 'beginning':
    case 'visiting':
    case 'confirming':
    case 'postponing':
    case 'givingUp':
    case 'turning':
    case 'ended':
      return { ...plain, lines: [body('handover.wait')] };
  }
}

function taskChoice({ reservationId, kind, leg, to, size }: Task): ScreenItem {
  return {
    press: 'task',
    arg: reservationId,
    role: 'choice',
    label: { key: 'handover.for', values: { name: to } },
    details: [
      { key: leg === 'back' ? 'handover.kind.back' : `handover.kind.${kind}` },
      { key: `size.${size}` },
    ],
    emphasis: 'normal',
  };
}

/** `[F23]` The first thing is out; what about the other? */
function asking({ to }: Task, shown: Screen): Screen {
  return {
    ...shown,
    name: 'handoverGiveBack',
    title: { key: 'handover.ask.title', values: { name: to } },
    lines: [body('handover.ask.body')],
    items: [
      button('giveBack', 'handover.giveBack', 'primary', 'open'),
      button('notReturned', 'handover.nothingBack', 'normal'),
      later,
    ],
  };
}

function interrupted({ maybeIn, to }: Task, shown: Screen, bank: BankFacts): Screen {
  const locker = maybeIn ?? 0;
  return {
    ...shown,
    name: 'handoverInterrupted',
    title: { key: 'handover.interrupted.title', values: { locker } },
    lines: [body('handover.interrupted.body', { name: to }), ...supportLines(bank)],
    locker,
    picture: { emphasis: 'hero', lit: [locker] },
    items: [
      button('isInside', 'handover.isInside', 'normal'),
      button('stillHave', 'handover.stillHave', 'normal', 'open'),
      leave,
    ],
    help: 'help.problem',
  };
}

/** What was reserved may still be free when nothing larger is. */
function noneFits({ tooSmall }: HandoverContext, shown: Screen, bank: BankFacts): Screen {
  const larger = tooSmall !== null;
  return {
    ...shown,
    name: 'handoverNoneFits',
    mood: 'problem',
    title: { key: larger ? 'handover.none.larger' : 'handover.none.title' },
    lines: [body('handover.none.body'), ...supportLines(bank)],
    items: [
      ...(larger ? [button('stillHave', 'handover.sameSize', 'normal', 'open')] : []),
      button('again', 'storage.none.again', 'normal', 'again'),
      later,
    ],
    faultCode: 'L-NONE',
  };
}

function undecided({ leg, to }: Task, shown: Screen): Screen {
  const never = leg === 'first' ? 'handover.never' : 'handover.nothingBack';
  return {
    ...shown,
    name: 'handoverUndecided',
    title: { key: 'handover.undecided.title' },
    lines: [body('handover.undecided.body', { name: to })],
    items: [later, button('notReturned', never, 'normal')],
  };
}

const howToComeBack = {
  pin: 'handover.postponed.pin',
  badge: 'handover.postponed.badge',
  collecting: 'handover.postponed.message',
} as const satisfies Record<HandoverContext['party']['came'], MessageKey>;

function postponed(context: HandoverContext, shown: Screen, bank: BankFacts): Screen {
  const { party, until } = context;
  const end: Phrase | null =
    until === null ? null : { key: 'handover.postponed.until', values: { until } };
  return {
    ...shown,
    name: 'handoverPostponed',
    title: { key: 'handover.postponed.title' },
    lines: [
      body(howToComeBack[party.came]),
      ...(end === null ? [] : [{ role: 'status', phrase: end } as const]),
      ...supportLines(bank),
    ],
    items: [finish],
  };
}

function handedIn(context: HandoverContext, shown: Screen, bank: BankFacts): Screen {
  const { locker } = grantedOf(context);
  const { to } = taskOf(context);
  return {
    ...shown,
    name: 'handedIn',
    mood: 'good',
    title: { key: 'handover.done.title', values: { locker } },
    lines: [placeLine(locker, bank), body('handover.done.body', { name: to })],
    locker,
    picture: { emphasis: 'hero', lit: [locker] },
    items: [
      finish,
      ...(context.mayReopen ? [button('reopen', 'handover.reopen', 'normal', 'reopen')] : []),
    ],
  };
}
