import { assign, fromPromise, raise, sendTo, setup, type SnapshotFrom } from 'xstate';
import { present } from '../base/assert.ts';
import type { SessionEnd } from '../contract/event.ts';
import type { Locale } from '../contract/view.ts';
import { attend, attentionRegion, countDown, quietTime } from './attention.ts';
import type { SessionEvent } from './events.ts';
import {
  nobody,
  settled,
  notProvided,
  recognised,
  type KioskContext,
  type KioskInput,
} from './kiosk-context.ts';
import { adjusted, panelRegion } from './panel.ts';
import { FAREWELL, pickupMachine, storyOf } from './pickup.ts';
import { delays, type Wait } from './timeouts.ts';
import type { Identified, IdentifyQuestion } from './world.ts';

/**
 * The kiosk as people meet it: Home, who is it, their story, Home again. One session at a time.
 * Beside it, open over any screen: help, language and accessibility.
 */
const machine = setup({
  types: { input: {} as KioskInput, context: {} as KioskContext, events: {} as SessionEvent },
  actors: {
    begin: fromPromise<string, { readonly by: 'badge' | 'touch' }>(notProvided),
    identify: fromPromise<Identified, IdentifyQuestion>(notProvided),
    end: fromPromise<void, { readonly sessionId: string; readonly reason: SessionEnd }>(
      notProvided,
    ),
    pickup: pickupMachine,
  },
  delays: {
    QUIET: ({ context }) => quietTime(context),
    TICK: delays.TICK,
    INTERJECTION: delays.INTERJECTION,
  },
  guards: {
    waitsForNobody: ({ event }) => event.type === 'attend' && event.wait === 'none',
    isCounted: ({ context }) => context.attention.secondsLeft > 0,
    lastSecond: ({ context }) => context.attention.secondsLeft <= 1,
    noDoorAnswers: ({ context }) => !context.anyDoor,
    aDoorAnswers: ({ context }) => context.anyDoor,
    /** Somebody has shown a badge and has not gone yet. */
    isBusy: ({ context }) =>
      context.story !== FAREWELL &&
      (context.badge !== null || context.boxes.length + context.reopenable.length > 0),
    saysGoodbye: ({ context }) => context.story === FAREWELL,
    hasBadge: ({ context }) => context.badge !== null,
    isOffered: ({ context, event }) =>
      event.type === 'press.speak' &&
      context.settings.languages.some((locale) => locale === event.arg),
    /** The screen under an open panel has become another one: the person must see it. */
    storyMoved: ({ context }, story: string) => context.story !== story,
    nothingForThem: (_, found: Identified) =>
      found.outcome === 'recognised' && found.boxes.length + found.reopenable.length === 0,
  },
  actions: {
    rememberStory: assign((_, story: string) => ({ story })),
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
    takeBadge: assign(({ event }) => ({ badge: event.type === 'badge' ? event.text : null })),
    takeSettings: assign(({ event }) =>
      event.type === 'settings' ? { nextSettings: event.settings } : {},
    ),
    takeDoors: assign(({ event }) =>
      event.type === 'doorsAnswer'
        ? { anyDoor: event.anyDoor, doorsSilentSince: event.anyDoor ? null : event.at }
        : {},
    ),
    endAs: assign((_, params: { end: SessionEnd }) => params),
    forgetPerson: assign(({ context }) => settled(context)),
    /** The person has gone; whoever taps a badge from now on is the next one. */
    letGo: assign({ person: null, boxes: [], reopenable: [] }),
    nextPerson: assign(({ context }) => ({ ...settled(context), badge: context.badge })),
    closePanel: raise({ type: 'press.closePanel', arg: '' }),
    /** The story hears everything that the person does. */
    passOn: sendTo('pickup', ({ event }) => event),
    finishStory: sendTo('pickup', { type: 'press.finish', arg: '' }),
    speak: assign(({ event }) =>
      event.type === 'press.speak' ? { locale: event.arg as Locale } : {},
    ),
    adjust: assign(({ context, event }) => ({
      appearance: adjusted(context.appearance, event.type),
    })),
    /** Outside a session the chosen look is forgotten when nobody goes on. */
    attendPanel: raise(({ context }) => ({
      type: 'attend' as const,
      wait: context.sessionId === null ? ('inactivity' as const) : context.attention.wait,
    })),
    unexpected: () => undefined,
  },
});

export const kioskMachine = machine.createMachine({
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
            settings: { target: 'home', actions: 'takeSettings', reenter: true },
            timeUp: { target: 'home', reenter: true },
          },
        },
        /** Doors do not answer: parcels are safe, and nobody can be helped until one does. */
        outOfService: {
          always: { guard: 'aDoorAnswers', target: 'home' },
          on: { badge: { actions: [] }, timeUp: { actions: ['forgetPerson', 'closePanel'] } },
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
