import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { silentLog } from '../../main/base/log.ts';
import { isBurst, noKeys, readKeys } from '../../hardware/barcode-scanner/wedge/codec.ts';
import { createWedgeScanner } from '../../hardware/barcode-scanner/wedge/driver.ts';
import type { KeyMapName } from '../../hardware/barcode-scanner/wedge/key-maps.ts';
import { wedgeReports } from '../../hardware/barcode-scanner/wedge/simulator.ts';
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

function typed(reports: readonly Uint8Array[], map: KeyMapName = 'us', caps = false) {
  let state = { ...noKeys, caps };
  const ends = reports.flatMap((report) => {
    const read = readKeys(state, report, map);
    state = read.state;
    return read.ends;
  });
  return { state, ends };
}

describe('keys', () => {
  test.each(of('hidkbd.decode'))('of the control byte $expected.controlByte', (vector) => {
    const reports = (vector.input['reports'] as string[]).map((hex) =>
      Uint8Array.from(Buffer.from(hex, 'hex')),
    );
    const { state } = typed(reports);
    if (vector.expected['controlByte'] === '1d') expect(state.text).toBe('\x1d');
    else expect([state.text, state.spoilt]).toEqual(['', 'control byte 0f']);
  });

  test.each(of('wedge.timing'))('$input.characters characters in $input.totalMs ms', (vector) => {
    const { characters, totalMs } = vector.input as { characters: number; totalMs: number };
    expect(isBurst(characters, totalMs)).toBe(vector.expected['scan']);
  });

  test.each(['us', 'uk', 'de', 'fr'] as const)('of a scanner that is set to %s', (keys) => {
    const text = 'ZYQWAM-0123456789/:_zyqwam';
    expect(typed(wedgeReports(text, { keys }), keys).ends).toEqual([{ text }]);
  });

  test('of a scanner that sees Caps Lock lit are turned round', () => {
    expect(typed(wedgeReports('abC1'), 'us', true).ends).toEqual([{ text: 'ABc1' }]);
  });

  test('that stay down are one press, and the same key twice is two', () => {
    const down = Uint8Array.of(0, 0, 0x04, 0, 0, 0, 0, 0);
    expect(typed([down, down]).state.text).toBe('a');
    expect(typed(wedgeReports('aa')).ends).toEqual([{ text: 'aa' }]);
  });

  test('with Alt or the system key spoil the scan up to its end', () => {
    const run = Uint8Array.of(0x08, 0, 0x15, 0, 0, 0, 0, 0);
    expect(typed([run, ...wedgeReports('cmd'), ...wedgeReports('1234')]).ends).toEqual([
      { spoilt: 'a key with Alt or the system key', length: 3 },
      { text: '1234' },
    ]);
  });

  test('of random reports never give a control byte but the separators', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 8, maxLength: 8 }), { maxLength: 40 }),
        (reports) => {
          for (const end of typed(reports).ends)
            if ('text' in end) expect(end.text).toMatch(/^[ -ÿ\x04\x1d\x1e]+$/);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

async function scanner() {
  const clock = new TestClock();
  const device = memoryHidPort({});
  const driver = createWedgeScanner(
    { id: 'scanner', keys: 'us' },
    { port: device.port, clock, log: silentLog },
  );
  const scans: ScanRead[] = [];
  driver.onScan((scan) => scans.push(scan));
  driver.start();
  await clock.step(10);
  async function type(reports: readonly Uint8Array[], paceMs = 4): Promise<void> {
    for (const report of reports) {
      device.send(report);
      await clock.step(paceMs);
    }
  }
  return { clock, type, texts: () => scans.map(({ aim, data }) => `${aim ?? ''}|${data}`) };
}

describe('a scanner that types', () => {
  test('gives whole labels, two of them without a pause between', async () => {
    const { type, texts } = await scanner();
    await type([...wedgeReports(']C01Z999AA10123456784'), ...wedgeReports('RR473124829GB')]);
    expect(texts()).toEqual([']C0|1Z999AA10123456784', '|RR473124829GB']);
  });

  test('without an Enter ends with silence', async () => {
    const { clock, type, texts } = await scanner();
    await type(wedgeReports('1Z999AA10123456784', { end: 'none' }));
    await clock.step(150);
    expect(texts()).toEqual(['|1Z999AA10123456784']);
  });

  test('and a hand that types slowly is no scan', async () => {
    const { clock, type, texts } = await scanner();
    await type(wedgeReports('12345678', { end: 'none' }), 45);
    await clock.step(150);
    expect(texts()).toEqual([]);
  });

  test('cannot press Ctrl+O', async () => {
    const { type, texts } = await scanner();
    await type(wedgeReports('AB\x0fcmd'));
    expect(texts()).toEqual([]);
  });
});
