import type { Clock } from '../../../main/base/clock.ts';
import type { SimulatedReader } from '../../simulator/bank.ts';
import { tagDigits, talkingReader } from '../../simulator/talking-reader.ts';

/** Says its tag about every 50 ms for as long as it lies there. */
export function simulateRdm6300(id: string, clock: Clock): SimulatedReader {
  return talkingReader(id, clock, { frame, repeatMs: 50 });
}

function frame(number: string): Uint8Array | null {
  const digits = tagDigits(number);
  if (digits === null) return null;
  const sum = Buffer.from(digits, 'hex').reduce((all, byte) => all ^ byte, 0);
  const check = sum.toString(16).toUpperCase().padStart(2, '0');
  return Uint8Array.from(Buffer.from(`\x02${digits}${check}\x03`, 'latin1'));
}
