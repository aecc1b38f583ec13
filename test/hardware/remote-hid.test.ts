import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { silentLog } from '../../main/base/log.ts';
import { barcodeScanner } from '../../hardware/catalogue.ts';
import type { ScanRead } from '../../hardware/device.ts';
import { layoutOfDescriptor } from '../../hardware/barcode-scanner/hid-pos/descriptor.ts';
import { namedLayouts } from '../../hardware/barcode-scanner/hid-pos/layout.ts';
import { posDescriptor } from '../../hardware/barcode-scanner/hid-pos/simulator.ts';
import {
  encodeHid,
  nothingHeld,
  readHid,
  type HidMessage,
} from '../../hardware/port/hid-frames.ts';
import { encodeIdentity, readIdentity } from '../../hardware/port/hid-identity.ts';
import type { HidConnection } from '../../hardware/port/hid.ts';
import { remoteHid } from '../../hardware/port/remote-hid.ts';
import { hidOverLine } from '../../hardware/simulator/hid-over-line.ts';
import { memoryCable, type Pluggable } from '../../hardware/simulator/memory-cable.ts';
import type { HidFirmware } from '../../hardware/simulator/memory-hid.ts';
import { scannerOf } from '../../hardware/simulator/scanners.ts';
import { TestClock } from '../support/test-clock.ts';

const messages: readonly HidMessage[] = [
  { kind: 'who', ticket: 1 },
  { kind: 'getFeature', ticket: 2, id: 0, length: 300 },
  { kind: 'setFeature', ticket: 3, id: 7, data: Uint8Array.of(0x8f, 0, 0) },
  { kind: 'output', ticket: 255, id: 0, data: new Uint8Array(0) },
  { kind: 'answer', ticket: 2, data: Uint8Array.of(1, 2) },
  { kind: 'answer', ticket: 3, data: null },
  { kind: 'input', report: Uint8Array.of(2, 3, 0x41) },
];

describe('reports in a stream', () => {
  const stream = Uint8Array.from(messages.flatMap((message) => [...encodeHid(message)]));

  test('are read whole however the stream is cut, byte by byte too', () => {
    for (let cut = 0; cut <= stream.length; cut += 1) {
      const first = readHid(nothingHeld, stream.slice(0, cut));
      const second = readHid(first.held, stream.slice(cut));
      expect([...first.messages, ...second.messages]).toEqual(messages);
      expect(second).toMatchObject({ held: nothingHeld, broken: null });
    }
  });

  test('of random bytes end or go on, and never hold more than one message', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 }), (chunks) => {
        let held: Uint8Array = nothingHeld;
        for (const chunk of chunks) {
          const heard = readHid(held, chunk);
          held = heard.held;
          expect(held.length).toBeLessThanOrEqual(2 + 4_096 + 1_024);
          if (heard.broken !== null) return;
        }
      }),
      { numRuns: 500 },
    );
  });

  test('say what is wrong with them', () => {
    expect(readHid(nothingHeld, Uint8Array.of(0xff, 0xff)).broken).toBe('a message of 65535 bytes');
    expect(readHid(nothingHeld, Uint8Array.of(0, 1, 0x47)).broken).toBe('message 47 of 1 bytes');
  });
});

const firmware: HidFirmware = {
  device: {
    vendorId: 0x0c27,
    productId: 0x3bfa,
    serial: 'Nº 7',
    product: 'reader',
    usagePage: 0xff00,
    usage: 1,
    interface: -1,
  },
  reportDescriptor: Uint8Array.of(5, 1),
  getFeature: (id) => (id === 0 ? Uint8Array.of(1, 2, 3, 4) : null),
  setFeature: (_id, data) => data[0] === 0x8f,
  setOutput: (id) => id === 3,
  attach: () => () => undefined,
};

test('an identity is read back as it was said; a later version and a cut one are not', () => {
  const bytes = encodeIdentity(firmware);
  const { device, reportDescriptor } = firmware;
  expect(readIdentity(bytes)).toEqual({ device, reportDescriptor });
  expect(readIdentity(encodeIdentity({ device, reportDescriptor: null }))).toEqual({
    device,
    reportDescriptor: null,
  });
  expect(readIdentity(bytes.with(0, 2))).toBeNull();
  for (let cut = 0; cut < bytes.length - 2; cut += 1)
    expect(readIdentity(bytes.slice(0, cut))).toBeNull();
});

test.each(['honeywell', 'newland', 'shifted'] as const)(
  'the simulated %s scanner declares the layout that it sends',
  (name) => {
    expect(layoutOfDescriptor(posDescriptor(name))).toEqual(namedLayouts[name]);
  },
);

