import { z } from 'zod';
import { locker, outOfServiceSchema, holder, reservationKind, parcel } from './event-parts.ts';

const collection = z.object({
  ...parcel,
  contactId: z.string().nullable(),
  departmentId: z.string().nullable().default(null),
  operationId: z.string(),
  /** What its recipient has drawn; null where nobody signs, or who confirmed in words. */
  signatureId: z.string().nullable().default(null),
});

/** Who owns what lies in which locker: parcels, promises, codes, lockers. See `event.ts`. */
export const custodyEvents = {
  'parcel.placing': {
    words: 'A locker was promised to a parcel that is about to be put in',
    payload: z.object({
      ...parcel,
      ...holder,
      purpose: z.enum(['delivery', 'return', 'exchange']),
      reservationId: z.string().nullable(),
      /** The hub knows it from nowhere else when it was scanned here. */
      trackingNumber: z.string().max(128).nullable().default(null),
    }),
  },
  'parcel.placingEnded': {
    words: 'The parcel was not put in',
    payload: z.object({
      ...parcel,
      why: z.enum([
        'cancelled',
        'needLarger',
        'notEmpty',
        'didNotOpen',
        'left',
        'lookedEmpty',
        /** Of a return: put in, and taken out again by the same person within the minute. */
        'takenOut',
      ]),
    }),
  },
  'parcel.deposited': {
    words: 'Dropped off',
    payload: z.object({
      ...parcel,
      contactId: z.string().nullable(),
      departmentId: z.string().nullable().default(null),
      by: z.enum(['seed', 'mailroom', 'carrier', 'client']),
      userId: z.string().nullable().default(null),
      /** Something of the same recipient was inside already. */
      added: z.boolean().default(false),
      /** `staff`: the sensor is faulty, and somebody of the staff said that it lies inside. */
      seenBy: z.enum(['seed', 'sensor', 'staff']).default('sensor'),
      /** Wall-clock milliseconds. */
      expiresAt: z.number().int().nullable().default(null),
    }),
  },
  'parcel.expired': {
    words: 'Expired',
    payload: z.object({ ...parcel, ...holder }),
  },
  'parcel.removed': {
    words: 'Removed by the staff',
    payload: z.object({
      ...parcel,
      ...holder,
      userId: z.string(),
      why: z.enum(['expired', 'reservationEnded', 'other']),
      operationId: z.string().nullable(),
    }),
  },
  'parcel.signed': {
    words: 'Signed by the recipient',
    payload: z.object({
      contactId: z.string().nullable(),
      parcelIds: z.array(z.string()),
      /** Null: confirmed by word, as in the audio mode. */
      signatureId: z.string().nullable(),
    }),
  },
  'parcel.released': {
    words: 'Released: its door opened for the recipient',
    payload: collection,
  },
  'parcel.pickedUp': {
    words: 'Picked up',
    payload: collection,
  },
  'locker.unverified': {
    words: 'Somebody has to look into this locker',
    payload: z.object({
      locker,
      why: z.enum(['unknownDoor', 'restart', 'storeRecovered', 'leftOpen', 'notEmpty']),
    }),
  },
  'locker.verified': {
    words: 'Somebody of the staff has looked into the locker',
    payload: z.object({ locker, userId: z.string(), found: z.enum(['empty', 'asRecorded']) }),
  },
  'locker.dedicated': {
    words: 'Dedicated',
    payload: z.object({ locker, ...holder, userId: z.string().nullable() }),
  },
  'locker.released': {
    words: 'Its dedication was released',
    payload: z.object({ locker, userId: z.string().nullable() }),
  },
  'locker.accessible': {
    words: 'Accessible or not: overridden',
    payload: z.object({ locker, accessible: z.boolean().nullable(), userId: z.string() }),
  },
  'code.created': {
    words: 'A code was made',
    payload: z.object({
      codeId: z.string(),
      kind: z.enum(['pickup', 'storage', 'oneTime', 'carrier']),
      ...holder,
      parcelId: z.string().nullable(),
      reservationId: z.string().nullable(),
      validTo: z.number().int().nullable(),
      /** JWE to the key of the hub, which sends it to its holder; null while no hub is known. */
      sealed: z.string().nullable(),
    }),
  },
  'code.ended': {
    words: 'A code is not valid any more',
    payload: z.object({ codeId: z.string(), as: z.enum(['used', 'revoked']) }),
  },
  'notice.requested': {
    words: 'Notification requested',
    payload: z.object({
      what: z.enum(['deposited', 'reminder', 'expiring', 'expired', 'storage', 'oneTimePin']),
      ...holder,
      locker: locker.nullable(),
      codeId: z.string().nullable(),
      parcelIds: z.array(z.string()),
      reservationId: z.string().nullable(),
    }),
  },
  'reservation.granted': {
    words: 'Reserved',
    payload: z.object({
      reservationId: z.string(),
      kind: reservationKind,
      locker: locker.nullable(),
      ...holder,
      until: z.number().int().nullable(),
    }),
  },
  'reservation.denied': {
    words: 'No locker can be promised',
    payload: z.object({ reservationId: z.string(), why: z.string().max(40) }),
  },
  'reservation.started': {
    words: 'Stored: the locker is in use',
    payload: z.object({
      reservationId: z.string(),
      kind: reservationKind,
      locker,
      until: z.number().int().nullable(),
    }),
  },
  'reservation.extended': {
    words: 'Reservation extended',
    payload: z.object({ reservationId: z.string(), locker, until: z.number().int() }),
  },
  'reservation.opened': {
    words: 'Opened during storage',
    payload: z.object({ reservationId: z.string(), locker, operationId: z.string() }),
  },
  'reservation.leg': {
    words: 'A leg of a return or an exchange is done',
    payload: z.object({
      reservationId: z.string(),
      kind: reservationKind,
      locker: locker.nullable(),
      /** Of a return 1 and 2, of an exchange 1 to 4. */
      leg: z.number().int(),
      what: z.enum(['putIn', 'collected', 'notReturned']),
    }),
  },
  'reservation.expired': {
    words: 'The time of a reservation is over',
    payload: z.object({ reservationId: z.string(), locker: locker.nullable() }),
  },
  'reservation.ended': {
    words: 'Reservation ended',
    payload: z.object({
      reservationId: z.string(),
      locker: locker.nullable(),
      by: z.enum(['person', 'staff', 'hub', 'time']),
      userId: z.string().nullable(),
    }),
  },
  'locker.outOfService': {
    words: 'Out of service',
    payload: z.object({
      locker,
      why: outOfServiceSchema,
      note: z.string().max(200).nullable().default(null),
    }),
  },
  'locker.inService': {
    words: 'Back in service',
    payload: z.object({ locker, userId: z.string() }),
  },
} as const;
