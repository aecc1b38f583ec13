import type { z } from 'zod';
import { err, ok, type Result } from '../base/result.ts';

/** One fault in a document, with the place where it stands: `lockers[3].door.lock: …`. */
export interface Problem {
  readonly path: string;
  readonly message: string;
}

/** Checks a whole document and names every fault, not only the first. */
export function checked<T>(schema: z.ZodType<T>, document: unknown): Result<T, readonly Problem[]> {
  const parsed = schema.safeParse(document);
  if (parsed.success) return ok(parsed.data);
  return err(
    parsed.error.issues.map((issue) => ({ path: pathText(issue.path), message: issue.message })),
  );
}

export function problemText(problem: Problem): string {
  return problem.path === '' ? problem.message : `${problem.path}: ${problem.message}`;
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`;
    return text === '' ? String(key) : `${text}.${String(key)}`;
  }, '');
}
