import { createHash, randomBytes } from 'node:crypto';
import { crockford } from '../main/base/ids.ts';
import { err, ok, type Result } from '../main/base/result.ts';
import type { DirectiveBody, DirectiveEnvelope } from '../main/contract/directive.ts';
import type { EnrolRequest } from '../main/contract/wire.ts';
import type { HubDb } from './database.ts';

/** Banks, the codes that bind a kiosk to one, and the instructions that go to it. */
const CODE_LENGTH = 10;
export const CODE_VALID_MS = 15 * 60_000;

export async function createBank(db: HubDb, name: string, now: number): Promise<string> {
  const id = `bank_${crockford(randomBytes(12))}`;
  await db.insertInto('banks').values({ id, name, created_at: now }).execute();
  return id;
}

/** The code is shown once; the hub keeps only its hash. */
export async function createEnrolmentCode(db: HubDb, bankId: string, now: number): Promise<string> {
  const code = crockford(randomBytes(CODE_LENGTH));
  await db
    .insertInto('enrolment_codes')
    .values({
      code_hash: hashOf(code),
      bank_id: bankId,
      expires_at: now + CODE_VALID_MS,
      used_by: null,
    })
    .execute();
  return code;
}

/**
 * Binds the key to the code's bank. The same key with the same code again gets the same answer: the
 * first one may have been lost on its way.
 */
export async function enrolKiosk(
  db: HubDb,
  request: EnrolRequest,
  now: number,
): Promise<
  Result<{ readonly kioskId: string; readonly bankId: string }, 'unknown' | 'expired' | 'used'>
> {
  return db.transaction().execute(async (tx) => {
    const code = await tx
      .selectFrom('enrolment_codes')
      .selectAll()
      .where('code_hash', '=', hashOf(request.code))
      .forUpdate()
      .executeTakeFirst();
    if (!code) return err('unknown');
    if (code.used_by !== null) {
      const kiosk = await tx
        .selectFrom('kiosks')
        .select(['id', 'public_key'])
        .where('id', '=', code.used_by)
        .executeTakeFirst();
      const same = kiosk?.public_key === request.publicKey;
      return same ? ok({ kioskId: code.used_by, bankId: code.bank_id }) : err('used');
    }
    if (code.expires_at < now) return err('expired');
    const kioskId = `kiosk_${crockford(randomBytes(12))}`;
    await tx
      .insertInto('kiosks')
      .values({
        id: kioskId,
        bank_id: code.bank_id,
        public_key: request.publicKey,
        software: request.software,
        lockers: JSON.stringify(request.lockers),
        enrolled_at: now,
        last_seen: now,
      })
      .execute();
    await tx
      .updateTable('enrolment_codes')
      .set({ used_by: kioskId })
      .where('code_hash', '=', code.code_hash)
      .execute();
    return ok({ kioskId, bankId: code.bank_id });
  });
}

function hashOf(code: string): string {
  return createHash('sha256').update(code.toLowerCase()).digest('hex');
}

/** Changes the hub's record and writes the instruction for the kiosk, together. Gives its version. */
export async function issueDirective(
  db: HubDb,
  bankId: string,
  body: DirectiveBody,
  now: number,
): Promise<number | null> {
  return db.transaction().execute(async (tx) => {
    const bank = await tx
      .updateTable('banks')
      .set((eb) => ({ directive_version: eb('directive_version', '+', 1) }))
      .where('id', '=', bankId)
      .returning('directive_version')
      .executeTakeFirst();
    if (!bank) return null;
    const [kind = '', verb = ''] = body.kind.split('.');
    const id = 'id' in body.payload ? body.payload.id : kind;
    if (verb === 'remove' || verb === 'cancel')
      await tx
        .deleteFrom('records')
        .where('bank_id', '=', bankId)
        .where('kind', '=', kind)
        .where('id', '=', id)
        .execute();
    else
      await tx
        .insertInto('records')
        .values({ bank_id: bankId, kind, id, payload: JSON.stringify(body.payload) })
        .onConflict((conflict) =>
          conflict
            .columns(['bank_id', 'kind', 'id'])
            .doUpdateSet({ payload: JSON.stringify(body.payload) }),
        )
        .execute();
    await tx
      .insertInto('directives')
      .values({
        bank_id: bankId,
        version: bank.directive_version,
        kind: body.kind,
        payload: JSON.stringify(body.payload),
        at: now,
      })
      .execute();
    return bank.directive_version;
  });
}

export async function directivesAfter(
  db: HubDb,
  bankId: string,
  version: number,
  limit: number,
): Promise<readonly DirectiveEnvelope[]> {
  return db
    .selectFrom('directives')
    .select(['version', 'kind', 'payload'])
    .where('bank_id', '=', bankId)
    .where('version', '>', version)
    .orderBy('version')
    .limit(limit)
    .execute();
}

export async function banksWithKiosks(db: HubDb) {
  const [banks, kiosks] = await Promise.all([
    db.selectFrom('banks').select(['id', 'name']).orderBy('name').execute(),
    db.selectFrom('kiosks').select(['id', 'bank_id', 'software', 'last_seen']).execute(),
  ]);
  return banks.map((bank) => ({
    ...bank,
    kiosks: kiosks
      .filter((kiosk) => kiosk.bank_id === bank.id)
      .map(({ id, software, last_seen }) => ({ id, software, lastSeen: last_seen })),
  }));
}
