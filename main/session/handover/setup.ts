import { assign, fromPromise, sendTo } from 'xstate';
import type { SessionEnd } from '../../contract/event.ts';
import { attentive } from '../attentive.ts';
import { notProvided } from '../kiosk-context.ts';
import { delays } from '../timeouts.ts';
import { visitMachine } from '../visit.ts';
import { visitGuards } from '../visit-ends.ts';
import {
  grantedOf,
  taskNamed,
  type HandoverContext,
  type HandoverInput,
  type HandoverOutput,
} from './context.ts';
import type { HandInBegun, HandInQuestion, Party, Task, TaskQuestion } from './world.ts';

/** Returns and exchanges without their states: what they may ask, weigh and remember. */
export const handoverSetup = attentive<HandoverInput, HandoverContext, HandoverOutput>()({
  look: fromPromise<readonly Task[], { readonly sessionId: string; readonly party: Party }>(
    notProvided,
  ),
  begin: fromPromise<HandInBegun, HandInQuestion>(notProvided),
  giveUp: fromPromise<void, TaskQuestion & { readonly why: 'didNotOpen' | 'left' }>(notProvided),
  notReturned: fromPromise<void, TaskQuestion>(notProvided),
  later: fromPromise<number | null, TaskQuestion>(notProvided),
  visit: visitMachine,
}).extend({
  delays: { REOPEN: delays.REOPEN },
  guards: {
    ...visitGuards,
    isCollecting: ({ context }) => context.party.came === 'collecting',
    nothing: ({ context }) => context.tasks.length === 0,
    onlyOne: ({ context }) => context.tasks.length === 1,
    isTask: ({ context, event }) => taskNamed(context, event) !== null,
    mayBeIn: ({ context }) => context.chosen !== null && context.chosen.maybeIn !== null,
    mayReopen: ({ context }) => context.mayReopen,
    staysShut: ({ context }) => context.purpose === 'handInAgain' || !context.reopens,
    isAgain: ({ context }) => context.purpose === 'handInAgain',
    begins: (_, params: { begun: HandInBegun; as: HandInBegun['outcome'] }) =>
      params.begun.outcome === params.as,
  },
  actions: {
    takeTasks: assign((_, { tasks }: { tasks: readonly Task[] }) => ({
      tasks,
      chosen: null,
      tooSmall: null,
      begun: null,
      purpose: 'handIn' as const,
    })),
    chooseOnly: assign(({ context }) => ({ chosen: context.tasks[0] ?? null })),
    choose: assign(({ context, event }) => ({ chosen: taskNamed(context, event) })),
    takeBegun: assign((_, { begun }: { begun: HandInBegun }) => ({ begun })),
    askLarger: assign(({ context }) => ({ tooSmall: grantedOf(context).size })),
    /** The one that was too small is better than none. */
    askAsReserved: assign({ tooSmall: null }),
    openAgain: assign({ purpose: 'handInAgain' as const, mayReopen: false }),
    reopenAllowed: assign({ mayReopen: true }),
    reopenOver: assign({ mayReopen: false }),
    takeUntil: assign((_, params: { until: number | null }) => params),
    passOn: sendTo('visit', ({ event }) => event),
    takeStage: assign((_, params: { stage: string }) => params),
    endAs: assign((_, params: { end: SessionEnd }) => params),
  },
});
