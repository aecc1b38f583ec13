import { assign, fromCallback, fromPromise, raise, setup, type SnapshotFrom } from 'xstate';
import { present } from '../base/assert.ts';
import type { SessionEnd } from '../contract/event.ts';
import type { OpenVerdict } from '../door/operation.ts';
import { attend, attentionRegion, countDown, noAttention, quietTime } from './attention.ts';
import type { SessionEvent } from './events.ts';
import { notProvided } from './kiosk-context.ts';
import {
  boxNamed,
  openQuestion,
  operationOf,
  operationQuestion,
  reportQuestion,
  type PickupContext,
  type PickupInput,
  type PickupOutput,
} from './pickup-context.ts';
import { delays, lockerAccess, type Wait } from './timeouts.ts';
import type { OpenQuestion, ReportQuestion } from './world.ts';

/**
 * Pickup: the person is known, their lockers open one at a time, each until its door is closed.
 * A door that stands open holds the session; only its closing or the alarm ends that.
 */
const machine = setup({
  types: {
    input: {} as PickupInput,
    context: {} as PickupContext,
    output: {} as PickupOutput,
    events: {} as SessionEvent,
  },
  actors: {
    openDoor: fromPromise<OpenVerdict, OpenQuestion>(notProvided),
    followDoor: fromCallback<SessionEvent, { readonly operationId: string }>(notProvided),
  },
  delays: {
    QUIET: ({ context }) => quietTime(context),
    TICK: delays.TICK,
  },
  guards: {
    waitsForNobody: ({ event }) => event.type === 'attend' && event.wait === 'none',
    isCounted: ({ context }) => context.attention.secondsLeft > 0,
    lastSecond: ({ context }) => context.attention.secondsLeft <= 1,
    onlyOne: ({ context }) => context.boxes.length === 1,
    moreWait: ({ context }) => context.boxes.length > 0,
    isWaiting: ({ context, event }) => boxNamed(context.boxes, event) !== null,
    mayReopen: ({ context, event }) => boxNamed(context.reopenable, event) !== null,
    doorOpened: ({ event }) =>
      event.type === 'door' && (event.state === 'opened' || event.state === 'leftOpen'),
    doorClosed: ({ event }) => event.type === 'door' && event.state === 'closed',
    doorLeftOpen: ({ event }) => event.type === 'door' && event.state === 'leftOpen',
  },
  actions: {
    attend: assign(({ context, event }) =>
      event.type === 'attend' ? { attention: attend(context.timers, event.wait) } : {},
    ),
    attendAgain: assign(({ context }) => ({
      attention: attend(context.timers, context.attention.wait),
    })),
    countDown: assign(({ context }) => ({ attention: countDown(context.attention) })),
    timeUp: raise({ type: 'timeUp' }),
    attendFor: raise(
      (_, params: { wait: Wait | 'none' }) => ({ type: 'attend', ...params }) as const,
    ),
    takeOnly: assign(({ context }) => ({
      chosen: context.boxes[0] ?? null,
      purpose: 'pickup' as const,
    })),
    choose: assign(({ context, event }) => ({
      chosen: boxNamed(context.boxes, event),
      purpose: 'pickup' as const,
      reported: false,
    })),
    chooseAgain: assign(({ context, event }) => ({
      chosen: boxNamed(context.reopenable, event),
      purpose: 'reopen' as const,
      reported: false,
    })),
    /** From now on the box is collected; for a while it may be opened again. */
    collected: assign(({ context }) => {
      const box = present(context.chosen, 'the box that was collected');
      const others = context.reopenable.filter((other) => other.locker !== box.locker);
      return {
        boxes: context.boxes.filter((other) => other.locker !== box.locker),
        reopenable: lockerAccess(context.timers) > 0 ? [...others, box] : others,
      };
    }),
    endAs: assign((_, params: { end: SessionEnd }) => params),
    markReported: assign({ reported: true }),
    report: (_, _question: ReportQuestion) => notProvided(),
    attentionOver: raise({ type: 'over' }),
    unexpected: () => undefined,
  },
});

const leaving = { target: '#ended', actions: { type: 'endAs', params: { end: 'left' } } } as const;
const timingOut = {
  target: '#ended',
  actions: { type: 'endAs', params: { end: 'timedOut' } },
} as const;
const afterAlarm = {
  target: '#ended',
  actions: { type: 'endAs', params: { end: 'doorLeftOpen' } },
} as const;
const reporting = (what: ReportQuestion['what']) =>
  [
    {
      type: 'report',
      params: ({ context }: { context: PickupContext }) => reportQuestion(context, what),
    },
    'markReported',
  ] as const;
const opening = {
  'press.open': { guard: 'isWaiting', target: '#opening', actions: 'choose' },
  'press.reopen': { guard: 'mayReopen', target: '#opening', actions: 'chooseAgain' },
} as const;

