import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rawOf } from '../../main/base/credential.ts';
import { silentLog } from '../../main/base/log.ts';
import { emptyLine, MAX_LINE, readLines } from '../../hardware/badge-reader/line/codec.ts';
import { createLineReader } from '../../hardware/badge-reader/line/driver.ts';
import { simulateLineReader } from '../../hardware/badge-reader/line/simulator.ts';
import { memoryCable } from '../../hardware/simulator/memory-cable.ts';
import { TestClock } from '../support/test-clock.ts';

const bytes = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'latin1'));
const linesOf = (...chunks: readonly string[]): readonly string[] => {
  let state = emptyLine;
  return chunks.flatMap((chunk) => {
    const read = readLines(state, bytes(chunk));
    state = read.state;
    return read.lines;
  });
};

describe('lines', () => {
  test.each(['\r', '\n', '\r\n', '\r\n\r\n'])('end with %j', (end) => {
    expect(linesOf(`04A1B2C3${end}0499AA11${end}`)).toEqual(['04A1B2C3', '0499AA11']);
  });

  test('may be split after every byte', () => {
    const text = '04A1B2C3\r\n0499AA11\r\n';
    for (let at = 1; at < text.length; at += 1)
      expect(linesOf(text.slice(0, at), text.slice(at))).toEqual(['04A1B2C3', '0499AA11']);
  });

  test('lose control characters and spaces at their ends, and keep leading zeros', () => {
    expect(linesOf('\x02 0012345678 \x03\r')).toEqual(['0012345678']);
  });

  test('that are too long or of another speed are thrown away whole', () => {
    expect(linesOf(`${'9'.repeat(MAX_LINE + 1)}\r04A1\r`)).toEqual(['04A1']);
    expect(linesOf('04\xffA1\r04A2\r')).toEqual(['04A2']);
  });

  test('of random bytes are short, printable and never empty', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 6 }), (chunks) => {
        let state = emptyLine;
        for (const chunk of chunks) {
          const read = readLines(state, chunk);
          state = read.state;
          for (const line of read.lines) expect(line).toMatch(/^[\x20-\x7e]{1,64}$/);
          expect(state.held.length).toBeLessThanOrEqual(MAX_LINE);
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the reader', () => {
  async function reader() {
    const clock = new TestClock();
    const device = simulateLineReader('reader', clock);
    const cable = memoryCable('reader', device, clock);
    const driver = createLineReader(
      { id: 'reader', repeatWindowMs: 2_000 },
      { port: cable.port, clock, log: silentLog },
    );
    const taps: string[] = [];
    driver.onBadge((read) => taps.push(rawOf(read.credential)));
    driver.start();
    await clock.step(10);
    return { clock, device, cable, driver, taps };
  }

  test('a card held in the field is one tap; another card is another', async () => {
    const { clock, device, taps } = await reader();
    for (const card of ['04A1', '04A1', '04A1', '04B2', '04A1']) {
      device.tap(card);
      await clock.step(400);
    }
    expect(taps).toEqual(['04A1', '04B2', '04A1']);
    await clock.step(2_001);
    device.tap('04A1');
    await clock.step(100);
    expect(taps).toHaveLength(4);
  });

  test('half a number never joins the next card', async () => {
    const { clock, device, taps } = await reader();
    device.printHalf('04A1');
    await clock.step(1_000);
    device.tap('0499AA11');
    await clock.step(100);
    expect(taps).toEqual(['0499AA11']);
  });

  test('is opened again after its cable was pulled, for ever', async () => {
    const { clock, device, cable, driver, taps } = await reader();
    cable.unplug();
    await clock.step(3_600_000);
    expect(driver.reports()[0]?.health.state).toBe('lost');
    cable.plug();
    await clock.step(12_000);
    expect(driver.reports()[0]?.health.state).toBe('ready');
    device.tap('04A1');
    await clock.step(100);
    expect(taps).toEqual(['04A1']);
  });
});
