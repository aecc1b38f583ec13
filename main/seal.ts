import {
  createCipheriv,
  createHash,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  randomBytes,
} from 'node:crypto';
import type { SealingKey } from './contract/wire.ts';

/**
 * Seals a short text to the public key of the hub: a JWE in compact form (RFC 7516) with `ECDH-ES`
 * and `A256GCM` (RFC 7518, 4.6 and 5.3). It is written out here because a code is made inside a
 * transaction, which waits for nothing, and the library that opens it works with promises only.
 */
const CONTENT = 'A256GCM';
const KEY_BITS = 256;
/** The length that GCM was made for (NIST SP 800-38D, 8.2). */
const IV_BYTES = 12;

export function seal(text: string, to: SealingKey): string {
  const once = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty, crv, x, y } = once.publicKey.export({ format: 'jwk' });
  const header = base64url(
    JSON.stringify({ alg: 'ECDH-ES', enc: CONTENT, epk: { kty, crv, x, y } }),
  );
  const shared = diffieHellman({
    privateKey: once.privateKey,
    publicKey: createPublicKey({ key: to, format: 'jwk' }),
  });
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', contentKey(shared), iv).setAAD(Buffer.from(header));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  // Between the first two dots a wrapped key would stand; agreed directly, there is none.
  return [header, '', ...[iv, sealed, cipher.getAuthTag()].map(base64url)].join('.');
}

/** Concat KDF (NIST SP 800-56A, 5.8.1): 256 bits are one round of SHA-256. */
function contentKey(shared: Buffer): Buffer {
  const nobody = uint32(0);
  return createHash('sha256')
    .update(uint32(1))
    .update(shared)
    .update(uint32(CONTENT.length))
    .update(CONTENT)
    .update(Buffer.concat([nobody, nobody]))
    .update(uint32(KEY_BITS))
    .digest();
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function base64url(content: string | Buffer): string {
  return Buffer.from(content).toString('base64url');
}
