import type { Clock } from '../base/clock.ts';
import { DAY } from '../base/clock.ts';
import { unreachable } from '../base/assert.ts';
import type { Settings } from '../contract/settings.ts';
import { codeLock } from '../locker/lockout.ts';
import { resolve, type Meaning } from '../locker/resolve.ts';
import { record } from '../record.ts';
import type { Secrets } from '../secrets.ts';
import type { Identified, IdentifyQuestion, MeaningKind } from '../session/world.ts';
import { code } from '../../db/codes.ts';
import { user } from '../../db/contacts.ts';
import {
  countFailure,
  failuresNotLaterThanNow,
  failureTimes,
  forgetFailures,
} from '../../db/lockouts.ts';
import type { Store, WritableDb } from '../../db/open.ts';
import { knowledgeOf, roleOf } from './knowledge.ts';
import type { Recipients } from './recipients.ts';

/**
 * Who is this, and what do they want: looks up what was shown, in one transaction with its event.
 * Nothing of what was shown is written down; a wrong code is counted in a row, so that pulling the
 * plug forgives nothing.
 */
export interface IdentifyOptions {
  readonly store: Store;
  readonly secrets: Secrets;
  readonly clock: Clock;
  readonly settings: () => Settings;
  readonly recipients: Recipients;
}

/** Wrong codes are nobody's: they count for the whole kiosk. */
const ALL_CODES = 'codes';

export function identify(options: IdentifyOptions, question: IdentifyQuestion): Identified {
  const { store, clock } = options;
  return store.write((db) => {
    const { shown, sessionId, pick } = question;
    failuresNotLaterThanNow(db, ALL_CODES);
    const lock = codeLock(failureTimes(db, ALL_CODES), clock.wall());
    const found = resolve(
      shown,
      knowledgeOf(db, { ...options, codesLocked: lock.lockedForMs > 0 }),
    );
    switch (found.outcome) {
      case 'codesLocked':
        record(db, sessionId, {
          type: 'credential.refused',
          payload: { kind: null, reason: 'lockedOut' },
        });
        return { outcome: 'codesLocked', forMs: lock.lockedForMs };
      case 'none': {
        const kind = shown.by === 'badge' ? 'badge' : null;
        const unreadable = shown.by === 'badge' && shown.text === '';
        record(db, sessionId, {
          type: 'credential.refused',
          payload: { kind, reason: unreadable ? 'unreadable' : 'unknown' },
        });
        return found.isGuess ? wrongCode(options, db) : { outcome: 'refused' };
      }
      case 'one':
        return accepted(options, db, sessionId, found.meaning);
      case 'several': {
        const picked = pick === null ? undefined : found.meanings[pick];
        if (picked) return accepted(options, db, sessionId, picked);
        return { outcome: 'several', offers: found.meanings.map(kindOf) };
      }
      default:
        return unreachable(found);
    }
  });
}

/** Whoever has typed the last wrong one is told at once how long everybody has to wait now. */
function wrongCode({ clock }: IdentifyOptions, db: WritableDb): Identified {
  forgetFailures(db, ALL_CODES, clock.wall() - DAY);
  countFailure(db, ALL_CODES);
  const { lockedForMs } = codeLock(failureTimes(db, ALL_CODES), clock.wall());
  return lockedForMs > 0 ? { outcome: 'codesLocked', forMs: lockedForMs } : { outcome: 'refused' };
}

function accepted(
  options: IdentifyOptions,
  db: WritableDb,
  sessionId: string,
  meaning: Meaning,
): Identified {
  const { recipients } = options;
  const note = (
    kind: 'badge' | 'pickupCode' | 'storagePin' | 'oneTimePin' | 'carrierCode' | 'label',
    contactId: string | null,
  ): void => record(db, sessionId, { type: 'credential.accepted', payload: { kind, contactId } });
  switch (meaning.kind) {
    case 'recipient':
      note('badge', meaning.contactId);
      return recipients.byBadge(db, meaning.contactId);
    case 'staff': {
      // By their badge they are asked for a PIN first.
      if (meaning.by === 'badge') return { outcome: 'staff' };
      const who = user(db, meaning.userId);
      const role = roleOf(who);
      if (!who || !role) return { outcome: 'refused' };
      record(db, sessionId, {
        type: 'staff.signedIn',
        payload: { userId: who.id, role, by: 'barcode' },
      });
      return { outcome: 'signedIn', staff: { userId: who.id, name: who.name, role } };
    }
    case 'code': {
      const row = code(db, meaning.code.id);
      if (!row) return { outcome: 'refused' };
      if (meaning.code.use === 'pickup') {
        const found = recipients.byCode(db, row);
        note('pickupCode', found.outcome === 'recognised' ? found.person.contactId : null);
        return found;
      }
      const { use } = meaning.code;
      note(use === 'storage' ? 'storagePin' : 'oneTimePin', row.contactId);
      const { reservationId, contactId, departmentId } = row;
      return {
        outcome: 'meant',
        meant: { kind: use, codeId: row.id, reservationId, contactId, departmentId },
      };
    }
    case 'carrier': {
      const who = user(db, meaning.userId);
      if (!who) return { outcome: 'refused' };
      const role = roleOf(who) ?? 'carrier';
      note('carrierCode', null);
      record(db, sessionId, {
        type: 'staff.signedIn',
        payload: { userId: who.id, role, by: 'code' },
      });
      return { outcome: 'meant', meant: { kind: 'carrier', userId: who.id, name: who.name } };
    }
    case 'label':
      note('label', null);
      return { outcome: 'meant', meant: { kind: 'label', reading: meaning.reading } };
    default:
      return unreachable(meaning);
  }
}

function kindOf(meaning: Meaning): MeaningKind {
  return meaning.kind === 'code' ? meaning.code.use : meaning.kind;
}
