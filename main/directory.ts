import type { DirectiveBody } from './contract/directive.ts';
import type { BadgeFormat } from './contract/settings.ts';
import { NO_NUMBER, personnelId } from './locker/badge.ts';
import { bare } from './locker/label/tracking.ts';
import type { Secrets } from './secrets.ts';
import { unreachable } from './base/assert.ts';
import type { WritableDb } from '../db/open.ts';
import {
  putBadge,
  putContact,
  putDepartment,
  putUser,
  removeBadge,
  removeContact,
  removeDepartment,
  removeUser,
} from '../db/contacts.ts';
import { endCode, putCode } from '../db/codes.ts';
import { dedicate } from '../db/lockers.ts';
import { putReceived, removeReceived } from '../db/received.ts';
import { cancelReservation, putReservation } from '../db/reservations.ts';

/**
 * The people and promises that come from outside, whether from the hub or from a seed file. Settings
 * are not among them: they are a document of their own.
 */
export type DirectoryChange = Exclude<DirectiveBody, { kind: 'settings.put' }>;

export function applyToDirectory(
  db: WritableDb,
  change: DirectoryChange,
  secrets: Secrets,
  format: BadgeFormat,
  from: 'hub' | 'seed',
): void {
  switch (change.kind) {
    case 'contact.put':
      return putContact(db, change.payload);
    case 'contact.remove':
      return removeContact(db, change.payload.id);
    case 'department.put':
      return putDepartment(db, change.payload);
    case 'department.remove':
      return removeDepartment(db, change.payload.id);
    case 'user.put':
      return putUser(db, change.payload);
    case 'user.remove':
      return removeUser(db, change.payload.id);
    case 'badge.put': {
      const { id, number, holder, from: validFrom, to } = change.payload;
      const personnel = personnelId(number, format);
      // Or every card that could not be read would be this person's.
      if (personnel === NO_NUMBER) return removeBadge(db, id);
      const numberHmac = secrets.hmac('badge', personnel);
      return putBadge(db, {
        id,
        numberHmac,
        holderType: holder.type,
        holderId: holder.id,
        from: validFrom,
        to,
      });
    }
    case 'badge.remove':
      return removeBadge(db, change.payload.id);
    case 'reservation.request':
      return putReservation(db, { ...change.payload, askedBy: from });
    case 'reservation.cancel':
      return cancelReservation(db, change.payload.id);
    case 'code.put': {
      const { number, from: validFrom, to: validTo, ...rest } = change.payload;
      return putCode(db, { ...rest, numberHmac: secrets.hmac('code', number), validFrom, validTo });
    }
    case 'code.remove':
      return endCode(db, change.payload.id, 'revoked');
    case 'package.received': {
      const { trackingNumber } = change.payload;
      return putReceived(db, { ...change.payload, trackingNumber: bare(trackingNumber) });
    }
    case 'package.gone':
      return removeReceived(db, bare(change.payload.trackingNumber));
    case 'locker.dedicate': {
      const { locker, contactId, departmentId } = change.payload;
      return dedicate(db, locker, { contactId, departmentId });
    }
    default:
      return unreachable(change);
  }
}
