import { assign, fromPromise, sendTo } from 'xstate';
import { sizeSchema } from '../../contract/cabinet.ts';
import type { SessionEnd } from '../../contract/event.ts';
import { argOf } from '../events.ts';
import { attentive } from '../attentive.ts';
import { notProvided } from '../kiosk-context.ts';
import { visitMachine } from '../visit.ts';
import { stayOf, type StorageContext, type StorageInput, type StorageOutput } from './context.ts';
import type {
  BeginQuestion,
  Begun,
  Extended,
  StayQuestion,
  StorageFacts,
  StorageHolder,
} from './world.ts';

/** Storing without its states: what it may ask, weigh and remember. */
export const storageSetup = attentive<StorageInput, StorageContext, StorageOutput>()({
  look: fromPromise<StorageFacts, { readonly holder: StorageHolder }>(notProvided),
  begin: fromPromise<Begun, BeginQuestion>(notProvided),
  giveUp: fromPromise<void, StayQuestion>(notProvided),
  extend: fromPromise<Extended, StayQuestion & { readonly by: number }>(notProvided),
  finish: fromPromise<void, StayQuestion>(notProvided),
  pin: fromPromise<string | null, StayQuestion>(notProvided),
  visit: visitMachine,
}).extend({
  guards: {
    hasStays: ({ context }) => (context.facts?.stays.length ?? 0) > 0,
    mayBegin: ({ context }) => context.facts?.offer !== null,
    isStay: ({ context, event }) =>
      context.facts?.stays.some(({ reservationId }) => reservationId === argOf(event)) ?? false,
    isFree: ({ context, event }) => isFree(context, argOf(event)),
    isFreeAndAsksHowLong: ({ context, event }) =>
      isFree(context, argOf(event)) && (context.facts?.offer?.durations.length ?? 0) > 0,
    isDuration: ({ context, event }) =>
      context.facts?.offer?.durations.includes(Number(argOf(event))) ?? false,
    isExtension: ({ context, event }) =>
      stayOf(context)?.extensions.includes(Number(argOf(event))) ?? false,
    isGoingOn: ({ context }) => {
      const stay = stayOf(context);
      return stay !== null && stay.active && !stay.over;
    },
    mayOpen: ({ context }) => stayOf(context)?.over === false,
    mayFinish: ({ context }) => {
      const stay = stayOf(context);
      return stay !== null && stay.active && !stay.over && !stay.shared;
    },
    granted: (_, begun: Begun) => begun.outcome === 'granted',
    nothingFits: (_, begun: Begun) => begun.outcome === 'none',
  },
  actions: {
    takeFacts: assign((_, facts: StorageFacts) => ({
      facts,
      chosen: null,
      size: null,
      lasts: null,
      begun: null,
    })),
    takeFactsOfStay: assign((_, facts: StorageFacts) => ({ facts })),
    chooseOnly: assign(({ context }) => ({
      chosen: context.facts?.stays[0]?.reservationId ?? null,
    })),
    choose: assign(({ event }) => ({ chosen: argOf(event) })),
    takeSize: assign(({ event }) => ({ size: sizeSchema.parse(argOf(event)) })),
    takeLasts: assign(({ event }) => ({ lasts: Number(argOf(event)) })),
    takeBegun: assign((_, begun: Begun) => ({ begun })),
    openFor: assign((_, params: { why: StorageContext['why'] }) => params),
    takePin: assign((_, pin: string | null) => ({ pin })),
    forgetPin: assign({ pin: null }),
    passOn: sendTo('visit', ({ event }) => event),
    takeStage: assign((_, params: { stage: string }) => params),
    endAs: assign((_, params: { end: SessionEnd }) => params),
  },
});

function isFree({ facts }: StorageContext, arg: string): boolean {
  const size = sizeSchema.safeParse(arg);
  return size.success && (facts?.offer?.free[size.data] ?? 0) > 0;
}
