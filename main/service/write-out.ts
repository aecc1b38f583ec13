import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fault, ok, type Fault, type Result } from '../base/result.ts';

export type WriteFault = Fault<'noSpace' | 'noFolder' | 'readOnly' | 'io'>;

/**
 * Writes a file into a folder that somebody chose (a stick that may be pulled out any moment): under
 * another name first and synced, so that what has the right name is whole.
 */
export async function writeOut(
  folder: string,
  name: string,
  chunks: Iterable<Uint8Array>,
): Promise<Result<string, WriteFault>> {
  const path = join(folder, name);
  const fresh = `${path}.unfinished`;
  try {
    const file = await open(fresh, 'w');
    try {
      for (const chunk of chunks) await file.write(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
    return ok(path);
  } catch (error) {
    // What is left of it is taken away where that is still possible.
    await rm(fresh, { force: true }).catch(() => undefined);
    return faultOf(path, error);
  }
}

function faultOf(path: string, error: unknown): Result<never, WriteFault> {
  if (!(error instanceof Error && 'code' in error)) throw error;
  const message = `${path}: ${error.message}`;
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return fault('noSpace', message);
    case 'ENOENT':
    case 'ENOTDIR':
      return fault('noFolder', message);
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return fault('readOnly', message);
    default:
      return fault('io', message);
  }
}
