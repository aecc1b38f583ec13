import { describe, expect, test } from 'vitest';
import { present } from '../../main/base/assert.ts';
import { rawOf } from '../../main/base/credential.ts';
import { silentLog } from '../../main/base/log.ts';
import { badgeReader, type SerialReaderProtocol } from '../../hardware/catalogue.ts';
import { noCards } from '../../hardware/port/card.ts';
import { noHid } from '../../hardware/port/hid.ts';
import { simulateBank } from '../../hardware/simulator/bank.ts';
import { memoryCable } from '../../hardware/simulator/memory-cable.ts';
import { TestClock } from '../support/test-clock.ts';

/** For readers with a secure channel, of which there is none here. */
const noSecrets = {
  random: (length: number) => new Uint8Array(length),
  keyOf: () => new Uint8Array(16),
};

async function reader(protocol: SerialReaderProtocol, repeatWindowMs = 1_500) {
  const clock = new TestClock();
  const bank = simulateBank({
    buses: [],
    badgeReaders: [{ id: 'reader', protocol }],
    clock,
    random: () => 0.5,
  });
  const device = present(bank.readers.get('reader'), 'the simulated reader');
  const cable = memoryCable('reader', device, clock);
  const driver = badgeReader(
    {
      id: 'reader',
      protocol,
      repeatWindowMs,
      port: 'sim:reader',
      line: { baud: 9_600, dataBits: 8, parity: 'none', stopBits: 1 },
    },
    { ports: () => cable.port, hid: noHid, cards: noCards, clock, log: silentLog, ...noSecrets },
  );
  const taps: string[] = [];
  driver.onBadge((read) => taps.push(rawOf(read.credential)));
  driver.start();
  await clock.step(1_000);
  const health = (): string | undefined => driver.reports()[0]?.health.state;
  return { clock, device, cable, driver, taps, health };
}

const cards = {
  line: ['04A1B2', '0499AA', '04A1B2', '0499AA'],
  rdm6300: ['010063E9AE', '100086F444', 'uid:010063E9AE', 'uid:100086F444'],
  parallax: ['0F0184F07A', '0100000001', 'uid:0F0184F07A', 'uid:0100000001'],
  'rfideas-acp': ['F0', '2A', 'bits:11110000', 'bits:00101010'],
} as const;

describe.each(Object.entries(cards))('a %s reader', (name, [first, second, read, other]) => {
  const protocol = name as SerialReaderProtocol;

  test('tells a card once however long the hand stays, and again when it comes back', async () => {
    const { clock, device, taps } = await reader(protocol, 3_000);
    expect(device.tap(first, 5_000)).toBe(true);
    await clock.step(6_000);
    expect(taps).toEqual([read]);
    await clock.step(3_000);
    device.tap(first);
    await clock.step(1_000);
    expect(taps).toEqual([read, read]);
  });

  test('tells two people one after the other', async () => {
    const { clock, device, taps } = await reader(protocol);
    device.tap(first);
    await clock.step(1_600);
    device.tap(second);
    await clock.step(1_600);
    expect(taps).toEqual([read, other]);
  });

  test('half a number of a cable that slipped is nobody', async () => {
    const { clock, device, taps } = await reader(protocol);
    device.printHalf(first);
    await clock.step(500);
    device.tap(second);
    await clock.step(1_000);
    expect(taps).toEqual([other]);
  });

  test('is opened again after its cable was pulled', async () => {
    const { clock, device, cable, taps, health } = await reader(protocol);
    cable.unplug();
    await clock.step(60_000);
    expect(health()).toBe('lost');
    cable.plug();
    await clock.step(12_000);
    expect(health()).toBe('ready');
    device.tap(first);
    await clock.step(1_000);
    expect(taps).toEqual([read]);
  });
});

test('a card that cannot have such a number is not tapped', async () => {
  const { device } = await reader('rdm6300');
  expect(device.tap('Hugo')).toBe(false);
  expect(device.tap('12345678901')).toBe(false);
});

describe('an rf IDEAS reader with ASCII commands', () => {
  test('is asked without echo and prompt, and a card of before the start is nobody', async () => {
    const clock = new TestClock();
    const bank = simulateBank({
      buses: [],
      badgeReaders: [{ id: 'reader', protocol: 'rfideas-acp' }],
      clock,
      random: () => 0.5,
    });
    const device = present(bank.readers.get('reader'), 'the simulated reader');
    device.tap('F0');
    await clock.step(2_000);
    const heard: string[] = [];
    const cable = memoryCable(
      'reader',
      {
        attach: (line) =>
          device.attach({
            ...line,
            onData: (listener) =>
              line.onData((bytes) => {
                heard.push(Buffer.from(bytes).toString('latin1'));
                listener(bytes);
              }),
          }),
      },
      clock,
    );
    const driver = badgeReader(
      {
        id: 'reader',
        protocol: 'rfideas-acp',
        repeatWindowMs: 3_000,
        port: 'sim:reader',
        line: { baud: 9_600, dataBits: 8, parity: 'none', stopBits: 1 },
      },
      { ports: () => cable.port, hid: noHid, cards: noCards, clock, log: silentLog, ...noSecrets },
    );
    const taps: string[] = [];
    driver.onBadge((read) => taps.push(rawOf(read.credential)));
    driver.start();
    await clock.step(1_000);
    expect(heard.slice(0, 3)).toEqual([
      'rfid:cmd.echo=0\r',
      'rfid:cmd.prompt=0\r',
      'rfid:qid.id\r',
    ]);
    expect(new Set(heard.slice(2))).toEqual(new Set(['rfid:qid.id\r']));
    expect(taps).toEqual([]);
    await driver.stop();
    const asked = heard.length;
    await clock.step(5_000);
    expect(heard.length).toBe(asked);
  });

  test('that stops to answer is lost within three seconds', async () => {
    const { clock, cable, health } = await reader('rfideas-acp');
    cable.hang(true);
    expect(await clock.until(() => health() === 'lost', 3_000)).toBe(true);
    // It can be opened and says nothing: that is not ready.
    await clock.step(1_000);
    expect(health()).toBe('degraded');
    cable.hang(false);
    await clock.step(12_000);
    expect(health()).toBe('ready');
  });
});
