import { err, type Result } from '../../main/base/result.ts';
import type { Unsubscribe } from '../../main/base/listeners.ts';
import type { PortFault } from './port.ts';

/**
 * A USB or Bluetooth device that speaks HID reports. As with `Port`, nothing above it knows whether
 * it is real; the only importer of `node-hid` is beside this file.
 */
export interface HidPort {
  /** For logs and the service menu: `hid:0c27:3bfa`. */
  readonly name: string;
  /** Looks for the device and opens it by its path. */
  open(): Promise<Result<HidConnection, PortFault>>;
}

export interface HidConnection {
  readonly device: HidDevice;
  /** As the kernel tells it; null where that cannot be read. */
  readonly reportDescriptor: Uint8Array | null;
  /** An input report; where the device numbers its reports, the number is the first byte. */
  onReport(listener: (report: Uint8Array) => void): Unsubscribe;
  /** Once, whoever ended it. */
  onClose(listener: (fault: PortFault) => void): Unsubscribe;
  /** `length` bytes without the leading report number. */
  getFeature(id: number, length: number): Promise<Result<Uint8Array, PortFault>>;
  /** `data` without the leading report number. */
  sendFeature(id: number, data: Uint8Array): Promise<Result<void, PortFault>>;
  /** An output report: lights of a keypad, say. `data` without the leading report number. */
  sendOutput(id: number, data: Uint8Array): Promise<Result<void, PortFault>>;
  close(): Promise<void>;
}

/** What enumeration says. Vendor and product are claims that any device may make. */
export interface HidDevice {
  readonly path: string;
  readonly vendorId: number;
  readonly productId: number;
  readonly serial: string;
  readonly product: string;
  readonly usagePage: number;
  readonly usage: number;
  /** USB interface number; -1 where the system does not tell. */
  readonly interface: number;
}

/** Which device is meant. Everything that is named must fit. */
export interface HidMatch {
  readonly vendorId: number;
  readonly productId: number;
  readonly serial?: string;
  readonly usagePage?: number;
  /** Where it is: `hid+tcp://host:port`; left out for a device of this machine. */
  readonly at?: string;
}

export type HidPortFactory = (match: HidMatch) => HidPort;

/** Where no HID device can be opened: each of them is lost, and says why. */
export const noHid: HidPortFactory = ({ vendorId, productId }) => {
  const name = hidName(vendorId, productId);
  const message = `${name}: this program was started without HID`;
  return { name, open: () => Promise.resolve(err({ code: 'gone', message })) };
};

export function hidName(vendorId: number, productId: number): string {
  const hex = (id: number): string => id.toString(16).padStart(4, '0');
  return `hid:${hex(vendorId)}:${hex(productId)}`;
}
