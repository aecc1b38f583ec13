import { describe, expect, test } from 'vitest';
import { plainText } from '../../main/base/credential.ts';
import { noCards } from '../../hardware/port/card.ts';
import { noHid } from '../../hardware/port/hid.ts';
import { badgeReader } from '../../hardware/catalogue.ts';
import {
  createOsdpReader,
  type OsdpReaderConfig,
} from '../../hardware/badge-reader/osdp/driver.ts';
import { command } from '../../hardware/badge-reader/osdp/codec.ts';
import { INSTALL_KEY } from '../../hardware/badge-reader/osdp/secure-channel.ts';
import { simulatePd, type PdOptions } from '../../hardware/badge-reader/osdp/simulator.ts';
import { memoryCable } from '../../hardware/simulator/memory-cable.ts';
import { silentLog } from '../../main/base/log.ts';
import { seeded } from '../support/kiosk-world.ts';
import { TestClock } from '../support/test-clock.ts';

const KEY = Uint8Array.from({ length: 16 }, (_, i) => 0xa0 + i);
/** 26 bits of a card that is printed as 123-4567. */
const CARD = '10111101100010001110101110';

async function table(
  config: Partial<OsdpReaderConfig> = {},
  reader: Partial<PdOptions> = {},
  settleMs = 1_000,
) {
  const clock = new TestClock();
  const random = seeded(11);
  const chance = (length: number): Uint8Array =>
    Uint8Array.from({ length }, () => Math.floor(random() * 256));
  const pd = simulatePd({ id: 'reader', address: 3, baud: 9_600, clock, random, ...reader });
  const cable = memoryCable('reader', pd, clock);
  const driver = createOsdpReader(
    { id: 'reader', address: 3, secureChannel: 'off', repeatWindowMs: 1_500, ...config },
    { port: cable.port, clock, log: silentLog, random: chance, key: KEY },
  );
  const taps: string[] = [];
  const keys: string[] = [];
  const healths: string[] = [];
  driver.onBadge((read) => taps.push(plainText(read.credential)));
  driver.onPress((press) => keys.push(press.action));
  driver.onHealth(({ health }) =>
    healths.push(health.state === 'ready' ? 'ready' : `${health.state}: ${health.reason}`),
  );
  driver.start();
  await clock.step(settleMs);
  const health = (): string => driver.reports()[0]?.health.state ?? '';
  const tap = async (bits = CARD): Promise<void> => {
    pd.tapBits(bits);
    await clock.step(400);
  };
  return { clock, pd, cable, driver, taps, keys, healths, health, tap };
}

describe('a reader in clear', () => {
  test('offers no frames to the service menu or the support bundle: its bytes hold card numbers', async () => {
    const { driver, tap, taps } = await table();
    await tap();
    expect(taps).toEqual([CARD]);
    expect('frames' in driver).toBe(false);
  });

  test('is ready once it has answered, and a card on it is one tap', async () => {
    const { tap, taps, healths } = await table();
    expect(healths).toEqual(['ready']);
    await tap();
    await tap();
    expect(taps).toEqual([CARD]);
  });

  test('whole bytes are told in hexadecimal, leading zeros kept', async () => {
    const { pd, clock, taps } = await table();
    pd.tap('04A1B2C3');
    await clock.step(200);
    expect(taps).toEqual(['04A1B2C3']);
  });

  test('tells the keys of its keypad: # accepts, * corrects', async () => {
    const { pd, clock, keys } = await table();
    pd.type('10#*');
    await clock.step(200);
    expect(keys).toEqual(['digit1', 'digit0', 'select', 'correct']);
  });

  test('lights and beeps when it is its turn', async () => {
    const { pd, clock, driver } = await table();
    driver.ask({
      what: 'light',
      light: { on: 5, off: 0, onColour: 'green', offColour: 'off', timer: 10 },
    });
    driver.ask({ what: 'beep', beeps: { on: 2, off: 1, count: 2 } });
    await clock.step(300);
    const asked = pd.commands().map(({ id }) => id);
    expect(asked.filter((id) => id === command.led || id === command.buzzer)).toEqual([
      command.led,
      command.buzzer,
    ]);
  });

  test('is polled every 50 ms and never faster', async () => {
    const { pd, clock } = await table();
    const before = pd.commands().length;
    await clock.step(1_000);
    expect(pd.commands().length - before).toBeGreaterThanOrEqual(18);
    expect(pd.commands().length - before).toBeLessThanOrEqual(20);
  });

  test('at another address is not there', async () => {
    const { health, tap, taps } = await table({}, { address: 4 }, 20_000);
    await tap();
    expect([health(), taps]).toEqual(['lost', []]);
  });

  test('with its housing open is degraded until it is shut', async () => {
    const { pd, clock, healths } = await table();
    pd.openHousing(true);
    await clock.step(300);
    pd.openHousing(false);
    await clock.step(300);
    expect(healths).toEqual(['ready', 'degraded: its housing is open', 'ready']);
  });
});

