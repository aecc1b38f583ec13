import { describe, expect, test } from 'vitest';
import { rawOf } from '../../main/base/credential.ts';
import { silentLog } from '../../main/base/log.ts';
import { badgeReader, type BadgeReaderEntry } from '../../hardware/catalogue.ts';
import type { SimulatedHidReader } from '../../hardware/badge-reader/pcprox/simulator.ts';
import { simulatePcprox } from '../../hardware/badge-reader/pcprox/simulator.ts';
import { readCardReport, type ReportForm } from '../../hardware/badge-reader/hid-report/codec.ts';
import { noCards } from '../../hardware/port/card.ts';
import { memoryHid } from '../../hardware/simulator/memory-hid.ts';
import { readerOf } from '../../hardware/simulator/readers.ts';
import { TestClock } from '../support/test-clock.ts';

const device = { vendorId: '0c27', productId: '3bfa' };
const report: ReportForm = { reportId: 3, offset: 2, length: 10, lengthAt: 0, form: 'uid' };
const common = { id: 'reader', device, repeatWindowMs: 1_500 };
const entries = {
  pcprox: { ...common, protocol: 'pcprox', keystrokes: 'refused' },
  'hid-report': { ...common, protocol: 'hid-report', report },
  wedge: { ...common, protocol: 'wedge', keys: 'de', ending: 'terminator' },
} as const satisfies Readonly<Record<string, BadgeReaderEntry>>;

async function reader(
  entry: Exclude<BadgeReaderEntry, { readonly protocol: 'pcsc' }>,
  steel?: (clock: TestClock) => SimulatedHidReader,
  before: (steel: SimulatedHidReader) => void = () => undefined,
) {
  const clock = new TestClock();
  const simulated =
    steel?.(clock) ??
    (readerOf(entry, {
      clock,
      random: () => 0.5,
    }) as SimulatedHidReader);
  before(simulated);
  const hid = memoryHid(simulated.firmware);
  const driver = badgeReader(entry, {
    ports: () => {
      throw new Error('no serial line');
    },
    hid: () => hid.port,
    cards: noCards,
    clock,
    log: silentLog,
    random: (length) => new Uint8Array(length),
    keyOf: () => new Uint8Array(16),
  });
  const taps: string[] = [];
  driver.onBadge((read) => taps.push(rawOf(read.credential)));
  driver.start();
  await clock.step(1_000);
  const health = () => driver.reports()[0]?.health;
  return { clock, steel: simulated, hid, driver, taps, health };
}

const cards = {
  pcprox: ['04A1B2C3', '0499AA01', /^bits:[01]{32}$/],
  'hid-report': ['04A2246A8C2F80', '0499AA01', /^uid:04A2246A8C2F80$/],
  wedge: ['4711ZY', '4712', /^4711ZY$/],
} as const;

describe.each(Object.entries(cards))('a %s reader', (name, [first, second, read]) => {
  const entry = entries[name as keyof typeof entries];

  test('tells a card once however long the hand stays, and again when it comes back', async () => {
    const { clock, steel, taps } = await reader(entry);
    expect(steel.tap(first, 4_000)).toBe(true);
    await clock.step(6_000);
    expect(taps).toEqual([expect.stringMatching(read)]);
    steel.tap(first);
    await clock.step(1_000);
    expect(taps).toHaveLength(2);
    expect(taps[1]).toBe(taps[0]);
  });

  test('tells two people one after the other', async () => {
    const { clock, steel, taps } = await reader(entry);
    steel.tap(first);
    await clock.step(700);
    steel.tap(second);
    await clock.step(1_000);
    expect(taps).toHaveLength(2);
    expect(taps[1]).not.toBe(taps[0]);
  });

  test('half a number is nobody', async () => {
    const { clock, steel, taps } = await reader(entry);
    steel.printHalf(first);
    await clock.step(1_900);
    expect(taps).toEqual([]);
  });

  test('is lost while it is unplugged, found at another path, and works again', async () => {
    const { clock, steel, hid, taps, health } = await reader(entry);
    expect(health()?.state).toBe('ready');
    hid.unplug();
    await clock.step(60_000);
    expect(health()?.state).toBe('lost');
    hid.plug();
    await clock.step(12_000);
    expect(health()?.state).toBe('ready');
    steel.tap(first);
    await clock.step(1_000);
    expect(taps).toHaveLength(1);
  });

  test('does not tap a card that it could not have', async () => {
    const { steel } = await reader(entry);
    expect(steel.tap('Hügo!')).toBe(false);
  });
});

