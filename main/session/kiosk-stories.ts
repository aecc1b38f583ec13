import { assign } from 'xstate';
import { present } from '../base/assert.ts';
import { cameToDropOff, signedIn, type KioskContext } from './kiosk-context.ts';
import { kioskSetup } from './kiosk-setup.ts';
import type { Party } from './handover/world.ts';
import { isFarewell } from './pickup.ts';
import { followed, stageOf } from './story.ts';
import type { StorageHolder } from './storage/world.ts';

/**
 * The stories as states of the kiosk: what each is given, and where its end leads. A story hears
 * everything that the person does; the kiosk keeps only what belongs to the queue behind them.
 */
export const pickupState = kioskSetup.createStateConfig({
  entry: { type: 'attendFor', params: { wait: 'none' } },
  invoke: {
    id: 'pickup',
    src: 'pickup',
    input: ({ context }) => ({
      sessionId: present(context.sessionId, 'the session'),
      person: present(context.person, 'the person'),
      boxes: context.boxes,
      reopenable: context.reopenable,
      settings: context.settings.pickup,
      hand: context.hand,
      timers: context.timers,
    }),
    onSnapshot: {
      guard: { type: 'storyMoved', params: ({ event }) => ({ stage: stageOf(event.snapshot) }) },
      actions: [
        {
          type: 'rememberStory',
          params: ({ event }) => ({
            stage: stageOf(event.snapshot),
            farewell: isFarewell(event.snapshot),
          }),
        },
        'closePanel',
      ],
    },
    onDone: [
      {
        guard: { type: 'mayGiveBack', params: ({ event }) => event.output },
        target: 'handover',
        actions: assign({ collected: true, farewell: false, stage: null }),
      },
      { target: 'ending', actions: assign({ end: ({ event }) => event.output.end }) },
    ],
  },
  on: {
    // The person walks away already; whoever stands behind need not wait.
    badge: { guard: 'saysGoodbye', actions: ['takeShown', 'finishStory'] },
    scan: { guard: 'saysGoodbye', actions: ['takeShown', 'finishStory'] },
    activity: { actions: { type: 'passOn', params: { to: 'pickup' } } },
    hand: { actions: ['takeHand', { type: 'passOn', params: { to: 'pickup' } }] },
    stroke: { actions: { type: 'passOn', params: { to: 'pickup' } } },
    'press.*': { actions: { type: 'passOn', params: { to: 'pickup' } } },
  },
});

/** `[F12]` By badge from Home, or by the PIN of one stay. */
export const storageState = kioskSetup.createStateConfig({
  entry: { type: 'attendFor', params: { wait: 'none' } },
  invoke: {
    id: 'storage',
    src: 'storage',
    input: ({ context }) => ({
      sessionId: present(context.sessionId, 'the session'),
      holder: holderIn(context),
      timers: context.timers,
    }),
    onSnapshot: followed,
    onDone: { target: 'ending', actions: assign({ end: ({ event }) => event.output.end }) },
  },
  on: {
    badge: { actions: [] },
    scan: { actions: [] },
    activity: { actions: { type: 'passOn', params: { to: 'storage' } } },
    key: { actions: [] },
    'press.*': { actions: { type: 'passOn', params: { to: 'storage' } } },
  },
});

function holderIn({ person, meant }: KioskContext): StorageHolder {
  if (meant?.kind === 'storage') {
    const { contactId, codeId, reservationId } = meant;
    return { contactId, codeId, reservationId };
  }
  return { contactId: person?.contactId ?? null, codeId: null, reservationId: null };
}

/**
 * `[F48]` `[F23]` By one-time PIN from anywhere, by badge after *Return* was touched, or after a pickup:
 * whoever owes nothing for what they took is not asked.
 */
export const handoverState = kioskSetup.createStateConfig({
  entry: { type: 'attendFor', params: { wait: 'none' } },
  invoke: {
    id: 'handover',
    src: 'handover',
    input: ({ context }) => ({
      sessionId: present(context.sessionId, 'the session'),
      party: partyIn(context),
      timers: context.timers,
      reopens: context.settings.dropOff.reopenAfterDropOff,
    }),
    onSnapshot: followed,
    onDone: { target: 'ending', actions: assign({ end: ({ event }) => event.output.end }) },
  },
  on: {
    badge: { actions: [] },
    scan: { actions: [] },
    activity: { actions: { type: 'passOn', params: { to: 'handover' } } },
    key: { actions: [] },
    'press.*': { actions: { type: 'passOn', params: { to: 'handover' } } },
  },
});

