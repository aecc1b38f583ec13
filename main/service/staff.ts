import type { z } from 'zod';
import type { Clock } from '../base/clock.ts';
import { userSchema } from '../contract/directive.ts';
import type { Settings } from '../contract/settings.ts';
import type { SessionEnd } from '../contract/event.ts';
import { PASSWORD_LOCK, passwordLock } from '../locker/lockout.ts';
import { holderOfBadge } from '../badges.ts';
import { record } from '../record.ts';
import type { Secrets } from '../secrets.ts';
import { secretFits } from './password.ts';
import { user, userNamed, type UserRow } from '../../db/contacts.ts';
import {
  clearFailures,
  countFailure,
  failuresNotLaterThanNow,
  failureTimes,
} from '../../db/lockouts.ts';
import type { ReadableDb, Store } from '../../db/open.ts';

/**
 * Who of the staff this is: a badge with its PIN, or a user name with its password. Five wrong ones
 * lock that person out for five minutes; the count stands in rows, so pulling the plug forgives nothing.
 */
export interface StaffDoor {
  /** Whether this badge belongs to staff, so that the kiosk asks for a PIN. Says nothing of who. */
  isStaffBadge(badge: string): boolean;
  identifyStaff(question: StaffQuestion): Promise<StaffAnswer>;
  signOut(question: {
    readonly sessionId: string;
    readonly userId: string;
    readonly reason: SessionEnd;
  }): void;
}

export type StaffCredential =
  | { readonly by: 'badge'; readonly badge: string; readonly pin: string }
  | { readonly by: 'password'; readonly userName: string; readonly password: string };

export type StaffQuestion = { readonly sessionId: string } & StaffCredential;

const staffRoleSchema = userSchema.shape.role;
export type StaffRole = z.infer<typeof staffRoleSchema>;

/** `[F14]` Carriers only where the bank lets them drop off; everybody else has something to do here. */
function mayEnter(role: StaffRole, { dropOff }: Settings): boolean {
  return role !== 'carrier' || (dropOff.carrierDirect && dropOff.mailroomDirect);
}

export type StaffAnswer =
  | {
      readonly outcome: 'recognised';
      readonly userId: string;
      readonly name: string;
      readonly role: StaffRole;
    }
  /** Nobody, or the wrong secret: which of them is not told. */
  | { readonly outcome: 'refused'; readonly attemptsLeft: number }
  /** Known, and this is not theirs to do. */
  | { readonly outcome: 'notAllowed' }
  | { readonly outcome: 'locked'; readonly forMs: number };

export interface StaffOptions {
  readonly store: Store;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly settings: () => Settings;
  readonly signedOut?: () => void;
}

export function staffDoor(options: StaffOptions): StaffDoor {
  const { store, secrets, clock, settings } = options;

  function holderOf(db: ReadableDb, badge: string): string | null {
    const holder = holderOfBadge(db, options, badge);
    return holder?.holderType === 'user' ? holder.holderId : null;
  }

  function whoIs(question: StaffCredential): UserRow | null {
    if (question.by === 'password') return userNamed(store.read, question.userName.trim());
    const id = holderOf(store.read, question.badge);
    return id === null ? null : user(store.read, id);
  }

  /** Failures of a stranger count too, under what they said they were. */
  function keyOf(question: StaffCredential, who: UserRow | null): string {
    if (who) return `staff/${who.id}`;
    return question.by === 'badge'
      ? `staff-badge/${secrets.hmac('badge', question.badge.trim())}`
      : `staff-name/${secrets.hmac('userName', question.userName.trim())}`;
  }

  /** Counts the attempt as failed before it is tried: a plug that is pulled meanwhile gains nothing. */
  function begin(key: string): { readonly lockedFor: number; readonly attemptsLeft: number } {
    return store.write((db) => {
      failuresNotLaterThanNow(db, key);
      const before = passwordLock(failureTimes(db, key), clock.wall());
      if (before.lockedForMs > 0) return { lockedFor: before.lockedForMs, attemptsLeft: 0 };
      if (before.over) clearFailures(db, key);
      countFailure(db, key);
      return { lockedFor: 0, attemptsLeft: before.attemptsLeft - 1 };
    });
  }

  async function identifyStaff(question: StaffQuestion): Promise<StaffAnswer> {
    const who = whoIs(question);
    const key = keyOf(question, who);
    const { by, sessionId } = question;
    const userId = who?.id ?? null;
    const refuse = (reason: 'unknown' | 'wrong' | 'locked' | 'role'): void =>
      store.write((db) =>
        record(db, sessionId, { type: 'staff.refused', payload: { userId, by, reason } }),
      );
    const { lockedFor, attemptsLeft } = begin(key);
    if (lockedFor > 0) {
      refuse('locked');
      return { outcome: 'locked', forMs: Math.ceil(lockedFor) };
    }
    const fits =
      question.by === 'badge'
        ? await secretFits(question.pin, who?.pinHash ?? null)
        : await secretFits(question.password, who?.passwordHash ?? null);
    if (!who || !fits) {
      refuse(who ? 'wrong' : 'unknown');
      return attemptsLeft > 0
        ? { outcome: 'refused', attemptsLeft }
        : { outcome: 'locked', forMs: PASSWORD_LOCK };
    }
    const role = staffRoleSchema.parse(who.role);
    if (!mayEnter(role, settings())) {
      store.write((db) => clearFailures(db, key));
      refuse('role');
      return { outcome: 'notAllowed' };
    }
    store.write((db) => {
      clearFailures(db, key);
      record(db, sessionId, {
        type: 'staff.signedIn',
        payload: { userId: who.id, role: who.role, by },
      });
    });
    return { outcome: 'recognised', userId: who.id, name: who.name, role };
  }

  return {
    isStaffBadge: (badge) => holderOf(store.read, badge) !== null,
    identifyStaff,
    signOut({ sessionId, userId, reason }) {
      store.write((db) =>
        record(db, sessionId, { type: 'staff.signedOut', payload: { userId, reason } }),
      );
      options.signedOut?.();
    },
  };
}
