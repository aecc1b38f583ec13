import type { Clock } from '../base/clock.ts';
import { sizeSchema } from '../contract/cabinet.ts';
import type { Settings } from '../contract/settings.ts';
import { readLabel } from '../locker/label/label.ts';
import { parcelNumber } from '../locker/label/parcel-number.ts';
import { maskedName, maskedTracking } from '../locker/mask.ts';
import type {
  Actor,
  Label,
  LabelFound,
  LabelQuestion,
  Recipient,
} from '../session/drop-off/world.ts';
import { contact, department } from '../../db/contacts.ts';
import type { ReadableDb } from '../../db/open.ts';
import { hereUnder } from '../../db/parcels.ts';
import { isStale } from './placing.ts';
import { receivedPackage } from '../../db/received.ts';
import { reservedForTracking } from '../../db/reservations.ts';

/** What a shipping label means here: reserved, received before, lying here already, or new. */
export interface LabelDesk {
  read(db: ReadableDb, question: LabelQuestion): LabelFound;
  /** *Display Recipient Name & Tracking ID* is off, and this is a carrier. */
  isMasked(actor: Actor): boolean;
}

interface Holder {
  readonly contactId: string | null;
  readonly departmentId: string | null;
}

export function labelDesk(options: {
  readonly clock: Clock;
  readonly settings: () => Settings;
}): LabelDesk {
  const isMasked = ({ role }: Actor): boolean =>
    role === 'carrier' && !options.settings().dropOff.displayRecipientNameAndTracking;

  /** Null when nobody here is called so any more; private contacts cannot be given a locker. */
  function recipientOf(
    db: ReadableDb,
    actor: Actor,
    { contactId, departmentId }: Holder,
  ): Recipient | 'private' | null {
    const person = contactId === null ? null : contact(db, contactId);
    if (person?.private) return 'private';
    if (person) {
      const name = isMasked(actor) ? maskedName(person.name) : person.name;
      return { contactId, departmentId: null, name };
    }
    const group = departmentId === null ? null : department(db, departmentId);
    return group && contactId === null ? { contactId, departmentId, name: group.name } : null;
  }

  return {
    isMasked,
    read(db, { actor, aim, text }) {
      const found = parcelNumber(readLabel(aim, text.trim()));
      if (!found) return { outcome: 'noLabel' };
      const { number, carrier, numbers } = found;
      const shown = isMasked(actor) ? maskedTracking(number) : number;
      const label: Label = { tracking: number, shown, carrier, generated: false };
      const here = numbers.map((each) => hereUnder(db, each)).find((row) => row !== null);
      if (here && !isStale(db, here)) return { outcome: 'alreadyHere', label, locker: here.locker };
      const promise = numbers
        .map((each) => reservedForTracking(db, each))
        .find((row) => row !== null && row.kind === 'delivery' && isTime(row));
      if (promise) {
        const recipient = recipientOf(db, actor, promise);
        if (recipient === 'private') return { outcome: 'private', label };
        const { id: reservationId, locker } = promise;
        const size = sizeSchema.parse(promise.size);
        if (recipient)
          return { outcome: 'reserved', label, recipient, reservationId, size, locker };
      }
      const received = numbers.map((each) => receivedPackage(db, each)).find((row) => row !== null);
      if (received) {
        const recipient = recipientOf(db, actor, received);
        if (recipient === 'private') return { outcome: 'private', label };
        const sender = received.sender ?? carrier;
        if (recipient)
          return { outcome: 'received', label: { ...label, carrier: sender }, recipient };
      }
      return { outcome: 'new', label };
    },
  };

  function isTime({ startsAt, until }: { startsAt: number | null; until: number | null }): boolean {
    const now = options.clock.wall();
    return (startsAt === null || startsAt <= now) && (until === null || now < until);
  }
}
