import { describe, expect, test } from 'vitest';
import { silentLog, type Log } from '../../main/base/log.ts';
import { keypad as keypadOf } from '../../hardware/catalogue.ts';
import { remoteHid } from '../../hardware/port/remote-hid.ts';
import { memoryCable } from '../../hardware/simulator/memory-cable.ts';
import { createKeypad } from '../../hardware/keypad/boot-keyboard/driver.ts';
import { simulateKeypad } from '../../hardware/keypad/boot-keyboard/simulator.ts';
import { beginLearning, learn, learntProfile, skip } from '../../hardware/keypad/learn.ts';
import type { KeypadConfig } from '../../hardware/keypad/profile.ts';
import { keypadProfiles } from '../../hardware/keypad/profiles.ts';
import { memoryHid } from '../../hardware/simulator/memory-hid.ts';
import type { DeviceHealth } from '../../hardware/device.ts';
import type { KeypadProfileName } from '../../main/base/keypad.ts';
import { memoryHidPort } from '../support/memory-hid-port.ts';
import { TestClock } from '../support/test-clock.ts';

const JACK = { in: 'F15', out: 'F16' };

async function keypad(config: Partial<KeypadConfig<KeypadProfileName>> = {}, log: Log = silentLog) {
  const clock = new TestClock();
  const device = { vendorId: '2047', productId: '0a01' };
  const entry = { id: 'keypad', profile: 'ez-access-8', device, ...config } as const;
  const steel = simulateKeypad(entry, clock);
  const { profile } = steel;
  const cable = memoryHid(steel.firmware);
  const driver = createKeypad('keypad', profile, { port: cable.port, clock, log });
  const told: string[] = [];
  const healths: DeviceHealth['state'][] = [];
  driver.onPress(({ action }) => told.push(action));
  driver.onJack((inside) => told.push(inside ? 'jack in' : 'jack out'));
  driver.onHealth(({ health }) => healths.push(health.state));
  driver.start();
  await clock.step(10);
  return { clock, steel, cable, driver, told, healths };
}

