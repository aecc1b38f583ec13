import { assign, fromPromise, raise, sendTo } from 'xstate';
import { present } from '../../base/assert.ts';
import type { SessionEnd } from '../../contract/event.ts';
import { attentive } from '../attentive.ts';
import { typed } from '../entry.ts';
import { notProvided } from '../kiosk-context.ts';
import { delays } from '../timeouts.ts';
import { visitMachine } from '../visit.ts';
import { visitGuards } from '../visit-ends.ts';
import {
  nameEntry,
  noPackage,
  picked,
  scannedIn,
  trackingEntry,
  understood,
  waitOf,
  whereOf,
  type DropOffContext,
  type DropOffInput,
  type DropOffOutput,
} from './context.ts';
import type {
  Choices,
  DropOffReady,
  Label,
  LabelFound,
  LabelQuestion,
  Noted,
  NoteQuestion,
  PlacedQuestion,
  Promised,
  PromiseQuestion,
  Recipient,
  SearchQuestion,
  WishQuestion,
} from './world.ts';

/** The drop-off's machine without its states: what it may ask, weigh and remember. */
export const dropOffSetup = attentive<DropOffInput, DropOffContext, DropOffOutput>()({
  visit: visitMachine,
  begin: fromPromise<DropOffReady>(notProvided),
  readLabel: fromPromise<LabelFound, LabelQuestion>(notProvided),
  noBarcode: fromPromise<Label>(notProvided),
  search: fromPromise<readonly Recipient[], SearchQuestion>(notProvided),
  look: fromPromise<Choices, { readonly recipient: Recipient }>(notProvided),
  promise: fromPromise<Promised, PromiseQuestion>(notProvided),
  note: fromPromise<Noted, NoteQuestion>(notProvided),
  takeBack: fromPromise<void, WishQuestion>(notProvided),
  placed: fromPromise<void, PlacedQuestion>(notProvided),
}).extend({
  delays: { REOPEN: delays.REOPEN },
  guards: {
    ...visitGuards,
    isTyped: ({ context, event }) =>
      event.type === 'key' && event.key === 'accept' && context.entry.text.trim() !== '',
    isAccept: ({ event }) => event.type === 'key' && event.key === 'accept',
    isOnlyOne: ({ context, event }) =>
      event.type === 'key' && event.key === 'accept' && context.found.length === 1,
    mayGoWithout: ({ context }) => context.settings.packageWithNoBarcode,
    isCategorized: ({ context }) => context.settings.categorizeDepartmentMail,
    isRecipient: ({ context, event }) => picked(context.found, event) !== null,
    isPlace: ({ context, event }) => whereOf(context, event) !== null,
    hasBoxes: (_, { boxes }: Choices) => boxes.length > 0,
    isStaff: ({ context }) => context.actor.role !== 'carrier',
    isBatch: ({ context }) => context.settings.batchMode && context.purpose === 'deposit',
    mayReopen: ({ context }) => context.mayReopen,
    isBoundElsewhere: ({ context }) => context.where?.kind !== 'size',
  },
  actions: {
    attendActor: raise(({ context }) => ({ type: 'attend' as const, wait: waitOf(context) })),
    nextPackage: assign(noPackage),
    noRemark: assign({ remark: null }),
    takeScan: assign(({ event }) => ({ ...noPackage, remark: null, scanned: scannedIn(event) })),
    takeTyped: assign(({ context }) => ({
      remark: null,
      scanned: { aim: null, text: context.entry.text.trim() },
    })),
    takeLabel: assign((_, found: LabelFound) => ({ scanned: null, ...understood(found) })),
    takeNumber: assign((_, label: Label) => ({ label, remark: null })),
    askTracking: assign({ entry: trackingEntry }),
    askName: assign({ entry: nameEntry, found: [] }),
    type: assign(({ context, event }) =>
      event.type === 'key' ? { entry: typed(context.entry, event.key) } : {},
    ),
    amongContacts: assign({ among: 'contact' }),
    amongDepartments: assign({ among: 'department' }),
    takeFound: assign((_, found: { readonly list: readonly Recipient[] }) => ({
      found: found.list,
    })),
    takeRecipient: assign(({ context, event }) => ({ recipient: picked(context.found, event) })),
    takeOnly: assign(({ context }) => ({ recipient: context.found[0] ?? null })),
    takeChoices: assign((_, choices: Choices) => ({ choices })),
    takePlace: assign(({ context, event }) => ({ where: whereOf(context, event) })),
    takePromise: assign((_, promised: Promised) => ({
      promised: promised.outcome === 'promised' ? promised : null,
      denied: promised.outcome === 'none' || promised.outcome === 'refused' ? promised : null,
      purpose: 'deposit' as const,
      noted: 0,
      noteRemark: null,
    })),
    openAgain: assign({ purpose: 'redeposit', noted: 0, noteRemark: null }),
    takeNote: assign(({ context }, noted: Noted) => ({
      noted: context.noted + (noted.outcome === 'noted' ? 1 : 0),
      noteRemark:
        noted.outcome === 'noted' ? null : ({ key: `dropOff.note.${noted.outcome}` } as const),
    })),
    takeNoteScan: assign(({ event }) => ({ scanned: scannedIn(event) })),
    reopenAllowed: assign(({ context }) => ({
      mayReopen: context.settings.reopenAfterDropOff,
    })),
    reopenOver: assign({ mayReopen: false }),
    passOn: sendTo('visit', ({ event }) => event),
    takeStage: assign((_, params: { stage: string }) => params),
    endAs: assign((_, params: { end: SessionEnd }) => params),
  },
});

export function labelOf({ actor, scanned }: DropOffContext): LabelQuestion {
  const { aim, text } = present(scanned, 'what was scanned');
  return { actor, aim, text };
}

export function noteOf(context: DropOffContext): NoteQuestion {
  return {
    ...labelOf(context),
    sessionId: context.sessionId,
    recipient: present(context.recipient, 'the recipient'),
    locker: present(context.promised, 'the promised locker').locker,
  };
}

export function backOf(context: DropOffContext, why: WishQuestion['why']): WishQuestion {
  const { sessionId, actor } = context;
  const { locker } = present(context.promised, 'the promised locker');
  return { sessionId, userId: actor.userId, locker, why };
}
