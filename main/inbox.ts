import {
  directiveBodySchema,
  type DirectiveBody,
  type DirectiveEnvelope,
  type ReservationRequest,
} from './contract/directive.ts';
import { checked, problemText } from './contract/problems.ts';
import { defaultSettings, settingsSchema, type Settings } from './contract/settings.ts';
import { applyToDirectory } from './directory.ts';
import { record } from './record.ts';
import type { Secrets } from './secrets.ts';
import type { Inbox } from './sync/engine.ts';
import type { Store, WritableDb } from '../db/open.ts';
import { userNameTaken } from '../db/contacts.ts';
import { liveCode } from '../db/codes.ts';
import { locker } from '../db/lockers.ts';
import { lastDirective, recordDirective } from '../db/directives.ts';
import { setMeta } from '../db/meta.ts';
import { lastSettings, saveSettings } from '../db/settings.ts';

export interface InboxOptions {
  readonly store: Store;
  readonly secrets: Secrets;
  readonly settingsChanged: (settings: Settings) => void;
}

const knownKinds = new Set<string>(
  directiveBodySchema.options.map((option) => option.shape.kind.value),
);

/**
 * Applies what the hub sends, each in one transaction with the cursor. A bad document is refused with
 * every reason, an unknown kind is kept and skipped; neither stops what comes after.
 */
export function createInbox({ store, secrets, settingsChanged }: InboxOptions): Inbox {
  return {
    cursor: () => lastDirective(store.read),
    hubEpochSeen: (epoch) => store.write((db) => setMeta(db, 'hubEpoch', epoch)),
    apply(directive) {
      const settings = store.write((db) => {
        if (directive.version <= lastDirective(db)) return null;
        return applied(db, directive);
      });
      if (settings) settingsChanged(settings);
    },
  };

  function applied(db: WritableDb, directive: DirectiveEnvelope): Settings | null {
    const { version, kind, payload } = directive;
    if (!knownKinds.has(kind)) {
      recordDirective(db, { version, kind, outcome: 'unknown', payload });
      record(db, null, { type: 'directive.unknown', payload: { version, kind } });
      return null;
    }
    const body = checked<DirectiveBody>(directiveBodySchema, { kind, payload });
    const reasons = body.ok
      ? contradictions(db, body.value, (number) => secrets.hmac('code', number))
      : body.error.map(problemText);
    if (!body.ok || reasons.length > 0) {
      recordDirective(db, { version, kind, outcome: 'refused', reasons });
      record(db, null, { type: 'directive.refused', payload: { version, kind, reasons } });
      return null;
    }
    recordDirective(db, { version, kind, outcome: 'applied' });
    if (body.value.kind === 'settings.put') {
      saveSettings(db, { version, document: body.value.payload });
      record(db, null, { type: 'settings.applied', payload: { version } });
      return body.value.payload;
    }
    applyToDirectory(db, body.value, secrets, currentSettings(db).badgeFormat, 'hub');
    return null;
  }
}

/** What the form allows and the store does not; it must be refused, or it would come again for ever. */
function contradictions(
  db: WritableDb,
  { kind, payload }: DirectiveBody,
  hmac: (number: string) => string,
): string[] {
  if (kind === 'user.put' && userNameTaken(db, payload))
    return [`payload.userName: "${payload.userName}" is taken`];
  if (kind === 'code.put') {
    const other = liveCode(db, hmac(payload.number));
    if (other && other.id !== payload.id) return ['payload.number: this code is somebody else’s'];
  }
  if (kind === 'package.received' && payload.contactId === null && payload.departmentId === null)
    return ['payload: whose package is it? contactId or departmentId'];
  if (kind === 'reservation.request' && isForNobody(payload))
    return ['payload: whose reservation is it? contactId, departmentId or visitor'];
  if (kind === 'reservation.request' && payload.contactId === null && payload.visitor !== null) {
    if (payload.kind !== 'storage')
      return [`payload.visitor: a ${payload.kind} needs a contact or a department`];
    if (!currentSettings(db).storage.reservationWithoutRecipient)
      return ['payload.visitor: Reservation Without Recipient is off, so contactId is needed'];
  }
  if (kind === 'reservation.request' && lacksOtherParty(payload))
    return ['payload: who collects what is put in? toContactId or toDepartmentId'];
  if (kind === 'locker.dedicate' && !locker(db, payload.locker)?.present)
    return [`payload.locker: the cabinet has no locker ${payload.locker}`];
  return [];
}

function isForNobody({ contactId, departmentId, visitor }: ReservationRequest): boolean {
  return contactId === null && departmentId === null && visitor === null;
}

function lacksOtherParty({ kind, toContactId, toDepartmentId }: ReservationRequest): boolean {
  const hasTwo = kind === 'return' || kind === 'exchange';
  return hasTwo && toContactId === null && toDepartmentId === null;
}

/** The last good settings document, or the defaults. What a newer program added gets its default. */
export function currentSettings(db: Store['read']): Settings {
  const last = settingsSchema.safeParse(lastSettings(db)?.document);
  return last.success ? last.data : defaultSettings;
}
