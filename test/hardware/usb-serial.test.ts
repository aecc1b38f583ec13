import { mkdirSync, symlinkSync } from 'node:fs';
import { afterEach, describe, expect, test } from 'vitest';
import { ok } from '../../main/base/result.ts';
import { systemClock } from '../../main/base/clock.ts';
import { readCabinet } from '../../main/contract/cabinet.ts';
import { problemText } from '../../main/contract/problems.ts';
import { portsOf } from '../../hardware/port/open-port.ts';
import type { Port } from '../../hardware/port/port.ts';
import {
  chooseUsbSerial,
  usbSerialDevices,
  usbSerialName,
  usbSerialPort,
  type UsbSerialDevice,
} from '../../hardware/port/usb-serial.ts';
import { smallCabinet } from '../support/small-cabinet.ts';
import { temporaryFolder, type Folder } from '../support/product.ts';

const ftdi: UsbSerialDevice = {
  path: '/dev/ttyUSB0',
  vendorId: '0403',
  productId: '6001',
  serial: 'A50285BI',
};
const other: UsbSerialDevice = { ...ftdi, path: '/dev/ttyUSB1', serial: 'B1' };
const ch340: UsbSerialDevice = {
  path: '/dev/ttyUSB2',
  vendorId: '1a86',
  productId: '7523',
  serial: null,
};

function chosen(name: string, devices: readonly UsbSerialDevice[]): string {
  const wanted = usbSerialName(name);
  if (!wanted) return 'no name';
  const found = chooseUsbSerial(name, devices, wanted);
  return found.ok ? found.value.path : `${found.error.code}: ${found.error.message}`;
}

describe('a USB adapter by its stable name', () => {
  test('is found whatever number the system gave it', () => {
    expect(chosen('usb:0403:6001', [ch340, ftdi])).toBe('/dev/ttyUSB0');
    expect(chosen('usb:0403:6001', [{ ...ftdi, path: '/dev/ttyUSB7' }])).toBe('/dev/ttyUSB7');
    expect(chosen('usb:0403:6001:B1', [ftdi, other])).toBe('/dev/ttyUSB1');
    expect(chosen('usb:1A86:7523', [ch340])).toBe('/dev/ttyUSB2');
  });

  test('another one in its place is refused, and the reason names it', () => {
    expect(chosen('usb:0403:6001', [ch340])).toBe(
      'gone: usb:0403:6001 is not plugged in; refused: /dev/ttyUSB2 is 1a86:7523',
    );
    expect(chosen('usb:0403:6001:A50285BI', [other, ch340])).toBe(
      'gone: usb:0403:6001:A50285BI is not plugged in; refused: /dev/ttyUSB1 is 0403:6001:B1',
    );
    expect(chosen('usb:0403:6001', [])).toBe('gone: usb:0403:6001 is not plugged in');
  });

  test('two of one model without a serial number are refused: one would be taken for the other', () => {
    expect(chosen('usb:0403:6001', [ftdi, other])).toBe(
      'io: usb:0403:6001 is plugged in twice (/dev/ttyUSB0, /dev/ttyUSB1); name the serial number',
    );
  });

  test('is looked for at each opening, and given up when its number changes hands meanwhile', async () => {
    let devices: readonly UsbSerialDevice[] = [];
    const tried: string[] = [];
    let closed = 0;
    const byPath = (path: string): Port => ({
      name: path,
      msPerByte: 1,
      open: () => {
        tried.push(path);
        if (path === '/dev/ttyUSB7') devices = [{ ...ch340, path }];
        return Promise.resolve(
          ok({
            write: () => Promise.resolve(ok(undefined)),
            onData: () => () => undefined,
            onClose: () => () => undefined,
            flush: () => Promise.resolve(),
            close: () => Promise.resolve(void (closed += 1)),
          }),
        );
      },
    });
    const name = 'usb:0403:6001';
    const wanted = { vendorId: '0403', productId: '6001', serial: null };
    const port = usbSerialPort(name, wanted, byPath, () => Promise.resolve(devices));
    expect(await port.open()).toMatchObject({ ok: false, error: { code: 'gone' } });
    devices = [ftdi];
    expect((await port.open()).ok).toBe(true);
    devices = [{ ...ftdi, path: '/dev/ttyUSB7' }];
    expect(await port.open()).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('/dev/ttyUSB7 is 1a86:7523') as string },
    });
    expect(tried).toEqual(['/dev/ttyUSB0', '/dev/ttyUSB7']);
    expect(closed).toBe(1);
  });

  test('stands in a cabinet file, and a name that is none is refused', () => {
    const problems = (port: string): readonly string[] => {
      const read = readCabinet({ ...smallCabinet({ doors: port }) });
      return read.ok ? [] : read.error.map(problemText);
    };
    expect(problems('usb:0403:6001')).toEqual([]);
    expect(problems('usb:0403:6001:A50285BI')).toEqual([]);
    expect(() => problems('usb:403:6001')).toThrow(/usb:vvvv:pppp/);
  });

  test('that nobody plugged in makes a port that is lost, not an error', async () => {
    const line = { baud: 9_600, dataBits: 8, parity: 'none', stopBits: 1 } as const;
    const opened = await portsOf(systemClock)('usb:ffff:ffff', line).open();
    expect(opened).toMatchObject({ ok: false, error: { code: 'gone' } });
  });
});

describe('what the kernel says of its ttys', () => {
  let folder: Folder | null = null;
  afterEach(() => folder?.remove());

  test('is read from the USB device above them; ports on the board are none', async () => {
    const made = temporaryFolder();
    folder = made;
    const usb = 'devices/usb1/1-2';
    mkdirSync(made.in(`${usb}/1-2:1.0/ttyUSB3/tty/ttyUSB3`), { recursive: true });
    mkdirSync(made.in('devices/serial8250'), { recursive: true });
    for (const [file, content] of Object.entries({
      idVendor: '0403\n',
      idProduct: '6001\n',
      serial: 'A50285BI\n',
    }))
      made.file(`${usb}/${file}`, content);
    for (const [tty, device] of Object.entries({
      ttyUSB3: `${usb}/1-2:1.0/ttyUSB3`,
      ttyS0: 'devices/serial8250',
    })) {
      mkdirSync(made.in(`class/${tty}`), { recursive: true });
      symlinkSync(made.in(device), made.in(`class/${tty}/device`));
    }
    expect(await usbSerialDevices(made.in('class'))).toEqual([{ ...ftdi, path: '/dev/ttyUSB3' }]);
    expect(await usbSerialDevices(made.in('nothing'))).toEqual([]);
  });
});
