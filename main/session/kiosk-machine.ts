import { assign, type SnapshotFrom } from 'xstate';
import { present } from '../base/assert.ts';
import { attentionRegion } from './attention.ts';
import { nobody, recognised } from './kiosk-context.ts';
import { panelRegion } from './panel.ts';
import { kioskSetup } from './kiosk-setup.ts';
import { mailroomState, pickupState, serviceState, signInState } from './kiosk-stories.ts';

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
    settings: { actions: 'takeSettings' },
    doorsAnswer: { actions: 'takeDoors' },
    /** Nothing is done with labels here yet; a hand that holds one before the window is no mistake. */
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
            badge: { target: 'beginning', actions: 'takeBadge' },
            'press.pickUp': {
              target: 'beginning',
              actions: { type: 'want', params: { what: 'pickUp' } },
            },
            'press.signIn': {
              target: 'beginning',
              actions: { type: 'want', params: { what: 'signIn' } },
            },
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
            'press.signIn': {
              target: 'beginning',
              actions: { type: 'want', params: { what: 'signIn' } },
            },
            timeUp: { actions: ['forgetPerson', 'closePanel'] },
          },
        },
        beginning: {
          entry: ['closePanel', { type: 'attendFor', params: { wait: 'none' } }],
          on: { badge: { actions: 'takeBadge' } },
          invoke: {
            src: 'begin',
            input: ({ context }) => ({ by: context.badge === null ? 'touch' : 'badge' }),
            onDone: [
              {
                guard: 'hasBadge',
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
        identify: {
          entry: { type: 'attendFor', params: { wait: 'inactivity' } },
          on: {
            badge: { target: 'identifying', actions: 'takeBadge' },
            'press.leave': {
              target: 'ending',
              actions: { type: 'endAs', params: { end: 'left' } },
            },
            timeUp: { target: 'ending', actions: { type: 'endAs', params: { end: 'timedOut' } } },
          },
        },
        identifying: {
          entry: ['closePanel', { type: 'attendFor', params: { wait: 'none' } }],
          invoke: {
            src: 'identify',
            input: ({ context }) => ({
              sessionId: present(context.sessionId, 'the session'),
              badge: present(context.badge, 'the badge'),
            }),
            onDone: [
              {
                guard: ({ event }) => event.output.outcome === 'refused',
                target: 'notRecognised',
                actions: assign({ badge: null }),
              },
              {
                guard: ({ event }) => event.output.outcome === 'staff',
                target: 'signIn',
                actions: 'takeStaffBadge',
              },
              {
                guard: { type: 'nothingForThem', params: ({ event }) => event.output },
                target: 'nothingHere',
                actions: assign(({ context, event }) => recognised(context, event.output)),
              },
              {
                target: 'pickup',
                actions: assign(({ context, event }) => recognised(context, event.output)),
              },
            ],
          },
        },
        notRecognised: {
          entry: { type: 'attendFor', params: { wait: 'notice' } },
          on: {
            badge: { target: 'identifying', actions: 'takeBadge' },
            'press.again': 'identify',
            'press.leave': {
              target: 'ending',
              actions: { type: 'endAs', params: { end: 'notRecognised' } },
            },
            timeUp: {
              target: 'ending',
              actions: { type: 'endAs', params: { end: 'notRecognised' } },
            },
          },
        },
        nothingHere: {
          entry: { type: 'attendFor', params: { wait: 'notice' } },
          on: {
            badge: { target: 'ending', actions: 'takeBadge' },
            'press.leave': 'ending',
            timeUp: 'ending',
          },
        },
        pickup: pickupState,
        signIn: signInState,
        service: serviceState,
        mailroom: mailroomState,
        ending: {
          entry: ['letGo', { type: 'attendFor', params: { wait: 'none' } }],
          on: { badge: { actions: 'takeBadge' } },
          invoke: {
            src: 'end',
            input: ({ context }) => ({
              sessionId: present(context.sessionId, 'the session'),
              reason: context.end,
              userId: context.staff?.userId ?? null,
            }),
            onDone: [
              { guard: 'hasBadge', target: 'beginning', actions: 'nextPerson' },
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
        silent: { on: { badge: { guard: 'isBusy', target: 'pleaseWait' } } },
        pleaseWait: {
          on: { badge: { guard: 'isBusy', target: 'pleaseWait', reenter: true } },
          after: { INTERJECTION: 'silent' },
        },
      },
    },
  },
});

export type KioskSnapshot = SnapshotFrom<typeof kioskMachine>;
