import type { Clock } from '../../main/base/clock.ts';
import { rawOf, type Credential } from '../../main/base/credential.ts';
import { listeners, type Unsubscribe } from '../../main/base/listeners.ts';
import type { BadgeRead, BadgeReader } from '../device.ts';
import type { Supervisor } from '../supervisor.ts';

/** What comes out of every kind of reader: one call for one tap, however often the card is read. */
export interface Taps {
  tapped(credential: Credential): void;
  readonly add: (listener: (read: BadgeRead) => void) => Unsubscribe;
}

/** What every reader of a cabinet file has. */
export interface ReaderConfig {
  readonly id: string;
  /** The same card within this time is the same tap, in ms; readers repeat while it lies there. */
  readonly repeatWindowMs: number;
}

export function createTaps({ id, repeatWindowMs }: ReaderConfig, clock: Clock): Taps {
  const taps = listeners<BadgeRead>();
  let last = { raw: '', at: -Infinity };
  return {
    add: taps.add,
    tapped(credential) {
      const at = clock.monotonic();
      const raw = rawOf(credential);
      const again = raw === last.raw && at - last.at < repeatWindowMs;
      last = { raw, at };
      if (!again) taps.emit({ reader: id, credential, at });
    },
  };
}

export function readerDevice(id: string, supervisor: Supervisor, taps: Taps): BadgeReader {
  return {
    id,
    kind: 'badgeReader',
    start: supervisor.start,
    stop: supervisor.stop,
    reports: () => [{ id, kind: 'badgeReader', health: supervisor.health() }],
    onHealth: (listener) =>
      supervisor.onHealth((health) => listener({ id, kind: 'badgeReader', health })),
    onBadge: taps.add,
    closePort: supervisor.close,
    openPort: supervisor.openAgain,
  };
}
