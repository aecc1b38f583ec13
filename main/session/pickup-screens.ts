import type { SnapshotFrom } from 'xstate';
import { present, unreachable } from '../base/assert.ts';
import type { OpenRefusal } from '../door/operation.ts';
import type { pickupMachine } from './pickup.ts';
import type { PickupContext } from './pickup-context.ts';
import {
  body,
  boxChoice,
  button,
  placeLine,
  reopenItem,
  supportLines,
  type BankFacts,
  type Screen,
  type ScreenItem,
  type ScreenLine,
} from './screen.ts';

/** Each state of a pickup as a screen. */
export type PickupSnapshot = SnapshotFrom<typeof pickupMachine>;

export function pickupScreen(snapshot: PickupSnapshot, bank: BankFacts): Screen {
  const { context } = snapshot;
  const plain = plainScreen(context);
  const at = (state: Parameters<PickupSnapshot['matches']>[0]): boolean => snapshot.matches(state);

  if (at({ story: 'choosing' })) return choosing(context, plain);
  if (at({ story: 'another' })) return another(context, plain);
  const locker = context.chosen?.locker;
  // `deciding` and `ended` are left in the step in which they are entered.
  if (locker === undefined) return plain;
  const here = { locker };
  const shown: Screen = {
    ...plain,
    locker,
    picture: { emphasis: 'hero', lit: [locker] },
    help: 'help.door',
  };
  const place = placeLine(locker, bank);

  if (at({ story: 'opening' }))
    return {
      ...shown,
      name: 'opening',
      mood: 'wait',
      title: { key: 'opening.title', values: here },
      lines: [place, body('opening.body')],
    };
  if (at({ story: { doorOpen: 'taking' } }))
    return {
      ...shown,
      name: 'takeParcel',
      mood: 'good',
      title: { key: 'take.title', values: here },
      lines: [place, body('take.body'), ...reportedLine(context)],
      items: unreported(context, button('report', 'take.report', 'quiet', 'report')),
    };
  if (at({ story: { doorOpen: 'closing' } }))
    return {
      ...shown,
      name: 'closeDoor',
      mood: 'neutral',
      title: { key: 'close.title', values: here },
      lines: [place, body('close.body'), ...reportedLine(context)],
      items: unreported(context, button('report', 'close.report', 'quiet', 'report')),
    };
  if (at({ story: { doorOpen: 'leftOpen' } }))
    return {
      ...shown,
      name: 'leftOpen',
      mood: 'problem',
      title: { key: 'leftOpen.title', values: here },
      lines: [place, body('leftOpen.body'), ...supportLines(bank)],
      items: [button('leave', 'action.finish', 'leave')],
      faultCode: 'D-LEFT-OPEN',
    };
  if (at({ story: 'thanks' }) || at({ story: 'ended' })) return thanks(context, plain, locker);
  if (at({ story: { notSeenOpen: 'didNotOpen' } }))
    return {
      ...shown,
      name: 'didNotOpen',
      mood: 'problem',
      title: { key: 'didNotOpen.title', values: here },
      lines: [place, body('didNotOpen.body'), ...supportLines(bank)],
      items: [
        button('tryAgain', 'didNotOpen.tryAgain', 'primary', 'again'),
        ...othersItem(context),
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
      lines: [place, body('unknown.body'), ...supportLines(bank)],
      items: [
        button('report', 'action.report', 'primary', 'report'),
        ...othersItem(context),
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
      lines: [body('reported.body', here), ...supportLines(bank)],
      items: [...othersItem(context), button('leave', 'action.finish', 'leave')],
      help: 'help.problem',
    };
  if (at({ story: 'refused' }))
    return refused(present(context.refusal, 'the reason of the refusal'), {
      ...shown,
      title: { key: 'refused.title', values: here },
      lines: [...supportLines(bank), ...reportedLine(context)],
      items: [
        ...othersItem(context),
        ...unreported(context, button('report', 'action.report', 'normal', 'report')),
      ],
    });
  return plain;
}

function plainScreen(context: PickupContext): Screen {
  return {
    name: 'pleaseWait',
    mood: 'wait',
    title: { key: 'wait.title' },
    lines: [],
    items: [],
    locker: null,
    picture: null,
    help: 'help.choose',
    faultCode: null,
    attention: context.attention,
  };
}

function choosing(context: PickupContext, plain: Screen): Screen {
  const lit = [...context.boxes, ...context.reopenable].map((box) => box.locker);
  const shown: Screen = { ...plain, mood: 'neutral', picture: { emphasis: 'map', lit } };
  const leave = button('leave', 'action.finish', 'leave');
  if (context.boxes.length === 0)
    return {
      ...shown,
      name: 'chooseReopen',
      title: { key: 'choose.again.title' },
      lines: [body('choose.again.body')],
      items: [...context.reopenable.map((box) => reopenItem(box, 'normal')), leave],
    };
  return {
    ...shown,
    name: 'chooseParcel',
    title: { key: 'choose.title', values: { count: context.boxes.length } },
    lines: [body('choose.body')],
    items: [...context.boxes.map(boxChoice), leave],
    picture: { emphasis: 'map', lit: context.boxes.map((box) => box.locker) },
  };
}

function another(context: PickupContext, plain: Screen): Screen {
  return {
    ...plain,
    name: 'another',
    mood: 'good',
    title: { key: 'another.title', values: { count: context.boxes.length } },
    lines: [body('another.body')],
    items: [...context.boxes.map(boxChoice), button('finish', 'another.finish', 'leave')],
    picture: { emphasis: 'map', lit: context.boxes.map((box) => box.locker) },
  };
}

function thanks(context: PickupContext, plain: Screen, locker: number): Screen {
  const again = context.reopenable.find((box) => box.locker === locker);
  return {
    ...plain,
    name: 'thanks',
    mood: 'good',
    title: { key: 'thanks.title' },
    lines: [body('thanks.body', { locker })],
    picture: { emphasis: 'idle', lit: [] },
    items: [
      button('finish', 'thanks.finish', 'primary', 'done'),
      ...(again ? [reopenItem(again, 'quiet')] : []),
    ],
  };
}

function refused(reason: OpenRefusal, screen: Screen): Screen {
  const again = button('tryAgain', 'didNotOpen.tryAgain', 'primary', 'again');
  const leave = button('leave', 'action.finish', 'leave');
  const words = { ...screen, name: 'refused', mood: 'problem', help: 'help.problem' } as const;
  const told: Screen = {
    ...words,
    lines: [body(`refused.${reason}`), ...screen.lines],
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

function othersItem(context: PickupContext): readonly ScreenItem[] {
  return context.boxes.length > 1 ? [button('others', 'action.others', 'normal', 'others')] : [];
}

function unreported(context: PickupContext, item: ScreenItem): readonly ScreenItem[] {
  return context.reported ? [] : [item];
}

function reportedLine(context: PickupContext): readonly ScreenLine[] {
  return context.reported ? [{ role: 'status', phrase: { key: 'reported.line' } }] : [];
}
