import { z } from 'zod';
import { tones } from './audio.ts';
import { kioskIntentSchema } from './intent.ts';
import { kioskViewSchema } from './view.ts';

/**
 * What goes between the kiosk and its screen: the same messages through Electron's preload and
 * through a browser's WebSocket.
 */
const gain = z.number().min(0).max(1);
const toEar = [
  /** To be heard now, in the place of what is heard; signed 16-bit samples, the low byte first. */
  z.strictObject({
    type: z.literal('sound'),
    id: z.number().int(),
    sampleRate: z.number().int(),
    gain,
    pcm: z.instanceof(Uint8Array),
  }),
  z.strictObject({ type: z.literal('hush') }),
  z.strictObject({ type: z.literal('tone'), name: z.enum(tones), gain }),
  z.strictObject({ type: z.literal('beacon'), on: z.boolean() }),
  /** Which sound card is the keypad's own, by a part of its name; null: the machine's first. */
  z.strictObject({ type: z.literal('card'), name: z.string().nullable() }),
  /** Nobody listens: the sound cards may sleep. */
  z.strictObject({ type: z.literal('rest') }),
] as const;
export const toEarSchema = z.discriminatedUnion('type', toEar);
export type ToEar = z.infer<typeof toEarSchema>;
export type Sound = Extract<ToEar, { type: 'sound' }>;

export const toScreenSchema = z.discriminatedUnion('type', [
  ...toEar,
  z.strictObject({ type: z.literal('view'), view: kioskViewSchema }),
  /** Answered by `pong`; a screen that does not answer is reloaded. */
  z.strictObject({ type: z.literal('ping'), id: z.number().int() }),
]);
export type ToScreen = z.infer<typeof toScreenSchema>;

const fromEar = [
  z.strictObject({
    type: z.literal('heard'),
    id: z.number().int(),
    how: z.enum(['started', 'ended', 'stopped', 'failed']),
  }),
  /** Whether the keypad's own sound card is plugged in; false where none is named. */
  z.strictObject({ type: z.literal('card'), own: z.boolean() }),
] as const;
export const fromEarSchema = z.discriminatedUnion('type', fromEar);
export type FromEar = z.infer<typeof fromEarSchema>;

export const fromScreenSchema = z.discriminatedUnion('type', [
  ...fromEar,
  z.strictObject({ type: z.literal('intent'), intent: kioskIntentSchema }),
  z.strictObject({ type: z.literal('pong'), id: z.number().int() }),
  /** The view with this number stands on the screen. */
  z.strictObject({ type: z.literal('painted'), view: z.number().int() }),
  z.strictObject({ type: z.literal('failed'), message: z.string().max(2_000) }),
]);
export type FromScreen = z.infer<typeof fromScreenSchema>;

/** What the preload puts on `window.restante`; a browser page builds the same over a WebSocket. */
export interface ScreenLink {
  send(message: FromScreen): void;
  /** Returns a function that stops listening. */
  receive(listener: (message: ToScreen) => void): () => void;
}
