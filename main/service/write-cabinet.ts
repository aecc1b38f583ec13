import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { fault, ok, type Fault, type Result } from '../base/result.ts';
import { readCabinet, type Cabinet } from '../contract/cabinet.ts';

export interface WrittenCabinet {
  readonly path: string;
  /** The file as it was before; null when there was none. */
  readonly before: string | null;
}

/**
 * Puts a cabinet file in the place of the old one and keeps a copy of that. Power may fail at any
 * moment: under its name stands the old file or the new one, each whole.
 */
export function writeCabinet(
  path: string,
  cabinet: Cabinet,
  stamp: string,
): Result<WrittenCabinet, Fault<'invalid' | 'io'>> {
  const checked = readCabinet(cabinet);
  if (!checked.ok) return fault('invalid', checked.error.map((each) => each.message).join('; '));
  const fresh = `${path}.new`;
  try {
    const before = existsSync(path) ? `${path}.before-${stamp}` : null;
    if (before !== null) {
      copyFileSync(path, before);
      sync(before);
    }
    writeFileSync(fresh, `${JSON.stringify(cabinet, null, 2)}\n`, { flush: true });
    renameSync(fresh, path);
    sync(dirname(path));
    return ok({ path, before });
  } catch (error) {
    if (existsSync(fresh)) rmSync(fresh);
    return fault('io', `${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function sync(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
