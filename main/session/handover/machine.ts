import type { SnapshotFrom } from 'xstate';
import type { SessionEnd } from '../../contract/event.ts';
import { attentionRegion, noAttention } from '../attention.ts';
import { handInQuestion, taskQuestion } from './context.ts';
import { doneState, visitingState } from './door-states.ts';
import { handoverSetup } from './setup.ts';
import type { HandInBegun } from './world.ts';

/**
 * `[F48]` `[F23]` Somebody puts in what another party shall collect: a return, or a thing of an
 * exchange. Their PIN opens the locker; what they do there decides. Nothing is final that they did not
 * say or put in: whoever turns away comes back with the same PIN.
 */
const inactivity = { type: 'attendFor', params: { wait: 'inactivity' } } as const;
const nobodyWaits = { type: 'attendFor', params: { wait: 'none' } } as const;
const notice = { type: 'attendFor', params: { wait: 'notice' } } as const;
const farewell = { type: 'attendFor', params: { wait: 'farewell' } } as const;
const ending = (end: SessionEnd) =>
  ({ target: '#ended', actions: { type: 'endAs', params: { end } } }) as const;
const ways = { 'press.leave': ending('left'), timeUp: ending('timedOut') } as const;
const goodbye = { 'press.finish': ending('done'), timeUp: ending('done') } as const;

interface Begins {
  readonly event: { readonly output: HandInBegun };
}
const begins = (as: HandInBegun['outcome']) =>
  ({
    guard: { type: 'begins', params: ({ event }: Begins) => ({ begun: event.output, as }) },
    actions: { type: 'takeBegun', params: ({ event }: Begins) => ({ begun: event.output }) },
  }) as const;

export const handoverMachine = handoverSetup.createMachine({
  id: 'handover',
  type: 'parallel',
  context: ({ input }) => ({
    ...input,
    attention: noAttention,
    tasks: [],
    chosen: null,
    tooSmall: null,
    begun: null,
    purpose: 'handIn',
    mayReopen: false,
    until: null,
    stage: '',
    end: 'done',
  }),
  output: ({ context }) => ({ end: context.end }),
  on: { '*': { actions: 'unexpected' } },
  states: {
    attention: attentionRegion,
    story: {
      initial: 'looking',
      states: {
        looking: {
          id: 'looking',
          entry: nobodyWaits,
          invoke: {
            src: 'look',
            input: ({ context: { sessionId, party } }) => ({ sessionId, party }),
            onDone: {
              target: 'deciding',
              actions: { type: 'takeTasks', params: ({ event }) => ({ tasks: event.output }) },
            },
          },
        },
        deciding: {
          always: [
            { guard: 'nothing', target: 'deserted' },
            { guard: 'onlyOne', target: 'chosen', actions: 'chooseOnly' },
            { target: 'choosing' },
          ],
        },
        /** Whoever has just collected something is told nothing of it. */
        deserted: { always: [{ guard: 'isCollecting', target: 'ended' }, { target: 'nothing' }] },
        nothing: { entry: notice, on: ways },
        choosing: {
          entry: inactivity,
          on: {
            'press.task': { guard: 'isTask', target: 'chosen', actions: 'choose' },
            ...ways,
          },
        },
        chosen: {
          always: [
            { guard: 'mayBeIn', target: 'interrupted' },
            { guard: 'isCollecting', target: 'asking' },
            { target: 'beginning' },
          ],
        },
        /** The last time ended in the middle, and only they know where it is. */
        interrupted: {
          entry: inactivity,
          on: { 'press.stillHave': 'beginning', 'press.isInside': 'toStaff', ...ways },
        },
        /** The locker stands on the list of the staff already; they look. */
        toStaff: { entry: notice, on: goodbye },
        /** `[F23]` They have taken the first thing out and still stand there. */
        asking: {
          entry: inactivity,
          on: {
            'press.giveBack': 'beginning',
            'press.notReturned': 'confirming',
            'press.later': 'postponing',
            timeUp: 'postponing',
          },
        },
        beginning: {
          id: 'beginning',
          entry: nobodyWaits,
          invoke: {
            src: 'begin',
            input: ({ context }) => handInQuestion(context),
            onDone: [
              { target: 'visiting', ...begins('granted') },
              { target: 'noneFits', ...begins('none') },
              { target: 'nothing' },
            ],
          },
        },
        noneFits: {
          id: 'noneFits',
          entry: inactivity,
          on: {
            'press.again': 'beginning',
            'press.stillHave': { target: 'beginning', actions: 'askAsReserved' },
            'press.later': 'postponing',
            timeUp: 'postponing',
          },
        },
        visiting: visitingState,
        /** Nothing lies inside: another day, or never? */
        undecided: {
          id: 'undecided',
          entry: inactivity,
          on: {
            'press.later': 'postponing',
            'press.notReturned': 'confirming',
            timeUp: 'postponing',
          },
        },
        confirming: {
          entry: nobodyWaits,
          invoke: {
            src: 'notReturned',
            input: ({ context }) => taskQuestion(context),
            onDone: 'over',
          },
        },
        postponing: {
          id: 'postponing',
          entry: nobodyWaits,
          invoke: {
            src: 'later',
            input: ({ context }) => taskQuestion(context),
            onDone: {
              target: 'postponed',
              actions: { type: 'takeUntil', params: ({ event }) => ({ until: event.output }) },
            },
          },
        },
        givingUp: {
          id: 'givingUp',
          entry: nobodyWaits,
          invoke: {
            src: 'giveUp',
            input: ({ context }) => ({ ...taskQuestion(context), why: 'left' as const }),
            onDone: 'ended',
          },
        },
        /** That door did not open: its promise is given back before another is made. */
        turning: {
          id: 'turning',
          entry: nobodyWaits,
          invoke: {
            src: 'giveUp',
            input: ({ context }) => ({ ...taskQuestion(context), why: 'didNotOpen' as const }),
            onDone: 'beginning',
          },
        },
        postponed: { entry: notice, on: goodbye },
        over: { id: 'over', entry: farewell, on: goodbye },
        done: doneState,
        ended: { id: 'ended', type: 'final', entry: 'attentionOver' },
      },
    },
  },
});

export type HandoverSnapshot = SnapshotFrom<typeof handoverMachine>;
