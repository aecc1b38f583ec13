import type { Clock } from '../../../main/base/clock.ts';
import type { SimulatedReader } from '../../simulator/bank.ts';
import { tagDigits, talkingReader } from '../../simulator/talking-reader.ts';

/** Says its tag again and again for as long as it lies there; how often is not documented. */
export function simulateParallax(id: string, clock: Clock): SimulatedReader {
  return talkingReader(id, clock, { frame, repeatMs: 100 });
}

function frame(number: string): Uint8Array | null {
  const digits = tagDigits(number);
  return digits === null ? null : Uint8Array.from(Buffer.from(`\n${digits}\r`, 'latin1'));
}
