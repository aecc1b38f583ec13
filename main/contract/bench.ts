import { z } from 'zod';
import { bankPictureSchema } from './view.ts';

/**
 * What the bench page and tests ask of the simulated bank, and what they see of it. Development only:
 * the kiosk knows nothing of it.
 */
const locker = z.number().int();

export const benchCommandSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('tap'), reader: z.string(), badge: z.string().min(1).max(64) }),
  z.strictObject({ do: z.literal('scan'), scanner: z.string(), text: z.string().min(1).max(600) }),
  /** A finger on a key of the keypad, by the key's name, and a plug in its jack. */
  z.strictObject({ do: z.literal('key'), keypad: z.string(), key: z.string().max(32) }),
  z.strictObject({ do: z.literal('jack'), keypad: z.string(), on: z.boolean() }),
  z.strictObject({ do: z.literal('shut'), locker }),
  z.strictObject({ do: z.literal('open'), locker }),
  z.strictObject({ do: z.literal('force'), locker }),
  z.strictObject({ do: z.literal('jam'), locker, on: z.boolean() }),
  z.strictObject({ do: z.literal('spring'), locker, on: z.boolean() }),
  z.strictObject({ do: z.literal('item'), locker, on: z.boolean() }),
  z.strictObject({
    do: z.literal('stickSensor'),
    locker,
    state: z.enum(['open', 'closed']).nullable(),
  }),
  z.strictObject({
    do: z.literal('fault'),
    device: z.string(),
    fault: z.string(),
    on: z.boolean(),
  }),
  z.strictObject({ do: z.literal('plug'), device: z.string(), on: z.boolean() }),
]);
export type BenchCommand = z.infer<typeof benchCommandSchema>;

/** A reader or a scanner, and what can be wrong with it. */
const talkerSchema = z.object({
  id: z.string(),
  plugged: z.boolean(),
  faults: z.array(z.string()),
  allFaults: z.array(z.string()),
});

export const benchStateSchema = z.object({
  picture: bankPictureSchema,
  doors: z.array(
    z.object({
      locker,
      latched: z.boolean(),
      leaf: z.enum(['shut', 'open']),
      item: z.boolean(),
      coil: z.boolean(),
      jammed: z.boolean(),
      spring: z.boolean(),
      stuckSensor: z.enum(['open', 'closed']).nullable(),
      pulses: z.number().int(),
    }),
  ),
  buses: z.array(
    z.object({
      id: z.string(),
      plugged: z.boolean(),
      faults: z.array(z.string()),
      allFaults: z.array(z.string()),
      unlocks: z.number().int(),
      frames: z.array(
        z.object({
          at: z.number(),
          direction: z.enum(['in', 'out', 'dropped', 'note']),
          hex: z.string(),
          /** In words, for people. */
          meaning: z.string(),
        }),
      ),
    }),
  ),
  readers: z.array(talkerSchema),
  scanners: z.array(talkerSchema),
  keypads: z.array(
    z.object({
      id: z.string(),
      plugged: z.boolean(),
      label: z.string(),
      keys: z.array(z.object({ key: z.string(), action: z.string() })),
      headphones: z.boolean(),
      /** Whether the keypad can tell that headphones are in. */
      sensesJack: z.boolean(),
    }),
  ),
  people: z.array(
    z.object({
      name: z.string(),
      badge: z.string(),
      lockers: z.array(locker),
      note: z.string(),
      /** The pickup code that they were sent; null for who has none. */
      code: z.string().nullable(),
    }),
  ),
});
export type BenchState = z.infer<typeof benchStateSchema>;
