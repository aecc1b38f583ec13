import { listeners } from '../../main/base/listeners.ts';
import { err, ok } from '../../main/base/result.ts';
import { hidName, type HidDevice, type HidPort } from '../../hardware/port/hid.ts';
import type { PortFault } from '../../hardware/port/port.ts';

/** A HID device inside the test: what it sends, what it was told, and its cable. */
export interface MemoryHid {
  readonly port: HidPort;
  readonly features: { readonly id: number; readonly data: Uint8Array }[];
  send(report: Uint8Array): void;
  unplug(): void;
  plug(): void;
}

export function memoryHidPort(
  device: Partial<HidDevice>,
  reportDescriptor: Uint8Array | null = null,
): MemoryHid {
  const vendorId = device.vendorId ?? 0x1234;
  const productId = device.productId ?? 0x5678;
  const name = hidName(vendorId, productId);
  const gone: PortFault = { code: 'gone', message: `${name} is unplugged` };
  const features: { readonly id: number; readonly data: Uint8Array }[] = [];
  let plugged = true;
  let reports = listeners<Uint8Array>();
  let closed = listeners<PortFault>();
  return {
    features,
    port: {
      name,
      open: () => {
        if (!plugged) return Promise.resolve(err(gone));
        reports = listeners<Uint8Array>();
        closed = listeners<PortFault>();
        return Promise.resolve(
          ok({
            device: {
              path: '/dev/hidraw0',
              serial: '',
              product: '',
              usagePage: 0x8c,
              usage: 2,
              interface: 0,
              ...device,
              vendorId,
              productId,
            },
            reportDescriptor,
            onReport: reports.add,
            onClose: closed.add,
            getFeature: () => Promise.resolve(err(gone)),
            sendFeature: (id: number, data: Uint8Array) => {
              features.push({ id, data });
              return Promise.resolve(ok(undefined));
            },
            close: () => Promise.resolve(),
          }),
        );
      },
    },
    send: (report) => reports.emit(report),
    unplug() {
      plugged = false;
      closed.emit(gone);
    },
    plug() {
      plugged = true;
    },
  };
}
