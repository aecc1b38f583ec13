import type { Clock } from '../base/clock.ts';
import { zoneOf } from '../base/local-time.ts';
import type { Ids } from '../base/ids.ts';
import type { LockerSize } from '../contract/cabinet.ts';
import type { Settings } from '../contract/settings.ts';
import type { CodeDesk } from '../codes.ts';
import { isHolder, type StorageBooks } from '../door/purpose/storage.ts';
import { allocate, freeBySize } from '../locker/allocation.ts';
import type { Need } from '../locker/eligible.ts';
import {
  extendableBy,
  extendedEnd,
  extensionsIn,
  isOver,
  type StorageTerm,
} from '../locker/expiry.ts';
import { sizesAmong } from '../locker/size.ts';
import { record } from '../record.ts';
import type {
  BeginQuestion,
  Begun,
  Extended,
  StayFacts,
  StayQuestion,
  StorageHolder,
  StorageOffer,
  StorageWorld,
} from '../session/storage/world.ts';
import { liveCodesOf } from '../../db/codes.ts';
import { isDiskFull } from '../../db/disk.ts';
import type { ReadableDb, Store, WritableDb } from '../../db/open.ts';
import {
  liveReservations,
  moveReservation,
  putReservation,
  reservation,
  type ReservationRow,
} from '../../db/reservations.ts';
import { lockerFacts, type DoorOf } from './locker-facts.ts';
import { needOf } from './need.ts';
import { durationsIn, endOfNew, fixedEndIn, stayIn, termOf } from './storage-terms.ts';

/** Answers what somebody asks who stores things here. */
export interface StorageOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: () => Settings;
  readonly doorOf: DoorOf;
  readonly codes: CodeDesk;
}

export interface StorageDesk {
  readonly world: StorageWorld;
  readonly books: StorageBooks;
}

