import { fromPromise } from 'xstate';
import type { SessionEvent } from '../events.ts';
import type { visitMachine } from '../visit.ts';
import { dropOffMachine } from './machine.ts';
import type {
  DropOffWorld,
  LabelQuestion,
  NoteQuestion,
  PlacedQuestion,
  PromiseQuestion,
  Recipient,
  SearchQuestion,
  WishQuestion,
} from './world.ts';

/** The drop-off's machine with the world's answers in place of its questions. */
export function dropOffIn(
  world: DropOffWorld,
  visit: typeof visitMachine,
  unexpected: (args: { event: SessionEvent }) => void,
): typeof dropOffMachine {
  return dropOffMachine.provide({
    actors: {
      visit,
      begin: fromPromise(async () => world.begin()),
      readLabel: fromPromise(async ({ input }: { input: LabelQuestion }) => world.readLabel(input)),
      noBarcode: fromPromise(async () => world.noBarcode()),
      search: fromPromise(async ({ input }: { input: SearchQuestion }) => world.search(input)),
      look: fromPromise(async ({ input }: { input: { readonly recipient: Recipient } }) =>
        world.look(input),
      ),
      promise: fromPromise(async ({ input }: { input: PromiseQuestion }) => world.promise(input)),
      note: fromPromise(async ({ input }: { input: NoteQuestion }) => world.note(input)),
      takeBack: fromPromise(async ({ input }: { input: WishQuestion }) => world.wished(input)),
      placed: fromPromise(async ({ input }: { input: PlacedQuestion }) => world.placed(input)),
    },
    actions: { unexpected },
  });
}
