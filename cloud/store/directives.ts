import { present } from '../../main/base/assert.ts';
import type { DirectiveBody, DirectiveEnvelope } from '../../main/contract/directive.ts';
import type { Db, HubStore } from './database.ts';

/** What issuing needs besides the database: whom it is for and what time it is. */
export interface Issue {
  readonly bankId: string;
  readonly now: number;
}

/**
 * Gives a directive the bank's next version; part of the transaction that writes the fact itself.
 * The counter's row stays locked until the commit, so versions become visible in their order.
 */
export async function issue(db: Db, { bankId, now }: Issue, body: DirectiveBody): Promise<number> {
  const { directive_version: version } = await db
    .updateTable('banks')
    .set((column) => ({ directive_version: column('directive_version', '+', 1) }))
    .where('id', '=', bankId)
    .returning('directive_version')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('directives')
    .values({
      bank_id: bankId,
      version,
      kind: body.kind,
      payload: JSON.stringify(body.payload),
      issued_at: now,
    })
    .execute();
  return version;
}

/** Locks the bank until the commit; false when there is no such bank. */
export async function lockBank(db: Db, bankId: string): Promise<boolean> {
  const row = await db
    .selectFrom('banks')
    .select('id')
    .where('id', '=', bankId)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

export async function directivesAfter(
  db: Db,
  bankId: string,
  after: number,
  limit: number,
): Promise<readonly DirectiveEnvelope[]> {
  return db
    .selectFrom('directives')
    .select(['version', 'kind', 'payload'])
    .where('bank_id', '=', bankId)
    .where('version', '>', after)
    .orderBy('version')
    .limit(limit)
    .execute();
}

/** Parents before children, so that nothing arrives before what it names. */
const reissued = [
  ['departments', 'department.put'],
  ['contacts', 'contact.put'],
  ['users', 'user.put'],
  ['badges', 'badge.put'],
  ['settings', 'settings.put'],
] as const;

/**
 * A kiosk that has seen a later version than the hub ever issued proves that the hub came back from
 * an older backup. The counter goes past the kiosk's, and everything that the hub knows is issued again.
 */
export async function catchUpWithKiosk(
  store: HubStore,
  to: Issue,
  kioskVersion: number,
): Promise<boolean> {
  return store.db.transaction().execute(async (tx) => {
    await lockBank(tx, to.bankId);
    const bank = await tx
      .selectFrom('banks')
      .select('directive_version')
      .where('id', '=', to.bankId)
      .executeTakeFirst();
    if (present(bank, 'the bank of an enrolled kiosk').directive_version >= kioskVersion)
      return false;
    await tx
      .updateTable('banks')
      .set({ directive_version: kioskVersion })
      .where('id', '=', to.bankId)
      .execute();
    for (const [table, kind] of reissued) {
      const rows = await tx
        .selectFrom(table)
        .select(['id', 'document'])
        .where('bank_id', '=', to.bankId)
        .orderBy('id')
        .execute();
      for (const row of rows) {
        const version = await issue(tx, to, { kind, payload: row.document } as DirectiveBody);
        await tx
          .updateTable(table)
          .set({ version })
          .where('bank_id', '=', to.bankId)
          .where('id', '=', row.id)
          .execute();
      }
    }
    await store.renewEpoch(tx);
    return true;
  });
}
