import type { Clock } from '../../../main/base/clock.ts';
import type { SimulatedScanner } from '../../simulator/bank.ts';
import type { SimulatedLine } from '../../simulator/line.ts';
import { faultyTalker } from '../../simulator/talker-faults.ts';

const MS_PER_BYTE = 1.04;
/** The scanner cuts a long symbol where its buffer ends; the rest comes a moment later. */
const CHUNK = 16;

/**
 * A scanner that prints what it reads, with its AIM identifier when it is set to send it, at the
 * line's speed and in pieces, and ends as it is set to: CR LF, nothing, or between STX and ETX.
 */
export function simulateSerialScanner(
  id: string,
  clock: Clock,
  ending: 'crlf' | 'cr' | 'none' | 'stx-etx' = 'crlf',
): SimulatedScanner {
  const lines = new Set<SimulatedLine>();
  const { spoilt, ...faults } = faultyTalker();
  let busyUntil = -Infinity;

  function send(text: string): void {
    const bytes = spoilt(Uint8Array.from(Buffer.from(text, 'latin1')));
    let at = Math.max(busyUntil, clock.monotonic());
    for (let from = 0; from < bytes.length; from += CHUNK) {
      const piece = bytes.slice(from, from + CHUNK);
      at += piece.length * MS_PER_BYTE;
      clock.setTimeout(() => {
        for (const line of lines) line.write(piece);
      }, at - clock.monotonic());
    }
    busyUntil = at;
  }

  return {
    id,
    ...faults,
    attach(line) {
      lines.add(line);
      return () => lines.delete(line);
    },
    scan(text) {
      if (ending === 'stx-etx') send(`\x02${text}\x03`);
      else send(text + { crlf: '\r\n', cr: '\r', none: '' }[ending]);
    },
    scanHalf: send,
  };
}