export const pickupMachine = machine.createMachine({
  id: 'pickup',
  type: 'parallel',
  context: ({ input }) => ({
    ...input,
    attention: noAttention,
    chosen: null,
    purpose: 'pickup',
    operationId: null,
    refusal: null,
    reported: false,
    end: 'done',
  }),
  output: ({ context }) => ({ end: context.end }),
  on: { '*': { actions: 'unexpected' } },
  states: {
    attention: attentionRegion,
    story: {
      initial: 'deciding',
      states: {
        deciding: {
          always: [
            { guard: 'onlyOne', target: 'opening', actions: 'takeOnly' },
            { target: 'choosing' },
          ],
        },
        choosing: {
          entry: { type: 'attendFor', params: { wait: 'inactivity' } },
          on: { ...opening, 'press.leave': leaving, timeUp: timingOut },
        },
        /** A door is being asked: nothing but its verdict leads out of here. */
        opening: {
          id: 'opening',
          entry: { type: 'attendFor', params: { wait: 'none' } },
          invoke: {
            src: 'openDoor',
            input: ({ context }) => openQuestion(context),
            onDone: [
              {
                guard: ({ event }) => event.output.verdict === 'opened',
                target: 'doorOpen',
                actions: assign(({ event }) => ({ operationId: operationOf(event.output) })),
              },
              {
                guard: ({ event }) => event.output.verdict === 'didNotOpen',
                target: 'notSeenOpen.didNotOpen',
                actions: assign(({ event }) => ({ operationId: operationOf(event.output) })),
              },
              {
                guard: ({ event }) => event.output.verdict === 'unknown',
                target: 'notSeenOpen.unknown',
                actions: assign(({ event }) => ({ operationId: operationOf(event.output) })),
              },
              {
                target: 'refused',
                actions: assign(({ event }) => ({
                  refusal: event.output.verdict === 'refused' ? event.output.reason : null,
                })),
              },
            ],
          },
        },
        /** Never left while the door is open, except after the alarm. */
        doorOpen: {
          id: 'doorOpen',
          initial: 'taking',
          invoke: { src: 'followDoor', input: ({ context }) => operationQuestion(context) },
          on: { door: [{ guard: 'doorClosed', target: 'collected' }, { actions: [] }] },
          states: {
            taking: {
              entry: { type: 'attendFor', params: { wait: 'afterPickup' } },
              on: {
                timeUp: 'closing',
                'press.report': { actions: reporting('contents') },
                door: [
                  { guard: 'doorClosed', target: '#collected' },
                  { guard: 'doorLeftOpen', target: 'leftOpen' },
                  { actions: [] },
                ],
              },
            },
            closing: {
              entry: { type: 'attendFor', params: { wait: 'none' } },
              on: {
                'press.report': { actions: reporting('leftOpen') },
                door: [
                  { guard: 'doorClosed', target: '#collected' },
                  { guard: 'doorLeftOpen', target: 'leftOpen' },
                  { actions: [] },
                ],
              },
            },
            leftOpen: {
              entry: { type: 'attendFor', params: { wait: 'leftOpenNotice' } },
              on: { timeUp: afterAlarm, 'press.leave': afterAlarm },
            },
          },
        },
        collected: {
          id: 'collected',
          entry: 'collected',
          always: [{ guard: 'moreWait', target: 'another' }, { target: 'thanks' }],
        },
        another: {
          entry: { type: 'attendFor', params: { wait: 'inactivity' } },
          on: { ...opening, 'press.finish': 'thanks', timeUp: timingOut },
        },
        thanks: {
          entry: { type: 'attendFor', params: { wait: 'farewell' } },
          on: { ...opening, 'press.finish': 'ended', timeUp: 'ended' },
        },
        /** The bolt may still give way, or the board answer again: then the story goes on. */
        notSeenOpen: {
          invoke: { src: 'followDoor', input: ({ context }) => operationQuestion(context) },
          entry: { type: 'attendFor', params: { wait: 'inactivity' } },
          on: {
            door: [
              { guard: 'doorOpened', target: 'doorOpen' },
              { guard: 'doorClosed', target: 'collected' },
              { actions: [] },
            ],
            'press.others': { guard: 'moreWait', target: 'choosing' },
            'press.leave': leaving,
            timeUp: timingOut,
          },
          initial: 'didNotOpen',
          states: {
            didNotOpen: {
              on: {
                'press.tryAgain': '#opening',
                'press.report': { target: 'reported', actions: reporting('didNotOpen') },
              },
            },
            unknown: {
              on: { 'press.report': { target: 'reported', actions: reporting('unknown') } },
            },
            reported: {},
          },
        },
        refused: {
          entry: { type: 'attendFor', params: { wait: 'inactivity' } },
          on: {
            'press.tryAgain': '#opening',
            'press.others': { guard: 'moreWait', target: 'choosing' },
            'press.report': { actions: reporting('unknown') },
            'press.leave': leaving,
            timeUp: timingOut,
          },
        },
        ended: { id: 'ended', type: 'final', entry: 'attentionOver' },
      },
    },
  },
});

/** Where the story of a pickup stands, whatever its countdown does. */
export function storyOf(snapshot: SnapshotFrom<typeof pickupMachine>): string {
  return JSON.stringify(snapshot.value.story);
}

/** Nothing is asked of the person any more: all doors are shut and thanks are said. */
export const FAREWELL = JSON.stringify('thanks');
