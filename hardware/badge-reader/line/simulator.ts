import type { Clock } from '../../../main/base/clock.ts';
import type { SimulatedReader } from '../../simulator/bank.ts';
import { talkingReader } from '../../simulator/talking-reader.ts';

/** A reader that prints a card's number, a carriage return and a line feed, at the line's speed. */
export function simulateLineReader(id: string, clock: Clock): SimulatedReader {
  return talkingReader(id, clock, {
    frame: (number) => Uint8Array.from(Buffer.from(`${number}\r\n`, 'latin1')),
    repeatMs: null,
  });
}
