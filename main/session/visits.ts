import { assign, enqueueActions, setup, spawnChild, type SnapshotFrom } from 'xstate';
import { present } from '../base/assert.ts';
import { argOf, type SessionEvent } from './events.ts';
import type { VisitOutput } from './visit-context.ts';
import { visitMachine, type VisitSnapshot } from './visit.ts';
import {
  childOf,
  firstContext,
  lockerIn,
  lookedAt,
  mayLeaveAll,
  outputOf,
  put,
  running,
  type OneOfThem,
  type Standing,
  type VisitsContext,
  type VisitsInput,
  type VisitsOutput,
} from './visits-context.ts';

/**
 * `[F42]` Several doors for one person: each is a visit as every other, and they are asked one after
 * another, never two at a time. A door that stays shut stops nobody; this machine ends when the last
 * of its visits has ended, so that no session ends over an open door.
 */
type VisitsEvent =
  | SessionEvent
  | { readonly type: `xstate.snapshot.${string}`; readonly snapshot: VisitSnapshot }
  | { readonly type: `xstate.done.actor.${string}`; readonly output: VisitOutput };

const machine = setup({
  types: {
    context: {} as VisitsContext,
    events: {} as VisitsEvent,
    input: {} as VisitsInput,
    output: {} as VisitsOutput,
  },
  actors: { visit: visitMachine },
  guards: {
    /** The door that was asked last has its verdict. */
    mayAskNext: ({ context }) => nobodyOpens(context) && next(context) !== undefined,
    allAsked: ({ context }) => nobodyOpens(context) && next(context) === undefined,
    allOver: ({ context }) => context.all.every(({ standing }) => standing === 'over'),
    isRunning: ({ context, event }) => runningNamed(context, event) !== undefined,
    isClosed: ({ event }) => 'output' in event && event.output.result === 'closed',
    isLookedAt: ({ context }) => lookedAt(context) !== null,
    /** One coil at a time, also when somebody tries again. */
    mayTryAgain: ({ context }) => lookedAt(context) !== null && nobodyOpens(context),
    mayLeaveAll: ({ context }) => mayLeaveAll(context),
  },
  actions: {
    unexpected: () => undefined,
    askNext: enqueueActions(({ context, enqueue }) => {
      const { locker } = present(next(context), 'a door that was not asked');
      const input = present(
        context.visits.find(({ question }) => question.locker === locker),
        'the visit to ask for',
      );
      enqueue.assign(put(context, locker, { standing: 'opening' }));
      enqueue(spawnChild('visit', { id: childOf(locker), input, syncSnapshot: true }));
    }),
    takeStanding: assign(({ context, event }) =>
      'snapshot' in event
        ? put(context, lockerIn(event.type), { standing: standingOf(event.snapshot) })
        : {},
    ),
    takeResult: assign(({ context, event }) => {
      if (!('output' in event)) return {};
      const { result } = event.output;
      return {
        ...put(context, lockerIn(event.type), { standing: 'over', result }),
        last: result,
      };
    }),
    look: assign(({ event }) => ({ looking: Number(argOf(event as SessionEvent)) })),
    lookAtAll: assign({ looking: null }),
    tellOne: enqueueActions(({ context, event, enqueue }) => {
      const locker = lookedAt(context);
      if (locker !== null) enqueue.sendTo(childOf(locker), event);
    }),
    tellAll: enqueueActions(({ context, event, enqueue }) => {
      for (const { locker } of running(context)) enqueue.sendTo(childOf(locker), event);
    }),
    /** Whoever shuts a door is there, and the other doors wait for them anew. */
    stillThere: enqueueActions(({ context, enqueue }) => {
      for (const { locker } of running(context))
        enqueue.sendTo(childOf(locker), { type: 'activity' });
    }),
  },
});

export const visitsMachine = machine.createMachine({
  id: 'visits',
  context: ({ input }) => firstContext(input),
  output: ({ context }) => outputOf(context),
  on: {
    '*': { actions: 'unexpected' },
    'xstate.snapshot.*': { actions: 'takeStanding' },
    'xstate.done.actor.*': [
      { guard: 'isClosed', actions: ['takeResult', 'stillThere'] },
      { actions: 'takeResult' },
    ],
    activity: { actions: 'tellAll' },
  },
  initial: 'opening',
  states: {
    opening: {
      always: [
        { guard: 'mayAskNext', actions: 'askNext' },
        { guard: 'allAsked', target: 'open' },
      ],
    },
    open: {
      always: { guard: 'allOver', target: 'ended' },
      on: {
        'press.locker': { guard: 'isRunning', actions: 'look' },
        'press.back': { actions: 'lookAtAll' },
        'press.tryAgain': { guard: 'mayTryAgain', actions: 'tellOne' },
        'press.moreTime': { actions: 'tellAll' },
        'press.report': { guard: 'isLookedAt', actions: 'tellOne' },
        'press.leave': [
          { guard: 'isLookedAt', actions: 'tellOne' },
          { guard: 'mayLeaveAll', actions: 'tellAll' },
        ],
      },
    },
    ended: { type: 'final' },
  },
});

export type VisitsSnapshot = SnapshotFrom<typeof visitsMachine>;

/** The visit to this locker, while it goes on. */
export function visitTo(snapshot: VisitsSnapshot, locker: number): VisitSnapshot | null {
  const child = snapshot.children[childOf(locker)];
  return child?.getSnapshot() ?? null;
}

function nobodyOpens({ all }: VisitsContext): boolean {
  return all.every(({ standing }) => standing !== 'opening');
}

function next({ all }: VisitsContext): OneOfThem | undefined {
  return all.find(({ standing }) => standing === 'waiting');
}

function runningNamed(context: VisitsContext, event: VisitsEvent): OneOfThem | undefined {
  return running(context).find(({ locker }) => 'arg' in event && event.arg === String(locker));
}

function standingOf({ value }: VisitSnapshot): Standing {
  const { story } = value;
  if (typeof story === 'object') return 'doorOpen' in story ? story.doorOpen : story.notSeenOpen;
  return story === 'ended' ? 'over' : story;
}
