import { z } from 'zod';
import { kioskIntentSchema } from './intent.ts';
import { kioskViewSchema } from './view.ts';

/**
 * What goes between the kiosk and its screen: the same messages through Electron's preload and
 * through a browser's WebSocket.
 */
export const toScreenSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('view'), view: kioskViewSchema }),
  /** Answered by `pong`; a screen that does not answer is reloaded. */
  z.strictObject({ type: z.literal('ping'), id: z.number().int() }),
]);
export type ToScreen = z.infer<typeof toScreenSchema>;

export const fromScreenSchema = z.discriminatedUnion('type', [
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
