import { z } from 'zod';
import { directiveEnvelopeSchema } from './directive.ts';

/**
 * What goes between a kiosk and the hub, HTTPS and JSON. The two directions are independent.
 * Every request is signed by the kiosk's Ed25519 key, except the enrolment that binds the key.
 */
export const MAX_EVENTS_PER_BATCH = 1_000;
export const MAX_BATCH_BYTES = 256 * 1_024;

/** An event as it stands in the log. `hash` covers everything else and `prevHash`. */
export const wireEventSchema = z.strictObject({
  seq: z.number().int().positive(),
  type: z.string().min(1).max(64),
  version: z.number().int().positive(),
  /** Wall-clock milliseconds: information, never order. */
  at: z.number().int(),
  /** Monotonic milliseconds of that boot, whole. */
  mono: z.number().int(),
  bootId: z.string(),
  sessionId: z.string().nullable(),
  /** JSON text exactly as it was hashed. */
  payload: z.string(),
  prevHash: z.string(),
  hash: z.string(),
});
export type WireEvent = z.infer<typeof wireEventSchema>;

export const enrolRequestSchema = z.strictObject({
  /** Ten Crockford characters, valid once for fifteen minutes. */
  code: z.string().regex(/^[0-9a-hjkmnp-tv-z]{10}$/i),
  /** Ed25519 public key as a JWK `x`. */
  publicKey: z.string().min(40).max(64),
  logId: z.string().min(1).max(64),
  bankName: z.string().max(60),
  software: z.string().max(32),
  lockers: z.array(
    z.strictObject({
      number: z.number().int(),
      size: z.string(),
      x: z.number(),
      width: z.number(),
      bottom: z.number(),
      top: z.number(),
    }),
  ),
});
export type EnrolRequest = z.infer<typeof enrolRequestSchema>;

/** The hub's public key, P-256 as a JWK: codes that a kiosk makes go up sealed to it. */
export const sealingKeySchema = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string().min(40).max(64),
  y: z.string().min(40).max(64),
});
export type SealingKey = z.infer<typeof sealingKeySchema>;

export const enrolReplySchema = z.object({
  kioskId: z.string(),
  bankId: z.string(),
  hubEpoch: z.string(),
  serverTime: z.number().int(),
  /** Null at a hub that sends no codes; then a code is known only to whoever saw it at the kiosk. */
  sealingKey: sealingKeySchema.nullable().default(null),
});
export type EnrolReply = z.infer<typeof enrolReplySchema>;

export const eventsRequestSchema = z.strictObject({
  /** The kiosk's log; a new database has a new one. */
  logId: z.string().min(1).max(64),
  events: z.array(wireEventSchema).min(1).max(MAX_EVENTS_PER_BATCH),
});
export type EventsRequest = z.infer<typeof eventsRequestSchema>;

export const cursorReplySchema = z.object({
  hubEpoch: z.string(),
  logId: z.string(),
  /** Every event up to this one is stored at the hub, without a gap. */
  acked: z.number().int().nonnegative(),
  /** The hash of that event; a restored kiosk sees here that it went back in time. */
  ackedHash: z.string().nullable(),
  serverTime: z.number().int(),
});
export type CursorReply = z.infer<typeof cursorReplySchema>;

/** `409` answers: `gap` names what is expected, `fork` means same number, other content. */
export const conflictReplySchema = z.discriminatedUnion('error', [
  z.object({ error: z.literal('gap'), expected: z.number().int() }),
  z.object({ error: z.literal('fork'), seq: z.number().int() }),
  z.object({ error: z.literal('regressed'), acked: z.number().int() }),
]);
export type ConflictReply = z.infer<typeof conflictReplySchema>;

export const directivesReplySchema = z.object({
  hubEpoch: z.string(),
  directives: z.array(directiveEnvelopeSchema),
});
export type DirectivesReply = z.infer<typeof directivesReplySchema>;
