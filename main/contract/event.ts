import { z } from 'zod';

/**
 * Every fact that the kiosk can record, with its words for people. One event is written in the same
 * transaction as the change that it describes. No badge number, code or name stands in any of them:
 * people are named by id, and the hub knows who that is.
 */
const locker = z.number().int();
const operation = z.object({ operationId: z.string(), locker });

/** Why a door did not do what was asked, or why it was not asked. */
export const refusalSchema = z.enum([
  'busy',
  'boardLost',
  'notAuthorised',
  'outOfService',
  'tooLate',
  'unknownLocker',
]);
export type Refusal = z.infer<typeof refusalSchema>;

export const doorPurposeSchema = z.enum(['pickup', 'reopen', 'service']);
export type DoorPurpose = z.infer<typeof doorPurposeSchema>;

/** What a technician may say of a locker; the first two the kiosk says itself. */
export const outOfServiceSchema = z.enum([
  'forcedOpen',
  'reported',
  'jammed',
  'sensor',
  'lock',
  'damaged',
  'dirty',
  'maintenance',
]);
export type OutOfService = z.infer<typeof outOfServiceSchema>;

export const sessionEndSchema = z.enum([
  'done',
  'left',
  'timedOut',
  'notRecognised',
  'doorLeftOpen',
  'interrupted',
]);
export type SessionEnd = z.infer<typeof sessionEndSchema>;

const staffCredential = z.enum(['badge', 'password']);

export const eventCatalogue = {
  'kiosk.started': {
    words: 'The kiosk started',
    payload: z.object({
      software: z.string(),
      /** How many unfinished openings were settled by what their doors show. */
      reconciled: z.number().int(),
      unverified: z.array(locker),
    }),
  },
  'store.recovered': {
    words: 'The database was damaged; what is in the lockers has to be looked at',
    payload: z.object({ how: z.enum(['restoredFromBackup', 'startedNew']) }),
  },
  'session.started': {
    words: 'Somebody came to the kiosk',
    payload: z.object({ by: z.enum(['badge', 'touch']) }),
  },
  'session.ended': {
    words: 'The session ended',
    payload: z.object({ reason: sessionEndSchema }),
  },
  'credential.accepted': {
    words: 'Identified',
    payload: z.object({ kind: z.enum(['badge']), contactId: z.string() }),
  },
  'credential.refused': {
    words: 'Not recognised',
    payload: z.object({ kind: z.enum(['badge']), reason: z.enum(['unknown', 'notValid']) }),
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
  'parcel.deposited': {
    words: 'Dropped off',
    payload: z.object({
      parcelId: z.string(),
      locker,
      contactId: z.string(),
      by: z.enum(['seed']),
    }),
  },
  'parcel.released': {
    words: 'Released: its door opened for the recipient',
    payload: z.object({
      parcelId: z.string(),
      locker,
      contactId: z.string(),
      operationId: z.string(),
    }),
  },
  'parcel.pickedUp': {
    words: 'Picked up (personal)',
    payload: z.object({
      parcelId: z.string(),
      locker,
      contactId: z.string(),
      operationId: z.string(),
    }),
  },
  'locker.unverified': {
    words: 'Somebody has to look into this locker',
    payload: z.object({ locker, why: z.enum(['unknownDoor', 'restart', 'storeRecovered']) }),
  },
  'locker.outOfService': {
    words: 'Out of service',
    payload: z.object({ locker, why: outOfServiceSchema }),
  },
  'locker.inService': {
    words: 'Back in service',
    payload: z.object({ locker, userId: z.string() }),
  },
  'problem.reported': {
    words: 'A problem was reported',
    payload: z.object({
      locker: locker.nullable(),
      what: z.enum(['didNotOpen', 'unknown', 'leftOpen', 'contents']),
    }),
  },
  'device.lost': {
    words: 'Device lost',
    payload: z.object({ device: z.string(), kind: z.string(), reason: z.string() }),
  },
  'device.ready': {
    words: 'Device back',
    payload: z.object({ device: z.string(), kind: z.string() }),
  },
  'service.action': {
    words: 'A technician did something',
    payload: z.object({
      userId: z.string(),
      action: z.enum([
        'databaseChecked',
        'portClosed',
        'portReopened',
        'restartRequested',
        'supportBundleWritten',
        'eventLogExported',
        'busScanned',
        'cabinetWritten',
      ]),
      /** The device, the port or the model that it was done to. */
      target: z.string().nullable(),
      outcome: z.enum(['done', 'failed']),
      /** Counts and fault codes only; no name, no number of a badge. */
      detail: z.string().max(200).nullable(),
    }),
  },
  'service.lockPulsed': {
    words: 'A lock that is not mapped yet is about to be pulsed once',
    payload: z.object({
      userId: z.string(),
      pulseId: z.string(),
      bus: z.string(),
      board: z.number().int(),
      lock: z.number().int(),
    }),
  },
  'service.lockObserved': {
    words: 'What the sensors showed after that pulse',
    payload: z.object({
      pulseId: z.string(),
      outcome: z.enum(['sent', 'notSent']),
      moved: z.array(z.string()).max(64),
    }),
  },
  'settings.applied': {
    words: 'Settings changed',
    payload: z.object({ version: z.number().int() }),
  },
  'directive.refused': {
    words: 'An instruction from the hub was refused',
    payload: z.object({
      version: z.number().int(),
      kind: z.string(),
      reasons: z.array(z.string()),
    }),
  },
  'directive.unknown': {
    words: 'An instruction from the hub is not known to this version',
    payload: z.object({ version: z.number().int(), kind: z.string() }),
  },
  'seed.applied': {
    words: 'A seed file was loaded',
    payload: z.object({ contacts: z.number().int(), parcels: z.number().int() }),
  },
} as const;

export type EventType = keyof typeof eventCatalogue;
export type EventPayload<T extends EventType> = z.infer<(typeof eventCatalogue)[T]['payload']>;

/** What is handed to the store, before it gets its number and its hash. */
export type KioskEvent = {
  [T in EventType]: { readonly type: T; readonly payload: EventPayload<T> };
}[EventType];

/** Versions count per type; every type begins at 1. */
export const EVENT_VERSION = 1;
