import { importJWK, jwtVerify, decodeProtectedHeader } from 'jose';
import { err, ok, type Result } from '../main/base/result.ts';
import { bodyHash } from '../main/base/body-hash.ts';
import { SIGNATURE_ALGORITHM, SIGNATURE_SCHEME } from '../main/contract/signature.ts';
import type { HubDb } from './database.ts';

/** Who sends this request: a compact JWS over method, path, body, time and a number used once. */
export interface SignedRequest {
  readonly authorization: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly body: Uint8Array;
}

export interface KioskIdentity {
  readonly kioskId: string;
  readonly bankId: string;
}

export interface KioskAuth {
  check(request: SignedRequest, kioskId: string): Promise<Result<KioskIdentity, string>>;
}

/** A kiosk whose clock is further off is told our time and signs again. */
const CLOCK_TOLERANCE_S = 300;
const NONCES_KEPT = 100_000;

export function kioskAuth(db: HubDb, now: () => number): KioskAuth {
  const used = new Map<string, number>();

  function isFresh(nonce: string): boolean {
    if (used.has(nonce)) return false;
    used.set(nonce, now());
    if (used.size > NONCES_KEPT)
      for (const [old, at] of used) {
        if (now() - at < 2 * CLOCK_TOLERANCE_S * 1_000) break;
        used.delete(old);
      }
    return true;
  }

  return {
    async check({ authorization, method, path, body }, kioskId) {
      const token = authorization?.startsWith(`${SIGNATURE_SCHEME} `)
        ? authorization.slice(SIGNATURE_SCHEME.length + 1)
        : null;
      if (token === null) return err('not signed');
      try {
        if (decodeProtectedHeader(token).kid !== kioskId) return err('signed by another kiosk');
        const kiosk = await db
          .selectFrom('kiosks')
          .select(['bank_id', 'public_key'])
          .where('id', '=', kioskId)
          .executeTakeFirst();
        if (!kiosk) return err('unknown kiosk');
        const key = await importJWK(
          { kty: 'OKP', crv: 'Ed25519', x: kiosk.public_key },
          SIGNATURE_ALGORITHM,
        );
        const { payload } = await jwtVerify(token, key, { algorithms: [SIGNATURE_ALGORITHM] });
        const fits =
          payload['htm'] === method && payload['htu'] === path && payload['bh'] === bodyHash(body);
        if (!fits) return err('the signature is of another request');
        if (Math.abs((payload.iat ?? 0) - now() / 1_000) > CLOCK_TOLERANCE_S) return err('clock');
        if (typeof payload.jti !== 'string' || !isFresh(`${kioskId}/${payload.jti}`))
          return err('used before');
        await db
          .updateTable('kiosks')
          .set({ last_seen: now() })
          .where('id', '=', kioskId)
          .execute();
        return ok({ kioskId, bankId: kiosk.bank_id });
      } catch (error) {
        return err(error instanceof Error ? error.message : String(error));
      }
    },
  };
}
