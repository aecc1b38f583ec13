import { systemClock } from '../../main/base/clock.ts';
import { idsFrom } from '../../main/base/ids.ts';
import { silentLog } from '../../main/base/log.ts';
import type { Result } from '../../main/base/result.ts';
import { openStore, type OpenOptions, type Store, type StoreFault } from '../../db/open.ts';
import { seeded } from './kiosk-world.ts';

/** A store of the real kind in a folder of the test. */
export function tryStore(path: string, more: Partial<OpenOptions> = {}): Result<Store, StoreFault> {
  const random = seeded(path.length);
  return openStore({
    path,
    clock: systemClock,
    ids: idsFrom((length) => Uint8Array.from({ length }, () => Math.floor(random() * 256))),
    bootId: 'boot_test',
    log: silentLog,
    ...more,
  });
}

export function storeAt(path: string, more: Partial<OpenOptions> = {}): Store {
  const opened = tryStore(path, more);
  if (!opened.ok) throw new Error(`${opened.error.code}: ${opened.error.message}`);
  return opened.value;
}
