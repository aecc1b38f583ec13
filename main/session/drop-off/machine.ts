import { present } from '../../base/assert.ts';
import type { SessionEnd } from '../../contract/event.ts';
import { attentionRegion } from '../attention.ts';
import { firstContext, promiseOf } from './context.ts';
import {
  doneState,
  leavingState,
  resizingState,
  sayingState,
  turningState,
  visitingState,
} from './door-states.ts';
import { dropOffSetup, labelOf } from './setup.ts';
import type { LabelFound, Promised } from './world.ts';

/**
 * Drop-off: label, recipient, locker, door; then the next package. Whoever is wrong about something
 * goes one step back; nothing of a package is kept that was not put in.
 */
const ending = (end: SessionEnd) =>
  ({ target: '#ended', actions: { type: 'endAs', params: { end } } }) as const;
const ways = { 'press.leave': ending('left'), timeUp: ending('timedOut') } as const;
const asking = { type: 'attendFor', params: { wait: 'none' } } as const;
const scanning = { scan: { target: '#reading', actions: 'takeScan' } } as const;
const choosing = {
  'press.size': { guard: 'isPlace', target: '#promising', actions: 'takePlace' },
  'press.map': { guard: 'isStaff', target: '#map' },
} as const;
const takeLabel = {
  type: 'takeLabel',
  params: ({ event }: { event: { output: LabelFound } }) => event.output,
} as const;
const takePromise = {
  type: 'takePromise',
  params: ({ event }: { event: { output: Promised } }) => event.output,
} as const;

export const dropOffMachine = dropOffSetup.createMachine({
  id: 'dropOff',
  type: 'parallel',
  context: ({ input }) => firstContext(input),
  output: ({ context }) => ({ end: context.end }),
  on: { '*': { actions: 'unexpected' }, scan: { actions: [] }, badge: { actions: [] } },
  states: {
    attention: attentionRegion,
    story: {
      initial: 'beginning',
      states: {
        beginning: {
          entry: asking,
          invoke: {
            src: 'begin',
            onDone: [
              { guard: ({ event }) => event.output.outcome === 'diskFull', target: 'full' },
              { guard: ({ context }) => context.scanned !== null, target: 'reading' },
              { target: 'label' },
            ],
          },
        },
        /** What is written down of a package might not fit on the disk: pickups go first. */
        full: { id: 'full', entry: 'attendActor', on: ways },
        label: {
          id: 'label',
          entry: ['nextPackage', 'attendActor'],
          on: {
            ...scanning,
            'press.typeIt': { target: 'typing', actions: 'noRemark' },
            'press.noBarcode': { guard: 'mayGoWithout', target: 'numbering', actions: 'noRemark' },
            ...ways,
          },
        },
        typing: {
          entry: ['askTracking', 'attendActor'],
          on: {
            ...scanning,
            key: [
              { guard: 'isTyped', target: 'reading', actions: 'takeTyped' },
              { actions: 'type' },
            ],
            'press.back': 'label',
            ...ways,
          },
        },
        reading: {
          id: 'reading',
          entry: asking,
          invoke: {
            src: 'readLabel',
            input: ({ context }) => labelOf(context),
            onDone: [
              {
                guard: ({ event }) => event.output.outcome === 'reserved',
                target: 'promising',
                actions: takeLabel,
              },
              {
                guard: ({ event }) => event.output.outcome === 'received',
                target: 'looking',
                actions: takeLabel,
              },
              {
                guard: ({ event }) => event.output.outcome === 'new',
                target: 'whose',
                actions: takeLabel,
              },
              { target: 'label', actions: takeLabel },
            ],
          },
        },
        numbering: {
          entry: asking,
          invoke: {
            src: 'noBarcode',
            onDone: {
              target: 'whose',
              actions: { type: 'takeNumber', params: ({ event }) => event.output },
            },
          },
        },
        whose: { always: [{ guard: 'isCategorized', target: 'kind' }, { target: 'searching' }] },
        kind: {
          entry: 'attendActor',
          on: {
            'press.personal': { target: 'searching', actions: 'amongContacts' },
            'press.department': { target: 'searching', actions: 'amongDepartments' },
            'press.back': 'label',
            ...ways,
          },
        },
        searching: {
          id: 'searching',
          entry: ['askName', 'attendActor'],
          initial: 'idle',
          on: {
            'press.recipient': {
              guard: 'isRecipient',
              target: 'looking',
              actions: 'takeRecipient',
            },
            key: [
              { guard: 'isOnlyOne', target: 'looking', actions: 'takeOnly' },
              { guard: 'isAccept', actions: [] },
              { target: '.asking', actions: 'type' },
            ],
            'press.back': 'label',
            ...ways,
          },
          states: {
            idle: {},
            asking: {
              invoke: {
                src: 'search',
                input: ({ context: { actor, among, entry } }) => ({
                  actor,
                  among,
                  typed: entry.text,
                }),
                onDone: {
                  target: 'idle',
                  actions: { type: 'takeFound', params: ({ event }) => ({ list: event.output }) },
                },
              },
            },
          },
        },
        looking: {
          entry: asking,
          invoke: {
            src: 'look',
            input: ({ context }) => ({ recipient: present(context.recipient, 'the recipient') }),
            onDone: [
              {
                guard: { type: 'hasBoxes', params: ({ event }) => event.output },
                target: 'adding',
                actions: { type: 'takeChoices', params: ({ event }) => event.output },
              },
              {
                target: 'sizing',
                actions: { type: 'takeChoices', params: ({ event }) => event.output },
              },
            ],
          },
        },
        adding: {
          entry: 'attendActor',
          on: {
            'press.existing': { guard: 'isPlace', target: 'promising', actions: 'takePlace' },
            'press.newLocker': 'sizing',
            'press.back': 'label',
            ...ways,
          },
        },
        sizing: { entry: 'attendActor', on: { ...choosing, 'press.back': 'label', ...ways } },
        map: {
          id: 'map',
          entry: 'attendActor',
          on: {
            'press.locker': { guard: 'isPlace', target: 'promising', actions: 'takePlace' },
            'press.back': 'sizing',
            ...ways,
          },
        },
        promising: {
          id: 'promising',
          entry: asking,
          invoke: {
            src: 'promise',
            input: ({ context }) => promiseOf(context),
            onDone: [
              {
                guard: ({ event }) => event.output.outcome === 'promised',
                target: 'visiting',
                actions: takePromise,
              },
              { guard: ({ event }) => event.output.outcome === 'diskFull', target: 'full' },
              { target: 'lookingElsewhere', actions: takePromise },
            ],
          },
        },
        /** Nothing fits, or not there: what else is free is asked anew before it is offered. */
        lookingElsewhere: {
          entry: asking,
          invoke: {
            src: 'look',
            input: ({ context }) => ({ recipient: present(context.recipient, 'the recipient') }),
            onDone: {
              target: 'denied',
              actions: { type: 'takeChoices', params: ({ event }) => event.output },
            },
          },
        },
        denied: {
          entry: 'attendActor',
          on: {
            ...choosing,
            'press.override': { guard: 'isPlace', target: 'promising', actions: 'takePlace' },
            'press.back': 'sizing',
            ...ways,
          },
        },
        visiting: visitingState,
        turning: turningState,
        again: {
          always: [{ guard: 'isBoundElsewhere', target: 'resizing' }, { target: 'promising' }],
        },
        resizing: resizingState,
        leaving: leavingState,
        saying: sayingState,
        done: doneState,
        ended: { id: 'ended', type: 'final', entry: 'attentionOver' },
      },
    },
  },
});
