import type { Clock } from '../../main/base/clock.ts';
import { rawOf, type Credential } from '../../main/base/credential.ts';
import { listeners, type Unsubscribe } from '../../main/base/listeners.ts';
import type { BadgeRead, BadgeReader, DeviceHealth, DeviceReport } from '../device.ts';
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

/** `firmware`: as the reader says it, null while it has not. */
export function readerDevice(
  id: string,
  supervisor: Supervisor,
  taps: Taps,
  firmware: () => string | null = () => null,
): BadgeReader {
  const report = (health: DeviceHealth): DeviceReport => {
    const told = firmware();
    return { id, kind: 'badgeReader', health, ...(told !== null && { firmware: told }) };
  };
  return {
    id,
    kind: 'badgeReader',
    start: supervisor.start,
    stop: supervisor.stop,
    reports: () => [report(supervisor.health())],
    onHealth: (listener) => supervisor.onHealth((health) => listener(report(health))),
    onBadge: taps.add,
    closePort: supervisor.close,
    openPort: supervisor.openAgain,
  };
}
