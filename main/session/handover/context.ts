import { present } from '../../base/assert.ts';
import type { LockerSize } from '../../contract/cabinet.ts';
import type { SessionEnd } from '../../contract/event.ts';
import type { Attention } from '../attention.ts';
import type { SessionEvent } from '../events.ts';
import type { Timers } from '../timeouts.ts';
import type { VisitInput, VisitWords } from '../visit.ts';
import type { HandInBegun, HandInQuestion, Party, Task, TaskQuestion } from './world.ts';

/** What a return or an exchange remembers, and the questions that it asks with it. */
export interface HandoverInput {
  readonly sessionId: string;
  readonly party: Party;
  readonly timers: Timers;
  /** *Reopen After Drop-off*. */
  readonly reopens: boolean;
}

export interface HandoverContext extends HandoverInput {
  readonly attention: Attention;
  readonly tasks: readonly Task[];
  readonly chosen: Task | null;
  /** The size of the locker that was too small; null while what was reserved will do. */
  readonly tooSmall: LockerSize | null;
  readonly begun: HandInBegun | null;
  readonly purpose: 'handIn' | 'handInAgain';
  readonly mayReopen: boolean;
  /** Until when they may bring it; wall-clock milliseconds. */
  readonly until: number | null;
  readonly stage: string;
  readonly end: SessionEnd;
}

export interface HandoverOutput {
  readonly end: SessionEnd;
}

export type Granted = Extract<HandInBegun, { readonly outcome: 'granted' }>;

export function grantedOf({ begun }: HandoverContext): Granted {
  const found = begun?.outcome === 'granted' ? begun : null;
  return present(found, 'the locker for what is put in');
}

export function taskOf({ chosen }: HandoverContext): Task {
  return present(chosen, 'what is to be put in');
}

export function taskNamed({ tasks }: HandoverContext, event: SessionEvent): Task | null {
  if (!('arg' in event)) return null;
  return tasks.find(({ reservationId }) => reservationId === event.arg) ?? null;
}

export function taskQuestion(context: HandoverContext): TaskQuestion {
  return { sessionId: context.sessionId, reservationId: taskOf(context).reservationId };
}

export function handInQuestion(context: HandoverContext): HandInQuestion {
  return { ...taskQuestion(context), party: context.party, largerThan: context.tooSmall };
}

const words: VisitWords = {
  screen: 'handIn',
  openTitle: 'take.title',
  openBody: 'handover.putIn',
  closeBody: 'handover.close',
  didNotOpen: 'handover.didNotOpen',
  unknown: 'handover.unknown',
  others: 'dropOff.anotherLocker',
  help: 'help.handover',
};

export function visitOf(context: HandoverContext): VisitInput {
  const { sessionId, party, timers, purpose } = context;
  const { locker, parcelId } = grantedOf(context);
  const { reservationId, leg } = taskOf(context);
  const { contactId, codeId } = party;
  const again = purpose === 'handInAgain';
  const openBody = leg === 'first' ? 'handover.putIn' : 'handover.putBack';
  return {
    question: {
      ...{ sessionId, contactId, codeId, reservationId, purpose, locker },
      parcelIds: [parcelId],
    },
    timers,
    words: { ...words, openBody: again ? 'handover.again.body' : openBody },
    // Whoever packs needs longer than whoever takes a parcel.
    wait: 'inactivity',
    others: !again,
    wishes: again
      ? [{ press: 'takenOut', label: 'handover.takenOut' }]
      : [
          { press: 'returned', label: 'handover.returned', icon: 'done' },
          { press: 'needLarger', label: 'dropOff.needLarger' },
          {
            press: 'notReturned',
            label: leg === 'first' ? 'handover.notReturned' : 'handover.nothingBack',
          },
        ],
  };
}
