import type { Clock, TimerHandle } from '../../main/base/clock.ts';
import { cardField } from './card-field.ts';
import type { SimulatedReader } from './bank.ts';
import { faultyTalker } from './talker-faults.ts';
import type { SimulatedLine } from './line.ts';

/** A reader that talks by itself: what it prints for a card, and how often while the card lies there. */
export interface TalkingReader {
  /** The whole frame; null when no card of this kind has such a number. */
  readonly frame: (number: string) => Uint8Array | null;
  /** Milliseconds between two readings of a card that lies there; null when it tells a card once. */
  readonly repeatMs: number | null;
}

/** At 9600 baud. */
export const MS_PER_BYTE = 1.04;

export function talkingReader(id: string, clock: Clock, reader: TalkingReader): SimulatedReader {
  const lines = new Set<SimulatedLine>();
  const { spoilt, ...faults } = faultyTalker();
  const field = cardField<Uint8Array>(clock, look);
  let next: TimerHandle = null;

  /** The reader sees the card; it has nothing to look at while there is none. */
  function look(): void {
    clock.clearTimeout(next);
    const frame = field.card();
    if (!frame) return;
    send(frame);
    if (reader.repeatMs !== null) next = clock.setTimeout(look, reader.repeatMs);
  }

  function send(frame: Uint8Array): void {
    const bytes = spoilt(frame);
    if (bytes.length === 0) return;
    clock.setTimeout(() => {
      for (const line of lines) line.write(bytes);
    }, bytes.length * MS_PER_BYTE);
  }

  return {
    id,
    ...faults,
    attach(line) {
      lines.add(line);
      return () => lines.delete(line);
    },
    tap(number, heldMs) {
      const frame = reader.frame(number);
      if (frame) field.tap(frame, heldMs);
      return frame !== null;
    },
    printHalf(number) {
      const frame = reader.frame(number);
      if (frame) send(frame.slice(0, Math.ceil(frame.length / 2)));
    },
  };
}

/** Ten digits of a 40-bit tag; a shorter number has zeros in front. */
export function tagDigits(number: string): string | null {
  const digits = number.toUpperCase().replace(/^UID:/, '').padStart(10, '0');
  return /^[0-9A-F]{10}$/.test(digits) ? digits : null;
}
