import { createHash } from 'node:crypto';
import { MINUTE } from '../../main/base/clock.ts';
import { crockford, type Ids } from '../../main/base/ids.ts';
import { fault, ok, type Fault, type Result } from '../../main/base/result.ts';
import type { EnrolRequest } from '../../main/contract/wire.ts';
import type { Db } from './database.ts';

/** Ten characters are 50 random bits: long enough for a quarter of an hour. */
const CODE_LENGTH = 10;
/** Time to walk from the office to the bank and type it. */
export const CODE_VALID_MS = 15 * MINUTE;

export type EnrolFault = Fault<'codeNotValid'>;

export async function createBank(
  db: Db,
  { name, now, ids }: { readonly name: string; readonly now: number; readonly ids: Ids },
): Promise<string> {
  const id = ids.id('bank');
  await db.insertInto('banks').values({ id, name, created_at: now, kiosk_id: null }).execute();
  return id;
}

export interface EnrolmentCode {
  readonly code: string;
  readonly expiresAt: number;
}

/** A new code for a bank; null when there is no such bank. Only its hash is kept. */
export async function createEnrolmentCode(
  db: Db,
  bankId: string,
  { now, ids }: { readonly now: number; readonly ids: Ids },
): Promise<EnrolmentCode | null> {
  const bank = await db
    .selectFrom('banks')
    .select('id')
    .where('id', '=', bankId)
    .executeTakeFirst();
  if (!bank) return null;
  const code = crockford(ids.bytes(CODE_LENGTH)).toUpperCase();
  const expiresAt = now + CODE_VALID_MS;
  await db
    .insertInto('enrolment_codes')
    .values({
      code_hash: hashOf(code),
      bank_id: bankId,
      created_at: now,
      expires_at: expiresAt,
      kiosk_id: null,
    })
    .execute();
  return { code, expiresAt };
}

/**
 * Binds the key to the bank of the code. The code works once; the same key with the same code gets
 * the same answer again, because the first answer may have been lost on the way. A kiosk that was
 * there before is retired: a bank has one kiosk.
 */
export async function enrolKiosk(
  db: Db,
  request: EnrolRequest,
  { now, ids }: { readonly now: number; readonly ids: Ids },
): Promise<Result<{ readonly kioskId: string; readonly bankId: string }, EnrolFault>> {
  return db.transaction().execute(async (tx) => {
    const code = await tx
      .selectFrom('enrolment_codes')
      .leftJoin('kiosks', 'kiosks.id', 'enrolment_codes.kiosk_id')
      .select([
        'enrolment_codes.bank_id',
        'enrolment_codes.expires_at',
        'enrolment_codes.kiosk_id',
        'kiosks.public_key',
      ])
      .where('code_hash', '=', hashOf(request.code))
      .forUpdate('enrolment_codes')
      .executeTakeFirst();
    if (!code) return notValid();
    const { bank_id: bankId, kiosk_id: boundTo } = code;
    if (boundTo !== null)
      return code.public_key === request.publicKey ? ok({ kioskId: boundTo, bankId }) : notValid();
    if (now >= code.expires_at) return notValid();
    const kioskId = ids.id('kiosk');
    await tx
      .updateTable('kiosks')
      .set({ retired_at: now })
      .where('bank_id', '=', bankId)
      .where('retired_at', 'is', null)
      .execute();
    await tx
      .insertInto('kiosks')
      .values({
        id: kioskId,
        bank_id: bankId,
        public_key: request.publicKey,
        software: request.software,
        enrolled_at: now,
        last_seen_at: now,
        log: null,
        retired_at: null,
      })
      .execute();
    await tx
      .updateTable('enrolment_codes')
      .set({ kiosk_id: kioskId })
      .where('code_hash', '=', hashOf(request.code))
      .execute();
    await tx.updateTable('banks').set({ kiosk_id: kioskId }).where('id', '=', bankId).execute();
    await replaceLockers(tx, bankId, request.lockers);
    return ok({ kioskId, bankId });
  });
}

/** The lockers as this kiosk has them; what the new kiosk does not know is not shown any more. */
async function replaceLockers(
  db: Db,
  bankId: string,
  lockers: EnrolRequest['lockers'],
): Promise<void> {
  await db.deleteFrom('lockers').where('bank_id', '=', bankId).execute();
  if (lockers.length === 0) return;
  await db
    .insertInto('lockers')
    .values(lockers.map((locker) => ({ ...locker, bank_id: bankId, changed_at: null })))
    .execute();
}

export interface EnrolledKiosk {
  readonly id: string;
  readonly bankId: string;
  readonly publicKey: string;
  readonly retired: boolean;
}

export async function kioskById(db: Db, id: string): Promise<EnrolledKiosk | null> {
  const row = await db
    .selectFrom('kiosks')
    .select(['id', 'bank_id', 'public_key', 'retired_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.id,
    bankId: row.bank_id,
    publicKey: row.public_key,
    retired: row.retired_at !== null,
  };
}

export async function kioskSeen(db: Db, id: string, now: number): Promise<void> {
  await db.updateTable('kiosks').set({ last_seen_at: now }).where('id', '=', id).execute();
}

function notValid(): Result<never, EnrolFault> {
  return fault('codeNotValid', 'the code is wrong, used or older than 15 minutes');
}

function hashOf(code: string): string {
  return createHash('sha256').update(code.toUpperCase()).digest('hex');
}
