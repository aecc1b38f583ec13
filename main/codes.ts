import type { Ids } from './base/ids.ts';
import type { EventPayload } from './contract/event.ts';
import type { Settings } from './contract/settings.ts';
import type { DepositedParcel } from './door/purpose/deposit.ts';
import { codeLength, isWithin, newCode } from './locker/codes.ts';
import { holderOf, sameHolder, type Holder } from './locker/holder.ts';
import { record } from './record.ts';
import { seal } from './seal.ts';
import type { Secrets } from './secrets.ts';
import { endCode, liveCode, liveCodesOf, putCode, type CodeRow } from '../db/codes.ts';
import { presentLockers } from '../db/lockers.ts';
import type { WritableDb } from '../db/open.ts';

/**
 * Makes and ends codes and PINs, inside the transaction of whatever they are for. The number leaves
 * here once, for the screen of the person it belongs to, and sealed to the hub, which sends it. It
 * stands in no table and in no log.
 */
export interface CodeDesk {
  make(db: WritableDb, sessionId: string | null, wish: CodeWish): MadeCode;
  /** The code that opens what was just put in: the one that its recipient has, or a new one. */
  forParcel(db: WritableDb, sessionId: string | null, parcel: DepositedParcel): MadeOrKept;
  end(db: WritableDb, sessionId: string | null, codeId: string, as: 'used' | 'revoked'): void;
}

export interface CodeWish extends Holder {
  readonly kind: CodeRow['kind'];
  readonly userId?: string | null;
  /** Null opens everything that its holder may open. */
  readonly parcelId?: string | null;
  readonly reservationId?: string | null;
  /** Wall-clock milliseconds; null does not end by itself. */
  readonly validTo: number | null;
  /** What the hub shall tell the holder with it; left out, nothing is sent yet. */
  readonly notice?: {
    readonly what: EventPayload<'notice.requested'>['what'];
    readonly locker: number | null;
    readonly parcelIds: readonly string[];
  };
}

export interface MadeCode {
  readonly codeId: string;
  readonly number: string;
}

export interface MadeOrKept {
  readonly codeId: string;
  /** Null when the recipient has it already: then nobody here can know it. */
  readonly number: string | null;
}

export interface CodeDeskOptions {
  readonly secrets: Pick<Secrets, 'hmac' | 'hubKey'>;
  readonly ids: Ids;
  readonly settings: () => Settings;
}

/** Few of them are live at a time, and each opens one empty locker. */
const ONE_TIME_LENGTH = 6;

export function codeDesk({ secrets, ids, settings }: CodeDeskOptions): CodeDesk {
  function make(db: WritableDb, sessionId: string | null, wish: CodeWish): MadeCode {
    const length =
      wish.kind === 'oneTime'
        ? ONE_TIME_LENGTH
        : codeLength(settings().pickup.codeLength, presentLockers(db).length);
    const hmac = (number: string): string => secrets.hmac('code', number);
    const number = newCode(length, ids.bytes, (each) => liveCode(db, hmac(each)) !== null);
    const { kind, contactId, departmentId, validTo } = wish;
    const of = { parcelId: wish.parcelId ?? null, reservationId: wish.reservationId ?? null };
    const codeId = ids.id('code');
    putCode(db, {
      id: codeId,
      numberHmac: hmac(number),
      kind,
      contactId,
      departmentId,
      userId: wish.userId ?? null,
      ...of,
      validFrom: Math.round(db.origin.clock.wall()),
      validTo,
    });
    const sealed = secrets.hubKey === null ? null : seal(number, secrets.hubKey);
    record(db, sessionId, {
      type: 'code.created',
      payload: { codeId, kind, contactId, departmentId, ...of, validTo, sealed },
    });
    if (wish.notice)
      record(db, sessionId, {
        type: 'notice.requested',
        payload: {
          what: wish.notice.what,
          contactId,
          departmentId,
          locker: wish.notice.locker,
          codeId,
          parcelIds: [...wish.notice.parcelIds],
          reservationId: of.reservationId,
        },
      });
    return { codeId, number };
  }

  /** A code of one parcel opens the locker in which that parcel lies, so it serves what is added there. */
  function keptFor(db: WritableDb, parcel: DepositedParcel): CodeRow | null {
    const { oneCodeForSeveralPackages } = settings().dropOff;
    const theirs = liveCodesOf(db, holderOf(parcel)).filter(
      (code) =>
        code.kind === 'pickup' &&
        sameHolder(code, parcel) &&
        isWithin(code, db.origin.clock.wall()),
    );
    return (
      theirs.find(({ parcelId }) => parcelId !== null && parcel.beside.includes(parcelId)) ??
      theirs.find(
        ({ parcelId }) =>
          parcelId === null && (oneCodeForSeveralPackages || parcel.beside.length > 0),
      ) ??
      null
    );
  }

  return {
    make,
    forParcel(db, sessionId, parcel) {
      const kept = keptFor(db, parcel);
      if (kept) return { codeId: kept.id, number: null };
      return make(db, sessionId, {
        kind: 'pickup',
        contactId: parcel.contactId,
        departmentId: parcel.departmentId,
        parcelId: settings().dropOff.oneCodeForSeveralPackages ? null : parcel.id,
        // It ends with what it opens: parcels have a time of their own.
        validTo: null,
      });
    },
    end(db, sessionId, codeId, as) {
      endCode(db, codeId, as);
      record(db, sessionId, { type: 'code.ended', payload: { codeId, as } });
    },
  };
}
