import type { Clock } from '../base/clock.ts';
import { userSchema, type User } from '../contract/directive.ts';
import type { Settings } from '../contract/settings.ts';
import { holderOfBadge } from '../badges.ts';
import { isWithin } from '../locker/codes.ts';
import type { Knowledge } from '../locker/resolve.ts';
import type { Secrets } from '../secrets.ts';
import type { Recipients } from './recipients.ts';
import { liveCode, spentPickupCodes, type CodeRow } from '../../db/codes.ts';
import { user, type BadgeHolder, type UserRow } from '../../db/contacts.ts';
import type { ReadableDb } from '../../db/open.ts';
import { receivedPackage } from '../../db/received.ts';
import { expectsTracking } from '../../db/reservations.ts';

/** What the store knows at this moment, in the form in which the resolver asks. */
export interface KnowledgeOptions {
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly settings: () => Settings;
  readonly recipients: Recipients;
  readonly codesLocked: boolean;
}

export function knowledgeOf(db: ReadableDb, options: KnowledgeOptions): Knowledge {
  const { secrets, clock, recipients, codesLocked } = options;
  const { general, dropOff } = options.settings();

  /** Looked up by its HMAC: how long that takes says nothing of how near a guess was. */
  function codeNow(digits: string): CodeRow | null {
    const found = liveCode(db, secrets.hmac('code', digits));
    return found && isWithin(found, clock.wall()) ? found : null;
  }

  /** *Locker Access After Pickup*: it has ended, and its locker may be opened once more. */
  function codeOfJustNow(digits: string): CodeRow | null {
    const spent = spentPickupCodes(db, secrets.hmac('code', digits));
    return spent.find((each) => recipients.mayReopenWith(db, each)) ?? null;
  }

  const holderOf = (text: string): BadgeHolder | null => holderOfBadge(db, options, text);

  return {
    codesLocked,
    badgeHolder(text) {
      const holder = holderOf(text);
      return holder && { type: holder.holderType, id: holder.holderId };
    },
    /** `[F34]` An operator or an administrator; technicians always type. */
    userBadge(badgeId) {
      if (!general.contactlessLockers) return null;
      const holder = holderOf(badgeId);
      if (holder?.holderType !== 'user') return null;
      const role = roleOf(user(db, holder.holderId));
      return role === 'operator' || role === 'administrator' ? holder.holderId : null;
    },
    codes(digits) {
      const found = codeNow(digits) ?? codeOfJustNow(digits);
      if (!found || found.kind === 'carrier') return [];
      return [{ use: found.kind, id: found.id }];
    },
    /** `[F14]` Where carriers may drop off at all. */
    carrier(digits) {
      if (!dropOff.carrierDirect || !dropOff.mailroomDirect) return null;
      const found = codeNow(digits);
      if (found?.kind !== 'carrier' || found.userId === null) return null;
      return roleOf(user(db, found.userId)) === 'carrier' ? found.userId : null;
    },
    isExpected: (tracking) =>
      expectsTracking(db, tracking) || receivedPackage(db, tracking) !== null,
  };
}

/** Null for nobody, and for a role that a newer hub may have named. */
export function roleOf(who: UserRow | null): User['role'] | null {
  const role = userSchema.shape.role.safeParse(who?.role);
  return role.success ? role.data : null;
}
