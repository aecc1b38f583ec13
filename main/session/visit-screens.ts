import { present, unreachable } from '../base/assert.ts';
import type { OpenRefusal } from '../door/operation.ts';
import type { MessageKey } from './messages.ts';
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
} from './screen.ts';
import type { VisitContext, VisitSnapshot } from './visit.ts';

/** Each state of a visit to a door as a screen. */
export function visitScreen(snapshot: VisitSnapshot, bank: BankFacts): Screen {
  const { context } = snapshot;
  const { locker } = context.question;
  const { words } = context;
  const here = { locker };
  const place = placeLine(locker, bank);
  const at = (state: Parameters<VisitSnapshot['matches']>[0]): boolean => snapshot.matches(state);
  const shown: Screen = {
    ...waitScreen(words.help, context.attention),
    locker,
    picture: { emphasis: 'hero', lit: [locker] },
  };

  if (at({ story: 'opening' }))
    return {
      ...shown,
      name: 'opening',
      title: { key: 'opening.title', values: here },
      lines: [place, body('opening.body')],
    };
  if (at({ story: { doorOpen: 'using' } }))
    return {
      ...shown,
      name: words.screen,
      mood: 'good',
      title: { key: words.openTitle, values: here },
      lines: [place, body(words.openBody, here), ...reportedLine(context)],
      items: [
        ...wishItems(context),
        ...unreported(context, button('report', 'take.report', 'quiet', 'report')),
      ],
    };
  if (at({ story: { doorOpen: 'closing' } }))
    return {
      ...shown,
      name: 'closeDoor',
      mood: 'neutral',
      title: { key: 'close.title', values: here },
      lines: [place, body(words.closeBody, here), ...reportedLine(context)],
      items: unreported(context, button('report', 'close.report', 'quiet', 'report')),
    };
  if (at({ story: { doorOpen: 'leftOpen' } }))
    return {
      ...shown,
      name: 'leftOpen',
      mood: 'problem',
      title: { key: 'leftOpen.title', values: here },
      lines: [place, body('leftOpen.body'), ...supportLines(bank)],
      items: [...placedItem(context), button('leave', 'action.finish', 'leave')],
      faultCode: 'D-LEFT-OPEN',
    };
  if (at({ story: { notSeenOpen: 'didNotOpen' } }))
    return {
      ...shown,
      name: 'didNotOpen',
      mood: 'problem',
      title: { key: 'didNotOpen.title', values: here },
      lines: [place, body(words.didNotOpen, here), ...supportLines(bank)],
      items: [
        button('tryAgain', 'didNotOpen.tryAgain', 'primary', 'again'),
        ...othersItem(context),
        ...placedItem(context),
        button('report', 'action.report', 'normal', 'report'),
        button('leave', 'action.leave', 'leave'),
      ],
      help: 'help.problem',
      faultCode: 'D-NOT-OPEN',
    };
  if (at({ story: { notSeenOpen: 'unknown' } }))
    return {
      ...shown,
      name: 'doorUnknown',
      mood: 'problem',
      title: { key: 'unknown.title', values: here },
      lines: [place, body(words.unknown, here), ...supportLines(bank)],
      items: [
        button('report', 'action.report', 'primary', 'report'),
        ...othersItem(context),
        ...placedItem(context),
        button('leave', 'action.leave', 'leave'),
      ],
      help: 'help.problem',
      faultCode: 'D-UNKNOWN',
    };
  if (at({ story: { notSeenOpen: 'reported' } }))
    return {
      ...shown,
      name: 'reported',
      mood: 'neutral',
      title: { key: 'reported.title' },
      lines: [body('reported.body', here), ...safeLine(context), ...supportLines(bank)],
      items: [
        ...othersItem(context),
        ...placedItem(context),
        button('leave', 'action.finish', 'leave'),
      ],
      help: 'help.problem',
    };
  if (at({ story: 'refused' }))
    return refused(context, {
      ...shown,
      title: { key: 'refused.title', values: here },
      lines: [...supportLines(bank), ...reportedLine(context)],
      items: [
        ...othersItem(context),
        ...unreported(context, button('report', 'action.report', 'normal', 'report')),
      ],
    });
  return shown;
}

function refused(context: VisitContext, screen: Screen): Screen {
  const reason = present(context.refusal, 'the reason of the refusal');
  const again = button('tryAgain', 'didNotOpen.tryAgain', 'primary', 'again');
  const leave = button('leave', 'action.finish', 'leave');
  const words = { ...screen, name: 'refused', mood: 'problem', help: 'help.problem' } as const;
  // The lock or the steel is at fault, and what lies behind it is not.
  const safe = ['boardLost', 'outOfService', 'unknownLocker'].includes(reason)
    ? safeLine(context)
    : [];
  const told: Screen = {
    ...words,
    lines: [body(whyRefused(context, reason)), ...safe, ...screen.lines],
    faultCode: `D-${reason.replace(/[A-Z]/g, (letter) => `-${letter}`).toUpperCase()}`,
  };
  switch (reason) {
    case 'busy':
    case 'boardLost':
    case 'tooLate':
      return { ...told, items: [again, ...screen.items, leave] };
    case 'outOfService':
    case 'notAuthorised':
    case 'unknownLocker':
      return { ...told, items: [...screen.items, leave] };
    default:
      return unreachable(reason);
  }
}

function whyRefused({ words }: VisitContext, reason: OpenRefusal): MessageKey {
  return (reason === 'notAuthorised' ? words.notAuthorised : null) ?? `refused.${reason}`;
}

function safeLine({ words }: VisitContext): readonly ScreenLine[] {
  return words.safe ? [body(words.safe)] : [];
}

function wishItems({ wishes }: VisitContext): readonly ScreenItem[] {
  return (wishes ?? []).map(({ press, label, icon }) => button(press, label, 'normal', icon));
}

function othersItem(context: VisitContext): readonly ScreenItem[] {
  if (!context.others) return [];
  return [button('others', context.words.others ?? 'action.others', 'normal', 'others')];
}

function placedItem(context: VisitContext): readonly ScreenItem[] {
  return context.maySay ? [button('placed', 'dropOff.placed')] : [];
}

function unreported(context: VisitContext, item: ScreenItem): readonly ScreenItem[] {
  return context.reported ? [] : [item];
}

function reportedLine(context: VisitContext): readonly ScreenLine[] {
  return context.reported ? [{ role: 'status', phrase: { key: 'reported.line' } }] : [];
}
