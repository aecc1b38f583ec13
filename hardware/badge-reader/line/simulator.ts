import type { Clock } from '../../../main/base/clock.ts';
import type { SimulatedReader } from '../../simulator/bank.ts';
import type { SimulatedLine } from '../../simulator/line.ts';

const MS_PER_BYTE = 1.04;

/** A reader that prints a card's number, a carriage return and a line feed, at the line's speed. */
export function simulateLineReader(id: string, clock: Clock): SimulatedReader {
  const lines = new Set<SimulatedLine>();

  function print(bytes: readonly number[]): void {
    clock.setTimeout(() => {
      for (const line of lines) line.write(Uint8Array.from(bytes));
    }, bytes.length * MS_PER_BYTE);
  }

  return {
    id,
    attach(line) {
      lines.add(line);
      return () => lines.delete(line);
    },
    tap: (text) => print([...Buffer.from(text, 'latin1'), 13, 10]),
    printHalf: (text) => print([...Buffer.from(text, 'latin1')]),
  };
}
