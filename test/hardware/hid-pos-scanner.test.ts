import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { silentLog } from '../../main/base/log.ts';
import {
  joinPosReport,
  readPosReport,
  type PosMessage,
} from '../../hardware/barcode-scanner/hid-pos/codec.ts';
import { layoutOfDescriptor } from '../../hardware/barcode-scanner/hid-pos/descriptor.ts';
import {
  createHidPosScanner,
  type HidPosConfig,
} from '../../hardware/barcode-scanner/hid-pos/driver.ts';
import { namedLayouts, type PosLayoutName } from '../../hardware/barcode-scanner/hid-pos/layout.ts';
import { posReports } from '../../hardware/barcode-scanner/hid-pos/simulator.ts';
import type { ScanRead } from '../../hardware/device.ts';
import { memoryHidPort } from '../support/memory-hid-port.ts';
import { TestClock } from '../support/test-clock.ts';
import vectors from '../vectors/identification.json' with { type: 'json' };

interface Vector {
  readonly kind: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
}
const of = (kind: string): Vector[] =>
  (vectors as unknown as Vector[]).filter((each) => each.kind === kind);
const bytes = (hex: unknown): Uint8Array => Uint8Array.from(Buffer.from(String(hex), 'hex'));
const layoutNamed = (name: unknown) => namedLayouts[name as PosLayoutName];

describe('published reports', () => {
  test.each(of('hidpos.report'))('$input.profile: $expected.text', ({ input, expected }) => {
    expect(readPosReport(layoutNamed(input['profile']), bytes(input['reportHex']))).toEqual({
      aim: expected['aim'],
      text: expected['text'],
      vendorCodeId: expected['vendorCodeId'],
      continued: expected['continued'],
    });
  });

  test.each(of('hidpos.message'))('$expected.text in two reports', ({ input, expected }) => {
    let held: PosMessage | null = null;
    let whole: PosMessage | null = null;
    for (const hex of input['reportsHex'] as string[]) {
      const report = readPosReport(layoutNamed(input['profile']), bytes(hex));
      if (report) ({ held, whole } = joinPosReport(held, report));
    }
    expect(whole).toEqual({ aim: expected['aim'], text: expected['text'] });
  });

  test.each(of('hidpos.layout'))(
    'the descriptor of a $input.name scanner',
    ({ input, expected }) => {
      expect(layoutOfDescriptor(bytes(input['reportDescriptorHex']))).toMatchObject(expected);
    },
  );
});

test('a descriptor of random bytes is read to its end, and a keyboard has no scanned data', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (descriptor) => {
      const layout = layoutOfDescriptor(descriptor);
      if (layout) expect(layout.data[1]).toBeGreaterThan(0);
    }),
    { numRuns: 1_000 },
  );
  expect(
    layoutOfDescriptor(
      bytes(
        '05010906a101050719e029e71500250175019508810295017508810195067508150025650507190029658100c0',
      ),
    ),
  ).toBeNull();
});

async function scanner(options: {
  readonly layout?: HidPosConfig['layout'];
  readonly vendorId?: number;
  readonly descriptor?: Uint8Array;
}) {
  const clock = new TestClock();
  const device = memoryHidPort(
    { vendorId: options.vendorId ?? 0x1234 },
    options.descriptor ?? null,
  );
  const driver = createHidPosScanner(
    { id: 'scanner', layout: options.layout ?? 'auto' },
    { port: device.port, clock, log: silentLog },
  );
  const scans: ScanRead[] = [];
  driver.onScan((scan) => scans.push(scan));
  driver.start();
  await clock.step(10);
  const scan = async (layout: PosLayoutName, aim: string, text: string): Promise<void> => {
    for (const report of posReports(layout, aim, text)) {
      device.send(report);
      await clock.step(1);
    }
  };
  return { clock, device, driver, scans, scan };
}

const long = `[)>\x1e01\x1d${'1234567890'.repeat(20)}\x1e\x04`;

describe('a HID POS scanner', () => {
  test.each(['honeywell', 'newland', 'shifted'] as const)(
    'without a descriptor is understood by its first report: %s',
    async (layout) => {
      const { scans, scan } = await scanner({});
      await scan(layout, ']C0', '1Z999AA10123456784');
      await scan(layout, ']L2', long);
      expect(scans.map(({ aim, data }) => [aim, data])).toEqual([
        [']C0', '1Z999AA10123456784'],
        [']L2', long],
      ]);
    },
  );

  test('without AIM identifiers gives the data alone', async () => {
    const { scans, scan } = await scanner({ vendorId: 0x1eab });
    await scan('newland', '', '1Z5R89390357567127');
    expect(scans).toMatchObject([{ aim: null, data: '1Z5R89390357567127' }]);
  });

  test('follows its descriptor even where its maker usually does otherwise', async () => {
    const [, newland] = of('hidpos.layout');
    const descriptor = bytes(newland?.input['reportDescriptorHex']);
    const { scans, scan } = await scanner({ vendorId: 0x0c2e, descriptor });
    await scan('newland', ']C0', 'ABC');
    expect(scans).toMatchObject([{ aim: ']C0', data: 'ABC' }]);
  });

  test('of Honeywell is told to send here and not to the keyboard', async () => {
    const { device } = await scanner({ vendorId: 0x0c2e });
    expect(device.features).toEqual([{ id: 254, data: Uint8Array.of(1) }]);
  });

  test('whose last report was lost does not join two labels', async () => {
    const { clock, device, scans, scan } = await scanner({ layout: 'honeywell' });
    const [begun] = posReports('honeywell', ']L2', long);
    device.send(begun ?? new Uint8Array());
    await clock.step(250);
    await scan('honeywell', ']L2', 'NEXT');
    expect(scans.map(({ data }) => data)).toEqual(['NEXT']);
  });

  test('answers menu commands with scans that nobody takes for labels', async () => {
    const { device, scans } = await scanner({ layout: 'honeywell' });
    for (const { input } of of('hidpos.report').slice(0, 4)) device.send(bytes(input['reportHex']));
    expect(scans).toEqual([]);
  });

  test('with a NUL inside the data gives nothing rather than half of it', async () => {
    const { scans, scan } = await scanner({ layout: 'honeywell' });
    await scan('honeywell', ']C0', 'AB\0CD');
    expect(scans).toEqual([]);
  });

  test('that is pulled out is lost, and works again when it is back', async () => {
    const { clock, device, driver, scans, scan } = await scanner({ layout: 'honeywell' });
    device.unplug();
    await clock.step(10);
    expect(driver.reports()[0]?.health.state).toBe('lost');
    device.plug();
    await clock.step(1_000);
    await scan('honeywell', ']C0', 'ABC');
    expect(scans).toHaveLength(1);
  });
});
