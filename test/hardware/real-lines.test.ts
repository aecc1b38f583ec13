import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../main/base/clock.ts';
import { silentLog } from '../../main/base/log.ts';
import { barcodeScanner, doorBus } from '../../hardware/catalogue.ts';
import type { BoardBus } from '../../hardware/door-board/driver.ts';
import { hidPortsOf, portsOf } from '../../hardware/port/open-port.ts';
import { simulateBank, type SimulatedBank } from '../../hardware/simulator/bank.ts';
import { serveBank, type ServedBank } from '../../hardware/simulator/serve.ts';
import { board, busWith, simulated } from '../support/door-bench.ts';
import { eventually, temporaryFolder, type Folder } from '../support/product.ts';

/** The same driver over lines that the operating system makes: pseudo-terminals and TCP. */
const lock = { bus: 'doors', board: 2, lock: 11 } as const;
const config = busWith(board(1), board(2));
let folder: Folder;
let bank: SimulatedBank;
let served: ServedBank;
let bus: BoardBus;

describe.each(['pty', 'tcp'] as const)('over %s', (transport) => {
  describe.skipIf(transport === 'pty' && !existsSync('/usr/bin/socat'))('a bank', () => {
    beforeEach(async () => {
      folder = temporaryFolder();
      bank = simulated(config, systemClock);
      served = await serveBank(bank, ['doors'], {
        transport,
        dir: folder.path,
        clock: systemClock,
      });
      const line = { baud: 9_600, dataBits: 8, parity: 'none', stopBits: 1 } as const;
      const port = portsOf(systemClock)(served.ports['doors'] ?? '', line);
      bus = doorBus(config, { port, clock: systemClock, log: silentLog });
      bus.start();
      await eventually('closed doors', () => bus.doorState(lock) === 'closed');
    });
    afterEach(async () => {
      await bus.stop();
      await served.close();
      folder.remove();
    });

    const unlock = () => bus.unlock(lock, { notAfter: systemClock.monotonic() + 500 });
    const pulses = (): number => bank.buses.get('doors')?.unlockFrames().length ?? 0;

    test('opens the right door with one frame, and sees it shut again', async () => {
      expect(await unlock()).toMatchObject({ sent: true, reply: 'accepted' });
      await eventually('the open door', () => bus.doorState(lock) === 'open');
      expect(bank.door(lock).state()).toMatchObject({ leaf: 'open', pulses: 1 });
      bank.door(lock).shut();
      await eventually('the shut door', () => bus.doorState(lock) === 'closed');
      expect(pulses()).toBe(1);
    });

    test('notices a pulled cable at once, refuses, and comes back by itself', async () => {
      const pulled = systemClock.monotonic();
      await served.unplug('doors');
      await eventually('the lost bus', () => bus.reports()[0]?.health.state === 'lost');
      expect(systemClock.monotonic() - pulled).toBeLessThan(2_000);
      expect(bus.doorState(lock)).toBe('unknown');
      expect(await unlock()).toMatchObject({ sent: false, reason: 'lost' });
      await served.plug('doors');
      await eventually('the doors again', () => bus.doorState(lock) === 'closed');
      expect(pulses()).toBe(0);
    });

    test('pulled in the middle of a pulse: sent once, never again', async () => {
      const asked = unlock();
      await eventually('the pulse', () => pulses() === 1);
      await served.unplug('doors');
      expect(await asked).toMatchObject({ sent: true, reply: 'none' });
      await served.plug('doors');
      await eventually('the door', () => bus.doorState(lock) === 'open');
      expect(pulses()).toBe(1);
    });
  });
});

test('over TCP a scanner of another process is read, pulled and found again', async () => {
  const device = { vendorId: '0c2e', productId: '0b81' };
  const entry = { id: 'scanner', protocol: 'hid-pos', device, layout: 'auto' } as const;
  const bank = simulateBank({
    buses: [],
    badgeReaders: [],
    scanners: [entry],
    clock: systemClock,
    random: () => 0.5,
  });
  const options = { transport: 'pty', dir: '', clock: systemClock } as const;
  const served = await serveBank(bank, ['scanner'], options);
  const at = served.ports['scanner'] ?? '';
  expect(at).toMatch(/^hid\+tcp:\/\/127\.0\.0\.1:\d+$/);
  const scanner = barcodeScanner(
    { ...entry, device: { ...device, at } },
    {
      ports: portsOf(systemClock),
      hid: hidPortsOf(systemClock),
      clock: systemClock,
      log: silentLog,
    },
  );
  const scans: string[] = [];
  scanner.onScan(({ data }) => scans.push(data));
  scanner.start();
  const is = (state: string) => () => scanner.reports()[0]?.health.state === state;
  await eventually('the scanner', is('ready'));
  bank.scanners.get('scanner')?.scan(`]L2[)>\x1e01\x1d${'1234567890'.repeat(20)}\x1e\x04`);
  await eventually('the label', () => scans.length === 1);
  await served.unplug('scanner');
  await eventually('the lost scanner', is('lost'));
  await served.plug('scanner');
  await eventually('the scanner again', is('ready'));
  bank.scanners.get('scanner')?.scan(']C0RR473124829GB');
  await eventually('the second label', () => scans.at(-1) === 'RR473124829GB');
  await scanner.stop();
  await served.close();
});
