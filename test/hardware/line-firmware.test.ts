import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { receive } from '../../hardware/bus/exchange.ts';
import {
  encodeDoors,
  encodeUnlock,
  expectDoors,
  expectUnlocked,
  lineOf,
} from '../../hardware/door-board/line/codec.ts';
import { temporaryFolder, type Folder } from '../support/product.ts';

/**
 * The sketch of assets/firmware, compiled for this machine against a stub of an Arduino and asked by
 * the real codec. A compiler is no board: pins, brown-outs and the speed of an AVR are not tried.
 */
const sketch = join(process.cwd(), 'assets/firmware/restante-line/restante-line.ino');
const compiler = '/usr/bin/g++';
const OFF = '0000';

describe.skipIf(!existsSync(compiler))('the sketch for a board of your own', () => {
  let folder: Folder;
  let program: string;

  beforeAll(() => {
    folder = temporaryFolder();
    program = join(folder.path, 'board');
    const strict = ['-std=c++11', '-Wall', '-Wextra', '-Werror', '-fsanitize=address,undefined'];
    const source = join(process.cwd(), 'test/support/arduino/desk.cpp');
    execFileSync(compiler, [...strict, `-DSKETCH="${sketch}"`, source, '-o', program]);
  });
  afterAll(() => folder.remove());

  /** Each step of the desk and what it showed: the line that the board sent, and its coils. */
  function desk(...steps: readonly string[]): readonly { said: string; coils: string }[] {
    const shown = execFileSync(program, { input: `${steps.join('\n')}\n`, encoding: 'latin1' });
    return shown
      .trimEnd()
      .split('\n')
      .map((each) => ({ said: each.slice(0, each.lastIndexOf('|')), coils: each.slice(-4) }));
  }
  const ask = (frame: Uint8Array): string => `> ${String.fromCharCode(...frame).slice(0, -1)}`;
  const heard = (said: string): Uint8Array => new TextEncoder().encode(`${said}\n`);

  test('tells its doors, as the codec reads them', () => {
    const [, , closed, , open] = desk(
      'wait 1',
      'wait 1',
      ask(encodeDoors(1)),
      'door 8 1',
      ask(encodeDoors(1)),
    );
    const read = (said = ''): unknown => receive(heard(said), expectDoors(1, 4)).reply;
    expect(read(closed?.said)).toEqual(['closed', 'closed', 'closed', 'closed']);
    expect(read(open?.said)).toEqual(['closed', 'closed', 'open', 'closed']);
  });

  test('pulses one lock and ends the pulse by itself, also over the wrap of its clock', () => {
    const [start, pulse, during, late] = desk(
      'wait 1',
      ask(encodeUnlock(1, 3, 300)),
      'wait 299',
      'wait 1',
    );
    expect(start?.coils).toBe(OFF);
    expect(receive(heard(pulse?.said ?? ''), expectUnlocked(1, 3, 300)).reply).toBe('accepted');
    expect([pulse, during, late].map((each) => each?.coils)).toEqual(['0010', '0010', OFF]);
  });

  test('refuses a second coil, a lock that it has not, and a time that burns a solenoid', () => {
    const [, busy, , lock, time] = desk(
      ask(encodeUnlock(1, 1, 500)),
      ask(encodeUnlock(1, 2, 300)),
      'wait 600',
      ask(encodeUnlock(1, 5, 300)),
      ask(lineOf('@1 UNLOCK 2 60000')),
    );
    expect(busy).toEqual({ said: '@1 NO 2 BUSY *' + checkIn(busy?.said), coils: '1000' });
    expect(receive(heard(busy?.said ?? ''), expectUnlocked(1, 2, 300)).reply).toBe('failed');
    expect(receive(heard(lock?.said ?? ''), expectUnlocked(1, 5, 300)).reply).toBe('failed');
    expect(receive(heard(time?.said ?? ''), expectUnlocked(1, 2, 300)).reply).toBe('failed');
    expect([lock, time].map((each) => each?.coils)).toEqual([OFF, OFF]);
  });

  test('is silent to every flipped bit, other boards, floods and half lines', () => {
    const frame = encodeUnlock(1, 3, 300);
    const text = frame.subarray(0, -1);
    const flipped = Array.from({ length: text.length * 8 }, (_, bit) =>
      text.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)),
    ).filter((each) => !each.includes(0x0a) && !each.includes(0));
    expect(flipped.length).toBeGreaterThan(150);
    const strange = [
      encodeUnlock(2, 3, 300),
      encodeUnlock(11, 3, 300),
      lineOf('@01 UNLOCK 3 300'),
      lineOf('@1 UNLOCK 0 300'),
      lineOf('@1 UNLOCK 3 300 4'),
      lineOf('@1 UNLOCK 3'),
      lineOf('@1  UNLOCK 3 300'),
      lineOf('@1 DOORS? *0000'),
      lineOf('@1 UNLOCK 99999999999 300'),
      lineOf(`@1 ${'x'.repeat(200)}`),
    ].map(ask);
    const steps = [...flipped.map((each) => `> ${String.fromCharCode(...each)}`), ...strange];
    const shown = execFileSync(program, {
      input: Buffer.from(`${steps.join('\n')}\n`, 'latin1'),
      encoding: 'latin1',
    });
    expect(new Set(shown.trimEnd().split('\n'))).toEqual(new Set([`-|${OFF}`]));
  });

  test('finds a line behind half of another', () => {
    const half = String.fromCharCode(...encodeUnlock(1, 2, 300)).slice(0, 9);
    const [both] = desk(`> ${half}${ask(encodeUnlock(1, 4, 300)).slice(2)}`);
    expect(both?.coils).toBe('0001');
  });
});

function checkIn(said = ''): string {
  return said.slice(-4);
}
