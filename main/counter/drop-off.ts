import type { Ids } from '../base/ids.ts';
import type { Clock } from '../base/clock.ts';
import type { Settings } from '../contract/settings.ts';
import { recordDeposit, type DepositBooks } from '../door/purpose/deposit.ts';
import { searchNames } from '../locker/search.ts';
import { maskedName } from '../locker/mask.ts';
import type {
  DropOffWorld,
  Label,
  NoteQuestion,
  Noted,
  PlacedQuestion,
  Recipient,
  SearchQuestion,
} from '../session/drop-off/world.ts';
import { countBeginning, namesBeginning } from '../../db/contact-search.ts';
import { unfinishedFor } from '../../db/door-operations.ts';
import type { DiskState } from '../../db/disk.ts';
import type { Store } from '../../db/open.ts';
import { insertPlacing, ownNumber } from './placing.ts';
import { labelDesk } from './labels.ts';
import { promiseDesk } from './promises.ts';
import { takeBack } from './take-back.ts';
import type { DoorOf } from './locker-facts.ts';

/** Answers what a drop-off asks: labels, recipients, lockers. All of it from this kiosk's store. */
export interface DropOffOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: () => Settings;
  readonly doorOf: DoorOf;
  readonly books: DepositBooks;
  /** Of the disk on which the store lies. */
  readonly diskLevel: () => DiskState['level'];
}

export function dropOffDesk(options: DropOffOptions): DropOffWorld {
  const { store, ids } = options;
  const labels = labelDesk(options);
  const promises = promiseDesk(options);

  function note(question: NoteQuestion): Noted {
    return store.write((db) => {
      const { recipient, locker, sessionId } = question;
      const open = unfinishedFor(db, locker);
      const stands = open?.state === 'opened' || open?.state === 'leftOpen';
      if (!stands || open.sessionId !== sessionId || open.purpose !== 'deposit')
        return { outcome: 'closed' };
      const found = labels.read(db, question);
      if (found.outcome === 'noLabel') return { outcome: 'noLabel' };
      const theirs =
        found.outcome === 'new' ||
        ((found.outcome === 'received' || found.outcome === 'reserved') &&
          found.recipient.contactId === recipient.contactId &&
          found.recipient.departmentId === recipient.departmentId);
      if (!theirs) return { outcome: 'notForThis' };
      const reservationId = found.outcome === 'reserved' ? found.reservationId : null;
      insertPlacing(db, {
        ...{ sessionId, locker, recipient, reservationId },
        parcelId: ids.id('parcel'),
        label: found.label,
      });
      return { outcome: 'noted' };
    });
  }

  function search({ actor, among, typed }: SearchQuestion): readonly Recipient[] {
    const found = searchNames(typed, {
      count: (beginning) => countBeginning(store.read, among, beginning),
      find: (beginnings, limit) => namesBeginning(store.read, among, beginnings, limit),
    });
    const masked = labels.isMasked(actor);
    return found.map(({ id, name }) => ({
      contactId: among === 'contact' ? id : null,
      departmentId: among === 'department' ? id : null,
      // A department is a sign at a door, and nobody's secret.
      name: masked && among === 'contact' ? maskedName(name) : name,
    }));
  }

  return {
    begin: () => (options.diskLevel() === 'ok' ? { outcome: 'ready' } : { outcome: 'diskFull' }),
    readLabel: (question) => labels.read(store.read, question),
    noBarcode: (): Label => {
      const number = ownNumber(ids);
      return { tracking: number, shown: number, carrier: null, generated: true };
    },
    search,
    look: ({ recipient }) => promises.look(recipient),
    promise: promises.promise,
    note,
    wished: (question) => store.write((db) => takeBack(db, question)),
    placed: ({ sessionId, userId, locker }: PlacedQuestion) =>
      store.write((db) =>
        recordDeposit(db, options.books, { sessionId, userId, locker, seenBy: 'staff' }),
      ),
  };
}
