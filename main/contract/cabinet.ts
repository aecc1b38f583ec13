import { z } from 'zod';
import { err, type Result } from '../base/result.ts';
import { checked, type Problem } from './problems.ts';

/**
 * The cabinet file: one bank of lockers as it stands in a hall. It names the ports, the boards, the
 * readers and each locker with its measures. The same file with real device paths runs real hardware.
 */
export const sizeSchema = z.enum(['small', 'medium', 'large', 'xlarge']);
export type LockerSize = z.infer<typeof sizeSchema>;

const deviceId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be a short name such as "doors" (a–z, 0–9, -)');

const portSchema = z
  .string()
  .regex(
    /^(\/dev\/\S+|\/\S+|COM\d+|tcp:\/\/[^\s:/]+:\d{1,5}|sim:[a-z0-9-]+)$/,
    'must be a device path (/dev/serial/by-id/…, COM3), tcp://host:port, or sim:name for the simulated bank',
  )
  .describe('Device path, tcp://host:port of a serial gateway, or sim:name for the simulated bank');

export const lineSettingsSchema = z.strictObject({
  baud: z.number().int().min(300).max(921_600).default(9_600),
  dataBits: z.union([z.literal(7), z.literal(8)]).default(8),
  parity: z.enum(['none', 'even', 'odd']).default('none'),
  stopBits: z.union([z.literal(1), z.literal(2)]).default(1),
});

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
  pulseMs: z.number().int().min(50).max(10_000).default(300).describe('Length of its unlock pulse'),
});

const busSchema = z.discriminatedUnion('protocol', [
  z.strictObject({
    id: deviceId,
    protocol: z.literal('bcc-8a').describe('8A/80 boards with XOR checksum'),
    port: portSchema,
    line: lineSettingsSchema.prefault({}),
    boards: z.array(bcc8aBoardSchema).min(1),
    supplyGapMs: z
      .number()
      .int()
      .min(200)
      .max(10_000)
      .default(800)
      .describe('Least time between the beginnings of two pulses on the common supply'),
  }),
]);

const badgeReaderSchema = z.strictObject({
  id: deviceId,
  protocol: z.literal('line').describe('Prints the number and a line end for each card'),
  port: portSchema,
  line: lineSettingsSchema.prefault({}),
  repeatWindowMs: z
    .number()
    .int()
    .min(100)
    .max(10_000)
    .default(1_500)
    .describe('The same card within this time is the same tap'),
});

const cm = z.number().min(0).max(400);

const lockerSchema = z.strictObject({
  number: z.number().int().min(1).max(9_999),
  size: sizeSchema,
  column: z.number().int().min(1).describe('From the left, 1-based'),
  row: z.number().int().min(1).describe('From the top of the column, 1-based'),
  bottomCm: cm.describe('Lower edge above the floor'),
  topCm: cm.describe('Upper edge above the floor'),
  accessible: z.boolean().default(false).describe('Within reach from a wheelchair'),
  door: z.strictObject({ bus: deviceId, board: z.number().int(), lock: z.number().int().min(1) }),
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
  buses: z.array(busSchema).min(1),
  badgeReaders: z.array(badgeReaderSchema).default([]),
  lockers: z.array(lockerSchema).min(1).max(2_000),
});
export type Cabinet = z.infer<typeof cabinetShape>;
export type CabinetLocker = z.infer<typeof lockerSchema>;
export type CabinetBus = z.infer<typeof busSchema>;

/** Reads a cabinet document; every fault is named with its place. */
export function readCabinet(document: unknown): Result<Cabinet, readonly Problem[]> {
  const shape = checked(cabinetShape, document);
  if (!shape.ok) return shape;
  const problems = [...deviceProblems(shape.value), ...lockerProblems(shape.value)];
  return problems.length === 0 ? shape : err(problems);
}

