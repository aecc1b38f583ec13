import { writeFileSync } from 'node:fs';
import { z } from 'zod';
import { cabinetShape } from '../main/contract/cabinet.ts';
import { seedShape } from '../main/contract/seed.ts';

/** `npm run schemas`: the JSON Schemas that editors use for cabinet and seed files. */
export const schemas = [
  { path: 'assets/cabinets/cabinet.schema.json', shape: cabinetShape },
  { path: 'assets/seed/seed.schema.json', shape: seedShape },
] as const;

export function schemaText(shape: z.ZodType): string {
  return `${JSON.stringify(z.toJSONSchema(shape, { io: 'input' }), null, 2)}\n`;
}

if (import.meta.main) for (const { path, shape } of schemas) writeFileSync(path, schemaText(shape));
