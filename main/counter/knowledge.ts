import type { Clock } from '../base/clock.ts';
import { userSchema, type User } from '../contract/directive.ts';
import type { Settings } from '../contract/settings.ts';
import { NO_NUMBER, personnelId } from '../locker/badge.ts';
import type { Knowledge } from '../locker/resolve.ts';
import type { Secrets } from '../secrets.ts';
import { liveCode, type CodeRow } from '../../db/codes.ts';
import { badgeHolder, user, type BadgeHolder, type UserRow } from '../../db/contacts.ts';
import type { ReadableDb } from '../../db/open.ts';
import { receivedPackage } from '../../db/received.ts';
import { expectsTracking } from '../../db/reservations.ts';

/** What the store knows at this moment, in the form in which the resolver asks. */
export interface KnowledgeOptions {
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly settings: () => Settings;
  readonly codesLocked: boolean;
}

export function knowledgeOf(db: ReadableDb, options: KnowledgeOptions): Knowledge {
  const { secrets, clock, codesLocked } = options;
  const { badgeFormat, general, dropOff } = options.settings();

  /** Looked up by its HMAC: how long that takes says nothing of how near a guess was. */
  function codeNow(digits: string): CodeRow | null {
    const found = liveCode(db, secrets.hmac('code', digits));
    const now = clock.wall();
    const valid = found && found.validFrom <= now && (found.validTo ?? Infinity) > now;
    return valid ? found : null;
  }

  function holderOf(text: string): BadgeHolder | null {
    const number = personnelId(text, badgeFormat);
    if (number === NO_NUMBER) return null;
    return badgeHolder(db, secrets.hmac('badge', number), clock.wall());
  }

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
      const found = codeNow(digits);
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
