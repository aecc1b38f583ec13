import { fromPromise } from 'xstate';
import type { SessionEvent } from '../events.ts';
import type { visitMachine } from '../visit.ts';
import { storageMachine } from './machine.ts';
import type { BeginQuestion, StayQuestion, StorageHolder, StorageWorld } from './world.ts';

/** Storing with the world's answers in place of its questions. */
export function storageIn(
  world: StorageWorld,
  visit: typeof visitMachine,
  unexpected: (args: { event: SessionEvent }) => void,
): typeof storageMachine {
  return storageMachine.provide({
    actors: {
      look: fromPromise(async ({ input }: { input: { readonly holder: StorageHolder } }) =>
        world.look(input),
      ),
      begin: fromPromise(async ({ input }: { input: BeginQuestion }) => world.begin(input)),
      giveUp: fromPromise(async ({ input }: { input: StayQuestion }) => world.giveUp(input)),
      extend: fromPromise(async ({ input }: { input: StayQuestion & { readonly by: number } }) =>
        world.extend(input),
      ),
      finish: fromPromise(async ({ input }: { input: StayQuestion }) => world.finish(input)),
      pin: fromPromise(async ({ input }: { input: StayQuestion }) => world.pin(input)),
      visit,
    },
    actions: { unexpected },
  });
}
