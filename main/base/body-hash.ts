import { createHash } from 'node:crypto';

/** SHA-256 of a request's body, base64url: both ends of a signed request compute it. */
export function bodyHash(body: Uint8Array): string {
  return createHash('sha256').update(body).digest('base64url');
}
