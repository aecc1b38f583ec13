import { present } from '../../base/assert.ts';
import type { SessionEnd } from '../../contract/event.ts';
import type { Settings } from '../../contract/settings.ts';
import { noAttention, type Attention } from '../attention.ts';
import { emptyEntry, type Entry, type EntryKind } from '../entry.ts';
import type { SessionEvent } from '../events.ts';
import type { Phrase } from '../messages.ts';
import type { Timers, Wait } from '../timeouts.ts';
import type { VisitInput, VisitWords } from '../visit.ts';
import type { Meant, Staff } from '../world.ts';
import type {
  Actor,
  Choices,
  Label,
  LabelFound,
  Promised,
  PromiseQuestion,
  Recipient,
  Where,
} from './world.ts';

/** What a drop-off remembers of one package, and of the session. */
export interface DropOffInput {
  readonly sessionId: string;
  readonly actor: Actor;
  readonly timers: Timers;
  readonly settings: Settings['dropOff'];
  /** A label that was scanned before anybody asked for it. */
  readonly scanned: Scanned | null;
}

export interface Scanned {
  readonly aim: string | null;
  readonly text: string;
}

export interface DropOffContext extends DropOffInput {
  readonly attention: Attention;
  readonly entry: Entry;
  readonly stage: string;
  readonly label: Label | null;
  readonly recipient: Recipient | null;
  readonly reservationId: string | null;
  /** Why the last label leads nowhere; stands on the screen that asks for the next. */
  readonly remark: Phrase | null;
  readonly among: 'contact' | 'department';
  readonly found: readonly Recipient[];
  readonly choices: Choices | null;
  readonly where: Where | null;
  readonly promised: Extract<Promised, { outcome: 'promised' }> | null;
  readonly denied: Extract<Promised, { outcome: 'none' | 'refused' }> | null;
  readonly purpose: 'deposit' | 'redeposit';
  readonly mayReopen: boolean;
  /** Packages that were noted for the open locker after the first. */
  readonly noted: number;
  readonly noteRemark: Phrase | null;
  readonly end: SessionEnd;
}

export interface DropOffOutput {
  readonly end: SessionEnd;
}

const TRACKING: EntryKind = { kind: 'text', secret: false, maxLength: 64 };
const NAME: EntryKind = { kind: 'text', secret: false, maxLength: 64 };
export const trackingEntry: Entry = emptyEntry('tracking', TRACKING);
export const nameEntry: Entry = emptyEntry('recipient', NAME);

/** Nothing is known of the next package. */
export const noPackage = {
  entry: trackingEntry,
  label: null,
  recipient: null,
  reservationId: null,
  found: [],
  choices: null,
  where: null,
  promised: null,
  denied: null,
  purpose: 'deposit',
  noted: 0,
  noteRemark: null,
} as const satisfies Partial<DropOffContext>;

export function firstContext(input: DropOffInput): DropOffContext {
  return {
    ...input,
    ...noPackage,
    attention: noAttention,
    stage: '',
    remark: null,
    among: 'contact',
    mayReopen: false,
    end: 'done',
  };
}

/** The label that was held before the window at Home. */
export function labelShown(meant: Meant | null): Scanned | null {
  return meant?.kind === 'label' ? { aim: meant.reading.aim, text: meant.reading.data } : null;
}

/** Whom of those who have signed in may drop something off. */
export function actorOf(staff: Staff | null): Actor | null {
  if (staff === null) return null;
  const { userId, name, role } = staff;
  return role === 'technician' ? null : { userId, name, role };
}

/** What the label says of the package, or why another has to be scanned. */
export function understood(found: LabelFound): Partial<DropOffContext> {
  switch (found.outcome) {
    case 'reserved': {
      const { label, recipient, reservationId, locker, size } = found;
      const where: Where =
        locker === null
          ? { kind: 'size', size, override: [] }
          : { kind: 'named', locker, override: ['reach', 'keptForDelivery'] };
      return { label, recipient, reservationId, where };
    }
    case 'received':
      return { label: found.label, recipient: found.recipient };
    case 'new':
      return { label: found.label };
    case 'alreadyHere':
      return { remark: { key: 'dropOff.alreadyHere', values: { locker: found.locker } } };
    case 'private':
      return { remark: { key: 'dropOff.private' } };
    case 'noLabel':
      return { remark: { key: 'dropOff.noLabel' } };
  }
}

