import { z } from 'zod';

/** What every device of a cabinet file has: a name and a port, and a bus its common supply. */
export const deviceId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be a short name such as "doors" (a–z, 0–9, -)');

export const portSchema = z
  .string()
  .regex(
    /^(\/dev\/\S+|\/\S+|COM\d+|usb:[0-9a-fA-F]{4}:[0-9a-fA-F]{4}(:[^\s:]+)?|tcp:\/\/[^\s:/]+:\d{1,5}|sim:[a-z0-9-]+)$/,
    'must be a device path (/dev/serial/by-id/…, COM3), usb:vvvv:pppp[:serial], tcp://host:port, or sim:name for the simulated bank',
  )
  .describe(
    'Device path, usb:vvvv:pppp[:serial] of a USB adapter as lsusb shows it, tcp://host:port of a serial gateway, or sim:name for the simulated bank',
  );

/** Left out, a HID device is one of this machine. */
export const hidPlace = z
  .string()
  .regex(
    /^(hid\+tcp:\/\/[^\s:/]+:\d{1,5}|sim:[a-z0-9-]+)$/,
    'must be hid+tcp://host:port, or sim:name for the simulated bank',
  )
  .describe(
    'hid+tcp://host:port of a HID device on another machine, or sim:name for the simulated bank; nobody else may reach that port, for what goes over it is neither signed nor secret',
  );

export const lineSettingsSchema = z.strictObject({
  baud: z.number().int().min(300).max(921_600).default(9_600),
  dataBits: z.union([z.literal(7), z.literal(8)]).default(8),
  parity: z.enum(['none', 'even', 'odd']).default('none'),
  stopBits: z.union([z.literal(1), z.literal(2)]).default(1),
});

/** The factory's speed where it is not 9600. */
export const lineAt = (baud: number): typeof lineSettingsSchema =>
  lineSettingsSchema.extend({ baud: lineSettingsSchema.shape.baud.unwrap().default(baud) });

export const supplyGapMs = z
  .number()
  .int()
  .min(200)
  .max(10_000)
  .default(800)
  .describe('Least time between the beginnings of two pulses on the common supply');

/** A solenoid burns when it is held, and does not let go below. */
export const pulseRange = z.number().int().min(50).max(10_000);

export const pulse = (preset: number) =>
  pulseRange.default(preset).describe('Length of its unlock pulse');

/** In milliseconds. */
export const repeatWindowMs = (preset: number) =>
  z
    .number()
    .int()
    .min(100)
    .max(10_000)
    .default(preset)
    .describe('The same card within this time is the same tap');
