import type { ReadableDb, WritableDb } from './open.ts';

/** Codes that people type or scan. The number itself stands nowhere; its HMAC does. */
export interface CodeRow {
  readonly id: string;
  readonly numberHmac: string;
  readonly kind: 'pickup' | 'storage' | 'oneTime' | 'carrier';
  readonly contactId: string | null;
  readonly departmentId: string | null;
  /** Of a carrier's code. */
  readonly userId: string | null;
  /** Null opens everything that its holder may open. */
  readonly parcelId: string | null;
  readonly reservationId: string | null;
  /** Wall-clock milliseconds. */
  readonly validFrom: number;
  readonly validTo: number | null;
  readonly state: 'live' | 'used' | 'revoked';
}

const COLUMNS = `id, number_hmac as numberHmac, kind, contact_id as contactId,
  department_id as departmentId, user_id as userId, parcel_id as parcelId,
  reservation_id as reservationId, valid_from as validFrom, valid_to as validTo, state`;

/** Throws when the number is live already: whoever makes a code asks `liveCode` first. */
export function putCode(db: WritableDb, row: Omit<CodeRow, 'state'>): void {
  db.sql.run(
    `insert into codes (id, number_hmac, kind, contact_id, department_id, user_id, parcel_id,
       reservation_id, valid_from, valid_to, state)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'live')
     on conflict (id) do update set number_hmac = excluded.number_hmac, kind = excluded.kind,
       contact_id = excluded.contact_id, department_id = excluded.department_id,
       user_id = excluded.user_id, parcel_id = excluded.parcel_id,
       reservation_id = excluded.reservation_id, valid_from = excluded.valid_from,
       valid_to = excluded.valid_to, state = 'live'`,
    row.id,
    row.numberHmac,
    row.kind,
    row.contactId,
    row.departmentId,
    row.userId,
    row.parcelId,
    row.reservationId,
    row.validFrom,
    row.validTo,
  );
}

export function code(db: ReadableDb, id: string): CodeRow | null {
  return db.sql.one<CodeRow>(`select ${COLUMNS} from codes where id = ?`, id);
}

/** The live code with this number, whatever its times say. */
export function liveCode(db: ReadableDb, numberHmac: string): CodeRow | null {
  return db.sql.one<CodeRow>(
    `select ${COLUMNS} from codes where number_hmac = ? and state = 'live'`,
    numberHmac,
  );
}

/** Pickup codes with this number that have ended with the last parcel that they stood for. */
export function spentPickupCodes(db: ReadableDb, numberHmac: string): readonly CodeRow[] {
  return db.sql.all<CodeRow>(
    `select ${COLUMNS} from codes where number_hmac = ? and kind = 'pickup' and state = 'used'
     order by valid_from desc, id`,
    numberHmac,
  );
}

export function liveCodesOf(
  db: ReadableDb,
  holder: {
    readonly contactId?: string | null;
    readonly departmentId?: string | null;
    readonly reservationId?: string | null;
    readonly parcelId?: string | null;
  },
): readonly CodeRow[] {
  return db.sql.all<CodeRow>(
    `select ${COLUMNS} from codes where state = 'live' and
       (contact_id = ? or department_id = ? or reservation_id = ? or parcel_id = ?) order by id`,
    holder.contactId ?? null,
    holder.departmentId ?? null,
    holder.reservationId ?? null,
    holder.parcelId ?? null,
  );
}

export function endCode(db: WritableDb, id: string, as: 'used' | 'revoked'): void {
  db.sql.run("update codes set state = ? where id = ? and state = 'live'", as, id);
}
