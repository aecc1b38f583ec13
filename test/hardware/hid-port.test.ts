import { describe, expect, test } from 'vitest';
import type { HidDevice } from '../../hardware/port/hid.ts';
import { choose, hidPorts } from '../../hardware/port/hid-port.ts';
import { memoryHid } from '../../hardware/simulator/memory-hid.ts';
import vectors from '../vectors/identification.json' with { type: 'json' };

const keyboard: HidDevice = {
  path: '/dev/hidraw3',
  vendorId: 0x0c27,
  productId: 0x3bfa,
  serial: '',
  product: 'reader',
  usagePage: 1,
  usage: 6,
  interface: 0,
};
const pos: HidDevice = { ...keyboard, path: '/dev/hidraw4', usagePage: 0x8c, interface: 1 };
const match = { vendorId: 0x0c27, productId: 0x3bfa };
const chosen = (devices: readonly HidDevice[], wanted: Parameters<typeof choose>[2]): string => {
  const found = choose('hid:0c27:3bfa', devices, wanted);
  return found.ok ? found.value.path : `${found.error.code}: ${found.error.message}`;
};

describe('the device that is meant', () => {
  test('is found by everything that the cabinet file names', () => {
    expect(chosen([keyboard, pos], { ...match, usagePage: 0x8c })).toBe('/dev/hidraw4');
    expect(chosen([pos, keyboard], match)).toBe('/dev/hidraw3');
    const second = { ...keyboard, path: '/dev/hidraw5', serial: 'B' };
    expect(chosen([{ ...keyboard, serial: 'A' }, second], { ...match, serial: 'B' })).toBe(
      '/dev/hidraw5',
    );
  });

  test('is gone when only another one is there', () => {
    expect(chosen([], match)).toBe('gone: hid:0c27:3bfa is not plugged in');
    expect(chosen([keyboard], { ...match, serial: 'B' })).toBe(
      'gone: hid:0c27:3bfa with the serial B is not plugged in',
    );
  });

  test('is not guessed when two of the same are plugged in', () => {
    expect(chosen([keyboard, { ...keyboard, path: '/dev/hidraw5' }], match)).toMatch(
      /^io: .*twice.*name the serial/,
    );
  });

  test('is one device when its collections are listed one by one', () => {
    expect(chosen([keyboard, { ...keyboard, usage: 1 }], match)).toBe('/dev/hidraw3');
  });
});

test('a machine without such a device says so and goes on', async () => {
  const opened = await hidPorts({ vendorId: 0xfff0, productId: 0x0001 }).open();
  expect(opened).toMatchObject({ ok: false, error: { code: expect.any(String) } });
});

describe('a simulated HID device', () => {
  const published = (vectors as readonly { kind: string; input: Record<string, unknown> }[]).find(
    (vector) => vector.kind === 'pcprox.usb' && 'deviceBytes' in vector.input,
  );
  const deviceBytes = Uint8Array.from(Buffer.from(String(published?.input['deviceBytes']), 'hex'));

  function simulated() {
    let send: ((report: Uint8Array) => void) | null = null;
    const hid = memoryHid({
      device: keyboard,
      reportDescriptor: null,
      getFeature: (id) => (id === 0 ? deviceBytes : null),
      setFeature: () => true,
      attach(wire) {
        send = wire;
        return () => (send = null);
      },
    });
    return { hid, press: () => send?.(Uint8Array.of(1)) };
  }

  test('gives its feature report whole, without a leading number', async () => {
    const opened = await simulated().hid.port.open();
    if (!opened.ok) throw new Error(opened.error.message);
    expect(await opened.value.getFeature(0, 8)).toEqual({ ok: true, value: deviceBytes });
    expect(await opened.value.getFeature(9, 8)).toMatchObject({ ok: false });
  });

  test('is heard by everybody who has opened it, until it is pulled; then it stands elsewhere', async () => {
    const { hid, press } = simulated();
    const heard: string[] = [];
    for (const who of ['first', 'second']) {
      const opened = await hid.port.open();
      if (!opened.ok) throw new Error(opened.error.message);
      opened.value.onReport(() => heard.push(who));
      opened.value.onClose(() => heard.push(`${who} closed`));
    }
    press();
    hid.unplug();
    press();
    expect(heard).toEqual(['first', 'second', 'first closed', 'second closed']);
    expect(await hid.port.open()).toMatchObject({ ok: false, error: { code: 'gone' } });
    const before = hid.path();
    hid.plug();
    expect(hid.path()).not.toBe(before);
    expect(await hid.port.open()).toMatchObject({ ok: true });
  });
});
