import { z } from 'zod';
import { err, type Result } from '../base/result.ts';
import { badgeFormatSchema } from './badge-format.ts';
import { formatProblems } from './badge-format-problems.ts';
import { badgeReaderSchema, busSchema, scannerSchema } from './cabinet-devices.ts';
import { keypadSchema } from './cabinet-keypad.ts';
import { deviceId, portSchema } from './cabinet-port.ts';
import { deviceProblems, lockerProblems } from './cabinet-problems.ts';
import { checked, type Problem } from './problems.ts';

/**
 * The cabinet file: one bank of lockers as it stands in a hall. It names the ports, the boards, the
 * readers and each locker with its measures. The same file with real device paths runs real hardware.
 */
export const sizeSchema = z.enum(['small', 'medium', 'large', 'xlarge']);
export type LockerSize = z.infer<typeof sizeSchema>;

const cm = z.number().min(0).max(400);

const lockerSchema = z.strictObject({
  number: z.number().int().min(1).max(9_999),
  size: sizeSchema,
  column: z.number().int().min(1).describe('From the left, 1-based'),
  row: z.number().int().min(1).describe('From the top of the column, 1-based'),
  bottomCm: cm.describe('Lower edge above the floor'),
  topCm: cm.describe('Upper edge above the floor'),
  accessible: z.boolean().default(false).describe('Within reach from a wheelchair'),
  door: z
    .strictObject({ bus: deviceId, board: z.number().int(), lock: z.number().int().min(1) })
    .nullable()
    .describe('Its lock; null until the wiring wizard has found it'),
});

export const cabinetShape = z.strictObject({
  $schema: z.string().optional(),
  model: z.string().min(1).max(60),
  columns: z.array(z.strictObject({ widthCm: z.number().min(10).max(200) })).min(1),
  heightCm: z.number().min(30).max(400),
  screen: z.strictObject({
    column: z.number().int().min(1),
    bottomCm: cm,
    topCm: cm,
  }),
  buses: z.array(busSchema).default([]),
  ports: z
    .array(portSchema)
    .default([])
    .describe('Where the wiring wizard looks for boards, besides the ports of the buses'),
  badgeReaders: z.array(badgeReaderSchema).default([]),
  badgeFormat: badgeFormatSchema
    .optional()
    .describe('For every reader of its kind that has none of its own; left out: as they send it'),
  scanners: z.array(scannerSchema).default([]),
  keypads: z.array(keypadSchema).default([]),
  lockers: z.array(lockerSchema).min(1).max(2_000),
});
export type Cabinet = z.infer<typeof cabinetShape>;
export type CabinetLocker = z.infer<typeof lockerSchema>;
export type CabinetBus = z.infer<typeof busSchema>;

/** Reads a cabinet document; every fault is named with its place. */
export function readCabinet(document: unknown): Result<Cabinet, readonly Problem[]> {
  const shape = checked(cabinetShape, document);
  if (!shape.ok) return shape;
  const problems = [
    ...deviceProblems(shape.value),
    ...formatProblems(shape.value),
    ...lockerProblems(shape.value),
  ];
  return problems.length === 0 ? shape : err(problems);
}
