import { present } from '../base/assert.ts';
import type { Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import type { LockerSize } from '../contract/cabinet.ts';
import type { Settings } from '../contract/settings.ts';
import { handoverOf, isHandover, notReturnedLeg, partiesOf } from '../door/purpose/legs.ts';
import type { Handover } from '../door/purpose/legs.ts';
import { endSpentCodes } from '../door/purpose/holder.ts';
import { hasJustCollected, mayHandIn } from '../door/purpose/handover.ts';
import { allocate, type Allocation } from '../locker/allocation.ts';
import { obstacleOf } from '../locker/facts.ts';
import type { Holder } from '../locker/holder.ts';
import { bySize, SIZES } from '../locker/size.ts';
import { record } from '../record.ts';
import type {
  HandInBegun,
  HandInQuestion,
  HandoverWish,
  HandoverWorld,
  Party,
  Task,
  TaskQuestion,
} from '../session/handover/world.ts';
import { contact, department } from '../../db/contacts.ts';
import { unfinishedFor } from '../../db/door-operations.ts';
import type { ReadableDb, Store, WritableDb } from '../../db/open.ts';
import { cancelDeposit, cancelPlacing, inLocker, parcelsOf } from '../../db/parcels.ts';
import type { ParcelRow } from '../../db/parcels.ts';
import { liveReservations, moveReservation } from '../../db/reservations.ts';
import { hasOtherParty, type HandoverPins } from './handover-pins.ts';
import { lockerFacts, type DoorOf } from './locker-facts.ts';
import { needOf } from './need.ts';
import { insertPlacing, isStale, ownNumber } from './placing.ts';

/** `[F48]` `[F23]` Answers what somebody asks who returns something or takes part in an exchange. */
export interface HandoverOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: () => Settings;
  readonly doorOf: DoorOf;
  readonly pins: HandoverPins;
}

