import { unreachable } from '../base/assert.ts';
import type { Clock } from '../base/clock.ts';
import type { CodeDesk } from '../codes.ts';
import type { Settings } from '../contract/settings.ts';
import type { DepositBooks } from '../door/purpose/deposit.ts';
import { isMailroom } from '../door/purpose/manage.ts';
import { searchNames } from '../locker/search.ts';
import { record } from '../record.ts';
import type {
  ManageAct,
  ManageAnswer,
  ManageQuestion,
  ManageRefusal,
  ManageWorld,
  Party,
} from '../session/manage/world.ts';
import { countBeginning, namesBeginning, type NameKind } from '../../db/contact-search.ts';
import {
  dedicate,
  locker,
  overrideAccessible,
  setInService,
  setOutOfService,
} from '../../db/lockers.ts';
import type { Store, WritableDb } from '../../db/open.ts';
import { inLocker } from '../../db/parcels.ts';
import { promiseOf } from '../../db/reservations.ts';
import { newCodeFor, noticeAgain } from './again.ts';
import type { DoorOf } from './locker-facts.ts';
import { movePromise } from './move-promise.ts';
import { surveyOf } from './survey.ts';
import { verify } from './verify.ts';

/** Answers what the mailroom asks while it manages lockers, from this kiosk's store. */
export interface ManageOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: () => Settings;
  readonly doorOf: DoorOf;
  readonly books: DepositBooks;
  readonly codes: CodeDesk;
}

export type Who = Omit<ManageQuestion, 'act'>;

export function manageDesk(options: ManageOptions): ManageWorld {
  const { store, clock, settings, doorOf } = options;

  function perform(db: WritableDb, { act, ...who }: ManageQuestion): ManageAnswer {
    if (!isMailroom(db, who.userId)) return each(lockersOf(act), () => 'notAllowed');
    switch (act.do) {
      case 'putOut':
        return each(act.lockers, (number) => putOut(db, options, who, number, act));
      case 'putBack':
        return each(act.lockers, (number) => putBack(db, who, number));
      case 'verify':
        return each([act.locker], () => verify(db, options.books, who, act));
      case 'reach':
        return each([act.locker], () => reach(db, who, act.locker, act.accessible));
      case 'dedicate':
        return each([act.locker], () => keepFor(db, who, act.locker, act));
      case 'release':
        return each([act.locker], () => release(db, who, act.locker));
      case 'resetCode': {
        const code = newCodeFor(db, options.codes, who, act.locker);
        const answer = each([act.locker], () => (code === null ? 'nothing' : null));
        return { ...answer, code };
      }
      case 'notice':
        return each([act.locker], () => noticeAgain(db, who, act.locker, clock.wall()));
      default:
        return unreachable(act);
    }
  }

  return {
    survey: () => surveyOf(store.read, doorOf, settings(), clock.wall()),
    search: (typed) => [...among('contact', typed), ...among('department', typed)],
    act: (question) => store.write((db) => perform(db, question)),
  };

  function among(kind: NameKind, typed: string): readonly Party[] {
    return searchNames(typed, {
      count: (beginning) => countBeginning(store.read, kind, beginning),
      find: (beginnings, limit) => namesBeginning(store.read, kind, beginnings, limit),
    }).map(({ id, name }) => ({
      contactId: kind === 'contact' ? id : null,
      departmentId: kind === 'department' ? id : null,
      name,
    }));
  }
}

function lockersOf(act: ManageAct): readonly number[] {
  return act.do === 'putOut' || act.do === 'putBack' ? act.lockers : [act.locker];
}

/** One locker after another, each done or refused by itself. */
function each(
  lockers: readonly number[],
  perform: (locker: number) => ManageRefusal | null,
): ManageAnswer {
  const answers = lockers.map((number) => ({ locker: number, why: perform(number) }));
  return {
    done: answers.flatMap((answer) => (answer.why === null ? [answer.locker] : [])),
    refused: answers.flatMap(({ locker: number, why }) =>
      why === null ? [] : [{ locker: number, why }],
    ),
    code: null,
  };
}

/** Only when nothing is inside, and what is promised has moved: nobody may find their locker shut. */
function putOut(
  db: WritableDb,
  options: ManageOptions,
  { sessionId }: Who,
  number: number,
  { why, note, lockers: leaving }: Extract<ManageAct, { do: 'putOut' }>,
): ManageRefusal | null {
  const row = locker(db, number);
  if (!row?.inService) return 'nothing';
  const promise = promiseOf(db, number);
  if (inLocker(db, number).length > 0 || promise?.state === 'active') return 'notEmpty';
  if (promise && !movePromise(db, options, sessionId, promise, leaving)) return 'cannotMove';
  setOutOfService(db, number, why, note);
  record(db, sessionId, { type: 'locker.outOfService', payload: { locker: number, why, note } });
  return null;
}

/** Not before somebody has looked into it, where nobody knows what it holds. */
function putBack(db: WritableDb, who: Who, number: number): ManageRefusal | null {
  const row = locker(db, number);
  if (!row || row.inService) return 'nothing';
  if (!row.verified) return 'unverified';
  setInService(db, number);
  record(db, who.sessionId, {
    type: 'locker.inService',
    payload: { locker: number, userId: who.userId },
  });
  return null;
}

function reach(
  db: WritableDb,
  { sessionId, userId }: Who,
  number: number,
  accessible: boolean,
): ManageRefusal | null {
  const row = locker(db, number);
  if (!row || row.accessible === accessible) return 'nothing';
  overrideAccessible(db, number, accessible);
  record(db, sessionId, {
    type: 'locker.accessible',
    payload: { locker: number, accessible, userId },
  });
  return null;
}

function keepFor(
  db: WritableDb,
  { sessionId, userId }: Who,
  number: number,
  { contactId, departmentId }: Omit<Party, 'name'>,
): ManageRefusal | null {
  const row = locker(db, number);
  const same = row?.dedicatedContactId === contactId && row.dedicatedDepartmentId === departmentId;
  if (!row || same || (contactId === null && departmentId === null)) return 'nothing';
  dedicate(db, number, { contactId, departmentId });
  record(db, sessionId, {
    type: 'locker.dedicated',
    payload: { locker: number, contactId, departmentId, userId },
  });
  return null;
}

function release(db: WritableDb, { sessionId, userId }: Who, number: number): ManageRefusal | null {
  const row = locker(db, number);
  if (!row || (row.dedicatedContactId === null && row.dedicatedDepartmentId === null))
    return 'nothing';
  dedicate(db, number, { contactId: null, departmentId: null });
  record(db, sessionId, { type: 'locker.released', payload: { locker: number, userId } });
  return null;
}
