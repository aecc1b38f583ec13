import { z } from 'zod';
import {
  locker,
  operation,
  refusalSchema,
  doorPurposeSchema,
  sessionEndSchema,
  staffCredential,
  credentialKind,
} from './event-parts.ts';

/** What people did and what doors did. See `event.ts`. */
export const sessionEvents = {
  'session.started': {
    words: 'Somebody came to the kiosk',
    payload: z.object({ by: z.enum(['badge', 'touch', 'scan', 'code']) }),
  },
  'session.ended': {
    words: 'The session ended',
    payload: z.object({ reason: sessionEndSchema }),
  },
  'credential.accepted': {
    words: 'Identified',
    payload: z.object({ kind: credentialKind, contactId: z.string().nullable() }),
  },
  'credential.refused': {
    words: 'Not recognised',
    payload: z.object({
      /** Null: a typed text that may have meant anything. */
      kind: credentialKind.nullable(),
      /** `unreadable`: by the badge format of its reader the card has no number. */
      reason: z.enum(['unknown', 'notValid', 'lockedOut', 'unreadable']),
    }),
  },
  'staff.signedIn': {
    words: 'Staff signed in',
    payload: z.object({ userId: z.string(), role: z.string(), by: staffCredential }),
  },
  'staff.refused': {
    words: 'Staff sign-in refused',
    payload: z.object({
      /** Null when nobody has this badge or user name. */
      userId: z.string().nullable(),
      by: staffCredential,
      reason: z.enum(['unknown', 'wrong', 'locked', 'role']),
    }),
  },
  'staff.signedOut': {
    words: 'Staff signed out',
    payload: z.object({ userId: z.string(), reason: sessionEndSchema }),
  },
  'door.requested': {
    words: 'A door was authorised to open',
    payload: operation.extend({
      pulseId: z.string(),
      authorisationId: z.string(),
      purpose: doorPurposeSchema,
      parcelIds: z.array(z.string()),
      attempt: z.number().int(),
    }),
  },
  'door.commanded': {
    words: 'The unlock command was sent',
    payload: operation.extend({ pulseId: z.string() }),
  },
  'door.opened': {
    words: 'The door opened',
    payload: operation.extend({
      /** From the unlock frame to the sensor, in ms; null when it was found open after a restart. */
      afterMs: z.number().int().nullable(),
      attempt: z.number().int(),
      late: z.boolean(),
    }),
  },
  'door.didNotOpen': {
    words: 'The door did not open',
    payload: operation.extend({
      attempt: z.number().int(),
      reply: z.enum(['accepted', 'failed', 'none']),
    }),
  },
  'door.refused': {
    words: 'The door was not asked to open',
    payload: operation.extend({ reason: refusalSchema }),
  },
  'door.unknown': {
    words: 'It is not known what the door did',
    payload: operation.extend({ why: z.enum(['silent', 'restart']) }),
  },
  'door.leftOpen': {
    words: 'The door was left open',
    payload: operation,
  },
  'door.closed': {
    words: 'The door was closed',
    payload: operation.extend({ openForMs: z.number().int().nullable(), whileDown: z.boolean() }),
  },
  'door.forcedOpen': {
    words: 'A door stood open that nobody had asked to open',
    payload: z.object({ locker }),
  },
  'door.forcedClosed': {
    words: 'The forced door is closed again',
    payload: z.object({ locker }),
  },
  'problem.reported': {
    words: 'A problem was reported',
    payload: z.object({
      locker: locker.nullable(),
      what: z.enum(['didNotOpen', 'unknown', 'leftOpen', 'contents']),
    }),
  },
} as const;
