import { assign, fromPromise, sendTo } from 'xstate';
import type { SessionEnd } from '../contract/event.ts';
import { isDrawn, withStroke } from '../contract/strokes.ts';
import { attentive } from './attentive.ts';
import { notProvided } from './kiosk-context.ts';
import {
  boxNamed,
  closedIn,
  collected,
  confirmsInWords,
  hasBothKinds,
  mustSign,
  mustWriteDown,
  opensAll,
  signed,
  waiting,
  type PickupContext,
  type PickupInput,
  type PickupOutput,
} from './pickup-context.ts';
import type { Signed, SignQuestion } from './pickup-world.ts';
import { visitMachine } from './visit.ts';
import type { VisitsOutput } from './visits-context.ts';
import { visitsMachine } from './visits.ts';

/** The pickup's machine without its states: what it may ask, weigh and remember. */
export const pickupSetup = attentive<PickupInput, PickupContext, PickupOutput>()({
  visit: visitMachine,
  visits: visitsMachine,
  sign: fromPromise<Signed, SignQuestion>(notProvided),
}).extend({
  guards: {
    hasBothKinds: ({ context }) => hasBothKinds(context),
    opensAll: ({ context }) => opensAll(context),
    onlyOne: ({ context }) => waiting(context).length === 1,
    moreWait: ({ context }) => context.boxes.length > 0,
    isWaiting: ({ context, event }) => boxNamed(context.boxes, event) !== null,
    mayReopen: ({ context, event }) => boxNamed(context.reopenable, event) !== null,
    opensSeveral: ({ context }) => context.chosen.length > 1,
    mustSign: ({ context }) => mustSign(context),
    mustWriteDown: ({ context }) => mustWriteDown(context),
    inWords: ({ context }) => confirmsInWords(context),
    isDrawn: ({ context }) => isDrawn(context.strokes),
  },
  actions: {
    collectOwn: assign({ kind: 'person' }),
    collectForDepartment: assign({ kind: 'department' }),
    takeAll: assign(({ context }) => ({ chosen: waiting(context), purpose: 'pickup' as const })),
    choose: assign(({ context, event }) => ({
      chosen: [boxNamed(context.boxes, event)].filter((box) => box !== null),
      purpose: 'pickup' as const,
    })),
    chooseAgain: assign(({ context, event }) => ({
      chosen: [boxNamed(context.reopenable, event)].filter((box) => box !== null),
      purpose: 'reopen' as const,
    })),
    collected: assign(({ context }) =>
      collected(
        context,
        context.chosen.map(({ locker }) => locker),
      ),
    ),
    collectedOf: assign(({ context }, output: VisitsOutput) =>
      collected(context, closedIn(output)),
    ),
    takeHand: assign(({ event }) => (event.type === 'hand' ? { hand: event.by } : {})),
    draw: assign(({ context, event }) =>
      event.type === 'stroke'
        ? { strokes: withStroke(context.strokes, event.points), drewNothing: false }
        : {},
    ),
    clear: assign({ strokes: [], drewNothing: false }),
    notInWords: assign({ strokes: [], inWords: false, drewNothing: false }),
    askInWords: assign({ strokes: [], inWords: true }),
    tellEmpty: assign({ drewNothing: true }),
    confirmWords: assign({ proof: { by: 'words' } as const }),
    confirmStrokes: assign(({ context: { strokes } }) => ({
      proof: { by: 'strokes', strokes } as const,
    })),
    takeSigned: assign(({ context }, answer: Signed) => signed(context, answer)),
    passOn: sendTo('visit', ({ event }) => event),
    passOnToAll: sendTo('visits', ({ event }) => event),
    takeStage: assign((_, params: { stage: string }) => params),
    endAs: assign((_, params: { end: SessionEnd }) => params),
  },
});
