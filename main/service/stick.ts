import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the desktop services of Linux put a stick that was plugged in. */
const STICKS = ['/media/', '/run/media/'];

export interface TakeAway {
  readonly folder: string;
  readonly stick: boolean;
}

/** The folder for what a technician takes away: a stick if one is plugged in, else beside the data. */
export function takeAwayFolder(dataDir: string, mounts = '/proc/mounts'): TakeAway {
  const points = existsSync(mounts)
    ? readFileSync(mounts, 'utf8')
        .split('\n')
        // Octal escapes stand for spaces in the name of the stick, proc(5).
        .map((line) => (line.split(' ')[1] ?? '').replace(/\\040/g, ' '))
    : [];
  const stick = points.find((point) => STICKS.some((folder) => point.startsWith(folder)));
  if (stick) return { folder: stick, stick: true };
  const own = join(dataDir, 'exports');
  mkdirSync(own, { recursive: true });
  return { folder: own, stick: false };
}
