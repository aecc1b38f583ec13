import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../base/clock.ts';
import { systemIds } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { err, ok, type Result } from '../base/result.ts';
import { readCabinet } from '../contract/cabinet.ts';
import { problemText, type Problem } from '../contract/problems.ts';
import { readSeed, type Seed } from '../contract/seed.ts';
import { startKiosk, type Kiosk } from '../kiosk.ts';
import { cardPortsOf, hidPortsOf, portsOf } from '../../hardware/port/open-port.ts';
import { mayType } from './input-rules.ts';
import type { HostOptions } from './options.ts';
import { fileLog } from './file-log.ts';
import { openSound, type OpenedSound } from './open-sound.ts';

/** A kiosk on this machine: real clock, real ports, its log in a file. */
export interface OpenedKiosk {
  readonly kiosk: Kiosk;
  readonly log: Log;
  /** Null where nobody can listen. */
  readonly sound: OpenedSound | null;
  /** A scanner or reader of this bank may type like a keyboard. */
  readonly mayType: boolean;
}

/** The exit code of a program that a technician wants started again. */
const ASKED_TO_RESTART = 75;
/** Long enough to see on the screen that it was understood. */
const ANSWER_MS = 500;

/** From files to a running kiosk; on failure every reason, each with its file and place. */
export async function openKiosk(
  options: HostOptions,
  software: string,
): Promise<Result<OpenedKiosk, readonly string[]>> {
  const cabinet = readFile(options.cabinet, readCabinet);
  if (!cabinet.ok) return cabinet;
  const lockers = new Set(cabinet.value.lockers.map((locker) => locker.number));
  const seed: Result<Seed | null, readonly string[]> =
    options.seed === undefined
      ? ok(null)
      : readFile(options.seed, (document) => readSeed(document, lockers));
  if (!seed.ok) return seed;
  const log = fileLog(join(options.data, 'logs'));
  const sound = openSound(cabinet.value, { clock: systemClock, log });
  const started = await startKiosk({
    ...(sound && { sound }),
    cabinet: cabinet.value,
    cabinetFile: options.cabinet,
    dataDir: options.data,
    seed: seed.value,
    hub: options.hub === 'off' ? null : { url: options.hub, enrolCode: options.enrol ?? null },
    clock: systemClock,
    ids: systemIds,
    log,
    ports: portsOf(systemClock),
    hid: hidPortsOf(systemClock),
    cards: cardPortsOf(systemClock),
    // What was asked is in the log already; whoever keeps this program running starts it again.
    restart: () => systemClock.setTimeout(() => process.exit(ASKED_TO_RESTART), ANSWER_MS),
    software,
  });
  if (!started.ok) return err([`${started.error.code}: ${started.error.message}`]);
  return ok({ kiosk: started.value, log, sound, mayType: mayType(cabinet.value) });
}

function readFile<T>(
  path: string,
  read: (document: unknown) => Result<T, readonly Problem[]>,
): Result<T, readonly string[]> {
  let document: unknown;
  try {
    document = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return err([`${path}: ${error instanceof Error ? error.message : String(error)}`]);
  }
  const checked = read(document);
  if (checked.ok) return checked;
  return err(checked.error.map((problem) => `${path}: ${problemText(problem)}`));
}
