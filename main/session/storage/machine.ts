import type { SnapshotFrom } from 'xstate';
import type { SessionEnd } from '../../contract/event.ts';
import { argOf } from '../events.ts';
import { attentionRegion, noAttention } from '../attention.ts';
import { stageOf } from '../story.ts';
import { beginQuestion, stayOf, stayQuestion, visitOf } from './context.ts';
import { storageSetup } from './setup.ts';

/**
 * Storing one's own things: begin, open as often as one likes, extend, and end. Ending is a choice of
 * its own and never follows from opening; where there is no end, it is asked about at each opening.
 */
const inactivity = { type: 'attendFor', params: { wait: 'inactivity' } } as const;
const nobodyWaits = { type: 'attendFor', params: { wait: 'none' } } as const;
const ending = (end: SessionEnd) =>
  ({ target: '#ended', actions: { type: 'endAs', params: { end } } }) as const;
const ways = { 'press.leave': ending('left'), timeUp: ending('timedOut') } as const;

export const storageMachine = storageSetup.createMachine({
  id: 'storage',
  type: 'parallel',
  context: ({ input }) => ({
    ...input,
    attention: noAttention,
    facts: null,
    chosen: null,
    size: null,
    lasts: null,
    begun: null,
    why: 'open',
    pin: null,
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
            input: ({ context }) => ({ holder: context.holder }),
            onDone: {
              target: 'deciding',
              actions: { type: 'takeFacts', params: ({ event }) => event.output },
            },
          },
        },
        deciding: {
          always: [
            // A PIN stands for one stay.
            {
              guard: ({ context }) =>
                context.holder.reservationId !== null && context.facts?.stays.length === 1,
              target: 'stay',
              actions: 'chooseOnly',
            },
            { guard: 'hasStays', target: 'choosing' },
            { guard: 'mayBegin', target: 'sizing' },
            { target: 'nothing' },
          ],
        },
        nothing: { entry: { type: 'attendFor', params: { wait: 'notice' } }, on: ways },
        choosing: {
          entry: inactivity,
          on: {
            'press.stay': { guard: 'isStay', target: 'stay', actions: 'choose' },
            'press.begin': { guard: 'mayBegin', target: 'sizing' },
            ...ways,
          },
        },
        sizing: {
          id: 'sizing',
          entry: inactivity,
          on: {
            'press.size': [
              {
                guard: 'isFreeAndAsksHowLong',
                target: 'lasting',
                actions: 'takeSize',
              },
              { guard: 'isFree', target: 'beginning', actions: 'takeSize' },
            ],
            ...ways,
          },
        },
        lasting: {
          entry: inactivity,
          on: {
            'press.lasts': { guard: 'isDuration', target: 'beginning', actions: 'takeLasts' },
            'press.back': 'sizing',
            ...ways,
          },
        },
        /** A locker is promised in this moment; the person hears which. */
        beginning: {
          id: 'beginning',
          entry: [nobodyWaits, { type: 'openFor', params: { why: 'begin' } }],
          invoke: {
            src: 'begin',
            input: ({ context }) => beginQuestion(context),
            onDone: [
              {
                guard: { type: 'granted', params: ({ event }) => event.output },
                target: 'visiting',
                actions: { type: 'takeBegun', params: ({ event }) => event.output },
              },
              {
                guard: { type: 'nothingFits', params: ({ event }) => event.output },
                target: 'noneFits',
                actions: { type: 'takeBegun', params: ({ event }) => event.output },
              },
              { guard: ({ event }) => event.output.outcome === 'diskFull', target: 'full' },
              { target: 'looking' },
            ],
          },
        },
        full: { entry: inactivity, on: ways },
        noneFits: {
          entry: inactivity,
          on: {
            'press.size': { guard: 'isFree', target: 'beginning', actions: 'takeSize' },
            'press.again': 'looking',
            ...ways,
          },
        },
        stay: {
          id: 'stay',
          entry: inactivity,
          on: {
            'press.openStay': [
              {
                guard: 'isGoingOn',
                target: 'visiting',
                actions: { type: 'openFor', params: { why: 'open' } },
              },
              { guard: 'mayOpen', target: 'beginning' },
            ],
            'press.extend': { guard: 'isExtension', target: 'extending' },
            'press.finishStay': { guard: 'mayFinish', target: 'confirming' },
            ...ways,
          },
        },
        extending: {
          entry: nobodyWaits,
          invoke: {
            src: 'extend',
            input: ({ context, event }) => ({ ...stayQuestion(context), by: Number(argOf(event)) }),
            onDone: 'refreshing',
          },
        },
        refreshing: {
          entry: nobodyWaits,
          invoke: {
            src: 'look',
            input: ({ context }) => ({ holder: context.holder }),
            onDone: [
              {
                guard: ({ context, event }) =>
                  event.output.stays.some((stay) => stay.reservationId === context.chosen),
                target: 'stay',
                actions: { type: 'takeFactsOfStay', params: ({ event }) => event.output },
              },
              // The staff have ended it in this very moment.
              {
                target: 'deciding',
                actions: { type: 'takeFacts', params: ({ event }) => event.output },
              },
            ],
          },
        },
        confirming: {
          entry: inactivity,
          on: {
            'press.confirm': {
              target: 'visiting',
              actions: { type: 'openFor', params: { why: 'finish' } },
            },
            'press.back': 'stay',
            ...ways,
          },
        },
        /** At the door, until it is closed or the person has turned away from it. */
        visiting: {
          entry: nobodyWaits,
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
                guard: ({ context, event }) =>
                  event.output.result === 'closed' && context.why === 'begin',
                target: 'pinning',
              },
              {
                guard: ({ context, event }) =>
                  event.output.result === 'closed' && context.why === 'finish',
                target: 'finishing',
              },
              {
                guard: ({ context, event }) =>
                  event.output.result === 'closed' &&
                  stayOf(context)?.until === null &&
                  stayOf(context)?.shared === false,
                target: 'asking',
              },
              { guard: ({ event }) => event.output.result === 'closed', target: 'thanks' },
              { guard: ({ event }) => event.output.result === 'alarm', ...ending('doorLeftOpen') },
              {
                guard: ({ context }) => context.why === 'begin',
                target: 'givingUp',
                actions: {
                  type: 'endAs',
                  params: ({ event }) => ({
                    end: event.output.result === 'timedOut' ? 'timedOut' : 'left',
                  }),
                },
              },
              { guard: ({ event }) => event.output.result === 'timedOut', ...ending('timedOut') },
              ending('left'),
            ],
          },
          on: { activity: { actions: 'passOn' }, 'press.*': { actions: 'passOn' } },
        },
        pinning: {
          entry: nobodyWaits,
          invoke: {
            src: 'pin',
            input: ({ context }) => stayQuestion(context),
            onDone: {
              target: 'stored',
              actions: { type: 'takePin', params: ({ event }) => event.output },
            },
          },
        },
        stored: {
          entry: inactivity,
          exit: 'forgetPin',
          on: { 'press.finish': 'ended', timeUp: 'ended' },
        },
        asking: {
          entry: inactivity,
          on: {
            'press.keep': 'thanks',
            'press.finishStay': 'finishing',
            timeUp: 'ended',
          },
        },
        finishing: {
          entry: nobodyWaits,
          invoke: {
            src: 'finish',
            input: ({ context }) => stayQuestion(context),
            onDone: 'freed',
          },
        },
        givingUp: {
          entry: nobodyWaits,
          invoke: { src: 'giveUp', input: ({ context }) => stayQuestion(context), onDone: 'ended' },
        },
        freed: {
          entry: { type: 'attendFor', params: { wait: 'farewell' } },
          on: { 'press.finish': 'ended', timeUp: 'ended' },
        },
        thanks: {
          entry: { type: 'attendFor', params: { wait: 'farewell' } },
          on: { 'press.finish': 'ended', timeUp: 'ended' },
        },
        ended: { id: 'ended', type: 'final', entry: 'attentionOver' },
      },
    },
  },
});

export type StorageSnapshot = SnapshotFrom<typeof storageMachine>;
