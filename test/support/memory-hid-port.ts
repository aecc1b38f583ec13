import type { HidDevice, HidPort } from '../../hardware/port/hid.ts';
import { memoryHid } from '../../hardware/simulator/memory-hid.ts';

/** A HID device inside the test that does nothing by itself: the test sends for it. */
export interface MemoryHidPort {
  readonly port: HidPort;
  /** What it was told. */
  readonly features: { readonly id: number; readonly data: Uint8Array }[];
  send(report: Uint8Array): void;
  unplug(): void;
  plug(): void;
}

export function memoryHidPort(
  device: Partial<HidDevice>,
  reportDescriptor: Uint8Array | null = null,
): MemoryHidPort {
  const features: { readonly id: number; readonly data: Uint8Array }[] = [];
  let wire: (report: Uint8Array) => void = () => undefined;
  const hid = memoryHid({
    device: {
      vendorId: 0x1234,
      productId: 0x5678,
      serial: '',
      product: '',
      usagePage: 0x8c,
      usage: 2,
      interface: 0,
      ...device,
    },
    reportDescriptor,
    getFeature: () => null,
    setFeature(id, data) {
      features.push({ id, data });
      return true;
    },
    attach(send) {
      wire = send;
      return () => (wire = () => undefined);
    },
  });
  return { ...hid, features, send: (report) => wire(report) };
}
