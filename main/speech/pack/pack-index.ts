import { createHash } from 'node:crypto';
import { z } from 'zod';
import { localeSchema } from '../../contract/view.ts';

/** What a prompt pack says about itself. Its sound lies beside it, in a file named by its content. */
export const packIndexSchema = z.strictObject({
  engine: z.string(),
  version: z.string(),
  voice: z.string(),
  locale: localeSchema,
  /** Percent. */
  rate: z.number().int(),
  sampleRate: z.number().int(),
  sound: z.string().regex(/^[0-9a-f]{16}\.adpcm$/),
  /** By clip key: first byte, bytes, samples, and the first 16 digits of the bytes' hash. */
  clips: z.record(
    z.string(),
    z.tuple([z.number().int(), z.number().int(), z.number().int(), z.string()]),
  ),
});
export type PackIndex = z.infer<typeof packIndexSchema>;

export const INDEX_FILE = 'index.json';

export function contentName(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