describe('a HID device behind a stream', () => {
  const match = { vendorId: 0x0c27, productId: 0x3bfa };
  async function opened(device: Pluggable, wanted = match) {
    const clock = new TestClock();
    const cable = memoryCable('hid+tcp://far:1', device, clock);
    const opening = remoteHid(wanted, cable.port, clock).open();
    await clock.step(1_100);
    return { clock, cable, result: await opening };
  }
  async function connected() {
    const { clock, cable, result } = await opened(hidOverLine(firmware));
    if (!result.ok) throw new Error(result.error.message);
    const after = async <T>(asked: Promise<T>): Promise<T> => {
      await clock.step(10);
      return asked;
    };
    return { clock, cable, after, hid: result.value satisfies HidConnection };
  }

  test('says who it is and answers feature and output reports, or refuses them', async () => {
    const { hid, after } = await connected();
    expect(hid.device).toMatchObject({ ...firmware.device, path: expect.stringMatching(/far:1$/) });
    expect(hid.reportDescriptor).toEqual(firmware.reportDescriptor);
    expect(await after(hid.getFeature(0, 3))).toEqual({ ok: true, value: Uint8Array.of(1, 2, 3) });
    expect(await after(hid.getFeature(9, 3))).toMatchObject({ ok: false, error: { code: 'io' } });
    expect(await after(hid.sendFeature(0, Uint8Array.of(0x8f)))).toMatchObject({ ok: true });
    expect(await after(hid.sendFeature(0, Uint8Array.of(0x80)))).toMatchObject({ ok: false });
    expect(await after(hid.sendOutput(3, new Uint8Array(2)))).toMatchObject({ ok: true });
    expect(await after(hid.sendOutput(4, new Uint8Array(2)))).toMatchObject({ ok: false });
  });

  test('that is another one than the cabinet file names is not used', async () => {
    const { result } = await opened(hidOverLine(firmware), { ...match, productId: 1 });
    expect(result).toMatchObject({
      ok: false,
      error: { message: 'hid:0c27:0001 at hid+tcp://far:1: hid:0c27:3bfa answers there' },
    });
  });

  test('that does not answer, or speaks something else, is not there', async () => {
    const { result } = await opened({ attach: () => () => undefined });
    expect(result).toMatchObject({ ok: false, error: { code: 'gone' } });
    const website = await opened({
      attach: (line) => line.onData(() => line.write(Buffer.from('HTTP/1.1 400 Bad Request'))),
    });
    expect(website.result).toMatchObject({ ok: false, error: { code: 'io' } });
  });

  test('whose cable died without a word is missed within six seconds', async () => {
    const { hid, clock, cable } = await connected();
    const ends: string[] = [];
    hid.onClose(({ message }) => ends.push(message));
    await clock.step(20_000);
    expect(ends).toEqual([]);
    cable.hang(true);
    await clock.step(6_100);
    expect(ends).toEqual(['hid:0c27:3bfa at hid+tcp://far:1 does not answer']);
  });

  test.each(['hid-pos', 'wedge'] as const)(
    'is read as a scanner, pulled and found again: %s',
    async (protocol) => {
      const clock = new TestClock();
      const device = { vendorId: '1234', productId: '5678' };
      const steel = scannerOf({ id: 's', protocol, device, layout: 'auto', keys: 'us' }, clock);
      const cable = memoryCable('sim:scanner', steel, clock);
      const scanner = barcodeScanner(
        { id: 's', protocol, device: { ...device, at: 'sim:s' }, layout: 'auto', keys: 'us' },
        {
          ports: () => cable.port,
          hid: (match) => remoteHid(match, cable.port, clock),
          clock,
          log: silentLog,
        },
      );
      const scans: ScanRead[] = [];
      scanner.onScan((scan) => scans.push(scan));
      scanner.start();
      await clock.step(100);
      steel.scan(']C01Z999AA10123456784');
      steel.scan(']Q1https://example.com');
      steel.scanHalf(']C0AB');
      cable.unplug();
      await clock.step(1_000);
      expect(scanner.reports()[0]?.health.state).toBe('lost');
      cable.plug();
      await clock.step(2_000);
      expect(scanner.reports()[0]?.health.state).toBe('ready');
      steel.scan(']C0RR473124829GB');
      await clock.step(1_000);
      expect(scans.map(({ aim, data }) => `${aim} ${data}`)).toEqual([']C0 RR473124829GB']);
    },
  );
});
