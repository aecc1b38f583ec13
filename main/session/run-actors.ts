import { fromCallback, fromPromise } from 'xstate';
import type { Log } from '../base/log.ts';
import type { OpenVerdict } from '../door/operation.ts';
import type { Beside } from './beside.ts';
import { dropOffIn } from './drop-off/actors.ts';
import { handoverIn } from './handover/actors.ts';
import { kioskMachine } from './kiosk-machine.ts';
import { manageIn } from './manage/actors.ts';
import { pickupMachine } from './pickup.ts';
import type { SignQuestion } from './pickup-world.ts';
import { serviceIn } from './service-actors.ts';
import type { StaffQuestion } from './service-world.ts';
import { signInMachine } from './sign-in.ts';
import { storageIn } from './storage/actors.ts';
import { visitMachine } from './visit.ts';
import { visitsMachine } from './visits.ts';
import type {
  Arrival,
  EndQuestion,
  IdentifyQuestion,
  OpenQuestion,
  ReportQuestion,
  SessionWorld,
  WishedQuestion,
} from './world.ts';

/** What the machines are put into. */
export interface Inhabited {
  readonly world: SessionWorld;
  readonly log: Log;
  readonly beside?: Beside;
}

/** Whoever was told of the door has gone before it was asked to open. */
const TOO_LATE: OpenVerdict = { verdict: 'refused', reason: 'tooLate' };

/** The machines with the world's answers in place of their questions. */
export function machineIn({ world, log, beside }: Inhabited): typeof kioskMachine {
  const unexpected = ({ event }: { event: { readonly type: string } }): void =>
    log.debug('event without a meaning here', { event: event.type });
  const visit = visitMachine.provide({
    actors: {
      openDoor: fromPromise(({ input, signal }: { input: OpenQuestion; signal: AbortSignal }) => {
        const open = (): Promise<OpenVerdict> => world.open(input, () => !signal.aborted);
        const told = beside?.beforeOpen(input.locker) ?? null;
        return told === null ? open() : told.then((may) => (may ? open() : TOO_LATE));
      }),
      followDoor: fromCallback(({ input, sendBack }) =>
        world.followDoor(input.operationId, (state) => sendBack({ type: 'door', state })),
      ),
    },
    actions: {
      report: (_, question: ReportQuestion) => world.report(question),
      tellWish: (_, question: WishedQuestion) => world.wished(question),
      unexpected,
    },
  });
  const pickup = pickupMachine.provide({
    actors: {
      visit,
      visits: visitsMachine.provide({ actors: { visit }, actions: { unexpected } }),
      sign: fromPromise(async ({ input }: { input: SignQuestion }) => world.pickup.sign(input)),
    },
    actions: { unexpected },
  });
  const signIn = signInMachine.provide({
    actors: {
      identifyStaff: fromPromise(({ input }: { input: StaffQuestion }) =>
        world.service.identifyStaff(input),
      ),
    },
    actions: { unexpected },
  });
  return kioskMachine.provide({
    actors: {
      begin: fromPromise(async ({ input }: { input: { by: Arrival } }) => world.begin(input.by)),
      identify: fromPromise(async ({ input }: { input: IdentifyQuestion }) =>
        world.identify(input),
      ),
      end: fromPromise(async ({ input }: { input: EndQuestion }) => world.end(input)),
      pickup,
      dropOff: dropOffIn(world.dropOff, visit, unexpected),
      handover: handoverIn(world.handover, visit, unexpected),
      storage: storageIn(world.storage, visit, unexpected),
      signIn,
      service: serviceIn(world.service, unexpected),
      manage: manageIn(world.manage, visit, unexpected),
    },
    actions: { unexpected },
  });
}
