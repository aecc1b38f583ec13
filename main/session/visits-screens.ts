import { noAttention } from './attention.ts';
import type { MessageKey } from './messages.ts';
import {
  body,
  button,
  supportLines,
  type BankFacts,
  type Screen,
  type ScreenItem,
  type ScreenRow,
} from './screen.ts';
import { visitScreen } from './visit-screens.ts';
import {
  lookedAt,
  mayLeaveAll,
  running,
  type OneOfThem,
  type Standing,
  type VisitsContext,
} from './visits-context.ts';
import { visitTo, type VisitsSnapshot } from './visits.ts';
import type { VisitSnapshot } from './visit.ts';

/** `[F42]` All doors of one person on one screen, or the one that they have touched. */
export function visitsScreen(snapshot: VisitsSnapshot, bank: BankFacts): Screen {
  const { context } = snapshot;
  const leading = leadingVisit(snapshot);
  const looked = lookedAt(context);
  if (leading !== null && looked !== null) {
    const screen = visitScreen(leading, bank);
    if (running(context).length === 1) return screen;
    return { ...screen, items: [...screen.items, button('back', 'action.close', 'quiet', 'back')] };
  }
  const plain: Screen = {
    name: 'openingAll',
    mood: 'wait',
    title: { key: 'all.opening.title', values: { count: context.all.length } },
    lines: [body('opening.body')],
    items: [],
    rows: context.all.map(rowOf),
    locker: null,
    picture: { emphasis: 'map', lit: context.all.map(({ locker }) => locker) },
    help: 'help.all',
    faultCode: null,
    attention: leading?.context.attention ?? noAttention,
  };
  return snapshot.matches('opening') ? plain : together(context, plain, bank);
}

/** Every door has been asked; several are open, or have stayed shut. */
function together(context: VisitsContext, plain: Screen, bank: BankFacts): Screen {
  const those = running(context);
  const done = context.all.filter(({ standing }) => standing === 'over');
  const shut = mayLeaveAll(context);
  return {
    ...plain,
    name: shut ? 'allShut' : 'allOpen',
    mood: shut ? 'problem' : 'good',
    title: shut
      ? { key: 'all.shut.title', values: { count: those.length } }
      : { key: 'all.open.title' },
    lines: [body(shut ? 'all.shut.body' : 'all.open.body'), ...(shut ? supportLines(bank) : [])],
    rows: done.map(rowOf),
    items: [...those.map(choiceOf), ...(shut ? [button('leave', 'action.finish', 'leave')] : [])],
    picture: {
      emphasis: 'map',
      lit: those.map(({ locker }) => locker),
      pick: { press: 'locker', lockers: those.map(({ locker }) => locker) },
    },
    faultCode: shut ? 'D-NOT-OPEN' : null,
  };
}

/**
 * Whose countdown is shown: of the visit that is looked at, or of the one that ends first where all
 * stand still. Over an open door nothing is counted: the door itself is the way on.
 */
export function leadingVisit(snapshot: VisitsSnapshot): VisitSnapshot | null {
  const { context } = snapshot;
  const looked = lookedAt(context);
  if (looked !== null) return visitTo(snapshot, looked);
  if (!snapshot.matches('open') || !mayLeaveAll(context)) return null;
  const those = running(context).flatMap(({ locker }) => visitTo(snapshot, locker) ?? []);
  const [first] = those.toSorted(
    (a, b) => a.context.attention.secondsLeft - b.context.attention.secondsLeft,
  );
  return first ?? null;
}

const said: Readonly<Record<Standing, MessageKey>> = {
  waiting: 'all.waiting',
  opening: 'all.asked',
  using: 'all.opened',
  closing: 'all.close',
  leftOpen: 'all.leftOpen',
  didNotOpen: 'all.stillShut',
  unknown: 'all.unknown',
  reported: 'all.reported',
  refused: 'all.stillShut',
  over: 'all.closed',
};

function standingKey({ standing, result }: OneOfThem): MessageKey {
  if (standing !== 'over' || result === 'closed') return said[standing];
  return result === 'alarm' ? 'all.leftOpen' : 'all.stillShut';
}

function rowOf(each: OneOfThem): ScreenRow {
  const good = ['using', 'closing', 'over'].includes(each.standing);
  const quiet = each.standing === 'waiting' || each.standing === 'opening';
  const key = standingKey(each);
  return {
    label: { key: 'box.label', values: { locker: each.locker } },
    value: { key },
    state: quiet ? null : good && (each.result ?? 'closed') === 'closed' ? 'good' : 'attention',
  };
}

/** Where it is stands in the drawing, and in words once it is touched. */
function choiceOf(each: OneOfThem): ScreenItem {
  return {
    press: 'locker',
    arg: String(each.locker),
    role: 'choice',
    label: { key: 'box.label', values: { locker: each.locker } },
    details: [{ key: standingKey(each) }],
    emphasis: 'normal',
    locker: each.locker,
  };
}
