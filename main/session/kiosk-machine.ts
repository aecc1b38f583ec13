import { and, assign, type SnapshotFrom } from 'xstate';
import { present } from '../base/assert.ts';
import { attentionRegion } from './attention.ts';
import { arrival, nobody, type Wanted } from './kiosk-context.ts';
import {
  identifyingState,
  identifyState,
  notFoundState,
  nothingToDoState,
  whichState,
} from './kiosk-identify.ts';
import { dropOffState } from './drop-off/state.ts';
import { panelRegion } from './panel.ts';
import { kioskSetup } from './kiosk-setup.ts';
import {
  expiredFirstState,
  handoverState,
  mailroomState,
  manageState,
  pickupState,
  serviceState,
  signInState,
  storageState,
} from './kiosk-stories.ts';

const wanting = (what: Wanted) =>
  ({ target: 'beginning', actions: { type: 'want', params: { what } } }) as const;

/**
 * The kiosk as people meet it: Home, who is it, their story, Home again. One session at a time.
 * Beside it, open over any screen: help, language and accessibility.
 */
export const kioskMachine = kioskSetup.createMachine({
  id: 'kiosk',
  type: 'parallel',
  context: ({ input }) => nobody(input),
  on: {
    '*': { actions: 'unexpected' },
    hand: { actions: 'takeHand' },
    settings: { actions: 'takeSettings' },
    doorsAnswer: { actions: 'takeDoors' },
    /** A hand that holds a label before the window while something else goes on is no mistake. */
    scan: { actions: [] },
  },
  states: {
    attention: attentionRegion,
    flow: {
      initial: 'home',
      states: {
        home: {
          entry: ['forgetPerson', 'closePanel', { type: 'attendFor', params: { wait: 'none' } }],
          always: { guard: 'noDoorAnswers', target: 'outOfService' },
          on: {
            badge: { target: 'beginning', actions: 'takeShown' },
            scan: { target: 'beginning', actions: 'takeShown' },
            // Whoever begins to type has begun.
            key: [{ guard: 'isDigit', target: 'beginning', actions: 'type' }, { actions: [] }],
            'press.pickUp': wanting('pickUp'),
            'press.dropOff': wanting('dropOff'),
            'press.store': wanting('store'),
            'press.return': wanting('return'),
            'press.signIn': wanting('signIn'),
            settings: { target: 'home', actions: 'takeSettings', reenter: true },
            timeUp: { target: 'home', reenter: true },
          },
        },
        /** Doors do not answer: parcels are safe, and nobody can be helped until one does. */
        outOfService: {
          always: { guard: 'aDoorAnswers', target: 'home' },
          on: {
            badge: { actions: [] },
            // Whoever mends the doors has to get in while they are silent.
            'press.signIn': wanting('signIn'),
            timeUp: { actions: ['forgetPerson', 'closePanel'] },
          },
        },
        beginning: {
          entry: ['closePanel', { type: 'attendFor', params: { wait: 'none' } }],
          on: {
            badge: { actions: 'takeShown' },
            scan: { actions: 'takeShown' },
            // A pad on a reader may tell a whole code at once.
            key: [{ guard: 'isTyped', actions: 'takeCode' }, { actions: 'type' }],
          },
          invoke: {
            src: 'begin',
            input: ({ context }) => ({ by: arrival(context) }),
            onDone: [
              {
                guard: 'hasShown',
                target: 'identifying',
                actions: assign({ sessionId: ({ event }) => event.output }),
              },
              {
                guard: 'wantsStaff',
                target: 'signIn',
                actions: assign({ sessionId: ({ event }) => event.output }),
              },
              { target: 'identify', actions: assign({ sessionId: ({ event }) => event.output }) },
            ],
          },
        },
        identify: identifyState,
        identifying: identifyingState,
        which: whichState,
        notRecognised: notFoundState,
        codesLocked: notFoundState,
        nothingHere: nothingToDoState,
        notOffered: nothingToDoState,
        pickup: pickupState,
        dropOff: dropOffState,
        storage: storageState,
        handover: handoverState,
        signIn: signInState,
        service: serviceState,
        mailroom: mailroomState,
        expiredFirst: expiredFirstState,
        manage: manageState,
        ending: {
          entry: ['letGo', { type: 'attendFor', params: { wait: 'none' } }],
          on: { badge: { actions: 'takeShown' }, scan: { actions: 'takeShown' } },
          invoke: {
            src: 'end',
            input: ({ context }) => ({
              sessionId: present(context.sessionId, 'the session'),
              reason: context.end,
              userId: context.staff?.userId ?? null,
            }),
            onDone: [
              { guard: 'hasShown', target: 'beginning', actions: 'nextPerson' },
              { target: 'home' },
            ],
          },
        },
      },
    },
    panel: panelRegion,
    /** A badge during somebody else's session is told to wait; it changes nothing. */
    interjection: {
      initial: 'silent',
      states: {
        silent: {
          on: {
            badge: { guard: 'isBusy', target: 'pleaseWait' },
            scan: { guard: and(['isBusy', 'isBadgeScan']), target: 'pleaseWait' },
          },
        },
        pleaseWait: {
          on: {
            badge: { guard: 'isBusy', target: 'pleaseWait', reenter: true },
            scan: { guard: and(['isBusy', 'isBadgeScan']), target: 'pleaseWait', reenter: true },
          },
          after: { INTERJECTION: 'silent' },
        },
      },
    },
  },
});

export type KioskSnapshot = SnapshotFrom<typeof kioskMachine>;
