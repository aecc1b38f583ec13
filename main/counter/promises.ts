import type { Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import type { LockerSize } from '../contract/cabinet.ts';
import type { Settings } from '../contract/settings.ts';
import { allocate, freeBySize, takeNamed, type NamedLocker } from '../locker/allocation.ts';
import type { Need } from '../locker/eligible.ts';
import { obstacleOf, type LockerFacts } from '../locker/facts.ts';
import { sameHolder } from '../locker/holder.ts';
import { sizesAmong } from '../locker/size.ts';
import type { Choices, Promised, PromiseQuestion, Recipient } from '../session/drop-off/world.ts';
import { isDiskFull, type DiskState } from '../../db/disk.ts';
import type { ReadableDb, Store, WritableDb } from '../../db/open.ts';
import { hereUnder, inLocker, inLockers, type ParcelRow } from '../../db/parcels.ts';
import { reservation } from '../../db/reservations.ts';
import { lockerFacts, type DoorOf } from './locker-facts.ts';
import { needOf } from './need.ts';
import { giveUpStale, insertPlacing } from './placing.ts';

/** Which locker a package gets: looked at and promised in one transaction. */
export interface PromiseDesk {
  look(recipient: Recipient): Choices;
  promise(question: PromiseQuestion): Promised;
}

export interface PromiseOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: () => Settings;
  readonly doorOf: DoorOf;
  readonly diskLevel: () => DiskState['level'];
}

export function promiseDesk(options: PromiseOptions): PromiseDesk {
  const { store, clock, ids, settings, doorOf } = options;
  const factsIn = (db: ReadableDb): readonly LockerFacts[] => lockerFacts(db, doorOf, clock.wall());

  const needFor = (
    db: ReadableDb,
    recipient: Recipient,
    wish: Pick<Need, 'size' | 'claim' | 'override'>,
  ): Need => needOf(db, options, recipient, { ...wish, purpose: 'delivery' });

  function look(recipient: Recipient): Choices {
    const db = store.read;
    const facts = factsIn(db);
    const need = needFor(db, recipient, { size: 'small', claim: 'walkUp', override: [] });
    const onWord = { ...need, override: ['reach'] } as const;
    const named = (by: Need): readonly number[] =>
      facts
        .filter(({ number }) => takeNamed(facts, by, number).outcome === 'locker')
        .map(({ number }) => number);
    const lockers = named(need);
    const mayAdd = settings().dropOff.allowAddingToOccupied;
    return {
      boxes: mayAdd ? boxesToAddTo(db, facts, recipient) : [],
      free: freeBySize(facts, need),
      sizes: sizesAmong(facts),
      lockers,
      beyondReach: named(onWord).filter((number) => !lockers.includes(number)),
    };
  }

  function promise(question: PromiseQuestion): Promised {
    if (options.diskLevel() !== 'ok') return { outcome: 'diskFull' };
    try {
      return promised(question);
    } catch (error) {
      if (isDiskFull(error)) return { outcome: 'diskFull' };
      throw error;
    }
  }

  function promised(question: PromiseQuestion): Promised {
    return store.write((db) => {
      const { label, recipient, reservationId, sessionId } = question;
      giveUpStale(db, sessionId, label.tracking);
      if (hereUnder(db, label.tracking)) return { outcome: 'refused', because: 'alreadyHere' };
      const given = choose(db, question);
      if (given.outcome !== 'locker') return given;
      const parcelId = ids.id('parcel');
      const { locker, size } = given;
      insertPlacing(db, { ...{ sessionId, parcelId, locker, label, recipient, reservationId } });
      return { outcome: 'promised', parcelId, locker, size };
    });
  }

  type Chosen =
    | { readonly outcome: 'locker'; readonly locker: number; readonly size: LockerSize }
    | Exclude<Promised, { readonly outcome: 'promised' }>;

  function choose(db: WritableDb, { where, recipient, reservationId }: PromiseQuestion): Chosen {
    const facts = factsIn(db);
    const claim = reservationId === null ? 'walkUp' : 'promise';
    switch (where.kind) {
      case 'add':
        return addTo(db, facts, recipient, where.locker);
      case 'named': {
        const bound = reservationId !== null && reservation(db, reservationId)?.locker;
        // The locker that was promised to this very package is not taken from anybody.
        const known = facts.map((each) =>
          each.number === bound ? { ...each, reserved: false } : each,
        );
        const size = facts.find(({ number }) => number === where.locker)?.size ?? 'small';
        const need = needFor(db, recipient, { size, claim, override: where.override });
        return takeNamed(known, need, where.locker);
      }
      case 'size': {
        const { size, override } = where;
        const allocation = allocate(facts, needFor(db, recipient, { size, claim, override }));
        return allocation.outcome === 'locker' ? allocation : { ...allocation, size };
      }
    }
  }

  function addTo(
    db: ReadableDb,
    facts: readonly LockerFacts[],
    recipient: Recipient,
    number: number,
  ): Chosen {
    const locker = facts.find((each) => each.number === number);
    if (!locker) return { outcome: 'refused', because: 'unknownLocker' };
    const because = obstacleToAdding(locker, inLocker(db, number), recipient);
    return because === null
      ? { outcome: 'locker', locker: number, size: locker.size }
      : { outcome: 'refused', because };
  }

  return { look, promise };
}

/** What lies there must wait for the same recipient, all of it. */
function obstacleToAdding(
  locker: LockerFacts,
  inside: readonly ParcelRow[],
  recipient: Recipient,
): Extract<NamedLocker, { outcome: 'refused' }>['because'] | null {
  const theirs = inside.every(
    (parcel) => parcel.state === 'waiting' && sameHolder(parcel, recipient),
  );
  if (inside.length === 0 || !theirs) return 'occupied';
  return obstacleOf({ ...locker, occupied: false, expired: false });
}

function boxesToAddTo(
  db: ReadableDb,
  facts: readonly LockerFacts[],
  recipient: Recipient,
): Choices['boxes'] {
  const all = inLockers(db);
  return facts.flatMap((locker) => {
    const inside = all.filter((parcel) => parcel.locker === locker.number);
    const because = obstacleToAdding(locker, inside, recipient);
    return because === null ? [{ locker: locker.number, holds: inside.length }] : [];
  });
}
