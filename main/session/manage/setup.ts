import { assign, fromPromise, sendTo } from 'xstate';
import { present } from '../../base/assert.ts';
import type { SessionEnd } from '../../contract/event.ts';
import { attentive } from '../attentive.ts';
import { emptyEntry, typed, type EntryKind } from '../entry.ts';
import { argOf, type SessionEvent } from '../events.ts';
import { notProvided } from '../kiosk-context.ts';
import { visitMachine } from '../visit.ts';
import {
  candidates,
  canPutOut,
  canRemove,
  current,
  filterNamed,
  kindNamed,
  lockerNamed,
  partyNamed,
  reasonNamed,
  toggled,
  type Kind,
  type ManageContext,
  type ManageInput,
  type ManageOutput,
  type Then,
} from './context.ts';
import type { ManageAct, ManageAnswer, ManageQuestion, Party, Survey } from './world.ts';

/** As long as the field of the event that keeps it. */
export const NOTE: EntryKind = { kind: 'text', secret: false, maxLength: 200 };
export const NAME: EntryKind = { kind: 'text', secret: false, maxLength: 64 };

/** The mailroom's machine without its states: what it may ask, weigh and remember. */
export const manageSetup = attentive<ManageInput, ManageContext, ManageOutput>()({
  visit: visitMachine,
  survey: fromPromise<Survey>(notProvided),
  search: fromPromise<readonly Party[], { readonly typed: string }>(notProvided),
  act: fromPromise<ManageAnswer, ManageQuestion>(notProvided),
}).extend({
  guards: {
    isFirst: ({ context }) => context.then === 'first',
    anyExpired: ({ context }) =>
      context.then === 'first' && candidates(context.survey, 'expired').length > 0,
    showsLocker: ({ context }) => context.then === 'locker',
    isLocker: ({ context, event }) => lockerNamed(context.survey, event) !== null,
    isFilter: ({ event }) => argOf(event) === '' || filterNamed(event) !== null,
    hasCandidates: ({ context, event }) => {
      const kind = kindNamed(event);
      return kind !== null && candidates(context.survey, kind).length > 0;
    },
    isCandidate: ({ context, event }) =>
      candidates(context.survey, context.kind).includes(Number(argOf(event))),
    /** Something is chosen, and it is of this kind. */
    goesOn: ({ context }, { kinds }: { kinds: readonly Kind[] }) =>
      context.chosen.length > 0 && kinds.includes(context.kind),
    isReason: ({ event }) => reasonNamed(event) !== null,
    isParty: ({ context, event }) => partyNamed(context, event) !== null,
    isAccepted: ({ event }) => event.type === 'key' && event.key === 'accept',
    canRemove: ({ context }) => canRemove(current(context)),
    isUnverified: ({ context }) => current(context).overlays.includes('unverified'),
    canPutOut: ({ context }) => canPutOut(current(context)),
    isOut: ({ context }) => current(context).outOfService !== null,
    isKept: ({ context }) => current(context).dedicatedTo !== null,
    hasContents: ({ context }) => current(context).contents.length > 0,
    isSingle: ({ context }) => !context.many,
    hasMany: ({ context }) => context.many,
    isLast: ({ context }) => context.queue.length === 0,
    wasRemoving: ({ context }) => context.purpose === 'remove',
    /** They only opened once more what they had emptied. */
    wasAgain: ({ context }) => context.removed.includes(current(context).number),
    sayResult: (_, answer: ManageAnswer) => answer.refused.length > 0 || answer.code !== null,
    wasNotice: ({ context }) => context.act?.do === 'notice',
  },
  actions: {
    takeSurvey: assign((_, { survey }: { survey: Survey }) => ({ survey })),
    thenShow: assign((_, params: { then: Then }) => params),
    takeFilter: assign(({ event }) => ({ filter: filterNamed(event) })),
    takeLocker: assign(({ context, event }) => ({
      locker: lockerNamed(context.survey, event)?.number ?? null,
    })),
    takeKind: assign(({ event }) => ({ kind: kindNamed(event) ?? 'expired', chosen: [] })),
    chooseExpired: assign(({ context }) => ({
      kind: 'expired' as const,
      chosen: candidates(context.survey, 'expired'),
    })),
    toggle: assign(({ context, event }) => ({
      chosen: toggled(context.chosen, Number(argOf(event))),
    })),
    /** All, or none when all were chosen. */
    toggleAll: assign(({ context }) => {
      const all = candidates(context.survey, context.kind);
      return { chosen: context.chosen.length === all.length ? [] : all };
    }),
    queueChosen: assign(({ context }) => ({
      queue: context.chosen,
      many: true,
      purpose: 'remove' as const,
      removed: [],
      failed: [],
    })),
    queueOne: assign(({ context }, params: { purpose: 'remove' | 'inspect' }) => ({
      queue: [current(context).number],
      many: false,
      removed: [],
      failed: [],
      ...params,
    })),
    openAgain: assign({ purpose: 'inspect' as const }),
    markRemoved: assign(({ context }) => ({
      removed: [...context.removed, current(context).number],
    })),
    markFailed: assign(({ context }) => ({
      failed: [...context.failed, current(context).number],
    })),
    nextInQueue: assign(({ context }) => ({
      queue: context.queue.slice(1),
      purpose: 'remove' as const,
    })),
    dropQueue: assign({ queue: [], many: false }),
    takeReason: assign(({ event }) => ({ why: reasonNamed(event) })),
    ask: assign((_, { id, kind }: { id: string; kind: EntryKind }) => ({
      entry: emptyEntry(id, kind),
      found: [],
    })),
    type: assign(({ context, event }) =>
      event.type === 'key' ? { entry: typed(context.entry, event.key) } : {},
    ),
    takeFound: assign((_, { found }: { found: readonly Party[] }) => ({ found })),
    choosePutOut: assign(({ context }) => ({
      kind: 'putOut' as const,
      chosen: [current(context).number],
    })),
    wantPutOut: assign(({ context }) => ({
      act: {
        do: 'putOut' as const,
        lockers: context.chosen,
        why: present(context.why, 'the reason'),
        note: context.entry.text.trim() || null,
      },
    })),
    wantPutBack: assign(({ context }) => ({
      act: { do: 'putBack' as const, lockers: context.chosen },
    })),
    wantDedicate: assign(({ context, event }) => {
      const party = present(partyNamed(context, event), 'whom it is kept for');
      const { contactId, departmentId } = party;
      const locker = current(context).number;
      return { act: { do: 'dedicate' as const, locker, contactId, departmentId } };
    }),
    want: assign(({ context, event }) => ({ act: actOf(context, event) })),
    takeAnswer: assign((_, { answer }: { answer: ManageAnswer }) => ({ answer })),
    /** A new code is shown once. */
    forgetAnswer: assign({ answer: null, act: null }),
    passOn: sendTo('visit', ({ event }) => event),
    takeStage: assign((_, params: { stage: string }) => params),
    endAs: assign((_, params: { end: SessionEnd | null }) => params),
  },
});

/** What one press on the screen of a locker means. */
function actOf(context: ManageContext, event: SessionEvent): ManageAct | null {
  const { number: locker, overlays } = current(context);
  switch (event.type) {
    case 'press.inService':
      return { do: 'putBack', lockers: [locker] };
    case 'press.found':
      return { do: 'verify', locker, found: argOf(event) === 'empty' ? 'empty' : 'asRecorded' };
    case 'press.reach':
      return { do: 'reach', locker, accessible: !overlays.includes('accessible') };
    case 'press.release':
      return { do: 'release', locker };
    case 'press.resetCode':
      return { do: 'resetCode', locker };
    case 'press.notice':
      return { do: 'notice', locker };
    default:
      return null;
  }
}
