import { scrypt, timingSafeEqual } from 'node:crypto';
import type { Ids } from '../base/ids.ts';

/**
 * Staff passwords and PINs as PHC strings of scrypt (RFC 7914):
 * `$scrypt$ln=15,r=8,p=1$salt$hash`, base64 without padding.
 */
const COST = { ln: 15, r: 8, p: 1 } as const;
const SALT_BYTES = 16;
const HASH_BYTES = 32;
/** A document from outside must not make the kiosk spend a gigabyte or a minute on one sign-in. */
const MOST = { ln: 17, r: 16, p: 4, bytes: 64 } as const;

const PHC =
  /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d)\$([A-Za-z0-9+/]{11,86})\$([A-Za-z0-9+/]{22,86})$/;

export async function hashSecret(secret: string, ids: Ids): Promise<string> {
  const salt = Buffer.from(ids.bytes(SALT_BYTES));
  const hash = await derive(secret, salt, HASH_BYTES, COST);
  return `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${unpadded(salt)}$${unpadded(hash)}`;
}

/**
 * Whether the secret is the one of the hash, compared in constant time. Without a usable hash the
 * same work is done for nothing, so that the time does not tell whether somebody exists.
 */
export async function secretFits(secret: string, phc: string | null): Promise<boolean> {
  const parsed = phc === null ? null : parse(phc);
  const { cost, salt, hash } = parsed ?? NOBODY;
  const derived = await derive(secret, salt, hash.length, cost);
  return timingSafeEqual(derived, hash) && parsed !== null;
}

interface Cost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

const NOBODY = { cost: COST, salt: Buffer.alloc(SALT_BYTES), hash: Buffer.alloc(HASH_BYTES) };

function parse(phc: string): { cost: Cost; salt: Buffer; hash: Buffer } | null {
  const match = PHC.exec(phc);
  if (!match) return null;
  const [, ln, r, p, salt = '', hash = ''] = match;
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  const decoded = { cost, salt: Buffer.from(salt, 'base64'), hash: Buffer.from(hash, 'base64') };
  const sane =
    cost.ln >= 10 &&
    cost.ln <= MOST.ln &&
    cost.r >= 1 &&
    cost.r <= MOST.r &&
    cost.p >= 1 &&
    cost.p <= MOST.p &&
    decoded.hash.length <= MOST.bytes;
  return sane ? decoded : null;
}

function derive(secret: string, salt: Buffer, length: number, cost: Cost): Promise<Buffer> {
  const N = 2 ** cost.ln;
  // scrypt needs 128·N·r bytes and a little more.
  const maxmem = 128 * N * cost.r + 1_024 * 1_024;
  return new Promise((resolve, reject) =>
    scrypt(
      secret.normalize('NFKC'),
      salt,
      length,
      { N, r: cost.r, p: cost.p, maxmem },
      (error, key) => (error ? reject(error) : resolve(key)),
    ),
  );
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