describe('an rf IDEAS reader', () => {
  const H10301 = 'bits:10111101100010001110101110';

  test('whose parity bits are cut off keeps the place of every bit', async () => {
    const { clock, steel, taps } = await reader(entries.pcprox, (on) =>
      simulatePcprox({ id: 'reader', device }, on, { lead: 1, trail: 1 }),
    );
    steel.tap(H10301);
    await clock.step(1_000);
    expect(taps).toEqual([`bits:x${H10301.slice(6, -1)}x`]);
  });

  test('tells its firmware', async () => {
    const { driver } = await reader(entries.pcprox);
    expect(driver.reports()[0]?.firmware).toBe('7.3.0');
  });

  test('that also types is refused with the reason, and used once it is silent', async () => {
    const { clock, steel, taps, health } = await reader(entries.pcprox, undefined, (on) =>
      on.setFault?.('types', true),
    );
    expect(health()).toMatchObject({
      state: 'degraded',
      reason: 'it types card numbers into the screen; switch its keyboard off',
    });
    steel.tap('04A1B2C3');
    await clock.step(1_000);
    expect(taps).toEqual([]);
    steel.setFault?.('types', false);
    await clock.step(6_000);
    expect(health()?.state).toBe('ready');
    steel.tap('0499AA01');
    await clock.step(1_000);
    expect(taps).toHaveLength(1);
  });

  test('may type where the cabinet file allows it', async () => {
    const allowed = { ...entries.pcprox, keystrokes: 'allowed' } as const;
    const { clock, steel, taps } = await reader(allowed, undefined, (on) =>
      on.setFault?.('types', true),
    );
    steel.tap('04A1B2C3');
    await clock.step(1_000);
    expect(taps).toHaveLength(1);
  });

  test('left between a question and its answer keeps its settings: an answer is fetched first', async () => {
    let left: Uint8Array | undefined;
    const steel = (on: TestClock) => {
      const pcprox = simulatePcprox({ id: 'reader', device }, on, { lead: 2, trail: 1 });
      left = pcprox.settings();
      pcprox.firmware.setFeature(0, Uint8Array.of(0x80, 0, 0, 0, 0, 0, 0, 0));
      return pcprox;
    };
    const world = await reader(entries.pcprox, steel);
    expect(world.health()?.state).toBe('ready');
    world.steel.tap(H10301);
    await world.clock.step(1_000);
    expect(world.taps).toEqual([`bits:xx${H10301.slice(7, -1)}x`]);
    expect((world.steel as ReturnType<typeof simulatePcprox>).settings()).toEqual(left);
  });

  test('the trap is there: a report written after the question becomes the settings', () => {
    const pcprox = simulatePcprox({ id: 'reader', device }, new TestClock());
    const nonsense = Uint8Array.of(0x8a, 0, 0, 0, 0, 0, 0, 0);
    pcprox.firmware.setFeature(0, Uint8Array.of(0x80, 0, 0, 0, 0, 0, 0, 0));
    pcprox.firmware.setFeature(0, nonsense);
    expect(pcprox.settings()).toEqual(nonsense);
  });

  test('tells nobody of a card that lay there before the kiosk listened', async () => {
    const { clock, taps } = await reader(entries.pcprox, undefined, (on) =>
      on.tap('04A1B2C3', 5_000),
    );
    await clock.step(10_000);
    expect(taps).toEqual([]);
  });
});

describe('a card in an input report', () => {
  const read = (form: Partial<ReportForm>, hex: string): string | null => {
    const card = readCardReport({ ...report, ...form }, Uint8Array.from(Buffer.from(hex, 'hex')));
    return card && rawOf(card);
  };

  test.each([
    ['uid behind its length', {}, '03 04 00 04a1b2c3', 'uid:04A1B2C3'],
    ['another report', {}, '02 04 00 04a1b2c3', null],
    ['longer than any card', {}, '03 0b 00 04a1b2c304a1b2c304a1b2', null],
    ['cut off', {}, '03 07 00 04a1b2', null],
    ['no card', {}, '03 04 00 00000000', null],
    [
      'text up to its end',
      { reportId: 0, offset: 0, lengthAt: null, form: 'text' },
      '30343731310d0a',
      '04711',
    ],
    [
      'text that prints nothing',
      { reportId: 0, offset: 0, lengthAt: null, form: 'text' },
      '0d300000',
      null,
    ],
    [
      'bits of a Wiegand converter',
      { reportId: 0, offset: 1, length: 26, form: 'bits' },
      '1a bd88eb80',
      'bits:10111101100010001110101110',
    ],
    [
      'bits that are not there',
      { reportId: 0, offset: 1, length: 37, form: 'bits' },
      '25 bd88',
      null,
    ],
  ] as const)('%s', (_what, form, hex, card) => {
    expect(read(form, hex.replaceAll(' ', ''))).toBe(card);
  });
});

test('a badge reader that types without Enter is nobody unless the cabinet file says so', async () => {
  const silence = { ...entries.wedge, ending: 'silence' } as const;
  const { clock, steel, taps } = await reader(silence);
  steel.printHalf('471100ZY4711');
  await clock.step(1_000);
  expect(taps).toEqual(['471100']);
});