describe('a reader under the secure channel', () => {
  test('is given its own key while it still has the published one, and no card counts before', async () => {
    const { pd, tap, taps, healths, clock } = await table({ secureChannel: 'install' }, {}, 0);
    pd.tapBits(CARD);
    await clock.step(2_000);
    expect(taps).toEqual([]);
    expect(pd.key()).toEqual(KEY);
    expect(healths).toEqual(['ready']);
    await tap();
    expect(taps).toEqual([CARD]);
    const last = pd.commands().at(-1);
    expect(last).toMatchObject({ id: command.poll, secure: true });
  });

  test('with the published key is never in service', async () => {
    const { pd, tap, taps, health } = await table({ secureChannel: 'on' });
    await tap();
    expect([pd.key(), taps, health()]).toEqual([INSTALL_KEY, [], 'degraded']);
  });

  test('with another key tells no cards, says why, and is tried again after ten minutes', async () => {
    const { pd, clock, tap, taps, healths } = await table({ secureChannel: 'on' }, { key: KEY }, 0);
    pd.setFault('wrongKey', true);
    await clock.step(2_000);
    await tap();
    expect(taps).toEqual([]);
    expect(healths).toEqual([
      'degraded: no secure channel with the reader: its key is another one',
    ]);
    pd.setFault('wrongKey', false);
    await clock.step(601_000);
    expect(healths.at(-1)).toBe('ready');
    await tap('1010101010');
    expect(taps).toEqual(['1010101010']);
  });

  test('that was switched off and on again makes its channel anew; the next card counts', async () => {
    const { pd, clock, tap, taps, health } = await table({ secureChannel: 'on' }, { key: KEY });
    pd.reboot();
    await clock.step(1_000);
    await tap();
    expect([taps, health()]).toEqual([[CARD], 'ready']);
  });

  test('whose MACs are not its own is believed nothing', async () => {
    const { pd, clock, taps, tap } = await table({ secureChannel: 'on' }, { key: KEY });
    pd.setFault('stolenMac', true);
    await tap();
    pd.setFault('stolenMac', false);
    await clock.step(2_000);
    expect(taps).toEqual([]);
    await tap();
    expect(taps).toEqual([CARD]);
  });
});

describe.each([
  ['in clear', { secureChannel: 'off' }, {}],
  ['under the secure channel', { secureChannel: 'on' }, { key: KEY }],
] as const)('faults of the line, %s', (_, config, reader) => {
  test('an answer that is lost is asked for with the same bytes, and its card counts once', async () => {
    const { pd, clock, taps, driver } = await table(config, reader);
    pd.printHalf('04A1B2C3');
    await clock.step(1_000);
    expect(taps).toEqual(['04A1B2C3']);
    const outs = driver.wire().filter(({ direction }) => direction === 'out');
    const repeated = pd.commands().filter((each) => each.repeated).length;
    expect(repeated).toBe(1);
    expect(outs.filter(({ hex }, i) => hex === outs[i - 1]?.hex)).toHaveLength(1);
  });

  test('answers that come too late are taken while they fit, and never twice', async () => {
    const { pd, clock, taps, health } = await table(config, reader);
    pd.setFault('slow', true);
    pd.tapBits(CARD);
    await clock.step(4_000);
    pd.setFault('slow', false);
    await clock.step(9_000);
    expect([taps, health()]).toEqual([[CARD], 'ready']);
    pd.tapBits('1111000011');
    await clock.step(400);
    expect(taps.at(-1)).toBe('1111000011');
  });

  test.each(['silent', 'badCheck', 'busy', 'secondReader'] as const)(
    '%s for eight seconds is lost, and comes back by itself with the next card',
    async (fault) => {
      const { pd, clock, tap, taps, healths } = await table(config, reader);
      pd.setFault(fault, true);
      await clock.step(6_000);
      expect(healths).toEqual(['ready']);
      await clock.step(3_000);
      expect(healths).toEqual(['ready', 'lost: it does not answer']);
      await clock.step(60_000);
      pd.setFault(fault, false);
      await clock.step(2_000);
      expect(healths).toEqual(['ready', 'lost: it does not answer', 'ready']);
      await tap();
      expect(taps).toEqual([CARD]);
    },
  );

  test('a pulled cable is lost at once and the reader is back after it is plugged in', async () => {
    const { cable, clock, tap, taps, healths } = await table(config, reader);
    cable.unplug();
    await clock.step(60_000);
    expect(healths).toHaveLength(2);
    cable.plug();
    await clock.step(12_000);
    expect(healths.at(-1)).toBe('ready');
    await tap();
    expect(taps).toEqual([CARD]);
  });
});

test('a cabinet file names it by its protocol', () => {
  const clock = new TestClock();
  const entry = { id: 'door', protocol: 'osdp', address: 0, secureChannel: 'off' } as const;
  const line = {
    port: 'sim:door',
    line: { baud: 9_600, dataBits: 8, parity: 'none', stopBits: 1 },
  } as const;
  const pd = simulatePd({ id: 'door', address: 0, baud: 9_600, clock, random: seeded(1) });
  const reader = badgeReader(
    { ...entry, ...line, repeatWindowMs: 500 },
    {
      ports: () => memoryCable('door', pd, clock).port,
      hid: noHid,
      cards: noCards,
      clock,
      log: silentLog,
      random: (length) => new Uint8Array(length),
      keyOf: () => KEY,
    },
  );
  expect([reader.kind, reader.reports()[0]?.health.state]).toEqual(['badgeReader', 'lost']);
});