function deviceProblems(cabinet: Cabinet): Problem[] {
  const problems: Problem[] = [];
  const devices = [
    ...cabinet.buses.map((bus, i) => ({ ...bus, path: `buses[${i}]` })),
    ...cabinet.badgeReaders.map((reader, i) => ({ ...reader, path: `badgeReaders[${i}]` })),
  ];
  const ids = new Map<string, string>();
  const ports = new Map<string, string>();
  for (const { id, port, path } of devices) {
    claim(ids, id, path, `${path}.id`, `the name "${id}" is taken by`, problems);
    claim(ports, port, path, `${path}.port`, `the port ${port} is used by`, problems);
  }
  cabinet.buses.forEach((bus, i) => {
    const addresses = new Map<string, string>();
    bus.boards.forEach((board, j) => {
      const path = `buses[${i}].boards[${j}]`;
      claim(
        addresses,
        String(board.address),
        path,
        `${path}.address`,
        `address ${board.address} is taken by`,
        problems,
      );
      if (board.locks > board.statusBytes * 8)
        problems.push({
          path: `${path}.statusBytes`,
          message: `${board.statusBytes} status bytes cannot show ${board.locks} locks`,
        });
    });
  });
  return problems;
}

function lockerProblems(cabinet: Cabinet): Problem[] {
  const problems: Problem[] = [];
  const numbers = new Map<string, string>();
  const doors = new Map<string, string>();
  cabinet.lockers.forEach((locker, i) => {
    const path = `lockers[${i}]`;
    const door = `${locker.door.bus}/${locker.door.board}/${locker.door.lock}`;
    claim(
      numbers,
      String(locker.number),
      path,
      `${path}.number`,
      `number ${locker.number} is taken by`,
      problems,
    );
    claim(doors, door, path, `${path}.door`, `door ${door} belongs to`, problems);
    problems.push(
      ...placeProblems(cabinet, locker, path),
      ...wiringProblems(cabinet, locker, path),
    );
    cabinet.lockers.slice(0, i).forEach((other) => {
      if (
        other.column === locker.column &&
        other.bottomCm < locker.topCm &&
        locker.bottomCm < other.topCm
      )
        problems.push({ path, message: `locker ${locker.number} overlaps locker ${other.number}` });
    });
  });
  return [...problems, ...screenProblems(cabinet)];
}

function screenProblems(cabinet: Cabinet): Problem[] {
  const { screen, columns, heightCm } = cabinet;
  const problems: Problem[] = [];
  if (screen.column > columns.length)
    problems.push({ path: 'screen.column', message: `there are ${columns.length} columns` });
  if (screen.topCm <= screen.bottomCm)
    problems.push({ path: 'screen.topCm', message: 'the top must be above the bottom' });
  if (screen.topCm > heightCm)
    problems.push({ path: 'screen.topCm', message: `the bank is ${heightCm} cm high` });
  for (const locker of cabinet.lockers)
    if (
      locker.column === screen.column &&
      locker.bottomCm < screen.topCm &&
      screen.bottomCm < locker.topCm
    )
      problems.push({ path: 'screen', message: `the screen overlaps locker ${locker.number}` });
  return problems;
}

function placeProblems(cabinet: Cabinet, locker: CabinetLocker, path: string): Problem[] {
  const problems: Problem[] = [];
  if (locker.column > cabinet.columns.length)
    problems.push({
      path: `${path}.column`,
      message: `there are ${cabinet.columns.length} columns`,
    });
  if (locker.topCm <= locker.bottomCm)
    problems.push({ path: `${path}.topCm`, message: 'the top must be above the bottom' });
  if (locker.topCm > cabinet.heightCm)
    problems.push({ path: `${path}.topCm`, message: `the bank is ${cabinet.heightCm} cm high` });
  return problems;
}

function wiringProblems(cabinet: Cabinet, locker: CabinetLocker, path: string): Problem[] {
  const bus = cabinet.buses.find((candidate) => candidate.id === locker.door.bus);
  if (!bus) return [{ path: `${path}.door.bus`, message: `there is no bus "${locker.door.bus}"` }];
  const board = bus.boards.find((candidate) => candidate.address === locker.door.board);
  if (!board)
    return [
      { path: `${path}.door.board`, message: `bus "${bus.id}" has no board ${locker.door.board}` },
    ];
  if (locker.door.lock > board.locks)
    return [
      { path: `${path}.door.lock`, message: `board ${board.address} has ${board.locks} locks` },
    ];
  return [];
}

function claim(
  taken: Map<string, string>,
  key: string,
  owner: string,
  path: string,
  words: string,
  problems: Problem[],
): void {
  const other = taken.get(key);
  if (other === undefined) taken.set(key, owner);
  else problems.push({ path, message: `${words} ${other}` });
}
