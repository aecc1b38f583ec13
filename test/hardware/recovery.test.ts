import { describe, expect, test } from 'vitest';
import {
  due,
  ladderOf,
  ladders,
  type Climbed,
  type RecoveryStep,
} from '../../hardware/recovery.ts';
import { board, busWith, doorBench } from '../support/door-bench.ts';

const usual: ReadonlySet<RecoveryStep> = new Set(['flush', 'reopen']);
const MINUTE = 60_000;

/** The steps of a silence, asked about every second, each with its second. */
function climb(
  ladder: Parameters<typeof due>[0],
  forMs: number,
  can: ReadonlySet<RecoveryStep> = usual,
): readonly string[] {
  let climbed: Climbed = 0;
  const steps: string[] = [];
  for (let silent = 0; silent <= forMs; silent += 1_000) {
    const next = due(ladder, silent, climbed, can);
    if (!next) continue;
    climbed = next.climbed;
    steps.push(`${silent / 1_000} ${next.step}`);
  }
  return steps;
}

describe('the recovery ladder of a line on which nobody answers', () => {
  test('a serial line is flushed, opened anew, and opened anew for ever after', () => {
    expect(climb(ladders.serial, 12 * MINUTE)).toEqual([
      '3 flush',
      '6 reopen',
      '60 reopen',
      '360 reopen',
      '660 reopen',
    ]);
  });

  test('where the supply of the boards is wired, it is switched off and on between the two', () => {
    const wired = new Set<RecoveryStep>([...usual, 'powerCycle']);
    expect(climb(ladders.serial, MINUTE, wired)).toEqual([
      '3 flush',
      '6 reopen',
      '30 powerCycle',
      '60 reopen',
    ]);
  });

  test('an Arduino, which each opening resets, is opened late and rarely; a gateway early', () => {
    expect(climb(ladderOf('line', '/dev/ttyACM0'), 10 * MINUTE)).toEqual(['3 flush', '60 reopen']);
    expect(climb(ladderOf('bcc-8a', 'tcp://10.0.0.7:5000'), 2 * MINUTE)).toEqual([
      '4 reopen',
      '64 reopen',
    ]);
    expect(ladderOf('bcc-8a', 'usb:0403:6001')).toBe(ladders.serial);
  });

  test('a dead line: each step stands in the frame log, the boards are asked on, and found again', async () => {
    const table = await doorBench(busWith(board(1), board(2)));
    table.boards.setFault('silent', true);
    await table.clock.step(3 * MINUTE);
    const notes = (table.bus.frames?.() ?? []).filter(({ direction }) => direction === 'note');
    expect(notes.map(({ hex }) => hex)).toEqual([
      expect.stringContaining('thrown away'),
      expect.stringContaining('opened anew'),
      expect.stringContaining('opened anew'),
    ]);
    table.boards.setFault('silent', false);
    await table.clock.step(7_000);
    expect(table.health()).toEqual({ doors: 'ready', 'doors/1': 'ready', 'doors/2': 'ready' });
    expect(table.state(2, 24)).toBe('closed');
  });

  test('one dead board among living ones: nobody opens the port under their feet', async () => {
    const table = await doorBench(busWith(board(1), board(2)));
    table.boards.setFault('silent', true, 2);
    await table.clock.step(3 * MINUTE);
    const notes = (table.bus.frames?.() ?? []).filter(({ direction }) => direction === 'note');
    expect(notes).toEqual([]);
    expect(table.health()).toMatchObject({ 'doors/1': 'ready', 'doors/2': 'lost' });
  });
});
