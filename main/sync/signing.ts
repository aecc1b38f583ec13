import { bodyHash } from '../base/body-hash.ts';
import { SIGNATURE_ALGORITHM, SIGNATURE_SCHEME } from '../contract/signature.ts';
import { SignJWT, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';

/** The kiosk's side of the signature that `main/contract/signature.ts` describes. */
export interface RequestToSign {
  readonly method: string;
  readonly path: string;
  readonly body: Uint8Array;
  /** Seconds, as the hub counts them. */
  readonly time: number;
  readonly nonce: string;
}

export interface KioskKey {
  readonly jwk: JWK;
}

/** A new Ed25519 key pair; the JWK text holds the private part. */
export async function createKioskKey(): Promise<string> {
  const { privateKey } = await generateKeyPair(SIGNATURE_ALGORITHM, {
    crv: 'Ed25519',
    extractable: true,
  });
  return JSON.stringify(await exportJWK(privateKey));
}

/** The public part, as enrolment sends it: the JWK member `x`. */
export function publicPart(jwkText: string): string {
  const { x } = JSON.parse(jwkText) as JWK;
  if (typeof x !== 'string') throw new Error('The kiosk key has no public part');
  return x;
}

export async function signRequest(
  jwkText: string,
  kioskId: string,
  request: RequestToSign,
): Promise<string> {
  const key = await importJWK(JSON.parse(jwkText) as JWK, SIGNATURE_ALGORITHM);
  const token = await new SignJWT({
    htm: request.method,
    htu: request.path,
    bh: bodyHash(request.body),
  })
    .setProtectedHeader({ alg: SIGNATURE_ALGORITHM, kid: kioskId })
    .setIssuedAt(request.time)
    .setJti(request.nonce)
    .sign(key);
  return `${SIGNATURE_SCHEME} ${token}`;
}