export function handoverDesk(options: HandoverOptions): HandoverWorld {
  const { store, ids, clock, doorOf, pins } = options;

  function tasksOf(db: ReadableDb, sessionId: string, party: Party): readonly Handover[] {
    const { came, reservationId } = party;
    return liveReservations(db)
      .filter(isHandover)
      .filter((row) => {
        if (came === 'pin' && row.id !== reservationId) return false;
        if (came === 'collecting' && !hasJustCollected(db, sessionId, row)) return false;
        const begun = row.startsAt === null || row.startsAt <= clock.wall();
        return begun && hasOtherParty(row) && mayHandIn(db, { sessionId, ...party }, row);
      });
  }

  function taskOf(db: ReadableDb, row: Handover): Task {
    const { id: reservationId, kind, size, leg } = row;
    const stale = placingFor(db, row).find((each) => isStale(db, each));
    return {
      ...{ reservationId, kind, size },
      leg: leg === 0 ? 'first' : 'back',
      to: nameOf(db, partiesOf(row).to),
      maybeIn: stale?.locker ?? null,
    };
  }

  function begin(question: HandInQuestion): HandInBegun {
    return store.write((db) => {
      const { sessionId, party, reservationId, largerThan } = question;
      const row = tasksOf(db, sessionId, party).find(({ id }) => id === reservationId);
      if (!row) return { outcome: 'refused' };
      const before = placingFor(db, row);
      if (before.some(({ locker }) => unfinishedFor(db, locker) !== null))
        return { outcome: 'refused' };
      // They have it in their hand; where it may have lain the staff still look.
      takeBack(db, sessionId, row, 'cancelled');
      const given = choose(db, row, largerThan, before.length > 0);
      if (given.outcome !== 'locker') return given;
      const { locker, size } = given;
      const parcelId = ids.id('parcel');
      const { from, to } = partiesOf(row);
      moveReservation(db, row.id, { state: 'granted', locker });
      record(db, sessionId, {
        type: 'reservation.granted',
        payload: { reservationId, kind: row.kind, locker, ...from, until: row.until },
      });
      insertPlacing(db, {
        ...{ sessionId, parcelId, locker, reservationId, purpose: row.kind, recipient: to },
        label: { tracking: numberFor(row), carrier: nameOf(db, from) },
      });
      return { outcome: 'granted', locker, size, parcelId };
    });
  }

  /** What comes back in an exchange is another thing than what was announced. */
  function numberFor({ leg, trackingNumber }: Handover): string {
    return (leg === 0 ? trackingNumber : null) ?? ownNumber(ids);
  }

  /** Whoever needs a larger one than was promised takes what a walk-up may take. */
  function choose(
    db: WritableDb,
    row: Handover,
    largerThan: LockerSize | null,
    isElsewhere: boolean,
  ): Allocation {
    const facts = lockerFacts(db, doorOf, clock.wall());
    const bound = facts.find(({ number }) => number === row.locker);
    if (bound && largerThan === null && !isElsewhere && isReady(bound))
      return { outcome: 'locker', locker: bound.number, size: bound.size };
    const { from, to } = partiesOf(row);
    const wish = { purpose: row.kind, override: [] } as const;
    const need = (size: LockerSize, claim: 'walkUp' | 'promise') => {
      const base = needOf(db, options, to, { ...wish, size, claim });
      return { ...base, reachNeeds: base.reachNeeds || needsReach(db, from) };
    };
    if (largerThan === null) return allocate(facts, need(row.size, 'promise'));
    const larger = SIZES.filter((size) => bySize(size, largerThan) > 0);
    for (const size of larger) {
      const given = allocate(facts, need(size, 'walkUp'));
      if (given.outcome === 'locker') return given;
    }
    return { outcome: 'none', emptiedBy: ['size'], offers: [{ kind: 'otherBank' }] };
  }

  function wished({ sessionId, reservationId, locker, wish }: HandoverWish): void {
    store.write((db) => {
      const row = handoverOf(db, reservationId);
      if (!row) return;
      if (wish === 'takenOut') return takeOut(db, sessionId, row, locker);
      takeBack(db, sessionId, row, wish === 'needLarger' ? 'needLarger' : 'cancelled');
    });
  }

  /** Opened again within the minute, and taken out: the promise is over, as its PIN is. */
  function takeOut(db: WritableDb, sessionId: string, row: Handover, locker: number): void {
    const inside = inLocker(db, locker).filter((each) => each.reservationId === row.id);
    for (const parcel of inside) {
      const { id: parcelId } = parcel;
      cancelDeposit(db, parcelId);
      record(db, sessionId, {
        type: 'parcel.placingEnded',
        payload: { parcelId, locker, why: 'takenOut' },
      });
      endSpentCodes(db, sessionId, parcel);
    }
    if (inside.length > 0 && row.state === 'active') notReturnedLeg(db, sessionId, row);
  }

  function ended({ sessionId, reservationId }: TaskQuestion): void {
    store.write((db) => {
      const row = handoverOf(db, reservationId);
      if (!row || (row.state !== 'pending' && row.state !== 'granted')) return;
      takeBack(db, sessionId, row, 'cancelled');
      notReturnedLeg(db, sessionId, row);
    });
  }

  return {
    look: ({ sessionId, party }) =>
      tasksOf(store.read, sessionId, party).map((row) => taskOf(store.read, row)),
    begin,
    wished,
    giveUp: ({ sessionId, reservationId, why }) =>
      store.write((db) => {
        const row = handoverOf(db, reservationId);
        if (row?.state === 'granted') takeBack(db, sessionId, row, why);
      }),
    notReturned: ended,
    later: ({ sessionId, reservationId }) =>
      store.write((db) => {
        const row = handoverOf(db, reservationId);
        return row ? pins.until(db, sessionId, row) : null;
      }),
  };
}

/** Nothing was put in: the locker belongs to nobody again, and the promise stands as before. */
function takeBack(
  db: WritableDb,
  sessionId: string,
  row: Handover,
  why: 'needLarger' | 'cancelled' | 'didNotOpen' | 'left',
): void {
  const placing = placingFor(db, row);
  for (const { id: parcelId, locker } of placing) {
    cancelPlacing(db, parcelId);
    record(db, sessionId, { type: 'parcel.placingEnded', payload: { parcelId, locker, why } });
  }
  // What is given back in an exchange may still go where the first thing lay.
  if (placing.length > 0 || row.leg === 0)
    moveReservation(db, row.id, { state: 'pending', locker: null });
}

function placingFor(db: ReadableDb, { id }: Handover): readonly ParcelRow[] {
  return parcelsOf(db, id).filter(({ state }) => state === 'placing');
}

function isReady(locker: Parameters<typeof obstacleOf>[0]): boolean {
  return obstacleOf({ ...locker, reserved: false }) === null;
}

function needsReach(db: ReadableDb, { contactId }: Holder): boolean {
  return contactId !== null && (contact(db, contactId)?.reachNeeds ?? false);
}

/** A party that the hub has removed meanwhile is known by its id alone. */
function nameOf(db: ReadableDb, { contactId, departmentId }: Holder): string {
  if (contactId !== null) return contact(db, contactId)?.name ?? contactId;
  const id = present(departmentId, 'the party of a return');
  return department(db, id)?.name ?? id;
}
