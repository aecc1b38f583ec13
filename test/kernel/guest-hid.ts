import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { rawOf } from '../../main/base/credential.ts';
import { systemClock } from '../../main/base/clock.ts';
import { silentLog } from '../../main/base/log.ts';
import { badgeReader, barcodeScanner, keypad } from '../../hardware/catalogue.ts';
import { noCards } from '../../hardware/port/card.ts';
import { hidPortsOf, portsOf } from '../../hardware/port/open-port.ts';
import type { Story } from './guest.ts';
import { hidKeypad, hidReader, hidScanner, type HidDeed } from './hid-devices.ts';

/** A scanner, a reader and a keypad on the kernel's real hidraw devices, by our own ports and drivers. */
export function hidStories(
  until: (what: string, done: () => boolean, withinMs?: number) => Promise<void>,
): readonly Story[] {
  const around = {
    ports: portsOf(systemClock),
    hid: hidPortsOf(systemClock),
    clock: systemClock,
    log: silentLog,
  };
  const scanner = barcodeScanner(hidScanner, around);
  const reader = badgeReader(hidReader, {
    ...around,
    cards: noCards,
    random: (length) => new Uint8Array(length),
    keyOf: () => new Uint8Array(16),
  });
  const keys = keypad(hidKeypad, around);
  const devices = [scanner, reader, keys];
  const heard: string[] = [];
  scanner.onScan(({ aim, data }) => heard.push(`scan ${aim ?? ''} ${data}`));
  reader.onBadge(({ credential }) => heard.push(`badge ${rawOf(credential)}`));
  keys.onPress(({ action }) => heard.push(`key ${action}`));
  let steel: ChildProcess | null = null;

  const are = (state: string) => () =>
    devices.every((device) => device.reports()[0]?.health.state === state);
  const plugIn = (): void => {
    steel = spawn(process.execPath, [join(import.meta.dirname, 'uhid-main.ts')], {
      stdio: ['pipe', 'inherit', 'inherit'],
      // Each device holds one thread, which waits for the kernel.
      env: { ...process.env, UV_THREADPOOL_SIZE: '8' },
    });
  };
  const hand = (deed: HidDeed): void => void steel?.stdin?.write(`${JSON.stringify(deed)}\n`);

  async function readAll(label: string, badge: string): Promise<void> {
    heard.length = 0;
    hand({ scan: `]C1${label}`, tap: badge, press: 'Numpad5' });
    await until('three devices heard', () => heard.length >= 3);
    const bits = BigInt(`0x${badge}`).toString(2).padStart(32, '0');
    const wanted = [`badge bits:${bits}`, 'key digit5', `scan ]C1 ${label}`];
    if (heard.toSorted().join() !== wanted.join()) throw new Error(heard.join());
  }

  return [
    [
      'a HID scanner, an rf IDEAS reader and a keypad are found on hidraw',
      async () => {
        for (const device of devices) device.start();
        plugIn();
        await until('all ready', are('ready'));
        const firmware = reader.reports()[0]?.firmware;
        if (firmware !== '7.3.0') throw new Error(`firmware ${firmware ?? 'not told'}`);
      },
    ],
    [
      'a label of two reports is scanned, a badge tapped and a key pressed: each told once',
      () => readAll(`42094103${'1234567890'.repeat(6)}`, '04A1B2C3'),
    ],
    [
      'all three are pulled at once and are lost',
      async () => {
        steel?.kill('SIGKILL');
        await until('all lost', are('lost'));
      },
    ],
    [
      'they are pushed in again, found, and read',
      async () => {
        plugIn();
        await until('all ready', are('ready'), 30_000);
        await readAll('RR473124829GB', '0499AA01');
        steel?.kill('SIGKILL');
        await Promise.all(devices.map((device) => device.stop()));
      },
    ],
  ];
}
