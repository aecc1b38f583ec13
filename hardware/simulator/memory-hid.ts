import { listeners, type Unsubscribe } from '../../main/base/listeners.ts';
import { err, ok } from '../../main/base/result.ts';
import { hidName, type HidDevice, type HidPort } from '../port/hid.ts';
import type { PortFault } from '../port/port.ts';

/** What stands in a simulated HID device: it answers feature reports and sends input reports. */
export interface HidFirmware {
  readonly device: Omit<HidDevice, 'path'>;
  readonly reportDescriptor: Uint8Array | null;
  /** The device's answer, without a report number; null when it refuses the request (a stall). */
  getFeature(id: number): Uint8Array | null;
  /** Whether the device took it. */
  setFeature(id: number, data: Uint8Array): boolean;
  /** An output report; left out where the device has none. */
  readonly setOutput?: (id: number, data: Uint8Array) => boolean;
  /** Power comes on; `send` puts an input report on the wire until the returned function is called. */
  attach(send: (report: Uint8Array) => void): Unsubscribe;
}

/** A USB cable inside one process. Plugged in again, the device stands at another path. */
export interface MemoryHid {
  readonly port: HidPort;
  path(): string;
  unplug(): void;
  plug(): void;
}

export function memoryHid(firmware: HidFirmware): MemoryHid {
  const { device } = firmware;
  const name = hidName(device.vendorId, device.productId);
  const gone: PortFault = { code: 'gone', message: `${name} is unplugged` };
  let plugged = true;
  let node = 0;
  /** Ends the power and every connection that there is. */
  let pull = listeners<void>();
  let wire = listeners<Uint8Array>();
  let powerOff = firmware.attach((report) => wire.emit(report));
  const path = (): string => `/dev/hidraw${node}`;

  const port: HidPort = {
    name,
    open() {
      if (!plugged) return Promise.resolve(err(gone));
      const reports = listeners<Uint8Array>();
      const closed = listeners<PortFault>();
      // Whoever opens the device hears every report: hidraw is not exclusive.
      const unhear = wire.add(reports.emit);
      let open = true;
      const end = (): void => {
        if (!open) return;
        open = false;
        unhear();
        closed.emit(gone);
      };
      pull.add(end);
      const stalled = err<PortFault>({ code: 'io', message: `${name}: the device refuses that` });
      return Promise.resolve(
        ok({
          device: { ...device, path: path() },
          reportDescriptor: firmware.reportDescriptor,
          onReport: reports.add,
          onClose: closed.add,
          getFeature(id: number, length: number) {
            if (!open) return Promise.resolve(err(gone));
            const answer = firmware.getFeature(id);
            return Promise.resolve(answer ? ok(answer.slice(0, length)) : stalled);
          },
          sendFeature(id: number, data: Uint8Array) {
            if (!open) return Promise.resolve(err(gone));
            return Promise.resolve(firmware.setFeature(id, data) ? ok(undefined) : stalled);
          },
          sendOutput(id: number, data: Uint8Array) {
            if (!open) return Promise.resolve(err(gone));
            const taken = firmware.setOutput?.(id, data) ?? false;
            return Promise.resolve(taken ? ok(undefined) : stalled);
          },
          close() {
            end();
            return Promise.resolve();
          },
        }),
      );
    },
  };
  return {
    port,
    path,
    unplug() {
      if (!plugged) return;
      plugged = false;
      powerOff();
      const ending = pull;
      pull = listeners<void>();
      wire = listeners<Uint8Array>();
      ending.emit();
    },
    plug() {
      if (plugged) return;
      plugged = true;
      node += 1;
      powerOff = firmware.attach((report) => wire.emit(report));
    },
  };
}
