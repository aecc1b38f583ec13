import { describe, expect, test } from 'vitest';
import { present } from '../../main/base/assert.ts';
import { systemClock } from '../../main/base/clock.ts';
import { rawOf } from '../../main/base/credential.ts';
import type { Log } from '../../main/base/log.ts';
import { silentLog } from '../../main/base/log.ts';
import { askUid, readUid } from '../../hardware/badge-reader/pcsc/codec.ts';
import { createPcscReader } from '../../hardware/badge-reader/pcsc/driver.ts';
import { simulateCardReader } from '../../hardware/badge-reader/pcsc/simulator.ts';
import { cardPortsOf, chooseReader } from '../../hardware/port/card-port.ts';
import { TestClock } from '../support/test-clock.ts';
import vectors from '../vectors/identification.json' with { type: 'json' };

const published = (
  vectors as unknown as readonly {
    readonly kind: string;
    readonly input: Readonly<Record<string, string>>;
    readonly expected: Readonly<Record<string, string | null>>;
  }[]
).filter(({ kind }) => kind === 'pcsc.apdu');
const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));

describe('the answer of a card', () => {
  test.each(published)('$input.apdu → $input.response', ({ input, expected }) => {
    if (input['apdu'] === 'ffca000000') expect(askUid).toEqual(bytes('ffca000000'));
    const answer = readUid(bytes(input['response'] ?? ''));
    if (typeof expected['uidHex'] !== 'string') expect(answer).toHaveProperty('refused');
    else expect(answer).toEqual({ credential: { kind: 'uid', hex: expected['uidHex'] } });
  });

  test.each([
    ['', 'the reader answers nothing'],
    ['9000', 'a number of 0 bytes'],
    ['01029000', 'a number of 2 bytes'],
    ['0401020304059000', 'a number of 6 bytes'],
    ['080102039000', 'its number changes at each tap'],
    ['6982', 'the reader answers 6982'],
  ])('%s is refused: %s', (hex, why) => {
    expect(readUid(bytes(hex))).toEqual({ refused: why });
  });
});

async function reader(before: (steel: ReturnType<typeof simulateCardReader>) => void = () => {}) {
  const clock = new TestClock();
  const steel = simulateCardReader(clock);
  before(steel);
  const dropped: unknown[] = [];
  const log: Log = { ...silentLog, warn: (_words, more) => void dropped.push(more?.['why']) };
  const driver = createPcscReader(
    { id: 'reader', repeatWindowMs: 300 },
    { port: steel.port, clock, log },
  );
  const taps: string[] = [];
  driver.onBadge(({ credential }) => taps.push(rawOf(credential)));
  driver.start();
  await clock.step(500);
  const health = () => present(driver.reports()[0], 'a report').health;
  return { clock, steel, taps, dropped, health };
}

describe('a smart-card reader [F37]', () => {
  test('tells a card once when it comes, and again when it comes back', async () => {
    const { clock, steel, taps } = await reader();
    expect(steel.tap('04A2246A8C2F80', 5_000)).toBe(true);
    await clock.step(6_000);
    steel.tap('04A2246A8C2F80');
    await clock.step(1_000);
    steel.tap('11223344');
    await clock.step(1_000);
    expect(taps).toEqual(['uid:04A2246A8C2F80', 'uid:04A2246A8C2F80', 'uid:11223344']);
  });

  test('tells nobody of a card that lay there when the kiosk began', async () => {
    const { clock, steel, taps } = await reader((on) => on.tap('11223344', 3_000));
    await clock.step(4_000);
    expect([taps, steel.commands()]).toEqual([[], []]);
    steel.tap('11223344');
    await clock.step(1_000);
    expect(taps).toEqual(['uid:11223344']);
  });

  test('asks a card that was still moving once more, then leaves it', async () => {
    const { clock, steel, taps, dropped } = await reader();
    steel.answerNext(null);
    steel.tap('11223344');
    await clock.step(1_000);
    expect(taps).toEqual(['uid:11223344']);
    steel.answerNext(bytes('6300'), bytes('6300'));
    steel.tap('55667788');
    await clock.step(1_000);
    expect(steel.commands()).toHaveLength(4);
    expect([taps.length, dropped]).toEqual([1, ['the card left too early']]);
  });

  test('does not give the number of one card for the next one', async () => {
    const { clock, steel, taps } = await reader();
    steel.tap('11223344', 3);
    await clock.step(4);
    steel.tap('55667788');
    await clock.step(1_000);
    expect(taps).toEqual(['uid:55667788']);
  });

  test('does not take the random number of a phone for an identity', async () => {
    const { clock, steel, taps, dropped } = await reader();
    steel.tap('08AB12CD');
    await clock.step(1_000);
    expect([taps, dropped]).toEqual([[], ['its number changes at each tap']]);
  });

  test('is lost while it is unplugged and works again when it is back', async () => {
    const { clock, steel, taps, health } = await reader();
    steel.plug(false);
    await clock.step(20_000);
    expect(health()).toMatchObject({
      state: 'lost',
      reason: expect.stringContaining('no reader is plugged in'),
    });
    steel.plug(true);
    await clock.step(12_000);
    expect(health().state).toBe('ready');
    steel.tap('11223344');
    await clock.step(1_000);
    expect(taps).toEqual(['uid:11223344']);
  });
});

test('the reader that is meant is named, and not guessed where two are plugged in', () => {
  const two = ['ACS ACR122U 00 00', 'OMNIKEY 5022 01 00'];
  const chosen = (readers: readonly string[], wanted: string | null): string => {
    const found = chooseReader('pcsc', readers, wanted);
    return found.ok ? found.value : found.error.message;
  };
  expect(chosen(two, 'OMNIKEY')).toBe(two[1]);
  expect(chosen(two.slice(0, 1), null)).toBe(two[0]);
  expect(chosen(two, null)).toMatch(/and .* are plugged in; name one/);
  expect(chosen(two, 'HID')).toBe('pcsc: only ACS ACR122U 00 00, OMNIKEY 5022 01 00 plugged in');
  expect(chosen([], null)).toBe('pcsc: no reader is plugged in');
});

test('on a machine without a reader the real library says what is missing, again and again, and nothing dies', async () => {
  const port = cardPortsOf(systemClock)('No such reader');
  const reasons = [];
  for (let i = 0; i < 3; i += 1) {
    const opened = await port.open();
    reasons.push(opened.ok ? 'opened' : opened.error.message);
  }
  // Whether the service runs or the library is there is this machine's affair; both have words.
  for (const reason of reasons)
    expect(reason).toMatch(
      /^pcsc:No such reader: (the card service of the system \(pcscd\) does not run|the card library does not load|no reader is plugged in|only )/,
    );
});
