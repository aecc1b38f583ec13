import { fromPromise } from 'xstate';
import type { SessionEvent } from '../events.ts';
import type { visitMachine } from '../visit.ts';
import { manageMachine } from './machine.ts';
import type { ManageQuestion, ManageWorld } from './world.ts';

/** The mailroom's machine with the world's answers in place of its questions. */
export function manageIn(
  world: ManageWorld,
  visit: typeof visitMachine,
  unexpected: (args: { event: SessionEvent }) => void,
): typeof manageMachine {
  return manageMachine.provide({
    actors: {
      visit,
      survey: fromPromise(async () => world.survey()),
      search: fromPromise(async ({ input }: { input: { readonly typed: string } }) =>
        world.search(input.typed),
      ),
      act: fromPromise(async ({ input }: { input: ManageQuestion }) => world.act(input)),
    },
    actions: { unexpected },
  });
}
