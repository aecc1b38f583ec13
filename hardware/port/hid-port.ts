import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Device, HIDAsync } from 'node-hid';
import { listeners } from '../../main/base/listeners.ts';
import { err, ok, type Result } from '../../main/base/result.ts';
import {
  hidName,
  type HidConnection,
  type HidDevice,
  type HidMatch,
  type HidPortFactory,
} from './hid.ts';
import type { PortFault } from './port.ts';

/**
 * HID devices of this machine: the only importer of `node-hid`, and only of its asynchronous class,
 * since the other one holds up the whole program while it waits. Loaded when the first device is
 * opened: a machine without libudev still starts.
 */
export const hidPorts: HidPortFactory = (match) => {
  const name = hidName(match.vendorId, match.productId);
  return { name, open: () => openMatching(name, match) };
};

/** What is plugged in, for the service menu. The ids are claims that any device may make. */
export async function listHidDevices(): Promise<Result<readonly HidDevice[], PortFault>> {
  try {
    const { devicesAsync } = (await import('node-hid')).default;
    return ok((await devicesAsync()).flatMap(plain));
  } catch (error) {
    return err(faultOf('HID', error));
  }
}

function plain(device: Device): readonly HidDevice[] {
  if (device.path === undefined) return [];
  return [
    {
      path: device.path,
      vendorId: device.vendorId,
      productId: device.productId,
      serial: device.serialNumber ?? '',
      product: device.product ?? '',
      usagePage: device.usagePage ?? 0,
      usage: device.usage ?? 0,
      interface: device.interface,
    },
  ];
}

/**
 * The one device that is meant. Two of the same model cannot be told apart by their ids; taking the
 * first would read one of them twice, for hidraw lets everybody listen.
 */
export function choose(
  name: string,
  devices: readonly HidDevice[],
  match: HidMatch,
): Result<HidDevice, PortFault> {
  const fitting = devices
    .filter(
      (device) =>
        device.vendorId === match.vendorId &&
        device.productId === match.productId &&
        (match.serial === undefined || device.serial === match.serial) &&
        (match.usagePage === undefined || device.usagePage === match.usagePage),
    )
    .sort((a, b) => a.interface - b.interface);
  const [first] = fitting;
  if (!first) {
    const what = match.serial === undefined ? name : `${name} with the serial ${match.serial}`;
    return err({ code: 'gone', message: `${what} is not plugged in` });
  }
  const twin = fitting.find(
    (other) => other.interface === first.interface && other.path !== first.path,
  );
  if (!twin) return ok(first);
  const message = `${name} is plugged in twice (${first.path}, ${twin.path}); name the serial number`;
  return err({ code: 'io', message });
}

async function openMatching(
  name: string,
  match: HidMatch,
): Promise<Result<HidConnection, PortFault>> {
  const devices = await listHidDevices();
  if (!devices.ok) return devices;
  const device = choose(name, devices.value, match);
  if (!device.ok) return device;
  try {
    const { HIDAsync } = (await import('node-hid')).default;
    const opened = await HIDAsync.open(device.value.path);
    return ok(connectionOn(name, opened, device.value, await descriptorOf(device.value.path)));
  } catch (error) {
    return err(faultOf(name, error));
  }
}

function connectionOn(
  name: string,
  hid: HIDAsync,
  device: HidDevice,
  reportDescriptor: Uint8Array | null,
): HidConnection {
  const reports = listeners<Uint8Array>();
  const closed = listeners<PortFault>();
  let over = false;
  const end = (fault: PortFault): void => {
    if (over) return;
    over = true;
    closed.emit(fault);
  };
  // A pulled plug is told as an `error` that carries a string.
  hid.on('error', (error: unknown) => end({ ...faultOf(name, error), code: 'gone' }));
  // Reading begins here: reports that nobody takes pile up in the kernel, 63 of them at most.
  hid.on('data', (bytes: Buffer) => reports.emit(new Uint8Array(bytes)));
  return {
    device,
    reportDescriptor,
    onReport: reports.add,
    onClose: closed.add,
    async getFeature(id, length) {
      try {
        // The number takes the first byte, also where it is 0; asking for `length` loses the last.
        const report = await hid.getFeatureReport(id, length + 1);
        return ok(new Uint8Array(report.subarray(1)));
      } catch (error) {
        return err(faultOf(name, error));
      }
    },
    async sendFeature(id, data) {
      try {
        await hid.sendFeatureReport(Buffer.from([id, ...data]));
        return ok(undefined);
      } catch (error) {
        return err(faultOf(name, error));
      }
    },
    async sendOutput(id, data) {
      try {
        await hid.write(Buffer.from([id, ...data]));
        return ok(undefined);
      } catch (error) {
        return err(faultOf(name, error));
      }
    },
    async close() {
      try {
        await hid.close();
      } catch {
        // It was pulled: there is nothing left to close.
      }
      end({ code: 'gone', message: `${name} was closed` });
    },
  };
}

/** Readable for everybody on Linux; elsewhere the layout must come from the cabinet file. */
async function descriptorOf(path: string): Promise<Uint8Array | null> {
  try {
    const place = `/sys/class/hidraw/${basename(path)}/device/report_descriptor`;
    return new Uint8Array(await readFile(place));
  } catch {
    return null;
  }
}

function faultOf(name: string, error: unknown): PortFault {
  const text = error instanceof Error ? error.message : String(error);
  const message = `${name}: ${text}`;
  if (/permission|EACCES|denied/i.test(text)) return { code: 'denied', message };
  if (/no such|not found|unable to open|ENODEV/i.test(text)) return { code: 'gone', message };
  return { code: 'io', message };
}