export function storageDesk(options: StorageOptions): StorageDesk {
  const { store, clock, ids, settings, doorOf, codes } = options;
  /** PINs that were just made, until their screen has shown them. */
  const fresh = new Map<string, string>();

  const zone = (): string => zoneOf(settings().general);

  const term = (): StorageTerm => termOf(settings());

  const need = (
    db: ReadableDb,
    { contactId }: StorageHolder,
    wish: Pick<Need, 'size' | 'claim'>,
  ): Need =>
    needOf(
      db,
      options,
      { contactId, departmentId: null },
      { ...wish, purpose: 'storage', override: [] },
    );

  function staysOf(db: ReadableDb, holder: StorageHolder): readonly ReservationRow[] {
    const { contactId, codeId, reservationId } = holder;
    return liveReservations(db).filter(
      (each) =>
        each.kind === 'storage' &&
        (each.startsAt === null || each.startsAt <= clock.wall()) &&
        (codeId === null
          ? contactId !== null && isHolder(db, each, contactId)
          : each.id === reservationId),
    );
  }

  function stayFacts(row: ReservationRow): StayFacts {
    const now = clock.wall();
    const more = row.until === null ? 0 : extendableBy(stayIn(row), term(), now);
    return {
      reservationId: row.id,
      locker: row.locker,
      size: row.size,
      until: row.until,
      active: row.state === 'active',
      over: isOver(row.until, now),
      extensions: row.departmentId === null ? extensionsIn(more) : [],
      shared: row.departmentId !== null,
    };
  }

  function offer(db: ReadableDb, holder: StorageHolder): StorageOffer {
    const facts = lockerFacts(db, doorOf, clock.wall());
    return {
      free: freeBySize(facts, need(db, holder, { size: 'small', claim: 'walkUp' })),
      sizes: sizesAmong(facts),
      durations: durationsIn(term()),
      until: fixedEndIn(term(), clock.wall(), zone()),
    };
  }

  /** Near the end of the disk, or beyond it, nobody is promised what might not be written down. */
  function begin(question: BeginQuestion): Begun {
    if (store.diskSpace().level !== 'ok') return { outcome: 'diskFull' };
    try {
      return promise(question);
    } catch (error) {
      if (isDiskFull(error)) return { outcome: 'diskFull' };
      throw error;
    }
  }

  function promise(question: BeginQuestion): Begun {
    return store.write((db) => {
      const { holder, sessionId, lasts } = question;
      const ahead = question.reservationId === null ? null : promised(db, question);
      if (question.reservationId !== null && !ahead) return { outcome: 'refused' };
      if (ahead && ahead.locker !== null) return granted(ahead.id, ahead.locker);
      const until = ahead ? ahead.until : endOfNew(term(), lasts, clock.wall(), zone());
      if (until === undefined) return { outcome: 'refused' };
      const size: LockerSize = ahead?.size ?? question.size;
      const facts = lockerFacts(db, doorOf, clock.wall());
      const claim = ahead ? 'promise' : 'walkUp';
      const given = allocate(facts, need(db, holder, { size, claim }));
      if (given.outcome !== 'locker') return given;
      const id = ahead?.id ?? insert(db, holder, size, until);
      moveReservation(db, id, { state: 'granted', locker: given.locker });
      record(db, sessionId, {
        type: 'reservation.granted',
        payload: {
          ...{ reservationId: id, kind: 'storage', locker: given.locker, until },
          contactId: ahead ? ahead.contactId : holder.contactId,
          departmentId: ahead?.departmentId ?? null,
        },
      });
      return granted(id, given.locker);
    });
  }

  function granted(reservationId: string, locker: number): Begun {
    return { outcome: 'granted', reservationId, locker };
  }

  function promised(
    db: ReadableDb,
    { holder, reservationId }: BeginQuestion,
  ): ReservationRow | null {
    const found = staysOf(db, holder).find(({ id }) => id === reservationId);
    return found && found.state !== 'active' && !isOver(found.until, clock.wall()) ? found : null;
  }

  function insert(
    db: WritableDb,
    { contactId }: StorageHolder,
    size: LockerSize,
    until: number | null,
  ): string {
    const id = ids.id('res');
    const now = Math.round(clock.wall());
    const set = term();
    putReservation(db, {
      ...{ id, kind: 'storage', size, contactId, until, askedBy: 'kiosk', startsAt: now },
      departmentId: null,
      visitor: null,
      toContactId: null,
      toDepartmentId: null,
      trackingNumber: null,
      longestUntil: set.kind === 'flexible' ? now + set.maximum : null,
    });
    return id;
  }

  function giveUp({ sessionId, reservationId }: StayQuestion): void {
    store.write((db) => {
      const row = reservation(db, reservationId);
      if (row?.state !== 'granted') return;
      // What was reserved ahead stays reserved; only the locker is free again.
      if (row.askedBy !== 'kiosk')
        return moveReservation(db, row.id, { state: 'pending', locker: null });
      moveReservation(db, row.id, { state: 'cancelled' });
      ended(db, sessionId, row);
    });
  }

  function extend({ sessionId, reservationId, by }: StayQuestion & { by: number }): Extended {
    return store.write((db) => {
      const row = reservation(db, reservationId);
      if (row?.state !== 'active' || row.until === null || row.locker === null)
        return { outcome: 'refused' };
      const until = extendedEnd(stayIn(row), by, term(), clock.wall());
      if (!until.ok) return { outcome: 'refused' };
      moveReservation(db, row.id, { until: until.value });
      record(db, sessionId, {
        type: 'reservation.extended',
        payload: { reservationId, locker: row.locker, until: until.value },
      });
      return { outcome: 'extended' };
    });
  }

  function finish({ sessionId, reservationId }: StayQuestion): void {
    store.write((db) => {
      const row = reservation(db, reservationId);
      if (row?.state !== 'active') return;
      moveReservation(db, row.id, { state: 'ended' });
      for (const { id } of liveCodesOf(db, { reservationId })) codes.end(db, sessionId, id, 'used');
      ended(db, sessionId, row);
    });
  }

  function ended(db: WritableDb, sessionId: string, row: ReservationRow): void {
    record(db, sessionId, {
      type: 'reservation.ended',
      payload: { reservationId: row.id, locker: row.locker, by: 'person', userId: null },
    });
  }

  return {
    world: {
      look: ({ holder }) => ({
        stays: staysOf(store.read, holder).map(stayFacts),
        // A PIN stands for what it was made for, and begins nothing in its holder's name.
        offer: holder.codeId === null ? offer(store.read, holder) : null,
      }),
      begin,
      giveUp,
      extend,
      finish,
      pin({ reservationId }) {
        const number = fresh.get(reservationId) ?? null;
        fresh.delete(reservationId);
        return number;
      },
    },
    books: {
      pinFor(db, sessionId, stay) {
        if (liveCodesOf(db, { reservationId: stay.id }).length > 0) return;
        const { contactId, departmentId, id: reservationId, locker } = stay;
        const made = codes.make(db, sessionId, {
          ...{ kind: 'storage', contactId, departmentId, reservationId },
          // It ends with the stay, whose end may move.
          validTo: null,
          notice: { what: 'storage', locker, parcelIds: [] },
        });
        fresh.set(reservationId, made.number);
      },
    },
  };
}
