import { z } from 'zod';

/** Pieces that several kinds of events share. */
export const locker = z.number().int();
export const operation = z.object({ operationId: z.string(), locker });

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

/**
 * Why a door is opened. `deposit`: to put a parcel in; `redeposit`: again, shortly after; `storage`:
 * one's own things; `remove`: staff take something out; `inspect`: staff look inside; `handIn`: to put
 * in what another party shall collect; `handInAgain`: again, shortly after.
 */
export const doorPurposeSchema = z.enum([
  'pickup',
  'reopen',
  'service',
  'deposit',
  'redeposit',
  'storage',
  'remove',
  'inspect',
  'handIn',
  'handInAgain',
]);
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

/** `barcode`: a user badge barcode; `code`: the code of a carrier. */
export const staffCredential = z.enum(['badge', 'password', 'barcode', 'code']);

/** A person or a department; one of the two is null. */
export const holder = { contactId: z.string().nullable(), departmentId: z.string().nullable() };
export const credentialKind = z.enum([
  'badge',
  'pickupCode',
  'storagePin',
  'oneTimePin',
  'carrierCode',
  'userName',
  'email',
  'label',
]);
export const reservationKind = z.enum(['delivery', 'storage', 'return', 'exchange']);
export const parcel = { parcelId: z.string(), locker };
