import { type SnapshotFrom } from 'xstate';
import { present } from '../base/assert.ts';
import { attentionRegion, noAttention } from './attention.ts';
import { noFacts, type ServiceContext } from './service-context.ts';
import { serviceSetup } from './service-setup.ts';

/**
 * A technician at the kiosk. Pages show facts; opening a door, an action, learning a badge and the
 * wiring wizard are states of their own. No door opens without a press for it, or for its batch.
 */
const admin = { type: 'attendFor', params: { wait: 'admin' } } as const;
const nobody = { type: 'attendFor', params: { wait: 'none' } } as const;
const ways = {
  'press.leave': { target: '#ended', actions: { type: 'endAs', params: { end: 'done' } } },
  timeUp: { target: '#ended', actions: { type: 'endAs', params: { end: 'timedOut' } } },
} as const;
const doorStates = {
  invoke: {
    src: 'followDoor',
    input: ({ context }: { context: ServiceContext }) => ({
      operationId: present(context.operationId, 'the operation to follow'),
    }),
  },
} as const;

export const serviceMachine = serviceSetup.createMachine({
  id: 'service',
  type: 'parallel',
  context: ({ input }) => ({
    ...input,
    attention: noAttention,
    facts: noFacts,
    page: 'menu',
    part: 0,
    device: null,
    locker: null,
    read: null,
    samples: [],
    entry: null,
    action: null,
    result: null,
    operationId: null,
    refusal: null,
    queue: [],
    allowed: 0,
    step: { step: 'scan' },
    wizard: null,
    touched: [],
    felt: [],
    tone: null,
    end: 'done',
  }),
  output: ({ context }) => ({ end: context.end }),
  on: {
    '*': { actions: 'unexpected' },
    facts: { actions: 'takeFacts' },
    read: { actions: 'takeRead' },
    // Every tap comes as a read with all its renderings; nobody else is served meanwhile.
    badge: { actions: [] },
  },
  states: {
    attention: attentionRegion,
    story: {
      initial: 'browsing',
      invoke: [{ src: 'followFacts' }, { src: 'followReads' }],
      states: {
        browsing: {
          id: 'browsing',
          entry: ['stopSequence', 'forgetSamples', admin],
          on: {
            'press.goTo': { guard: 'isPage', actions: 'turnTo' },
            'press.back': { actions: 'turnBack' },
            'press.nextPage': { actions: 'nextPart' },
            'press.previousPage': { actions: 'previousPart' },
            'press.device': { guard: 'isDevice', actions: 'chooseDevice' },
            'press.door': { guard: 'isDoor', actions: 'chooseDoor' },
            'press.tone': { guard: 'isSide', actions: 'sound' },
            'press.touched': { guard: 'isSpot', actions: 'touch' },
            'press.openDoor': { guard: 'hasDoor', target: 'opening', actions: 'openAlone' },
            'press.sequence': { guard: 'hasDoors', target: 'confirming', actions: 'queueAll' },
            'press.outOfService': { guard: 'isAction', target: 'acting', actions: 'takeAction' },
            'press.inService': { guard: 'isAction', target: 'acting', actions: 'takeAction' },
            'press.act': { guard: 'isAction', target: 'acting', actions: 'takeAction' },
            'press.learn': 'learning',
            'press.wizard': { guard: 'isStep', target: 'wiring.asking', actions: 'takeStep' },
            ...ways,
          },
        },
        acting: {
          id: 'acting',
          entry: nobody,
          invoke: {
            src: 'act',
            input: ({ context }) => ({
              sessionId: context.sessionId,
              userId: context.staff.userId,
              action: present(context.action, 'the action'),
            }),
            onDone: {
              target: 'browsing',
              actions: { type: 'takeResult', params: ({ event }) => event.output },
            },
          },
        },
        /** Before each batch: nothing opens unless somebody stands there. */
        confirming: {
          entry: admin,
          on: {
            'press.confirm': { target: 'opening', actions: ['allowBatch', 'takeNext'] },
            'press.back': 'browsing',
            ...ways,
          },
        },
        opening: {
          id: 'opening',
          entry: nobody,
          invoke: {
            src: 'openLocker',
            input: ({ context }) => ({
              sessionId: context.sessionId,
              userId: context.staff.userId,
              locker: present(context.locker, 'the locker to open'),
            }),
            onDone: [
              {
                guard: ({ event }) => event.output.verdict === 'opened',
                target: 'doorOpen',
                actions: { type: 'takeVerdict', params: ({ event }) => event.output },
              },
              {
                guard: ({ event }) => event.output.verdict === 'refused',
                target: 'refused',
                actions: { type: 'takeVerdict', params: ({ event }) => event.output },
              },
              {
                target: 'notSeenOpen',
                actions: { type: 'takeVerdict', params: ({ event }) => event.output },
              },
            ],
          },
        },
        /** Left when the door is closed; after the alarm also by the person or by time. */
        doorOpen: {
          ...doorStates,
          initial: 'waiting',
          on: {
            door: [{ guard: 'doorClosed', target: 'closed' }, { actions: [] }],
            'press.stop': { actions: 'stopSequence' },
          },
          states: {
            waiting: {
              entry: nobody,
              on: {
                door: [
                  { guard: 'doorClosed', target: '#closed' },
                  { guard: 'doorLeftOpen', target: 'leftOpen' },
                  { actions: [] },
                ],
              },
            },
            leftOpen: { entry: admin, on: { 'press.back': '#browsing', ...ways } },
          },
        },
        closed: {
          id: 'closed',
          always: [
            { guard: 'moreInBatch', target: 'opening', actions: 'takeNext' },
            { guard: 'moreDoors', target: 'confirming' },
            { target: 'browsing' },
          ],
        },
        /** Did not open, or is not known; the bolt may still give way. */
        notSeenOpen: {
          ...doorStates,
          entry: admin,
          on: {
            door: [
              { guard: 'doorOpened', target: 'doorOpen' },
              { guard: 'doorClosed', target: 'closed' },
              { actions: [] },
            ],
            'press.openDoor': 'opening',
            'press.skip': 'closed',
            'press.back': 'browsing',
            ...ways,
          },
        },
        refused: {
          entry: admin,
          on: {
            'press.openDoor': 'opening',
            'press.skip': 'closed',
            'press.back': 'browsing',
            ...ways,
          },
        },
        learning: {
          initial: 'tap',
          entry: 'forgetSamples',
          on: { 'press.back': 'browsing', ...ways },
          states: {
            tap: {
              entry: admin,
              on: { read: [{ guard: 'isBadge', target: 'printed', actions: 'takeRead' }, {}] },
            },
            printed: {
              entry: [admin, 'askPrinted'],
              on: {
                // The sample is the card that was asked about, not one that is tapped meanwhile.
                read: { actions: [] },
                key: [
                  { guard: 'lastSample', target: '#acting', actions: ['takeSample', 'learnBadge'] },
                  { guard: 'isAccepted', target: 'tap', actions: 'takeSample' },
                  { actions: 'type' },
                ],
              },
            },
          },
        },
        wiring: {
          initial: 'asking',
          exit: 'leaveWizard',
          states: {
            asking: {
              entry: nobody,
              invoke: {
                src: 'wizard',
                input: ({ context }) => ({
                  sessionId: context.sessionId,
                  userId: context.staff.userId,
                  step: context.step,
                }),
                onDone: {
                  target: 'showing',
                  actions: { type: 'takeWizard', params: ({ event }) => event.output },
                },
              },
            },
            showing: {
              entry: admin,
              on: {
                'press.wizard': { guard: 'isStep', target: 'asking', actions: 'takeStep' },
                'press.isLocker': { guard: 'isStep', target: 'asking', actions: 'takeStep' },
                'press.goTo': { guard: 'isPage', target: '#browsing', actions: 'turnTo' },
                'press.nextPage': { actions: 'nextPart' },
                'press.previousPage': { actions: 'previousPart' },
                'press.back': '#browsing',
                ...ways,
              },
            },
          },
        },
        ended: {
          id: 'ended',
          type: 'final',
          entry: [
            'attentionOver',
            {
              type: 'signOut',
              params: ({ context }) => ({
                sessionId: context.sessionId,
                userId: context.staff.userId,
                reason: context.end,
              }),
            },
          ],
        },
      },
    },
  },
});

export type ServiceSnapshot = SnapshotFrom<typeof serviceMachine>;
