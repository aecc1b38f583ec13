import type { Clock } from './base/clock.ts';
import type { Log } from './base/log.ts';
import type { Unsubscribe } from './base/listeners.ts';
import { record } from './record.ts';
import type { Store } from '../db/open.ts';
import type { Device, DeviceReport } from '../hardware/device.ts';

/**
 * Listens to the health of the hardware: what is lost, and what is back, goes into the log of events,
 * and the session learns whether any door answers at all.
 */
export interface DeviceWatchOptions {
  readonly store: Store;
  readonly devices: readonly Device[];
  readonly clock: Clock;
  readonly log: Log;
  readonly doorsAnswer: (anyDoor: boolean) => void;
  /** Some locker has a lock; before the wiring is known no board serves anybody. */
  readonly wired: boolean;
}

/** A cable that is pushed back at once is not a story; longer than this it is. Milliseconds. */
const LOST_AFTER = 3_000;

export interface DeviceWatch {
  /** At least one door board answers. */
  anyDoor(): boolean;
  stop(): void;
}

export function watchDevices(options: DeviceWatchOptions): DeviceWatch {
  const { store, devices, clock, log } = options;
  const told = new Map<string, 'lost'>();
  const pending = new Map<string, unknown>();
  const stops: Unsubscribe[] = devices.map((device) => device.onHealth(onHealth));
  let answering = anyDoor();

  function onHealth(report: DeviceReport): void {
    tellDoors();
    clock.clearTimeout(pending.get(report.id));
    pending.delete(report.id);
    if (report.health.state === 'lost')
      pending.set(
        report.id,
        clock.setTimeout(() => lost(report), LOST_AFTER),
      );
    else if (told.delete(report.id)) back(report);
  }

  function lost(report: DeviceReport): void {
    pending.delete(report.id);
    if (report.health.state !== 'lost' || told.has(report.id)) return;
    told.set(report.id, 'lost');
    const { reason } = report.health;
    log.warn('device lost', { device: report.id, reason });
    store.write((db) =>
      record(db, null, {
        type: 'device.lost',
        payload: { device: report.id, kind: report.kind, reason },
      }),
    );
  }

  function back(report: DeviceReport): void {
    log.info('device back', { device: report.id });
    store.write((db) =>
      record(db, null, { type: 'device.ready', payload: { device: report.id, kind: report.kind } }),
    );
  }

  function anyDoor(): boolean {
    if (!options.wired) return false;
    return devices
      .flatMap((device) => device.reports())
      .some((report) => report.kind === 'doorBoard' && report.health.state !== 'lost');
  }

  function tellDoors(): void {
    const now = anyDoor();
    if (now === answering) return;
    answering = now;
    options.doorsAnswer(now);
  }

  return {
    anyDoor,
    stop() {
      stops.forEach((stop) => stop());
      for (const timer of pending.values()) clock.clearTimeout(timer);
    },
  };
}
