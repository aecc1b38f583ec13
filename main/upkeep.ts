import { every, HOUR, type Clock } from './base/clock.ts';
import type { Log } from './base/log.ts';
import { record } from './record.ts';
import { makeBackup } from '../db/backup.ts';
import { forgetAckedEvents } from '../db/events.ts';
import { presentLockers, setVerified } from '../db/lockers.ts';
import { getCursor, getMeta, setMeta } from '../db/meta.ts';
import type { Store } from '../db/open.ts';

/** What a kiosk does for itself while nobody stands there: a daily copy, and forgetting old events. */
export interface UpkeepOptions {
  readonly store: Store;
  readonly databasePath: string;
  readonly clock: Clock;
  readonly log: Log;
  /** Nobody is served now. */
  readonly idle: () => boolean;
  /** Opens a copy and looks through all of it. */
  readonly isWhole: (copy: string) => boolean;
}

const LAST_COPY = 'lastCopy';

/** The returned function stops it, after the copy that is being made. */
export function keepUp(options: UpkeepOptions): () => Promise<void> {
  let running: Promise<void> = Promise.resolve();
  const stop = every(options.clock, HOUR, () => {
    running = upkeep(options);
  });
  return () => {
    stop();
    return running;
  };
}

/** At most once a day; what fails (a full disk, a copy that is not whole) is tried an hour later. */
export async function upkeep(options: UpkeepOptions): Promise<void> {
  const { store, databasePath, clock, log, idle, isWhole } = options;
  const today = new Date(clock.wall()).toISOString().slice(0, 'yyyy-mm-dd'.length);
  if (!idle() || getMeta(store.read, LAST_COPY) === today) return;
  try {
    const copy = await makeBackup(store, databasePath, today, isWhole);
    if (copy === null) return log.error('the copy of the database is not whole');
    const forgotten = store.write((db) => {
      setMeta(db, LAST_COPY, today);
      return forgetAckedEvents(db, getCursor(db, 'acked'));
    });
    log.info('the database was copied', { copy, forgotten });
  } catch (error) {
    log.error('the database could not be copied', { why: String(error) });
  }
}

/** After a damaged database nobody knows for sure what is in the lockers, until somebody looks. */
export function tellRecovery(store: Store): void {
  const { recovery } = store;
  if (recovery === 'none') return;
  store.write((db) => {
    record(db, null, { type: 'store.recovered', payload: { how: recovery } });
    for (const number of presentLockers(db)) {
      setVerified(db, number, false);
      record(db, null, {
        type: 'locker.unverified',
        payload: { locker: number, why: 'storeRecovered' },
      });
    }
  });
}
