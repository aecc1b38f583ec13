import { describe, expect, test } from 'vitest';
import { silentLog } from '../../main/base/log.ts';
import { present } from '../../main/base/assert.ts';
import { scanBus, type ScanOptions, type ScanResult } from '../../hardware/diagnose/scan-bus.ts';
import { scanTable } from '../../hardware/diagnose/scan-table.ts';
import type { LineSettings } from '../../hardware/port/port.ts';
import { memoryCable } from '../../hardware/simulator/memory-cable.ts';
import {
  board,
  busWith,
  cu16,
  cu16Bus,
  simulated,
  type BusOptions,
} from '../support/door-bench.ts';
import { TestClock } from '../support/test-clock.ts';

/** Boards on a cable of which the scan knows nothing; at another speed they understand nothing. */
function bench(config: BusOptions, baud = 9_600) {
  const clock = new TestClock();
  const bank = simulated({ ...config, line: { baud } }, clock);
  const boards = present(bank.buses.get('doors'), 'the simulated bus');
  const cable = memoryCable('doors', boards, clock);
  const deaf = memoryCable('doors', { attach: () => () => undefined }, clock);
  const progress: string[] = [];
  async function scan(more: Partial<ScanOptions> = {}): Promise<ScanResult> {
    let done = false;
    const asked = scanBus({
      port: (line: LineSettings) => (line.baud === baud ? cable.port : deaf.port),
      table: scanTable,
      clock,
      log: silentLog,
      within: 120_000,
      progress: (each) => progress.push(`${each.protocol}@${each.baud}/${each.address}`),
      ...more,
    });
    void asked.finally(() => (done = true));
    await clock.until(() => done, 120_000, 50);
    return asked;
  }
  return { clock, bank, boards, cable, progress, scan };
}

describe('a scan of a bus that nobody knows', () => {
  test('finds each board with its address and size, and never pulses a lock', async () => {
    const { scan, boards, bank } = bench(
      busWith(
        board(2),
        board(7, { locks: 32, statusBytes: 4 }),
        board(9, { locks: 50, statusBytes: 7 }),
      ),
    );
    const result = await scan();
    expect(result).toMatchObject({ outcome: 'found', protocol: 'bcc-8a', line: { baud: 9_600 } });
    expect(
      result.outcome === 'found' && result.boards.map(({ address, locks }) => [address, locks]),
    ).toEqual([
      [2, 24],
      [7, 32],
      [9, 50],
    ]);
    expect(boards.unlockFrames()).toEqual([]);
    expect(bank.doors.every((door) => door.state().pulses === 0)).toBe(true);
  });

  test('finds a speed that is not the usual one, the first addresses of every speed before the rest', async () => {
    const { scan, progress } = bench(cu16Bus([cu16(0)]), 115_200);
    expect(await scan()).toMatchObject({
      outcome: 'found',
      protocol: 'kerong-cu16',
      line: { baud: 115_200 },
      boards: [{ address: 0, locks: 16 }],
    });
    expect(progress.slice(0, 4)).toEqual([
      'bcc-8a@9600/1',
      'bcc-8a@9600/2',
      'kerong-cu16@9600/0',
      'kerong-cu16@9600/1',
    ]);
  });

  test('is not fooled by an adapter that echoes what it is asked', async () => {
    const { scan, boards } = bench(busWith(board(3)));
    boards.setFault('echo', true);
    const result = await scan();
    expect(result.outcome === 'found' && result.boards.map(({ address }) => address)).toEqual([3]);
  });

  test('takes garbage before each reply', async () => {
    const { scan, boards } = bench(busWith(board(3)));
    boards.setFault('garbage', true);
    expect(await scan()).toMatchObject({ outcome: 'found' });
  });

  test('ends in its time where nobody answers', async () => {
    const { scan, boards, clock } = bench(busWith(board(3)));
    boards.setFault('silent', true);
    expect(await scan()).toEqual({ outcome: 'nothing', why: 'silent' });
    const begun = clock.monotonic();
    expect(await scan({ within: 2_000 })).toEqual({ outcome: 'nothing', why: 'timeUp' });
    expect(clock.monotonic() - begun).toBeLessThan(3_000);
  });

  test('can be stopped', async () => {
    const { scan, boards } = bench(busWith(board(3)));
    boards.setFault('silent', true);
    expect(await scan({ signal: AbortSignal.abort() })).toEqual({
      outcome: 'nothing',
      why: 'stopped',
    });
  });

  test('says why a port does not open', async () => {
    const { scan, cable } = bench(busWith(board(1)));
    cable.unplug();
    expect(await scan()).toMatchObject({ outcome: 'noPort', message: 'doors is unplugged' });
  });
});