describe('a keypad', () => {
  test('tells each press once, however long the key is held', async () => {
    const { clock, steel, told } = await keypad();
    steel.press('F19');
    await clock.step(200);
    steel.press('F20', 5_000);
    await clock.step(6_000);
    expect(told).toEqual(['next', 'select']);
  });

  test('that trembles under a finger presses once: 150 ms between two presses of a key', async () => {
    const { clock, steel, told } = await keypad();
    steel.chatter('F20', 12);
    await clock.step(100);
    expect(told).toEqual(['select']);
    await clock.step(149);
    steel.press('F20');
    await clock.step(100);
    expect(told).toEqual(['select', 'select']);
    steel.press('F20');
    await clock.step(40);
    steel.press('F19');
    await clock.step(200);
    expect(told).toEqual(['select', 'select', 'next']);
  });

  test('eight presses a second of different keys are all heard', async () => {
    const { clock, steel, told } = await keypad({ profile: 'generic-numpad' });
    for (const key of ['Numpad1', 'Numpad2', 'Numpad1', 'Numpad3', 'Numpad2', 'Numpad4']) {
      steel.press(key);
      await clock.step(125);
    }
    expect(told).toEqual(['digit1', 'digit2', 'digit1', 'digit3', 'digit2', 'digit4']);
  });

  test('keys without a meaning say nothing, and no key is written into the log', async () => {
    const lines: string[] = [];
    const write = (message: string, fields?: object): void =>
      void lines.push(`${message} ${JSON.stringify(fields ?? {})}`);
    const log: Log = { debug: write, info: write, warn: write, error: write, part: () => log };
    const { clock, steel, cable, told } = await keypad({ profile: 'pc-keyboard' }, log);
    for (const key of ['KeyA', 'Digit7', 'F24', 'Shift+Digit4']) {
      steel.press(key);
      await clock.step(200);
    }
    expect(told).toEqual(['digit7']);
    cable.unplug();
    await clock.step(1_000);
    expect(lines.join()).toContain('device lost');
    expect(lines.join()).not.toMatch(/Key[A-Z]|Digit|digit|F24/);
  });

  test('with a sensed jack tells headphones in and out once each', async () => {
    const { clock, steel, told } = await keypad({ jack: JACK });
    steel.jack(true);
    await clock.step(300);
    steel.press('F15');
    await clock.step(300);
    steel.jack(false);
    await clock.step(300);
    expect(told).toEqual(['jack in', 'jack out']);
  });

  test('without one the same keys are nothing', async () => {
    const { clock, steel, told } = await keypad();
    steel.press('F15');
    await clock.step(300);
    expect(told).toEqual([]);
  });

  test('unplugged is lost with its headphones, and plugged in again it goes on', async () => {
    const { clock, steel, cable, driver, told, healths } = await keypad({ jack: JACK });
    steel.jack(true);
    await clock.step(300);
    steel.down('F20');
    cable.unplug();
    await clock.step(50);
    expect(told).toEqual(['jack in', 'select', 'jack out']);
    expect(driver.reports()).toMatchObject([{ id: 'keypad', health: { state: 'lost' } }]);
    steel.up('F20');
    await clock.step(60_000);
    cable.plug();
    await clock.step(11_000);
    steel.press('F19');
    await clock.step(200);
    expect(told.slice(3)).toEqual(['next']);
    expect(healths).toEqual(['ready', 'lost', 'ready']);
  });

  test('a device that sends something else than keys is degraded until it sends keys', async () => {
    const clock = new TestClock();
    const hid = memoryHidPort({ usagePage: 0x01, usage: 0x06 });
    const profile = keypadProfiles['two-switch'];
    const driver = createKeypad('keypad', profile, { port: hid.port, clock, log: silentLog });
    const presses: string[] = [];
    driver.onPress(({ action }) => presses.push(action));
    driver.start();
    await clock.step(10);
    hid.send(Uint8Array.of(2, 0xe9, 0));
    expect(driver.reports()[0]?.health).toMatchObject({
      state: 'degraded',
      reason: 'it sends a report of 3 bytes',
    });
    hid.send(Uint8Array.of(0, 0, 0x28, 0, 0, 0, 0, 0));
    expect(driver.reports()[0]?.health.state).toBe('ready');
    expect(presses).toEqual(['select']);
  });

  test('at the far end of a stream works like one at the USB port, pulled and found again', async () => {
    const clock = new TestClock();
    const device = { vendorId: '2047', productId: '0a01', at: 'sim:keypad' };
    const entry = { id: 'keypad', profile: 'generic-numpad', device } as const;
    const steel = simulateKeypad(entry, clock);
    const cable = memoryCable('sim:keypad', steel, clock);
    const driver = keypadOf(
      { protocol: 'boot-keyboard', ...entry },
      {
        ports: () => cable.port,
        hid: (match) => remoteHid(match, cable.port, clock),
        clock,
        log: silentLog,
      },
    );
    const told: string[] = [];
    driver.onPress(({ action }) => told.push(action));
    driver.start();
    await clock.step(100);
    for (const key of ['Numpad4', 'NumpadEnter']) {
      steel.press(key);
      await clock.step(200);
    }
    cable.unplug();
    await clock.step(1_000);
    expect(driver.reports()[0]?.health.state).toBe('lost');
    cable.plug();
    await clock.step(2_000);
    steel.press('NumpadAdd');
    await clock.step(200);
    expect(told).toEqual(['digit4', 'select', 'next']);
  });

  test('a technician may close its port and open it again', async () => {
    const { clock, steel, driver, told } = await keypad();
    await driver.closePort?.();
    steel.press('F20');
    await clock.step(200);
    expect([driver.reports()[0]?.health.state, told]).toEqual(['lost', []]);
    driver.openPort?.();
    await clock.step(500);
    steel.press('F20');
    await clock.step(200);
    expect(told).toEqual(['select']);
  });
});

describe('a keypad that nobody has described', () => {
  test('is learnt key by key, and works', async () => {
    let learning = beginLearning(['next', 'previous', 'select', 'help', 'jackIn', 'jackOut']);
    learning = learn(learning, 'KeyN');
    learning = skip(learning);
    learning = learn(learning, 'KeyN');
    expect(learning).toMatchObject({
      taken: 'next',
      wanted: ['select', 'help', 'jackIn', 'jackOut'],
    });
    for (const key of ['KeyS', '0x9a', 'F13', 'F14']) learning = learn(learning, key);
    expect(learn(learning, 'KeyZ')).toBe(learning);
    const profile = learntProfile(learning);
    expect(profile).toEqual({
      keys: { KeyN: 'next', KeyS: 'select', '0x9a': 'help' },
      jack: { in: 'F13', out: 'F14' },
    });
    const { clock, steel, told } = await keypad({
      profile: 'learnt',
      keys: profile?.keys,
      jack: profile?.jack ?? JACK,
    });
    for (const key of ['KeyN', 'KeyS', '0x9a', 'F19']) {
      steel.press(key);
      await clock.step(200);
    }
    steel.jack(true);
    await clock.step(200);
    expect(told).toEqual(['next', 'select', 'help', 'jack in']);
  });

  test('is not taken without a key for next and one for select', () => {
    expect(learntProfile(learn(beginLearning(['next']), 'KeyN'))).toBeNull();
    expect(learntProfile(learn(skip(beginLearning(['next', 'select'])), 'KeyS'))).toBeNull();
  });

  test('single keys of a known model can be given another meaning', async () => {
    const { clock, steel, told } = await keypad({ keys: { F24: 'louder', F20: 'next' } });
    for (const key of ['F24', 'F20']) {
      steel.press(key);
      await clock.step(200);
    }
    expect(told).toEqual(['louder', 'next']);
  });
});
