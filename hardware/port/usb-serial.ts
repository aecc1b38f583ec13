import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { err, ok, type Result } from '../../main/base/result.ts';
import type { Port, PortFault } from './port.ts';

/**
 * A serial adapter by what it says of itself, `usb:0403:6001` or `usb:0403:6001:A50285BI`, whatever
 * number the system gave it today. The name is the list of what may be opened: anything else that
 * turned up in its place is refused, with a reason. Ids are claims that any device may make.
 */
export interface UsbSerialName {
  readonly vendorId: string;
  readonly productId: string;
  readonly serial: string | null;
}

export interface UsbSerialDevice extends UsbSerialName {
  /** `/dev/ttyUSB0`. */
  readonly path: string;
}

const NAME = /^usb:([0-9a-f]{4}):([0-9a-f]{4})(?::([^\s:]+))?$/i;

export function usbSerialName(port: string): UsbSerialName | null {
  const [, vendorId, productId, serial = null] = NAME.exec(port) ?? [];
  if (vendorId === undefined || productId === undefined) return null;
  return { vendorId: vendorId.toLowerCase(), productId: productId.toLowerCase(), serial };
}

/** The one adapter that is meant, or why none is. Two of one model need their serial numbers. */
export function chooseUsbSerial(
  name: string,
  devices: readonly UsbSerialDevice[],
  wanted: UsbSerialName,
): Result<UsbSerialDevice, PortFault> {
  const model = devices.filter(
    ({ vendorId, productId }) => vendorId === wanted.vendorId && productId === wanted.productId,
  );
  const fitting = model.filter(({ serial }) => wanted.serial === null || serial === wanted.serial);
  const [first, twin] = fitting;
  if (first && !twin) return ok(first);
  if (first && twin)
    return err({
      code: 'io',
      message: `${name} is plugged in twice (${first.path}, ${twin.path}); name the serial number`,
    });
  const others = model.length > 0 ? model : devices;
  const instead = others.map(
    ({ path, vendorId, productId, serial }) =>
      `${path} is ${vendorId}:${productId}${serial === null ? '' : `:${serial}`}`,
  );
  const refused = instead.length === 0 ? '' : `; refused: ${instead.join(', ')}`;
  return err({ code: 'gone', message: `${name} is not plugged in${refused}` });
}

/** `byPath` opens what was found. */
export function usbSerialPort(
  name: string,
  wanted: UsbSerialName,
  byPath: (path: string) => Port,
  list: () => Promise<readonly UsbSerialDevice[]> = usbSerialDevices,
): Port {
  return {
    name,
    msPerByte: byPath(name).msPerByte,
    async open() {
      const device = chooseUsbSerial(name, await list(), wanted);
      if (!device.ok) return device;
      const opened = await byPath(device.value.path).open();
      if (!opened.ok) return opened;
      // Between looking and opening, another adapter may have got the number.
      const still = chooseUsbSerial(name, await list(), wanted);
      if (still.ok && still.value.path === device.value.path) return opened;
      await opened.value.close();
      return still.ok ? err({ code: 'gone', message: `${name} has just moved` }) : still;
    },
  };
}

/** Between a tty and its USB device lie the interface and, for some drivers, a port of their own. */
const LEVELS = 4;

/** What the kernel says of its USB ttys; empty where there is no such kernel. */
export async function usbSerialDevices(
  sys = '/sys/class/tty',
): Promise<readonly UsbSerialDevice[]> {
  const names = await readdir(sys).catch(() => []);
  const found = await Promise.all(names.map((tty) => usbDeviceOf(sys, tty)));
  return found
    .flatMap((device) => device ?? [])
    .sort((one, other) => one.path.localeCompare(other.path));
}

async function usbDeviceOf(sys: string, tty: string): Promise<UsbSerialDevice | null> {
  let place = await realpath(join(sys, tty, 'device')).catch(() => null);
  for (let level = 0; place !== null && level < LEVELS; level += 1) {
    const vendorId = await text(join(place, 'idVendor'));
    const productId = await text(join(place, 'idProduct'));
    if (vendorId !== null && productId !== null)
      return {
        path: `/dev/${tty}`,
        vendorId,
        productId,
        serial: await text(join(place, 'serial')),
      };
    place = dirname(place);
  }
  return null;
}

async function text(file: string): Promise<string | null> {
  return readFile(file, 'utf8').then(
    (content) => content.trim(),
    () => null,
  );
}
