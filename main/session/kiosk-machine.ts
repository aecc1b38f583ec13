import { assign, type SnapshotFrom } from 'xstate';
import { present } from '../base/assert.ts';
import { attentionRegion } from './attention.ts';
import { nobody, recognised, signedIn } from './kiosk-context.ts';
import { panelRegion } from './panel.ts';
import { storyOf } from './pickup.ts';
import { kioskSetup } from './kiosk-setup.ts';

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
            'press.pickUp': 'beginning',
            'press.signIn': { target: 'beginning', actions: 'wantStaff' },
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
            'press.signIn': { target: 'beginning', actions: 'wantStaff' },
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
        pickup: {
          entry: { type: 'attendFor', params: { wait: 'none' } },
          invoke: {
            id: 'pickup',
            src: 'pickup',
            input: ({ context }) => ({
              sessionId: present(context.sessionId, 'the session'),
              person: present(context.person, 'the person'),
              boxes: context.boxes,
              reopenable: context.reopenable,
              timers: context.timers,
            }),
            onSnapshot: {
              guard: { type: 'storyMoved', params: ({ event }) => storyOf(event.snapshot) },
              actions: [
                { type: 'rememberStory', params: ({ event }) => storyOf(event.snapshot) },
                'closePanel',
              ],
            },
            onDone: {
              target: 'ending',
              actions: assign({ end: ({ event }) => event.output.end }),
            },
          },
          on: {
            // The person walks away already; whoever stands behind need not wait.
            badge: { guard: 'saysGoodbye', actions: ['takeBadge', 'finishStory'] },
            activity: { actions: 'passOn' },
            'press.open': { actions: 'passOn' },
            'press.reopen': { actions: 'passOn' },
            'press.finish': { actions: 'passOn' },
            'press.tryAgain': { actions: 'passOn' },
            'press.others': { actions: 'passOn' },
            'press.report': { actions: 'passOn' },
            'press.leave': { actions: 'passOn' },
            'press.moreTime': { actions: 'passOn' },
          },
        },
        signIn: {
          entry: { type: 'attendFor', params: { wait: 'none' } },
          invoke: {
            id: 'signIn',
            src: 'signIn',
            input: ({ context }) => ({
              sessionId: present(context.sessionId, 'the session'),
              timers: context.timers,
              badge: context.staffBadge,
            }),
            onDone: [
              {
                guard: ({ event }) => event.output.outcome === 'signedIn',
                target: 'service',
                actions: [assign(({ event }) => signedIn(event.output)), 'closePanel'],
              },
              {
                target: 'ending',
                actions: assign(({ event }) =>
                  event.output.outcome === 'left' ? { end: event.output.end } : {},
                ),
              },
            ],
          },
          on: {
            badge: { actions: 'tellSignIn' },
            activity: { actions: 'tellSignIn' },
            key: { actions: 'tellSignIn' },
            'press.*': { actions: 'tellSignIn' },
          },
        },
        service: {
          invoke: {
            id: 'service',
            src: 'service',
            input: ({ context }) => ({
              sessionId: present(context.sessionId, 'the session'),
              staff: present(context.staff, 'the technician'),
              timers: context.timers,
            }),
            onDone: {
              target: 'ending',
              actions: assign({ end: ({ event }) => event.output.end }),
            },
          },
          on: {
            badge: { actions: [] },
            activity: { actions: 'tellService' },
            key: { actions: 'tellService' },
            'press.*': { actions: 'tellService' },
          },
        },
        ending: {
          entry: ['letGo', { type: 'attendFor', params: { wait: 'none' } }],
          on: { badge: { actions: 'takeBadge' } },
          invoke: {
            src: 'end',
            input: ({ context }) => ({
              sessionId: present(context.sessionId, 'the session'),
              reason: context.end,
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
