import { z } from 'zod';
import { localeSchema } from './view.ts';
import { settingsSchema } from './settings.ts';

/**
 * Instructions from the hub. Each has its own increasing `version` per bank and replaces the whole
 * of what it names, so applying it twice changes nothing. A kind that this program does not know is
 * stored, reported and skipped.
 */
const id = z.string().min(1).max(64);

export const contactSchema = z.strictObject({
  id,
  name: z.string().min(1).max(120),
  email: z.string().max(254).nullable().default(null),
  mobile: z.string().max(32).nullable().default(null),
  language: localeSchema.default('en'),
  departments: z
    .array(z.strictObject({ id, keyContact: z.boolean() }))
    .refine((all) => new Set(all.map((each) => each.id)).size === all.length, {
      error: 'a department stands here twice',
    })
    .default([]),
  /** Needs a locker within reach from a wheelchair. */
  reachNeeds: z.boolean().default(false),
  /** Cannot be given a locker and is not found by search. */
  private: z.boolean().default(false),
});
export type Contact = z.infer<typeof contactSchema>;

export const departmentSchema = z.strictObject({ id, name: z.string().min(1).max(120) });
export type Department = z.infer<typeof departmentSchema>;

export const userSchema = z.strictObject({
  id,
  name: z.string().min(1).max(120),
  userName: z.string().min(1).max(64),
  role: z.enum(['administrator', 'operator', 'technician', 'carrier']),
  /** PHC string (argon2id or scrypt); never a password in clear. */
  passwordHash: z.string().max(512).nullable().default(null),
  /** The same for the PIN that goes with a badge. */
  pinHash: z.string().max(512).nullable().default(null),
});
export type User = z.infer<typeof userSchema>;

/** A badge belongs to somebody for an interval; re-assigning it ends one and begins another. */
export const badgeSchema = z.strictObject({
  id,
  number: z.string().min(1).max(64),
  holder: z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('contact'), id }),
    z.strictObject({ type: z.literal('user'), id }),
  ]),
  /** Wall-clock milliseconds. */
  from: z.number().int(),
  to: z.number().int().nullable().default(null),
});
export type Badge = z.infer<typeof badgeSchema>;

export const reservationRequestSchema = z.strictObject({
  id,
  kind: z.enum(['delivery', 'storage', 'return', 'exchange']),
  size: z.enum(['small', 'medium', 'large', 'xlarge']),
  /** For whom; of a return or an exchange, the party that puts something in first. */
  contactId: id.nullable().default(null),
  departmentId: id.nullable().default(null),
  /** The name of somebody who is no contact; storage only. */
  visitor: z.string().min(1).max(120).nullable().default(null),
  /** The other party of a return or an exchange. */
  toContactId: id.nullable().default(null),
  toDepartmentId: id.nullable().default(null),
  trackingNumber: z.string().max(128).nullable().default(null),
  /** Wall-clock milliseconds; null has no begin or no end. */
  startsAt: z.number().int().nullable().default(null),
  until: z.number().int().nullable().default(null),
  longestUntil: z.number().int().nullable().default(null),
});
export type ReservationRequest = z.infer<typeof reservationRequestSchema>;

/** A number that somebody types or scans; it is kept as an HMAC only. */
export const codeSchema = z.strictObject({
  id,
  number: z.string().regex(/^[0-9]{6,10}$/, 'must have 6 to 10 digits'),
  kind: z.enum(['pickup', 'storage', 'oneTime', 'carrier']),
  contactId: id.nullable().default(null),
  departmentId: id.nullable().default(null),
  /** Of a carrier's code: the user with the role of a carrier. */
  userId: id.nullable().default(null),
  parcelId: id.nullable().default(null),
  reservationId: id.nullable().default(null),
  /** Wall-clock milliseconds. */
  from: z.number().int().default(0),
  to: z.number().int().nullable().default(null),
});
export type Code = z.infer<typeof codeSchema>;

export const dedicationSchema = z.strictObject({
  locker: z.number().int(),
  contactId: id.nullable().default(null),
  departmentId: id.nullable().default(null),
});

/** The mailroom has this package and knows for whom it is; nobody has to choose the recipient again. */
export const receivedPackageSchema = z.strictObject({
  trackingNumber: z.string().min(1).max(128),
  contactId: id.nullable().default(null),
  departmentId: id.nullable().default(null),
  /** Who sent it, as the recipient shall read it. */
  sender: z.string().max(120).nullable().default(null),
});
export type ReceivedPackage = z.infer<typeof receivedPackageSchema>;

const removed = z.strictObject({ id });

export const directiveBodySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('contact.put'), payload: contactSchema }),
  z.strictObject({ kind: z.literal('contact.remove'), payload: removed }),
  z.strictObject({ kind: z.literal('department.put'), payload: departmentSchema }),
  z.strictObject({ kind: z.literal('department.remove'), payload: removed }),
  z.strictObject({ kind: z.literal('user.put'), payload: userSchema }),
  z.strictObject({ kind: z.literal('user.remove'), payload: removed }),
  z.strictObject({ kind: z.literal('badge.put'), payload: badgeSchema }),
  z.strictObject({ kind: z.literal('badge.remove'), payload: removed }),
  z.strictObject({ kind: z.literal('settings.put'), payload: settingsSchema }),
  z.strictObject({ kind: z.literal('reservation.request'), payload: reservationRequestSchema }),
  z.strictObject({ kind: z.literal('reservation.cancel'), payload: removed }),
  z.strictObject({ kind: z.literal('code.put'), payload: codeSchema }),
  z.strictObject({ kind: z.literal('code.remove'), payload: removed }),
  z.strictObject({ kind: z.literal('package.received'), payload: receivedPackageSchema }),
  z.strictObject({
    kind: z.literal('package.gone'),
    payload: receivedPackageSchema.pick({ trackingNumber: true }),
  }),
  z.strictObject({ kind: z.literal('locker.dedicate'), payload: dedicationSchema }),
]);
export type DirectiveBody = z.infer<typeof directiveBodySchema>;
export type DirectiveKind = DirectiveBody['kind'];

/** As it comes over the wire: the body is checked later, so an unknown kind is not an error of transport. */
export const directiveEnvelopeSchema = z.object({
  version: z.number().int().positive(),
  kind: z.string().min(1).max(64),
  payload: z.unknown(),
});
export type DirectiveEnvelope = z.infer<typeof directiveEnvelopeSchema>;
