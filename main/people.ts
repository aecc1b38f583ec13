import type { Clock } from './base/clock.ts';
import type { Ids } from './base/ids.ts';
import type { Cabinet } from './contract/cabinet.ts';
import type { Settings } from './contract/settings.ts';
import { holderOfBadge } from './badges.ts';
import { identify } from './counter/identify.ts';
import { recipientsOf } from './counter/recipients.ts';
import type { DoorService } from './door/door-service.ts';
import { record } from './record.ts';
import type { Secrets } from './secrets.ts';
import { lockerAccess } from './session/timeouts.ts';
import type { PickupWorld } from './session/pickup-world.ts';
import type { HandoverWorld } from './session/handover/world.ts';
import { handoverWishOf } from './session/handover/wishes.ts';
import type { ManageWorld } from './session/manage/world.ts';
import { whyOf } from './session/drop-off/wishes.ts';
import type { DropOffWorld } from './session/drop-off/world.ts';
import type { ServiceWorld } from './session/service-world.ts';
import type { StorageWorld } from './session/storage/world.ts';
import type { SessionWorld } from './session/world.ts';
import { deleteMeta, getMeta, OPEN_SESSION, setMeta } from '../db/meta.ts';
import type { Store } from '../db/open.ts';

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
  readonly manage: ManageWorld;
  readonly dropOff: DropOffWorld;
  readonly storage: StorageWorld;
  readonly pickup: PickupWorld;
  readonly handover: HandoverWorld;
}

/** What a session asks, and whether a scanned text is somebody's badge. */
export interface People extends SessionWorld {
  isBadge(text: string): boolean;
}

export function servePeople(options: PeopleOptions): People {
  const { store, secrets, doors, cabinet, clock, ids, settings } = options;
  const recipients = recipientsOf({
    cabinet,
    clock,
    settings,
    access: () => lockerAccess(settings().timers),
  });

  return {
    service: options.service,
    pickup: options.pickup,
    manage: options.manage,
    dropOff: options.dropOff,
    wished: ({ question, wish }) => {
      const why = whyOf(wish);
      const { sessionId, userId, locker, purpose } = question;
      const isDropOff = purpose === 'deposit' || purpose === 'redeposit';
      if (isDropOff && why)
        options.dropOff.wished({ sessionId, userId: userId ?? null, locker, why });
      const told = handoverWishOf(question, wish);
      if (told) options.handover.wished(told);
    },
    storage: options.storage,
    handover: options.handover,
    isBadge: (text) => holderOfBadge(store.read, options, text) !== null,
    begin: (by) =>
      store.write((db) => {
        const sessionId = ids.id('ses');
        setMeta(db, OPEN_SESSION, sessionId);
        record(db, sessionId, { type: 'session.started', payload: { by } });
        return sessionId;
      }),
    identify: (question) => identify({ store, secrets, clock, settings, recipients }, question),
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
