import type { Clock } from '../../main/base/clock.ts';
import { listeners, type Unsubscribe } from '../../main/base/listeners.ts';

/** The input reports of a simulated HID device on their way to whoever has opened it. */
export interface HidWire {
  /** One after the other, at the pace of the device. */
  send(reports: readonly Uint8Array[]): void;
  attach(hear: (report: Uint8Array) => void): Unsubscribe;
}

/** `paceMs`: how often the computer fetches a report from the device; a USB frame is 1 ms. */
export function hidWire(clock: Clock, paceMs: number): HidWire {
  const wire = listeners<Uint8Array>();
  let busyUntil = -Infinity;
  return {
    send(reports) {
      let at = Math.max(busyUntil, clock.monotonic());
      for (const report of reports) {
        at += paceMs;
        clock.setTimeout(() => wire.emit(report), Math.max(0, at - clock.monotonic()));
      }
      busyUntil = at;
    },
    attach: wire.add,
  };
}
