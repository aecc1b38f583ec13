import { z } from 'zod';
import { isTimeZone } from '../base/local-time.ts';
import { brandSettingsSchema } from './brand.ts';
import { localeSchema } from './view.ts';

/**
 * The settings of one bank, edited in the hub, validated whole: a bad document is refused with every
 * reason and the last good one stays. Durations are seconds unless the name says otherwise.
 */
const seconds = (min: number, max: number, preset: number) =>
  z.number().int().min(min).max(max).default(preset);

const HOUR = 3_600;
const DAY = 24 * HOUR;

export const timersSchema = z.strictObject({
  /** How long the same person may reopen after collecting; 0 is off. */
  lockerAccessAfterPickup: seconds(0, HOUR, 15 * 60),
  /** How long the "your locker is here" screen stays. */
  returnToHomeAfterPickup: seconds(5, 180, 30),
  /** Any screen without a touch, key or scan. */
  returnToHomeOnInactivity: seconds(15, 600, 60),
  adminSessionTimeout: seconds(60, HOUR, 5 * 60),
  doorLeftOpen: seconds(30, HOUR, 2 * 60),
});

export const badgeFormatSchema = z.strictObject({
  /** Characters that the reader puts in front of the number. */
  stripPrefix: z.string().max(16).default(''),
  stripSuffix: z.string().max(16).default(''),
  case: z.enum(['asIs', 'upper', 'lower']).default('upper'),
  leadingZeros: z.enum(['keep', 'drop']).default('keep'),
});
export type BadgeFormat = z.infer<typeof badgeFormatSchema>;

export const settingsSchema = z.strictObject({
  bankName: z.string().min(1).max(60).default('Parcel lockers'),
  timers: timersSchema.prefault({}),
  languages: z.array(localeSchema).min(1).default(['en']),
  supportContact: z.string().max(120).default(''),
  badgeFormat: badgeFormatSchema.prefault({}),
  brand: brandSettingsSchema.prefault({}),
  pickup: z
    .strictObject({
      departmentMailPickup: z.boolean().default(false),
      openAllAtOnce: z.boolean().default(false),
      recipientSignature: z.boolean().default(false),
      codeLength: z.union([z.literal(6), z.literal(8)]).default(6),
    })
    .prefault({}),
  dropOff: z
    .strictObject({
      mailroomDirect: z.boolean().default(false),
      carrierDirect: z.boolean().default(false),
      packageWithNoBarcode: z.boolean().default(true),
      batchMode: z.boolean().default(false),
      expirationDays: z.number().int().min(1).max(60).default(3),
      categorizeDepartmentMail: z.boolean().default(false),
      displayRecipientNameAndTracking: z.boolean().default(true),
      oneCodeForSeveralPackages: z.boolean().default(true),
      allowAddingToOccupied: z.boolean().default(true),
      reopenAfterDropOff: z.boolean().default(true),
    })
    .prefault({}),
  storage: z
    .strictObject({
      reservationDuration: z.enum(['fixed', 'flexible', 'noLimit']).default('flexible'),
      maximum: seconds(HOUR, 30 * DAY, 8 * HOUR),
      /** For `fixed`: when everything ends, in minutes after local midnight. */
      fixedEndMinute: z
        .number()
        .int()
        .min(0)
        .max(1439)
        .default(18 * 60),
      reservationWithoutRecipient: z.boolean().default(false),
    })
    .prefault({}),
  general: z
    .strictObject({
      deliveryMinimum: z
        .strictObject({
          small: z.number().int().min(0).default(0),
          medium: z.number().int().min(0).default(0),
          large: z.number().int().min(0).default(0),
          xlarge: z.number().int().min(0).default(0),
        })
        .prefault({}),
      /** IANA name of the zone in which the bank stands; null is that of its machine. */
      timeZone: z
        .string()
        .max(64)
        .refine(isTimeZone, 'must be the IANA name of a time zone, such as Europe/Berlin')
        .nullable()
        .default(null),
      contactlessLockers: z.boolean().default(false),
      returnAndExchange: z.boolean().default(false),
      oneTimePinExpiration: seconds(HOUR, 30 * DAY, 7 * DAY),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;

export const defaultSettings: Settings = settingsSchema.parse({});
