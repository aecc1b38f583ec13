import { fromCallback, fromPromise } from 'xstate';
import type { SessionEvent } from './events.ts';
import { serviceMachine } from './service.ts';
import type {
  ServiceActQuestion,
  ServiceOpenQuestion,
  ServiceWorld,
  WizardQuestion,
} from './service-world.ts';

/** The technician's machine with the world's answers in place of its questions. */
export function serviceIn(
  world: ServiceWorld,
  unexpected: (args: { event: SessionEvent }) => void,
): typeof serviceMachine {
  return serviceMachine.provide({
    actors: {
      followFacts: fromCallback(({ sendBack }) =>
        world.followFacts((facts) => sendBack({ type: 'facts', facts })),
      ),
      followReads: fromCallback(({ sendBack }) =>
        world.followReads((read) => sendBack({ type: 'read', read })),
      ),
      openLocker: fromPromise(
        ({ input, signal }: { input: ServiceOpenQuestion; signal: AbortSignal }) =>
          world.openLocker(input, () => !signal.aborted),
      ),
      followDoor: fromCallback<SessionEvent, { readonly operationId: string }>(
        ({ input, sendBack }) =>
          world.followDoor(input.operationId, (state) => sendBack({ type: 'door', state })),
      ),
      act: fromPromise(({ input }: { input: ServiceActQuestion }) => world.act(input)),
      wizard: fromPromise(({ input }: { input: WizardQuestion }) => world.wizard(input)),
    },
    actions: {
      leaveWizard: () => world.leaveWizard(),
      signOut: (_, who) => world.signOut(who),
      unexpected,
    },
  });
}
