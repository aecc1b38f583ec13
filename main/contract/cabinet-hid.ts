import { z } from 'zod';
import { ownBadgeFormat } from './badge-format.ts';
import { deviceId, hidPlace, repeatWindowMs } from './cabinet-port.ts';

/** A USB device as `lsusb` names it; its serial number where two of the same are plugged in. */
export const usbDeviceSchema = z.strictObject({
  vendorId: z.string().regex(/^[0-9a-f]{4}$/, 'must be four hexadecimal digits such as "0c2e"'),
  productId: z.string().regex(/^[0-9a-f]{4}$/, 'must be four hexadecimal digits such as "0b81"'),
  serial: z.string().min(1).max(64).optional(),
  at: hidPlace.optional(),
});

export const keyMapSchema = z
  .enum(['us', 'uk', 'de', 'fr'])
  .default('us')
  .describe('The keyboard that the device is set to');

/** A HID report has at most this many bytes on Linux. */
const MOST_BYTES = 4_096;
const byte = z
  .number()
  .int()
  .min(0)
  .max(MOST_BYTES - 1);

const reportFormSchema = z.strictObject({
  reportId: z
    .number()
    .int()
    .min(0)
    .max(255)
    .default(0)
    .describe('Number of the report that tells the card; 0 where reports have no number'),
  offset: byte.default(0).describe('First byte of the card, counted behind the report number'),
  length: z
    .number()
    .int()
    .min(1)
    .max(256)
    .describe('Bytes of the card at most; with form "bits", bits'),
  lengthAt: byte
    .nullable()
    .default(null)
    .describe('Byte in which the reader tells the length of this card; null: always the same'),
  form: z
    .enum(['text', 'uid', 'bits'])
    .default('uid')
    .describe(
      'text: as printed; uid: the bytes of the chip; bits: as on a Wiegand line, first bit first',
    ),
});

export const hidReaderSchemas = [
  z.strictObject({
    id: deviceId,
    protocol: z.literal('pcprox').describe('rf IDEAS pcProx and WAVE ID at USB, which are asked'),
    device: usbDeviceSchema,
    keystrokes: z
      .enum(['refused', 'allowed'])
      .default('refused')
      .describe(
        'refused: the reader is used once its keyboard is off; allowed: also while it types every number into the screen',
      ),
    repeatWindowMs: repeatWindowMs(1_500),
    badgeFormat: ownBadgeFormat,
  }),
  z.strictObject({
    id: deviceId,
    protocol: z
      .literal('hid-report')
      .describe('Any HID reader that sends an input report for each card'),
    device: usbDeviceSchema,
    report: reportFormSchema,
    repeatWindowMs: repeatWindowMs(1_500),
    badgeFormat: ownBadgeFormat,
  }),
  z.strictObject({
    id: deviceId,
    protocol: z.literal('wedge').describe('Types the number like a keyboard; a fallback'),
    device: usbDeviceSchema,
    keys: keyMapSchema,
    ending: z
      .enum(['terminator', 'silence'])
      .default('terminator')
      .describe('terminator: Enter or Tab; silence: the reader sends none'),
    repeatWindowMs: repeatWindowMs(1_500),
    badgeFormat: ownBadgeFormat,
  }),
] as const;
