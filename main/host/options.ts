import { parseArgs } from 'node:util';
import { z } from 'zod';
import { checked, problemText } from '../contract/problems.ts';
import { err, type Result } from '../base/result.ts';

/** What the kiosk process is told when it starts, by flag or by environment. */
const optionsSchema = z.strictObject({
  cabinet: z.string().min(1),
  data: z.string().min(1),
  seed: z.string().optional(),
  hub: z
    .union([z.literal('off'), z.url({ protocol: /^https?$/, error: 'must be an URL or "off"' })])
    .default('off'),
  enrol: z.string().optional(),
  /** 0 takes any free port. */
  port: z.coerce.number().int().min(0).max(65_535).default(0),
  /** Ends when its standard input closes, so that it never outlives whoever started it. */
  'with-parent': z.boolean().default(false),
});
export type HostOptions = z.infer<typeof optionsSchema>;

export function readOptions(argv: readonly string[]): Result<HostOptions, readonly string[]> {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        cabinet: { type: 'string' },
        data: { type: 'string' },
        seed: { type: 'string' },
        hub: { type: 'string' },
        enrol: { type: 'string' },
        port: { type: 'string' },
        'with-parent': { type: 'boolean' },
      },
    });
    const options = checked<HostOptions>(optionsSchema, values);
    return options.ok ? options : err(options.error.map((problem) => `--${problemText(problem)}`));
  } catch (error) {
    return err([error instanceof Error ? error.message : String(error)]);
  }
}
