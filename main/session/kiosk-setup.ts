import { assign, fromPromise, raise, sendTo } from 'xstate';
import type { SessionEnd } from '../contract/event.ts';
import type { Locale } from '../contract/view.ts';
import { attentive } from './attentive.ts';
import { typed } from './entry.ts';
import {
  cameToDropOff,
  dropOffIsOn,
  lookedUp,
  mayDropOff,
  noCode,
  settled,
  notProvided,
  type KioskContext,
  type KioskInput,
  type Wanted,
} from './kiosk-context.ts';
import { dropOffMachine } from './drop-off/machine.ts';
import { handoverMachine } from './handover/machine.ts';
import { adjusted } from './panel.ts';
import { serviceMachine } from './service.ts';
import { storageMachine } from './storage/machine.ts';
import { signInMachine } from './sign-in.ts';
import { manageMachine } from './manage/machine.ts';
import { pickupMachine } from './pickup.ts';
import { delays } from './timeouts.ts';
import { routeOf, type Route } from './routes.ts';
import { arrivalShown, codeShown, staffBadgeOf } from './shown.ts';
import type { Arrival, EndQuestion, Identified, IdentifyQuestion, Staff } from './world.ts';

/** Machines that run under the kiosk's, one at a time. */
export const stories = [
  'pickup',
  'dropOff',
  'storage',
  'handover',
  'signIn',
  'service',
  'manage',
] as const;
export type StoryName = (typeof stories)[number];

/** The kiosk's machine without its states: what it may ask, weigh and remember. */
export const kioskSetup = attentive<KioskInput, KioskContext, undefined>()({
  begin: fromPromise<string, { readonly by: Arrival }>(notProvided),
  identify: fromPromise<Identified, IdentifyQuestion>(notProvided),
  end: fromPromise<void, EndQuestion>(notProvided),
  pickup: pickupMachine,
  dropOff: dropOffMachine,
  storage: storageMachine,
  handover: handoverMachine,
  signIn: signInMachine,
  service: serviceMachine,
  manage: manageMachine,
}).extend({
  delays: { INTERJECTION: delays.INTERJECTION },
  guards: {
    noDoorAnswers: ({ context }) => !context.anyDoor,
    aDoorAnswers: ({ context }) => context.anyDoor,
    /** Somebody has shown a badge and has not gone yet. */
    isBusy: ({ context }) =>
      !context.farewell &&
      (context.shown !== null || context.boxes.length + context.reopenable.length > 0),
    saysGoodbye: ({ context }) => context.farewell,
    mayDropOff: ({ context }) => mayDropOff(context, context.staff),
    /** Who has signed in by now came for it. */
    cameToDropOff: ({ context }, { staff }: { staff: Staff | null }) =>
      cameToDropOff(context, staff),
    /** A label at Home is somebody's who has not signed in yet. */
    bringsLabel: ({ context }, found: Identified) =>
      found.outcome === 'meant' &&
      found.meant.kind === 'label' &&
      context.settings.dropOff.mailroomDirect,
    dropOffIsOff: ({ context }, found: Identified) =>
      routeOf(found, context.wanted) === 'dropOff' && !dropOffIsOn(context, found),
    /** *Activate Return and Exchange* is off. */
    returnIsOff: ({ context }, found: Identified) =>
      routeOf(found, context.wanted) === 'handover' && !context.settings.general.returnAndExchange,
    /** `[F23]` Nobody waits behind them, and they have not run away. */
    mayGiveBack: ({ context }, { end }: { end: SessionEnd }) =>
      end === 'done' && context.shown === null && context.settings.general.returnAndExchange,
    wantsStaff: ({ context }) => context.wanted === 'signIn',
    /** Who may do with the lockers what the mailroom does. */
    isMailroom: ({ context }) =>
      context.staff?.role === 'administrator' || context.staff?.role === 'operator',
    hasShown: ({ context }) => context.shown !== null,
    isDigit: ({ event }) => event.type === 'key' && /^\d$/.test(event.key),
    isTyped: ({ context, event }) =>
      event.type === 'key' && event.key === 'accept' && context.entry.text !== '',
    isOffer: ({ context, event }) =>
      event.type === 'press.meaning' && context.offers[Number(event.arg)] !== undefined,
    /** A badge that is held before the scanner's window. */
    isBadgeScan: ({ event }) => event.type === 'scan' && event.isBadge,
    found: (_, { found, as }: { found: Identified; as: Identified['outcome'] }) =>
      found.outcome === as,
    leads: ({ context }, { found, to }: { found: Identified; to: Route }) =>
      routeOf(found, context.wanted) === to,
    isOffered: ({ context, event }) =>
      event.type === 'press.speak' &&
      context.settings.languages.some((locale) => locale === event.arg),
    /** The screen under an open panel has become another one: the person must see it. */
    storyMoved: ({ context }, { stage }: { stage: string }) => context.stage !== stage,
    nothingForThem: ({ context }, found: Identified) =>
      found.outcome === 'recognised' &&
      routeOf(found, context.wanted) === 'pickup' &&
      found.boxes.length + found.reopenable.length === 0,
  },
  actions: {
    rememberStory: assign((_, params: { stage: string; farewell: boolean }) => params),
    takeShown: assign(({ event }) => ({ shown: arrivalShown(event) })),
    takeCode: assign(({ context }) => ({ shown: codeShown(context.entry), entry: noCode })),
    type: assign(({ context, event }) =>
      event.type === 'key' ? { entry: typed(context.entry, event.key) } : {},
    ),
    eraseCode: assign({ entry: noCode }),
    want: assign((_, { what }: { what: Wanted }) => ({ wanted: what })),
    pick: assign(({ event }) =>
      event.type === 'press.meaning' ? { pick: Number(event.arg) } : {},
    ),
    takeFound: assign(({ context }, found: Identified) => lookedUp(context, found)),
    takeStaffBadge: assign(({ context }) => ({ staffBadge: staffBadgeOf(context.shown) })),
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
    letGo: assign({
      person: null,
      boxes: [],
      reopenable: [],
      staffBadge: null,
      wanted: null,
      entry: noCode,
      offers: [],
      pick: null,
      meant: null,
      collected: false,
    }),
    /** Whoever came with a carrier's code is known by it. */
    carrierIsHere: assign(({ context: { meant, staff } }) =>
      meant?.kind === 'carrier'
        ? { staff: { userId: meant.userId, name: meant.name, role: 'carrier' as const } }
        : { staff },
    ),
    nextPerson: assign(({ context }) => ({ ...settled(context), shown: context.shown })),
    closePanel: raise({ type: 'press.closePanel', arg: '' }),
    /** The story hears everything that the person does. */
    passOn: sendTo(
      (_, { to }: { to: StoryName }) => to,
      ({ event }) => event,
    ),
    /** The badge of the staff that is printed as a barcode is one badge. */
    passScan: sendTo(
      (_, { to }: { to: StoryName }) => to,
      ({ event }) => ({
        type: 'badge' as const,
        text: event.type === 'scan' ? event.data : '',
      }),
    ),
    finishStory: sendTo('pickup', { type: 'press.finish', arg: '' }),
    takeHand: assign(({ event }) => (event.type === 'hand' ? { hand: event.by } : {})),
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
  },
});
