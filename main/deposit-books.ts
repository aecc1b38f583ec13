import { zoneOf } from './base/local-time.ts';
import type { CodeDesk } from './codes.ts';
import type { Settings } from './contract/settings.ts';
import type { DepositBooks } from './door/purpose/deposit.ts';
import { parcelExpiry } from './locker/expiry.ts';

/** What a deposit needs to know: the settings of now, and the code for what was put in. */
export function depositBooks({
  codes,
  settings,
}: {
  readonly codes: CodeDesk;
  readonly settings: () => Settings;
}): DepositBooks {
  return {
    expiresAt: (now) =>
      parcelExpiry(now, settings().dropOff.expirationDays, zoneOf(settings().general)),
    codeFor: (db, sessionId, parcel) => codes.forParcel(db, sessionId, parcel).codeId,
  };
}
