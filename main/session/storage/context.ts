import { present } from '../../base/assert.ts';
import type { SessionEnd } from '../../contract/event.ts';
import type { LockerSize } from '../../contract/cabinet.ts';
import type { Attention } from '../attention.ts';
import type { Timers } from '../timeouts.ts';
import type { VisitInput, VisitWords } from '../visit.ts';
import type {
  Begun,
  BeginQuestion,
  StayFacts,
  StayQuestion,
  StorageFacts,
  StorageHolder,
} from './world.ts';

/** What storing remembers, and the questions that it asks with it. */
export interface StorageInput {
  readonly sessionId: string;
  readonly holder: StorageHolder;
  readonly timers: Timers;
}

export interface StorageContext extends StorageInput {
  readonly attention: Attention;
  readonly facts: StorageFacts | null;
  /** The stay that was chosen; null while something new is begun. */
  readonly chosen: string | null;
  readonly size: LockerSize | null;
  readonly lasts: number | null;
  readonly begun: Begun | null;
  /** Why the door is opened: for the first thing, for another look, or to empty it. */
  readonly why: 'begin' | 'open' | 'finish';
  readonly pin: string | null;
  readonly stage: string;
  readonly end: SessionEnd;
}

export interface StorageOutput {
  readonly end: SessionEnd;
}

export function stayOf({ facts, chosen }: StorageContext): StayFacts | null {
  return facts?.stays.find(({ reservationId }) => reservationId === chosen) ?? null;
}

/** The stay and its locker, whether it was there before or has begun just now. */
export function placeOf(context: StorageContext): { reservationId: string; locker: number } {
  if (context.begun?.outcome === 'granted') return context.begun;
  const { reservationId, locker } = present(stayOf(context), 'the stay that was chosen');
  return { reservationId, locker: present(locker, 'the locker of the stay') };
}

export function stayQuestion(context: StorageContext): StayQuestion {
  return { sessionId: context.sessionId, reservationId: placeOf(context).reservationId };
}

export function beginQuestion(context: StorageContext): BeginQuestion {
  const { sessionId, holder, chosen, lasts } = context;
  const size = context.size ?? stayOf(context)?.size;
  return { sessionId, holder, reservationId: chosen, size: present(size, 'the size'), lasts };
}

const ofStay = {
  openTitle: 'take.title',
  closeBody: 'storage.close',
  didNotOpen: 'storage.didNotOpen',
  unknown: 'storage.unknown',
  safe: 'safe.things',
  help: 'help.storage',
} as const satisfies Partial<VisitWords>;
const words: Readonly<Record<StorageContext['why'], VisitWords>> = {
  // Nothing of theirs lies there yet that could be safe.
  begin: { ...ofStay, screen: 'putThingsIn', openBody: 'storage.putIn', safe: undefined },
  open: { ...ofStay, screen: 'useThings', openBody: 'storage.use' },
  finish: { ...ofStay, screen: 'takeThingsOut', openBody: 'storage.takeOut' },
};

export function visitOf(context: StorageContext): VisitInput {
  const { sessionId, holder, timers, why } = context;
  const { reservationId, locker } = placeOf(context);
  const { contactId, codeId } = holder;
  return {
    question: {
      sessionId,
      contactId,
      codeId,
      reservationId,
      purpose: 'storage',
      locker,
      parcelIds: [],
    },
    timers,
    words: words[why],
    // Whoever packs or unpacks needs longer than whoever takes a parcel.
    wait: 'inactivity',
    others: false,
  };
}
