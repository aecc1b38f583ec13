import { assign, fromCallback, fromPromise } from 'xstate';
import type { SessionEnd } from '../contract/event.ts';
import type { OpenVerdict } from '../door/operation.ts';
import { attentive } from './attentive.ts';
import { emptyEntry, typed, type EntryKind } from './entry.ts';
import { argOf, type SessionEvent } from './events.ts';
import { notProvided } from './kiosk-context.ts';
import {
  actionOf,
  BATCH,
  deviceOf,
  doorNamed,
  doorOf,
  sideOf,
  pageAfter,
  pageNamed,
  pages,
  stepOf,
  TOUCH_SPOTS,
  type ServiceContext,
  type ServiceInput,
} from './service-context.ts';
import type {
  ServiceActQuestion,
  ServiceOpenQuestion,
  ServiceOutcome,
  WizardQuestion,
  WizardView,
} from './service-world.ts';

/** Chip numbers are printed in hexadecimal, some with colons. */
const PRINTED: EntryKind = { kind: 'text', secret: false, maxLength: 32 };
/** Two cards tell a format apart from a coincidence. */
const SAMPLES = 2;

/** The technician's machine without its states: what it may ask, weigh and remember. */
export const serviceSetup = attentive<ServiceInput, ServiceContext, { readonly end: SessionEnd }>()(
  {
    followFacts: fromCallback<SessionEvent>(notProvided),
    followReads: fromCallback<SessionEvent>(notProvided),
    openLocker: fromPromise<OpenVerdict, ServiceOpenQuestion>(notProvided),
    followDoor: fromCallback<SessionEvent, { readonly operationId: string }>(notProvided),
    act: fromPromise<ServiceOutcome, ServiceActQuestion>(notProvided),
    wizard: fromPromise<WizardView, WizardQuestion>(notProvided),
  },
).extend({
  guards: {
    isPage: ({ event }) => pageNamed(argOf(event)) !== null,
    isDevice: ({ context, event }) => deviceOf({ ...context, device: argOf(event) }) !== null,
    isDoor: ({ context, event }) => doorNamed(context, event) !== null,
    hasDoor: ({ context }) => doorOf(context) !== null,
    hasDoors: ({ context }) => context.facts.doors.length > 0,
    isAction: ({ context, event }) => actionOf(context, event) !== null,
    isStep: ({ context, event }) => stepOf(context, event) !== null,
    isSide: ({ event }) => sideOf(event) !== null,
    isSpot: ({ event }) => TOUCH_SPOTS.some((spot) => spot === argOf(event)),
    moreInBatch: ({ context }) => context.queue.length > 0 && context.allowed > 0,
    moreDoors: ({ context }) => context.queue.length > 0,
    doorOpened: ({ event }) =>
      event.type === 'door' && (event.state === 'opened' || event.state === 'leftOpen'),
    doorClosed: ({ event }) => event.type === 'door' && event.state === 'closed',
    doorLeftOpen: ({ event }) => event.type === 'door' && event.state === 'leftOpen',
    isBadge: ({ event }) => event.type === 'read' && event.read.kind === 'badge',
    isAccepted: ({ context, event }) =>
      event.type === 'key' && event.key === 'accept' && context.entry?.text !== '',
    lastSample: ({ context, event }) =>
      event.type === 'key' &&
      event.key === 'accept' &&
      context.entry?.text !== '' &&
      context.samples.length + 1 >= SAMPLES,
  },
  actions: {
    endAs: assign((_, params: { end: SessionEnd }) => params),
    takeFacts: assign(({ event }) => (event.type === 'facts' ? { facts: event.facts } : {})),
    takeRead: assign(({ context, event }) => {
      if (event.type !== 'read') return {};
      const { read } = event;
      return read.kind === 'key' ? { read, felt: [...context.felt, read.raw] } : { read };
    }),
    turnTo: assign(({ event }) => ({
      page: pageNamed(argOf(event)) ?? 'menu',
      part: 0,
      result: null,
      touched: [],
      felt: [],
      read: null,
      tone: null,
    })),
    turnBack: assign(({ context }) => ({
      page: pages[context.page],
      part: 0,
      result: null,
      tone: null,
    })),
    nextPart: assign(({ context }) => ({ part: context.part + 1 })),
    previousPart: assign(({ context }) => ({ part: Math.max(0, context.part - 1) })),
    chooseDevice: assign(({ event }) => ({
      device: argOf(event),
      page: 'device' as const,
      part: 0,
      result: null,
    })),
    chooseDoor: assign(({ context, event }) => ({
      locker: doorNamed(context, event),
      page: 'door' as const,
      part: 0,
      result: null,
    })),
    sound: assign(({ context, event }) => {
      const side = sideOf(event);
      return side ? { tone: { side, nth: (context.tone?.nth ?? 0) + 1 } } : {};
    }),
    touch: assign(({ context, event }) => ({ touched: [...context.touched, argOf(event)] })),
    takeAction: assign(({ context, event }) => ({ action: actionOf(context, event) })),
    takeResult: assign(({ context }, result: ServiceOutcome) => ({
      result,
      page: pageAfter(context.action),
      action: null,
      samples: [],
    })),
    queueAll: assign(({ context }) => ({
      queue: context.facts.doors.map(({ locker }) => locker),
      allowed: 0,
    })),
    allowBatch: assign({ allowed: BATCH }),
    takeNext: assign(({ context }) => ({
      locker: context.queue[0] ?? context.locker,
      queue: context.queue.slice(1),
      allowed: Math.max(0, context.allowed - 1),
    })),
    openAlone: assign({ queue: [], allowed: 0 }),
    stopSequence: assign({ queue: [], allowed: 0 }),
    takeVerdict: assign((_, verdict: OpenVerdict) =>
      verdict.verdict === 'refused'
        ? { refusal: verdict.reason, operationId: null }
        : { refusal: null, operationId: verdict.operationId },
    ),
    askPrinted: assign({ entry: emptyEntry('printed', PRINTED) }),
    type: assign(({ context, event }) =>
      event.type === 'key' && context.entry ? { entry: typed(context.entry, event.key) } : {},
    ),
    takeSample: assign(({ context }) => ({
      samples: [
        ...context.samples,
        {
          device: context.read?.device ?? '',
          raw: context.read?.raw ?? '',
          printed: context.entry?.text ?? '',
        },
      ],
      entry: null,
    })),
    forgetSamples: assign({ samples: [], entry: null, read: null }),
    learnBadge: assign(({ context }) => ({
      action: { do: 'learnBadge' as const, taps: context.samples },
    })),
    takeStep: assign(({ context, event }) => ({ step: stepOf(context, event) ?? context.step })),
    takeWizard: assign((_, wizard: WizardView) => ({ wizard })),
    leaveWizard: () => notProvided(),
    signOut: (_, _who: { sessionId: string; userId: string; reason: SessionEnd }) => notProvided(),
  },
});
