import { z } from 'zod';
import { ownBadgeFormat } from './badge-format.ts';
import { hidReaderSchemas, keyMapSchema, usbDeviceSchema } from './cabinet-hid.ts';
import { lineBusSchema } from './cabinet-line.ts';
import { modbusBusSchema } from './cabinet-modbus.ts';
import {
  deviceId,
  lineAt,
  lineSettingsSchema,
  portSchema,
  pulse,
  repeatWindowMs,
  supplyGapMs,
} from './cabinet-port.ts';

/** The devices of a cabinet file: what hangs on which port, with which settings. */
const bcc8aBoardSchema = z.strictObject({
  address: z.number().int().min(1).max(32).describe('As set on the DIP switches, 1–32'),
  locks: z.number().int().min(1).max(50).describe('How many locks the board has'),
  feedback: z
    .enum(['closed-short', 'open-short'])
    .default('closed-short')
    .describe('Which door position shorts the feedback loop; decides what a status bit means'),
  statusByteOrder: z
    .enum(['highest-first', 'lowest-first'])
    .default('highest-first')
    .describe('highest-first: locks 1–8 stand in the last status byte'),
  statusBytes: z
    .union([z.literal(3), z.literal(4), z.literal(7)])
    .default(3)
    .describe('How many status bytes the board sends: 3 up to 24 locks, 4 for 32, 7 for 50'),
  pulseMs: pulse(300),
});

const winnsenBoardSchema = z
  .strictObject({
    address: z.number().int().min(1).max(16).describe('As set on the DIP switches, 1–16'),
    locks: z.number().int().min(1).max(16).describe('How many locks the board has'),
    boardBase: z
      .union([z.literal(0), z.literal(1)])
      .default(1)
      .describe('0 where the board counts its switches from 0, so that 2 is station 1 on the wire'),
    // The one board of the family whose pulse is known makes 750 ms.
    pulseMs: pulse(750),
  })
  .refine(
    ({ address, boardBase }) => address + boardBase >= 2 && address + boardBase <= 16,
    'makes a station on the wire that is not 1–15; station 0 is every board at once',
  );

const wklyBoardSchema = z.strictObject({
  address: z.number().int().min(0).max(254).describe('As set on the DIP switches, from 0'),
  locks: z.number().int().min(1).max(24).describe('How many locks the board has: 7, 12 or 24'),
  // An integrator's stand-in needs 350 ms for each lock that it opens.
  pulseMs: pulse(350),
});

const dingchangBoardSchema = z.strictObject({
  address: z
    .number()
    .int()
    .min(1)
    .max(99)
    .describe('1–15 on the DIP switches of the 12-way board, 1–99 by the buttons of the 24-way'),
  locks: z.number().int().min(1).max(24).describe('How many locks the board has: 12 or 24'),
  pulseMs: pulse(150),
});

/** What both KERONG boards have; locks and addresses differ. */
const kerongSettings = {
  polarity: z
    .enum(['bit1-closed', 'bit1-open'])
    .default('bit1-closed')
    .describe('What a set hook bit means; lock switches with the other contact turn it round'),
  lockBase: z
    .union([z.literal(0), z.literal(1)])
    .default(0)
    .describe('The number on the wire of the lock that is printed as 1'),
  pulseMs: z
    .number()
    .int()
    .min(50)
    .max(60_000)
    .default(550)
    .describe('Length of its unlock pulse as set on the board'),
};

const kerongCu16BoardSchema = z.strictObject({
  address: z.number().int().min(0).max(9).describe('As set on the DIP switches, 0–9'),
  locks: z.number().int().min(1).max(16).default(16).describe('How many locks the board has'),
  ...kerongSettings,
});

const kerongCu12BoardSchema = z.strictObject({
  address: z.number().int().min(0).max(15).describe('As set on the DIP switches, 0–15'),
  locks: z.number().int().min(1).max(12).default(12).describe('How many locks the board has'),
  ...kerongSettings,
});

/** A bus of one family; what its boards have is the family's own. */
function bus<Name extends string, Board extends z.ZodType>(
  name: Name,
  words: string,
  board: Board,
  line: typeof lineSettingsSchema = lineSettingsSchema,
) {
  return z.strictObject({
    id: deviceId,
    protocol: z.literal(name).describe(words),
    port: portSchema,
    line: line.prefault({}),
    boards: z.array(board).min(1),
    supplyGapMs,
  });
}

