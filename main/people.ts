import type { Clock } from './base/clock.ts';
import type { Ids } from './base/ids.ts';
import { present } from './base/assert.ts';
import type { Cabinet } from './contract/cabinet.ts';
import type { Settings } from './contract/settings.ts';
import { localeSchema } from './contract/view.ts';
import type { DoorService } from './door/door-service.ts';
import { NO_NUMBER, personnelId } from './locker/badge.ts';
import { boxesOf, type Box, type StoredParcel } from './locker/box.ts';
import { record } from './record.ts';
import type { Secrets } from './secrets.ts';
import { lockerAccess } from './session/timeouts.ts';
import type { ServiceWorld } from './session/service-world.ts';
import type { Identified, SessionWorld } from './session/world.ts';
import { badgeHolder, contact } from '../db/contacts.ts';
import { inLocker, pickedUpSince, waitingFor } from '../db/parcels.ts';
import { deleteMeta, getMeta, OPEN_SESSION, setMeta } from '../db/meta.ts';
import type { Store, WritableDb } from '../db/open.ts';

/**
 * Answers what a session asks: who is this, what waits, open that door. Everything is looked up in
 * the store of this kiosk; nobody waits for a network.
 */
export interface PeopleOptions {
  readonly store: Store;
  readonly secrets: Secrets;
  readonly doors: DoorService;
  readonly cabinet: Cabinet;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly settings: () => Settings;
  readonly service: ServiceWorld;
}

/** What a session asks, and whether a scanned text is somebody's badge. */
export interface People extends SessionWorld {
  isBadge(text: string): boolean;
}

export function servePeople(options: PeopleOptions): People {
  const { store, secrets, doors, cabinet, clock, ids } = options;

  function identify(db: WritableDb, badge: string): Identified {
    const { badgeFormat, timers } = options.settings();
    const number = personnelId(badge, badgeFormat);
    if (number === NO_NUMBER) return { outcome: 'refused' };
    const holder = badgeHolder(db, secrets.hmac('badge', number), clock.wall());
    if (holder?.holderType === 'user') return { outcome: 'staff' };
    if (holder?.holderType !== 'contact') return { outcome: 'refused' };
    const person = contact(db, holder.holderId);
    if (!person) return { outcome: 'refused' };
    const since = clock.wall() - lockerAccess(timers);
    const recent = lockerAccess(timers) > 0 ? pickedUpSince(db, person.id, since) : [];
    return {
      outcome: 'recognised',
      person: { contactId: person.id, locale: localeSchema.catch('en').parse(person.language) },
      boxes: boxes(waitingFor(db, person.id)),
      // A locker that holds somebody's parcel again is not theirs any more.
      reopenable: boxes(recent.filter((parcel) => inLocker(db, parcel.locker).length === 0)),
    };
  }

  function boxes(parcels: readonly StoredParcel[]): readonly Box[] {
    return boxesOf(parcels, (number) => {
      const locker = cabinet.lockers.find((candidate) => candidate.number === number);
      return present(locker, `locker ${number} of the cabinet file`).size;
    });
  }

  return {
    service: options.service,
    isBadge: (text) => {
      const number = personnelId(text, options.settings().badgeFormat);
      if (number === NO_NUMBER) return false;
      return badgeHolder(store.read, secrets.hmac('badge', number), clock.wall()) !== null;
    },
    begin: (by) =>
      store.write((db) => {
        const sessionId = ids.id('ses');
        setMeta(db, OPEN_SESSION, sessionId);
        record(db, sessionId, { type: 'session.started', payload: { by } });
        return sessionId;
      }),
    identify: ({ sessionId, badge }) =>
      store.write((db) => {
        const found = identify(db, badge);
        if (found.outcome === 'refused')
          record(db, sessionId, {
            type: 'credential.refused',
            payload: { kind: 'badge', reason: badge === NO_NUMBER ? 'unreadable' : 'unknown' },
          });
        else if (found.outcome === 'recognised')
          record(db, sessionId, {
            type: 'credential.accepted',
            payload: { kind: 'badge', contactId: found.person.contactId },
          });
        return found;
      }),
    open: (question, stillThere) =>
      doors.open({ ...question, authorisationId: ids.id('auth') }, stillThere),
    followDoor: (operationId, tell) => doors.follow(operationId, tell),
    report: ({ sessionId, locker, what }) =>
      store.write((db) =>
        record(db, sessionId, { type: 'problem.reported', payload: { locker, what } }),
      ),
    end: ({ sessionId, reason, userId }) =>
      store.write((db) => {
        deleteMeta(db, OPEN_SESSION);
        if (userId !== null)
          record(db, sessionId, { type: 'staff.signedOut', payload: { userId, reason } });
        record(db, sessionId, { type: 'session.ended', payload: { reason } });
      }),
  };
}

/** After a start: the person of an interrupted session is gone, and the log says so. */
export function closeInterruptedSession(store: Store): void {
  store.write((db) => {
    const sessionId = getMeta(db, OPEN_SESSION);
    if (sessionId === null) return;
    deleteMeta(db, OPEN_SESSION);
    record(db, sessionId, { type: 'session.ended', payload: { reason: 'interrupted' } });
  });
}
