import { z } from 'zod';
import { deviceId, lineAt, portSchema, pulseRange, supplyGapMs } from './cabinet-port.ts';

/** Boards that somebody built from a microcontroller, on our own protocol of text lines. */
export const lineBusSchema = z.strictObject({
  id: deviceId,
  protocol: z.literal('line').describe('Text lines, for boards of your own (assets/firmware)'),
  port: portSchema,
  line: lineAt(115_200).prefault({}),
  boards: z
    .array(
      z.strictObject({
        address: z.number().int().min(1).max(99).describe('As compiled into the board, 1–99'),
        locks: z.number().int().min(1).max(64).describe('How many locks the board has'),
        pulseMs: pulseRange
          .max(1_000)
          .default(300)
          .describe('Length of the pulse that is asked for'),
      }),
    )
    .min(1),
  supplyGapMs,
});
