import { createHmac } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync, renameSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Ids } from './base/ids.ts';
import { sealingKeySchema, type SealingKey } from './contract/wire.ts';

/**
 * What must not stand in the database: the pepper under which badge numbers are stored, and the
 * kiosk's own key. They lie in a file of their own, readable by the service user only.
 */
export interface Secrets {
  /** HMAC-SHA256 of a credential under the pepper, hex. The number itself is stored nowhere. */
  hmac(kind: 'badge' | 'userName' | 'code', value: string): string;
  /** AES-128 for the secure channel of one badge reader; it stands in no file. */
  readerKey(reader: string): Uint8Array;
  /** Ed25519 private key as JWK text once the kiosk is enrolled. */
  readonly kioskKey: string | null;
  keepKioskKey(jwk: string): void;
  /** Its id at the hub: beside the key, so that a lost database does not cost the enrolment. */
  readonly kioskId: string | null;
  keepKioskId(id: string): void;
  /** The hub's public key, to which codes are sealed; null while no hub is known or it has none. */
  readonly hubKey: SealingKey | null;
  keepHubKey(key: SealingKey | null): void;
}

const fileSchema = z.strictObject({
  pepper: z.string().min(43),
  kioskKey: z.string().nullable(),
  kioskId: z.string().nullable().default(null),
  hubKey: sealingKeySchema.nullable().default(null),
});

const OWNER_ONLY = 0o600;
const PEPPER_BYTES = 32;

export function openSecrets(dataDir: string, ids: Ids): Secrets {
  const folder = join(dataDir, 'keys');
  const path = join(folder, 'secrets.json');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  let held = existsSync(path)
    ? fileSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
    : keep({
        pepper: Buffer.from(ids.bytes(PEPPER_BYTES)).toString('base64url'),
        kioskKey: null,
        kioskId: null,
        hubKey: null,
      });

  /** Written beside and renamed, so that a power cut leaves the old file or the new one. */
  function keep(secrets: z.infer<typeof fileSchema>): z.infer<typeof fileSchema> {
    const fresh = `${path}.new`;
    writeFileSync(fresh, JSON.stringify(secrets), { mode: OWNER_ONLY, flush: true });
    renameSync(fresh, path);
    return secrets;
  }

  return {
    hmac: (kind, value) =>
      createHmac('sha256', held.pepper).update(`${kind}\n${value}`).digest('hex'),
    readerKey: (reader) =>
      new Uint8Array(
        createHmac('sha256', held.pepper).update(`reader\n${reader}`).digest().subarray(0, 16),
      ),
    get kioskKey() {
      return held.kioskKey;
    },
    keepKioskKey(jwk) {
      held = keep({ ...held, kioskKey: jwk });
    },
    get kioskId() {
      return held.kioskId;
    },
    keepKioskId(id) {
      held = keep({ ...held, kioskId: id });
    },
    get hubKey() {
      return held.hubKey;
    },
    keepHubKey(key) {
      held = keep({ ...held, hubKey: key });
    },
  };
}
