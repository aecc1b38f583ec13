import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { silentLog } from '../../main/base/log.ts';
import { noScan, readScans } from '../../hardware/barcode-scanner/serial/codec.ts';
import { createSerialScanner } from '../../hardware/barcode-scanner/serial/driver.ts';
import { simulateSerialScanner } from '../../hardware/barcode-scanner/serial/simulator.ts';
import { MAX_SCAN } from '../../hardware/barcode-scanner/scans.ts';
import type { ScanRead } from '../../hardware/device.ts';
import { memoryCable } from '../../hardware/simulator/memory-cable.ts';
import { TestClock } from '../support/test-clock.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));

function scansOf(...chunks: readonly string[]): readonly string[] {
  let state = noScan;
  return chunks.flatMap((chunk) => {
    const read = readScans(state, bytes(chunk));
    state = read.state;
    return read.scans;
  });
}

describe('scans on a line', () => {
  test.each(['\r', '\n', '\r\n'])('end with %j', (end) => {
    expect(scansOf(`]C0ABC${end}]C0DEF${end}`)).toEqual([']C0ABC', ']C0DEF']);
  });

  test('may stand between STX and ETX, and what stands before STX is thrown away', () => {
    expect(scansOf('half\x02]C0ABC\x03\x02DEF\x03')).toEqual([']C0ABC', 'DEF']);
  });

  test('may be split after every byte', () => {
    const text = ']d20100012345678905\x1d10X\r\n]C0DEF\r\n';
    for (let at = 1; at < text.length; at += 1)
      expect(scansOf(text.slice(0, at), text.slice(at))).toEqual([
        ']d20100012345678905\x1d10X',
        ']C0DEF',
      ]);
  });

  test('without an end do not fill the memory, and the next one is whole again', () => {
    expect(scansOf('9'.repeat(100_000), '\r', 'ABC\r')).toEqual(['ABC']);
  });

  test('of random bytes are bounded and never empty', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 900 }), { maxLength: 4 }), (chunks) => {
        let state = noScan;
        for (const chunk of chunks) {
          const read = readScans(state, chunk);
          state = read.state;
          for (const scan of read.scans) expect(scan).not.toBe('');
          expect(state.held.length).toBeLessThanOrEqual(MAX_SCAN + 3);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});

async function scanner(ending: 'crlf' | 'none' | 'stx-etx' = 'crlf') {
  const clock = new TestClock();
  const device = simulateSerialScanner('scanner', clock, ending);
  const cable = memoryCable('scanner', device, clock);
  const driver = createSerialScanner(
    { id: 'scanner', ending: ending === 'none' ? 'silence' : 'terminator' },
    { port: cable.port, clock, log: silentLog },
  );
  const scans: ScanRead[] = [];
  driver.onScan((scan) => scans.push(scan));
  driver.start();
  await clock.step(10);
  return { clock, device, cable, driver, scans, texts: () => scans.map(({ data }) => data) };
}

describe('the scanner on a serial line', () => {
  test('tells the symbology apart from the data', async () => {
    const { clock, device, scans } = await scanner();
    device.scan(']C01Z999AA10123456784');
    await clock.step(60);
    expect(scans).toMatchObject([{ scanner: 'scanner', aim: ']C0', data: '1Z999AA10123456784' }]);
  });

  test.each(['crlf', 'none', 'stx-etx'] as const)('may end its scans with %s', async (ending) => {
    const { clock, device, texts } = await scanner(ending);
    device.scan('12345678');
    await clock.step(300);
    expect(texts()).toEqual(['12345678']);
  });

  test('that sees the same label for a second tells it once in 300 ms', async () => {
    const { clock, device, texts } = await scanner();
    device.scan('12345678');
    await clock.step(100);
    device.scan('12345678');
    await clock.step(100);
    device.scan('99999999');
    await clock.step(400);
    device.scan('99999999');
    await clock.step(100);
    expect(texts()).toEqual(['12345678', '99999999', '99999999']);
  });

  test('that talks of itself is not taken for a label', async () => {
    const { clock, device, texts } = await scanner();
    device.scan(']X0Product Name: Voyager');
    await clock.step(100);
    expect(texts()).toEqual([]);
  });

  test('drops a label with a control byte whole, and keeps the separators of GS1', async () => {
    const { clock, device, texts } = await scanner();
    device.scan(']C0AB\x0fcmd');
    device.scan(']C110ABC\x1d21XYZ');
    await clock.step(100);
    expect(texts()).toEqual(['10ABC\x1d21XYZ']);
  });

  test('whose cable is pulled in the middle of a label forgets the half of it', async () => {
    const { clock, device, cable, driver, texts } = await scanner();
    device.scanHalf('HALF');
    await clock.step(20);
    cable.unplug();
    await clock.step(10);
    expect(driver.reports()[0]?.health.state).toBe('lost');
    cable.plug();
    await clock.step(1_000);
    device.scan('WHOLE');
    await clock.step(50);
    expect(texts()).toEqual(['WHOLE']);
    expect(driver.reports()[0]?.health.state).toBe('ready');
  });

  test('does not join half a label with the next one', async () => {
    const { clock, device, texts } = await scanner();
    device.scanHalf('HALF');
    await clock.step(300);
    device.scan('WHOLE');
    await clock.step(50);
    expect(texts()).toEqual(['WHOLE']);
  });
});
