import { z } from 'zod';

/**
 * How the number that is printed on a card comes out of what its reader delivers: a badge format, as
 * data in the cabinet file. Bits are counted from 0, the first on the wire.
 */
export const layoutNames = [
  'H10301',
  'H10306',
  'C1000-35',
  'H10302',
  'H10304',
  'C1000-48',
] as const;
export type LayoutName = (typeof layoutNames)[number];

/** No card holds more; see `MAX_BADGE_BITS` of the credential. */
const MAX_BITS = 256;
const place = z
  .number()
  .int()
  .min(0)
  .max(MAX_BITS - 1);
const range = z.tuple([place, place]).describe('First and last bit, both included');

const ownLayout = z.strictObject({
  bits: z.number().int().min(1).max(MAX_BITS).describe('How many bits a card has'),
  facility: range.optional(),
  card: range,
  parity: z
    .array(
      z.strictObject({
        bit: place.describe('The parity bit'),
        makes: z.enum(['even', 'odd']).describe('What it makes the count of ones, itself included'),
        over: z.array(range).min(1).describe('The bits that it watches'),
      }),
    )
    .max(8)
    .default([]),
});

/** `full`: as many digits as the greatest value needs. A number: at least so many. 0: as they come. */
const digits = z.union([z.literal('full'), z.number().int().min(0).max(80)]);

const part = z.union([
  z.strictObject({
    of: z
      .enum(['all', 'data', 'facility', 'card'])
      .describe('data: all bits but the parity; facility and card as the layout has them'),
    digits: digits.default(0),
  }),
  z.strictObject({
    from: z
      .number()
      .int()
      .min(-MAX_BITS)
      .max(MAX_BITS)
      .describe('First bit; a negative one is counted from the end'),
    to: z
      .number()
      .int()
      .min(-MAX_BITS)
      .max(MAX_BITS)
      .optional()
      .describe('The bit after the last; left out: to the end'),
    digits: digits.default(0),
  }),
]);

const order = z.enum(['asSent', 'reversed']).default('asSent');

/** What makes a number of bits, wherever these come from. */
const ofBits = {
  byteOrder: order.describe('reversed: the last byte comes first'),
  bitOrder: order.describe(
    'reversed: within each byte; with both reversed the whole row is read backwards, and need not be whole bytes',
  ),
  layout: z
    .union([z.enum(layoutNames), ownLayout])
    .optional()
    .describe('Where facility code, card number and parity stand'),
  parity: z
    .enum(['checked', 'cutOff'])
    .default('checked')
    .describe('cutOff: the reader keeps the parity bits to itself'),
  facilities: z
    .array(z.string().regex(/^(0|[1-9]\d*)$/, 'must be a number'))
    .max(100)
    .default([])
    .describe('The only facility codes that count; empty: every one'),
  base: z.enum(['dec', 'hex']).default('dec'),
  letters: z.enum(['upper', 'lower']).default('upper'),
  number: z
    .array(part)
    .min(1)
    .max(32)
    .prefault([{ of: 'all' }])
    .describe('Parts of the number'),
  join: z.string().max(4).default('').describe('What stands between the parts'),
};

const bitCounts = z
  .array(z.number().int().min(1).max(MAX_BITS))
  .default([])
  .describe('How many bits a card may have; empty: any, or what the layout has');

const strip = {
  stripPrefix: z.string().max(16).default('').describe('Must stand there, and is taken away'),
  stripSuffix: z.string().max(16).default('').describe('Must stand there, and is taken away'),
  lengths: z
    .array(z.number().int().min(1).max(MAX_BITS))
    .default([])
    .describe('How many characters may be left; empty: any'),
};

const badgeFormats = z.discriminatedUnion('from', [
  z.strictObject({ from: z.literal('bits'), bitCounts, ...ofBits }),
  z.strictObject({ from: z.literal('uid'), bitCounts, ...ofBits }),
  z.strictObject({
    from: z.literal('text').describe('The text itself is the number'),
    ...strip,
    leadingZeros: z.enum(['keep', 'drop']).default('keep'),
    digits: z.number().int().min(0).max(80).default(0).describe('Filled up with zeros in front'),
  }),
  z.strictObject({
    from: z.literal('decText').describe('The text is a decimal number'),
    ...strip,
    width: z.number().int().min(1).max(MAX_BITS).describe('How many bits that number has'),
    ...ofBits,
  }),
  z.strictObject({
    from: z.literal('hexText').describe('The text is a hexadecimal number'),
    ...strip,
    width: z
      .number()
      .int()
      .min(1)
      .max(MAX_BITS)
      .optional()
      .describe('How many bits that number has; left out: four to a digit'),
    ...ofBits,
  }),
]);

/** Named, so that the JSON Schema holds it once. */
export const badgeFormatSchema = badgeFormats.meta({ id: 'badgeFormat' });

/** What every reader of a cabinet file may have. */
export const ownBadgeFormat = badgeFormatSchema
  .optional()
  .describe('How its cards are read, where the format of the bank does not fit');

export type BadgeFormat = z.infer<typeof badgeFormatSchema>;
/** Formats whose number is made of bits. */
export type BitsFormat = Exclude<BadgeFormat, { from: 'text' }>;
export type BadgePart = BitsFormat['number'][number];
export type Layout = z.infer<typeof ownLayout>;
