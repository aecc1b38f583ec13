import { fromPromise } from 'xstate';
import type { SessionEvent } from '../events.ts';
import type { visitMachine } from '../visit.ts';
import { handoverMachine } from './machine.ts';
import type { HandInQuestion, HandoverWorld, Party, TaskQuestion } from './world.ts';

/** Handing over with the world's answers in place of its questions. */
export function handoverIn(
  world: HandoverWorld,
  visit: typeof visitMachine,
  unexpected: (args: { event: SessionEvent }) => void,
): typeof handoverMachine {
  return handoverMachine.provide({
    actors: {
      look: fromPromise(
        async ({ input }: { input: { readonly sessionId: string; readonly party: Party } }) =>
          world.look(input),
      ),
      begin: fromPromise(async ({ input }: { input: HandInQuestion }) => world.begin(input)),
      giveUp: fromPromise(
        async ({ input }: { input: TaskQuestion & { readonly why: 'didNotOpen' | 'left' } }) =>
          world.giveUp(input),
      ),
      notReturned: fromPromise(async ({ input }: { input: TaskQuestion }) =>
        world.notReturned(input),
      ),
      later: fromPromise(async ({ input }: { input: TaskQuestion }) => world.later(input)),
      visit,
    },
    actions: { unexpected },
  });
}
