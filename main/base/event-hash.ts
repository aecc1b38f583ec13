import { createHash } from 'node:crypto';

/** What an event's hash covers, besides the hash of the event before it. */
export interface HashedEvent {
  readonly seq: number;
  readonly type: string;
  readonly version: number;
  readonly at: number;
  readonly mono: number;
  readonly bootId: string;
  readonly sessionId: string | null;
  /** JSON text, exactly as stored. */
  readonly payload: string;
}

/**
 * SHA-256, hex, over the JSON text of the array `[prevHash, seq, type, version, at, mono, bootId,
 * sessionId, payload]`. JSON escapes every string, so no two different events have the same text.
 * The `prevHash` of the first event of a log is the id of that log.
 */
export function eventHash(prevHash: string, event: HashedEvent): string {
  const { seq, type, version, at, mono, bootId, sessionId, payload } = event;
  const text = JSON.stringify([prevHash, seq, type, version, at, mono, bootId, sessionId, payload]);
  return createHash('sha256').update(text).digest('hex');
}