export const busSchema = z.discriminatedUnion('protocol', [
  bus('bcc-8a', '8A/80 boards with XOR checksum', bcc8aBoardSchema),
  bus(
    'kerong-cu16',
    'KERONG KR-CU16, also behind a KR-BU gateway',
    kerongCu16BoardSchema,
    lineAt(19_200),
  ),
  bus('winnsen', 'Winnsen boards (90 … 03, no checksum)', winnsenBoardSchema),
  bus(
    'kerong-cu12',
    'KERONG CU12, also behind a KR-BU gateway',
    kerongCu12BoardSchema,
    lineAt(19_200),
  ),
  bus('wkly', 'Boards whose frames begin with "WKLY"', wklyBoardSchema),
  bus('dingchang', 'Guangzhou Dingchang boards (DC 02 / DC FE)', dingchangBoardSchema),
  modbusBusSchema,
  lineBusSchema,
]);

const serialReader = <Protocol extends string>(
  protocol: Protocol,
  words: string,
  repeatMs = 1_500,
) =>
  z.strictObject({
    id: deviceId,
    protocol: z.literal(protocol).describe(words),
    port: portSchema,
    line: lineSettingsSchema.prefault({}),
    repeatWindowMs: repeatWindowMs(repeatMs),
    badgeFormat: ownBadgeFormat,
  });

export const badgeReaderSchema = z.discriminatedUnion('protocol', [
  serialReader('line', 'Prints the number and a line end for each card'),
  serialReader('rdm6300', 'RDM6300 and its likes: STX, ten digits, checksum, ETX'),
  serialReader('parallax', 'Parallax and its likes: LF, ten digits, CR'),
  // A card that lies there is read again when the lock-out of the reader has passed.
  serialReader('rfideas-acp', 'rf IDEAS by ASCII commands, which asks the reader', 3_000),
  z.strictObject({
    id: deviceId,
    protocol: z.literal('osdp').describe('OSDP v2 over RS-485, one reader on the line'),
    port: portSchema,
    line: lineSettingsSchema.prefault({}),
    address: z.number().int().min(0).max(126).default(0).describe('As set on the reader, 0–126'),
    secureChannel: z
      .enum(['off', 'on', 'install'])
      .default('off')
      .describe(
        'on: cards count only under the key that this kiosk has made for the reader; install: a reader fresh from its box is given that key, then set it to on',
      ),
    repeatWindowMs: repeatWindowMs(1_500),
    badgeFormat: ownBadgeFormat,
  }),
  ...hidReaderSchemas,
  z.strictObject({
    id: deviceId,
    protocol: z.literal('pcsc').describe('Smart-card readers of the system (PC/SC, CCID)'),
    reader: z
      .string()
      .min(1)
      .max(100)
      .optional()
      .describe('Part of the name that the system gives the reader; needed where there are two'),
    repeatWindowMs: repeatWindowMs(1_500),
    badgeFormat: ownBadgeFormat,
  }),
]);

export const scannerSchema = z.discriminatedUnion('protocol', [
  z.strictObject({
    id: deviceId,
    protocol: z.literal('serial').describe('A serial line or a USB serial device (CDC)'),
    port: portSchema,
    line: lineSettingsSchema.prefault({}),
    ending: z
      .enum(['terminator', 'silence'])
      .default('terminator')
      .describe('terminator: CR, LF or STX … ETX; silence: the scanner sends none'),
  }),
  z.strictObject({
    id: deviceId,
    protocol: z.literal('hid-pos').describe('USB HID Point of Sale; the best of the three'),
    device: usbDeviceSchema,
    layout: z
      .enum(['auto', 'honeywell', 'newland', 'shifted'])
      .default('auto')
      .describe('Where the data stands in a report; auto reads it from the device'),
  }),
  z.strictObject({
    id: deviceId,
    protocol: z.literal('wedge').describe('Types like a keyboard; a fallback'),
    device: usbDeviceSchema,
    keys: keyMapSchema,
  }),
]);