function partyIn({ person, meant, collected }: KioskContext): Party {
  if (collected) {
    const { contactId, codeId } = present(person, 'whoever has collected');
    return { came: 'collecting', contactId, codeId, reservationId: null };
  }
  if (meant?.kind === 'oneTime') {
    const { contactId, codeId, reservationId } = meant;
    return { came: 'pin', contactId, codeId, reservationId };
  }
  const contactId = person?.contactId ?? null;
  return { came: 'badge', contactId, codeId: null, reservationId: null };
}

export const signInState = kioskSetup.createStateConfig({
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
        guard: ({ event }) =>
          event.output.outcome === 'signedIn' && event.output.staff.role === 'technician',
        target: 'service',
        actions: [assign(({ event }) => signedIn(event.output)), 'closePanel'],
      },
      {
        guard: ({ event }) =>
          event.output.outcome === 'signedIn' && event.output.staff.role !== 'carrier',
        target: 'expiredFirst',
        actions: [assign(({ event }) => signedIn(event.output)), 'closePanel'],
      },
      {
        guard: {
          type: 'cameToDropOff',
          params: ({ event }) => ({
            staff: event.output.outcome === 'signedIn' ? event.output.staff : null,
          }),
        },
        target: 'dropOff',
        actions: [assign(({ event }) => signedIn(event.output)), 'closePanel'],
      },
      {
        guard: ({ event }) => event.output.outcome === 'signedIn',
        target: 'mailroom',
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
    badge: { actions: { type: 'passOn', params: { to: 'signIn' } } },
    scan: { guard: 'isBadgeScan', actions: { type: 'passScan', params: { to: 'signIn' } } },
    activity: { actions: { type: 'passOn', params: { to: 'signIn' } } },
    key: { actions: { type: 'passOn', params: { to: 'signIn' } } },
    'press.*': { actions: { type: 'passOn', params: { to: 'signIn' } } },
  },
});

export const serviceState = kioskSetup.createStateConfig({
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
      actions: assign({ end: ({ event }) => event.output.end, staff: null }),
    },
  },
  on: {
    badge: { actions: [] },
    activity: { actions: { type: 'passOn', params: { to: 'service' } } },
    key: { actions: { type: 'passOn', params: { to: 'service' } } },
    'press.*': { actions: { type: 'passOn', params: { to: 'service' } } },
  },
});

/** The mailroom has logged in: what do they want to do? */
export const mailroomState = kioskSetup.createStateConfig({
  entry: ['closePanel', { type: 'attendFor', params: { wait: 'admin' } }],
  on: {
    badge: { actions: [] },
    'press.manage': { guard: 'isMailroom', target: 'manage' },
    'press.dropOff': { guard: 'mayDropOff', target: 'dropOff' },
    'press.leave': { target: 'ending', actions: { type: 'endAs', params: { end: 'done' } } },
    timeUp: { target: 'ending', actions: { type: 'endAs', params: { end: 'timedOut' } } },
  },
});

/** What has expired is asked about before anything else. */
export const expiredFirstState = managing(true);
export const manageState = managing(false);

/** The mailroom and its lockers; the way back leads to the menu. */
function managing(first: boolean) {
  return kioskSetup.createStateConfig({
    entry: ['closePanel', { type: 'attendFor', params: { wait: 'none' } }],
    invoke: {
      id: 'manage',
      src: 'manage',
      input: ({ context }) => ({
        sessionId: present(context.sessionId, 'the session'),
        staff: present(context.staff, 'the mailroom'),
        timers: context.timers,
        first,
      }),
      onDone: [
        {
          // What they came for waits until they have been asked.
          guard: ({ context, event }) =>
            first && event.output.end === null && cameToDropOff(context, context.staff),
          target: 'dropOff',
        },
        { guard: ({ event }) => event.output.end === null, target: 'mailroom' },
        {
          target: 'ending',
          actions: assign(({ event }) => (event.output.end ? { end: event.output.end } : {})),
        },
      ],
    },
    on: {
      badge: { actions: [] },
      activity: { actions: { type: 'passOn', params: { to: 'manage' } } },
      key: { actions: { type: 'passOn', params: { to: 'manage' } } },
      'press.*': { actions: { type: 'passOn', params: { to: 'manage' } } },
    },
  });
}
