import { z } from 'zod';
import { strokeSchema } from './strokes.ts';

/** What the person did, by touch or by key. `view` is the number of the screen that they saw. */
export const kioskIntentSchema = z.discriminatedUnion('type', [
  /** Activates an item or a tool of the view. */
  z.strictObject({
    type: z.literal('press'),
    view: z.number().int(),
    item: z.string().max(64),
  }),
  /** One key of an entry: a digit, a letter, `correct` or `accept`. */
  z.strictObject({
    type: z.literal('key'),
    view: z.number().int(),
    key: z.string().min(1).max(8),
  }),
  /** One stroke of a finger in the field of a signature. */
  z.strictObject({ type: z.literal('stroke'), view: z.number().int(), points: strokeSchema }),
  /** A touch on nothing in particular: the person is still here. */
  z.strictObject({ type: z.literal('activity'), view: z.number().int() }),
]);
export type KioskIntent = z.infer<typeof kioskIntentSchema>;
