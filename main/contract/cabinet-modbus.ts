import { z } from 'zod';
import {
  deviceId,
  lineAt,
  lineSettingsSchema,
  portSchema,
  pulse,
  pulseRange,
  supplyGapMs,
} from './cabinet-port.ts';

/**
 * Modbus door boards. The profile belongs to the whole bus and has no default: the same write means
 * "off" to one kind of board and "unlock" to another, so somebody must have looked at the board.
 */
const bus = {
  id: deviceId,
  protocol: z.literal('modbus').describe('Modbus RTU boards; the profile says which'),
  port: portSchema,
  supplyGapMs,
};
const slowLine = lineSettingsSchema.prefault({});
const fastLine = lineAt(115_200).prefault({});

/** 254 is everybody on cables with Xunming boards. */
const address = z.number().int().min(1).max(247).describe('Unit number of the board, 1–247');
const locks = z.number().int().min(1);
/** Contacts are wired either way, so there is no default. */
const setBit = z
  .enum(['closed', 'open'])
  .describe('What an input that is on says of its door; depends on how the contacts were wired');
const inputsAddress = z
  .number()
  .int()
  .min(1)
  .max(247)
  .describe('Unit number of the input module that shows the doors of this board alone');

const waveshare = z.strictObject({
  ...bus,
  profile: z.literal('waveshare-relay-d').describe('Waveshare Modbus RTU Relay (D), since 9/2021'),
  line: slowLine,
  boards: z
    .array(
      z.strictObject({
        address,
        locks: locks.max(8),
        setBit,
        pulseMs: pulseRange
          .multipleOf(100)
          .default(300)
          .describe('Length of its unlock pulse; the board counts tenths of a second'),
      }),
    )
    .min(1),
});

const xunming = z.strictObject({
  ...bus,
  profile: z.literal('xunming-16').describe('Xunming lock boards for 16 locks'),
  line: fastLine,
  boards: z
    .array(
      z.strictObject({ address, locks: locks.max(16), setBit, inputsAddress, pulseMs: pulse(300) }),
    )
    .min(1),
});

const cu48 = z.strictObject({
  ...bus,
  profile: z.literal('kerong-cu48').describe('KERONG CU48 with Modbus firmware; not yet verified'),
  doorsSeenToMatch: z
    .literal(true)
    .describe('A person opened doors by hand and saw that this profile reads them rightly'),
  line: fastLine,
  boards: z
    .array(
      z.strictObject({
        address,
        locks: locks.max(48),
        setBit: z.literal('closed').default('closed').describe('Fixed by the board'),
        pulseMs: pulseRange.default(550).describe('As set on the board; it is not sent'),
      }),
    )
    .min(1),
});

const coil = z.number().int().min(0).max(0xffff);

const timedRelay = z.strictObject({
  ...bus,
  profile: z.literal('timed-relay').describe('Another board that ends its pulse by itself'),
  relay: z.strictObject({
    firstCoil: coil.describe('Coil whose write (FC05) pulses lock 1, as on the wire'),
    stepMs: z.number().int().min(1).max(1_000).describe('How many ms one step of the value lasts'),
    doors: z.strictObject({
      table: z.enum(['coils', 'inputs']).describe('coils: FC01, inputs: FC02'),
      first: coil.describe('Bit of lock 1, as on the wire'),
    }),
  }),
  line: slowLine,
  boards: z
    .array(
      z.strictObject({
        address,
        locks: locks.max(64),
        setBit,
        inputsAddress: inputsAddress.optional(),
        pulseMs: pulse(300),
      }),
    )
    .min(1),
});

export const modbusBusSchema = z.discriminatedUnion('profile', [
  waveshare,
  xunming,
  cu48,
  timedRelay,
]);
