import { present } from '../../base/assert.ts';
import { outOfServiceSchema, type OutOfService, type SessionEnd } from '../../contract/event.ts';
import { lockerStatusSchema, overlaySchema } from '../../contract/view.ts';
import type { Attention } from '../attention.ts';
import type { Entry } from '../entry.ts';
import { argOf, type SessionEvent } from '../events.ts';
import type { Staff } from '../kiosk-context.ts';
import type { Timers } from '../timeouts.ts';
import type { VisitInput, VisitWords } from '../visit.ts';
import type {
  ManageAct,
  ManageAnswer,
  ManagedLocker,
  ManageQuestion,
  Party,
  Survey,
} from './world.ts';

/** What the mailroom's session with the lockers remembers, and what it reads out of a press. */
export interface ManageInput {
  readonly sessionId: string;
  readonly staff: Staff;
  readonly timers: Timers;
  /** They have just logged in: only what has expired is asked about. */
  readonly first: boolean;
}

/** What lockers are selected for. */
export const kinds = ['expired', 'reservations', 'putOut', 'putBack'] as const;
export type Kind = (typeof kinds)[number];

export const filters = [...lockerStatusSchema.options, ...overlaySchema.options] as const;
export type Filter = (typeof filters)[number];

/** What is shown after the bank has been looked over again. */
export type Then = 'first' | 'map' | 'locker';

export interface ManageContext extends ManageInput {
  readonly attention: Attention;
  readonly survey: Survey;
  readonly then: Then;
  /** Null shows all. */
  readonly filter: Filter | null;
  readonly locker: number | null;
  readonly kind: Kind;
  /** In the order of their numbers. */
  readonly chosen: readonly number[];
  /** Doors that are still to be opened; the first is the one that is open or next. */
  readonly queue: readonly number[];
  readonly removed: readonly number[];
  /** Their doors did not open. */
  readonly failed: readonly number[];
  /** One after another, with a summary at the end. */
  readonly many: boolean;
  readonly purpose: 'remove' | 'inspect';
  readonly why: OutOfService | null;
  readonly entry: Entry;
  readonly found: readonly Party[];
  readonly act: ManageAct | null;
  readonly answer: ManageAnswer | null;
  /** Where the visit to a door stands. */
  readonly stage: string;
  readonly end: SessionEnd | null;
}

/** Null: back to the menu of the mailroom. */
export interface ManageOutput {
  readonly end: SessionEnd | null;
}

/** What a technician and the mailroom may say of a locker; the others the kiosk says itself. */
export const reasons = outOfServiceSchema.exclude(['forcedOpen', 'reported']).options;

export function lockerNamed(survey: Survey, event: SessionEvent): ManagedLocker | null {
  return survey.find(({ number }) => String(number) === argOf(event)) ?? null;
}

/** The locker that this screen, or this visit, is about. */
export function current(context: ManageContext): ManagedLocker {
  const number = context.queue[0] ?? context.locker;
  return present(
    context.survey.find((each) => each.number === number),
    'the locker in question',
  );
}

export function isFiltered({ filter }: ManageContext, locker: ManagedLocker): boolean {
  if (filter === null) return true;
  return locker.status === filter || locker.overlays.some((overlay) => overlay === filter);
}

export function countOf(survey: Survey, filter: Filter): number {
  return survey.filter((each) => isFiltered({ filter } as ManageContext, each)).length;
}

/** The lockers with which this can be done at all. */
export function candidates(survey: Survey, kind: Kind): readonly number[] {
  return survey.filter((each) => isCandidate(each, kind)).map(({ number }) => number);
}

function isCandidate(each: ManagedLocker, kind: Kind): boolean {
  switch (kind) {
    case 'expired':
      return each.status === 'expired' && canRemove(each);
    case 'reservations':
      return each.promise !== null && canRemove(each);
    case 'putOut':
      return canPutOut(each);
    case 'putBack':
      return each.outOfService !== null && !each.overlays.includes('unverified');
  }
}

export function isEmpty({ contents, promise }: ManagedLocker): boolean {
  return contents.length === 0 && promise === null;
}

/** Nothing lies inside. A promise that nobody has come for moves to another locker. */
export function canPutOut({ contents, promise, outOfService }: ManagedLocker): boolean {
  return contents.length === 0 && promise?.active !== true && outOfService === null;
}

/** There is something to take out or to end, and nothing whose place is not known. */
export function canRemove(locker: ManagedLocker): boolean {
  return !isEmpty(locker) && !locker.contents.some(({ placing }) => placing);
}

export function kindNamed(event: SessionEvent): Kind | null {
  return kinds.find((kind) => kind === argOf(event)) ?? null;
}

export function filterNamed(event: SessionEvent): Filter | null {
  return filters.find((filter) => filter === argOf(event)) ?? null;
}

export function reasonNamed(event: SessionEvent): OutOfService | null {
  return reasons.find((reason) => reason === argOf(event)) ?? null;
}

export function partyNamed({ found }: ManageContext, event: SessionEvent): Party | null {
  return found[Number(argOf(event))] ?? null;
}

export function toggled(chosen: readonly number[], locker: number): readonly number[] {
  return chosen.includes(locker)
    ? chosen.filter((other) => other !== locker)
    : [...chosen, locker].toSorted((a, b) => a - b);
}

export function questionOf(context: ManageContext): ManageQuestion {
  const { sessionId, staff, act } = context;
  return { sessionId, userId: staff.userId, act: present(act, 'what is to be done') };
}

const removing: VisitWords = {
  screen: 'manageTakeOut',
  openTitle: 'manage.open.title',
  openBody: 'manage.open.remove',
  closeBody: 'manage.close.body',
  didNotOpen: 'manage.didNotOpen',
  unknown: 'manage.unknown',
  others: 'manage.others',
  help: 'help.manage.door',
};
const looking: VisitWords = {
  ...removing,
  screen: 'manageLookInside',
  openBody: 'manage.open.inspect',
};

export function visitOf(context: ManageContext): VisitInput {
  const { number, contents, promise } = current(context);
  const remove = context.purpose === 'remove';
  // Whoever opens once more has taken out what was there.
  const inside = context.removed.includes(number) ? [] : contents.map(({ id }) => id);
  return {
    question: {
      sessionId: context.sessionId,
      contactId: null,
      userId: context.staff.userId,
      reservationId: remove ? (promise?.id ?? null) : null,
      purpose: context.purpose,
      locker: number,
      parcelIds: inside,
    },
    timers: context.timers,
    words: remove ? removing : looking,
    wait: 'admin',
    others: context.many && context.queue.length > 1,
  };
}
