import { assign, sendTo, type SnapshotFrom } from 'xstate';
import { present } from '../base/assert.ts';
import type { SessionEnd } from '../contract/event.ts';
import { attentionRegion, noAttention } from './attention.ts';
import { attentive } from './attentive.ts';
import {
  boxNamed,
  visitOf,
  type PickupContext,
  type PickupInput,
  type PickupOutput,
} from './pickup-context.ts';
import { stageOf } from './story.ts';
import { lockerAccess } from './timeouts.ts';
import { visitMachine } from './visit.ts';

/**
 * Pickup: the person is known, their lockers open one at a time, each until its door is closed.
 */
const machine = attentive<PickupInput, PickupContext, PickupOutput>()({
  visit: visitMachine,
}).extend({
  guards: {
    onlyOne: ({ context }) => context.boxes.length === 1,
    moreWait: ({ context }) => context.boxes.length > 0,
    isWaiting: ({ context, event }) => boxNamed(context.boxes, event) !== null,
    mayReopen: ({ context, event }) => boxNamed(context.reopenable, event) !== null,
  },
  actions: {
    takeOnly: assign(({ context }) => ({
      chosen: context.boxes[0] ?? null,
      purpose: 'pickup' as const,
    })),
    choose: assign(({ context, event }) => ({
      chosen: boxNamed(context.boxes, event),
      purpose: 'pickup' as const,
    })),
    chooseAgain: assign(({ context, event }) => ({
      chosen: boxNamed(context.reopenable, event),
      purpose: 'reopen' as const,
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
    passOn: sendTo('visit', ({ event }) => event),
    takeStage: assign((_, params: { stage: string }) => params),
    endAs: assign((_, params: { end: SessionEnd }) => params),
  },
});

const ending = (end: SessionEnd) =>
  ({ target: '#ended', actions: { type: 'endAs', params: { end } } }) as const;
const opening = {
  'press.open': { guard: 'isWaiting', target: '#visiting', actions: 'choose' },
  'press.reopen': { guard: 'mayReopen', target: '#visiting', actions: 'chooseAgain' },
} as const;

export const pickupMachine = machine.createMachine({
  id: 'pickup',
  type: 'parallel',
  context: ({ input }) => ({
    ...input,
    attention: noAttention,
    chosen: null,
    purpose: 'pickup',
    stage: '',
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
            { guard: 'onlyOne', target: 'visiting', actions: 'takeOnly' },
            { target: 'choosing' },
          ],
        },
        choosing: {
          id: 'choosing',
          entry: { type: 'attendFor', params: { wait: 'inactivity' } },
          on: { ...opening, 'press.leave': ending('left'), timeUp: ending('timedOut') },
        },
        /** At a door, until it is closed or the person has turned away from it. */
        visiting: {
          id: 'visiting',
          entry: { type: 'attendFor', params: { wait: 'none' } },
          invoke: {
            id: 'visit',
            src: 'visit',
            input: ({ context }) => visitOf(context),
            onSnapshot: {
              actions: {
                type: 'takeStage',
                params: ({ event }) => ({ stage: stageOf(event.snapshot) }),
              },
            },
            onDone: [
              {
                guard: ({ event }) => event.output.result === 'closed',
                target: 'collected',
              },
              {
                guard: ({ event }) => event.output.result === 'others',
                target: 'choosing',
              },
              {
                guard: ({ event }) => event.output.result === 'alarm',
                ...ending('doorLeftOpen'),
              },
              {
                guard: ({ event }) => event.output.result === 'timedOut',
                ...ending('timedOut'),
              },
              ending('left'),
            ],
          },
          on: {
            activity: { actions: 'passOn' },
            'press.*': { actions: 'passOn' },
          },
        },
        collected: {
          entry: 'collected',
          always: [{ guard: 'moreWait', target: 'another' }, { target: 'thanks' }],
        },
        another: {
          entry: { type: 'attendFor', params: { wait: 'inactivity' } },
          on: { ...opening, 'press.finish': 'thanks', timeUp: ending('timedOut') },
        },
        thanks: {
          entry: { type: 'attendFor', params: { wait: 'farewell' } },
          on: { ...opening, 'press.finish': 'ended', timeUp: 'ended' },
        },
        ended: { id: 'ended', type: 'final', entry: 'attentionOver' },
      },
    },
  },
});

/** Nothing is asked of the person any more: all doors are shut and thanks are said. */
export function isFarewell(snapshot: SnapshotFrom<typeof pickupMachine>): boolean {
  return snapshot.matches({ story: 'thanks' });
}
