import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { destination, pino, type Logger } from 'pino';
import type { Log } from '../base/log.ts';

/** Lines of JSON in `kiosk.log`; a full file makes room, and one older one is kept. */
const FULL_BYTES = 16 * 1_024 * 1_024;

export function fileLog(folder: string): Log {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, 'kiosk.log');
  if (existsSync(path) && statSync(path).size > FULL_BYTES)
    renameSync(path, join(folder, 'kiosk.1.log'));
  const file = destination({ dest: path, sync: true });
  let written = existsSync(path) ? statSync(path).size : 0;
  const stream = {
    write(line: string): void {
      written += line.length;
      if (written > FULL_BYTES) {
        renameSync(path, join(folder, 'kiosk.1.log'));
        file.reopen();
        written = 0;
      }
      file.write(line);
    },
  };
  return logOf(pino({ base: null }, stream));
}

function logOf(logger: Logger): Log {
  return {
    debug: (what, fields) => logger.debug({ ...fields }, what),
    info: (what, fields) => logger.info({ ...fields }, what),
    warn: (what, fields) => logger.warn({ ...fields }, what),
    error: (what, fields) => logger.error({ ...fields }, what),
    part: (name) => logOf(logger.child({ part: name })),
  };
}