export function scannedIn(event: SessionEvent): Scanned | null {
  return event.type === 'scan' ? { aim: event.aim, text: event.data } : null;
}

export function promiseOf(context: DropOffContext): PromiseQuestion {
  return {
    sessionId: context.sessionId,
    label: present(context.label, 'the label'),
    recipient: present(context.recipient, 'the recipient'),
    reservationId: context.reservationId,
    where: present(context.where, 'where it shall go'),
  };
}

/** Carriers are the public; the staff have the time of the staff. */
export function waitOf({ actor }: DropOffContext): Wait {
  return actor.role === 'carrier' ? 'inactivity' : 'admin';
}

export function isStaff({ actor }: DropOffContext): boolean {
  return actor.role !== 'carrier';
}

/** The choice in the list that was touched. */
export function picked<T>(from: readonly T[], event: SessionEvent): T | null {
  return 'arg' in event ? (from[Number(event.arg)] ?? null) : null;
}

/** `[F53]` Once nothing has fitted, those out of reach too: an operator may take one of them by name. */
export function lockersOnMap({ choices, denied }: DropOffContext): readonly number[] {
  if (!choices) return [];
  return denied === null ? choices.lockers : [...choices.lockers, ...choices.beyondReach];
}

/** The wish that somebody touched at the sizes, the offers or the map. */
export function whereOf(context: DropOffContext, event: SessionEvent): Where | null {
  const { choices, denied } = context;
  switch (event.type) {
    case 'press.size': {
      const size = choices?.sizes.find((each) => each === event.arg);
      return size ? { kind: 'size', size, override: [] } : null;
    }
    case 'press.existing': {
      const box = choices?.boxes.find(({ locker }) => String(locker) === event.arg);
      return box ? { kind: 'add', locker: box.locker } : null;
    }
    case 'press.locker': {
      const locker = lockersOnMap(context).find((each) => String(each) === event.arg);
      if (locker === undefined || !isStaff(context)) return null;
      const override = choices?.lockers.includes(locker) ? [] : (['reach'] as const);
      return { kind: 'named', locker, override };
    }
    case 'press.override': {
      if (denied?.outcome !== 'none' || !isStaff(context)) return null;
      const offer = denied.offers.find(({ kind }) => kind === 'override');
      return offer?.kind === 'override'
        ? { kind: 'size', size: offer.size, override: offer.lift }
        : null;
    }
    default:
      return null;
  }
}

const words: VisitWords = {
  screen: 'putIn',
  openTitle: 'take.title',
  openBody: 'dropOff.put.body',
  closeBody: 'dropOff.close.body',
  didNotOpen: 'dropOff.didNotOpen',
  unknown: 'dropOff.unknown',
  others: 'dropOff.anotherLocker',
  help: 'help.dropOff',
};

export function visitOf(context: DropOffContext): VisitInput {
  const { sessionId, purpose, actor, reservationId } = context;
  const { locker, parcelId } = present(context.promised, 'the promised locker');
  const again = purpose === 'redeposit';
  return {
    question: {
      ...{ sessionId, purpose, locker, reservationId },
      contactId: null,
      userId: actor.userId,
      parcelIds: [parcelId],
    },
    timers: context.timers,
    words: again ? { ...words, openBody: 'dropOff.again.body' } : words,
    wait: waitOf(context),
    others: !again,
    maySay: !again && isStaff(context),
    wishes: again
      ? [{ press: 'takenOut', label: 'dropOff.takenOut' }]
      : [
          { press: 'needLarger', label: 'dropOff.needLarger' },
          { press: 'notEmpty', label: 'dropOff.notEmpty' },
          { press: 'cancel', label: 'dropOff.cancel' },
        ],
  };
}
