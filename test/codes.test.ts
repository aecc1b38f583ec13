import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compactDecrypt, importJWK } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemIds } from '../main/base/ids.ts';
import { sealingKeySchema } from '../main/contract/wire.ts';
import { settingsSchema } from '../main/contract/settings.ts';
import { codeDesk, type CodeDesk } from '../main/codes.ts';
import type { DepositedParcel } from '../main/door/purpose/deposit.ts';
import { seal } from '../main/seal.ts';
import { openSecrets, type Secrets } from '../main/secrets.ts';
import { liveCode, liveCodesOf } from '../db/codes.ts';
import { eventsAfter } from '../db/events.ts';
import { placeLockers } from '../db/lockers.ts';
import type { Store } from '../db/open.ts';
import { temporaryFolder, type Folder } from './support/product.ts';
import { storeAt } from './support/store.ts';

let folder: Folder;
let store: Store;
let secrets: Secrets;
beforeEach(() => {
  folder = temporaryFolder();
  store = storeAt(folder.in('codes.db'));
  secrets = openSecrets(folder.path, systemIds);
});
afterEach(() => {
  store.close();
  folder.remove();
});

const hub = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const hubKey = sealingKeySchema.parse(
  (({ kty, crv, x, y }) => ({ kty, crv, x, y }))(hub.publicKey.export({ format: 'jwk' })),
);

function desk(dropOff: object = {}): CodeDesk {
  const settings = settingsSchema.parse({ dropOff });
  return codeDesk({ secrets, ids: systemIds, settings: () => settings });
}

function events(type: string): readonly Record<string, unknown>[] {
  return eventsAfter(store.read, 0, 100)
    .filter((event) => event.type === type)
    .map((event) => JSON.parse(event.payload) as Record<string, unknown>);
}

async function openedByHub(sealed: unknown): Promise<string> {
  const key = await importJWK(
    { ...hub.privateKey.export({ format: 'jwk' }), alg: 'ECDH-ES' } as never,
    'ECDH-ES',
  );
  const { plaintext } = await compactDecrypt(String(sealed), key);
  return Buffer.from(plaintext).toString();
}

const ada = { contactId: 'ada', departmentId: null };
const parcel = (id: string, more: Partial<DepositedParcel> = {}): DepositedParcel => ({
  id,
  ...ada,
  beside: [],
  ...more,
});

describe('a code that the kiosk makes', () => {
  test('is valid at once, and asks the hub to tell its holder', () => {
    const made = store.write((db) =>
      desk().make(db, 'ses', {
        kind: 'oneTime',
        ...ada,
        reservationId: 'r1',
        validTo: 2_000_000_000_000,
        notice: { what: 'oneTimePin', locker: 4, parcelIds: [] },
      }),
    );
    expect(made.number).toMatch(/^\d{6}$/);
    expect(liveCode(store.read, secrets.hmac('code', made.number))).toMatchObject({
      id: made.codeId,
      kind: 'oneTime',
      contactId: 'ada',
      reservationId: 'r1',
      validTo: 2_000_000_000_000,
    });
    expect(events('notice.requested')).toMatchObject([
      { what: 'oneTimePin', contactId: 'ada', locker: 4, codeId: made.codeId, reservationId: 'r1' },
    ]);
  });

  test('has eight digits in a bank of fifty lockers', () => {
    const made = store.write((db) => {
      placeLockers(
        db,
        Array.from({ length: 50 }, (_, i) => ({ number: i + 1, size: 'small', accessible: false })),
      );
      return desk().make(db, null, { kind: 'pickup', ...ada, validTo: null });
    });
    expect(made.number).toMatch(/^\d{8}$/);
  });

  test('reaches the hub sealed, and nobody else: it stands in no file in clear', async () => {
    secrets.keepHubKey(hubKey);
    const made = store.write((db) =>
      desk().make(db, null, { kind: 'pickup', ...ada, validTo: null }),
    );
    const [created] = events('code.created');
    expect(await openedByHub(created?.['sealed'])).toBe(made.number);
    for (const name of readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile(),
    ))
      expect(readFileSync(join(name.parentPath, name.name)).includes(made.number)).toBe(false);
  });

  test('is sealed to nobody while no hub is known', () => {
    store.write((db) => desk().make(db, null, { kind: 'pickup', ...ada, validTo: null }));
    expect(events('code.created')).toMatchObject([{ sealed: null }]);
  });

  test('ends when it was used', () => {
    const made = store.write((db) => {
      const code = desk().make(db, null, { kind: 'oneTime', ...ada, validTo: null });
      desk().end(db, null, code.codeId, 'used');
      return code;
    });
    expect(liveCode(store.read, secrets.hmac('code', made.number))).toBeNull();
    expect(events('code.ended')).toEqual([{ codeId: made.codeId, as: 'used' }]);
  });

  test('sealed twice looks different each time, and is of the form that the standard wants', async () => {
    const [a, b] = [seal('482913', hubKey), seal('482913', hubKey)];
    expect(a).not.toBe(b);
    expect(a).toMatch(/^[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(await Promise.all([openedByHub(a), openedByHub(b)])).toEqual(['482913', '482913']);
  });
});

describe('the code of what was put in', () => {
  test('is kept for the next package where one code is for several', () => {
    const both = store.write((db) => {
      const first = desk().forParcel(db, null, parcel('p1'));
      return [first, desk().forParcel(db, null, parcel('p2'))] as const;
    });
    expect(both[0].number).toMatch(/^\d+$/);
    expect(both[1]).toEqual({ codeId: both[0].codeId, number: null });
    expect(liveCodesOf(store.read, { contactId: 'ada' })).toMatchObject([{ parcelId: null }]);
  });

  test('is another for each locker where it is not, and the same for what is added to a locker', () => {
    const apart = desk({ oneCodeForSeveralPackages: false });
    const [first, other, added] = store.write((db) => [
      apart.forParcel(db, null, parcel('p1')),
      apart.forParcel(db, null, parcel('p2')),
      apart.forParcel(db, null, parcel('p3', { beside: ['p1'] })),
    ]);
    expect(other?.codeId).not.toBe(first?.codeId);
    expect(added).toEqual({ codeId: first?.codeId, number: null });
  });

  test('is never one that somebody else holds: a person is not their department', () => {
    const sales = { contactId: null, departmentId: 'sales' };
    const made = store.write((db) => [
      desk().forParcel(db, null, parcel('p1', { contactId: 'ada', departmentId: 'sales' })),
      desk().forParcel(db, null, parcel('p2', sales)),
      desk().forParcel(db, null, parcel('p3', { contactId: 'bela', departmentId: 'sales' })),
    ]);
    expect(new Set(made.map(({ codeId }) => codeId)).size).toBe(3);
  });
});
