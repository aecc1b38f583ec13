import type { Clock, TimerHandle } from '../../../main/base/clock.ts';
import type { SimulatedReader } from '../../simulator/bank.ts';
import { cardBits } from '../../simulator/card-bits.ts';
import { cardField } from '../../simulator/card-field.ts';
import type { SimulatedLine } from '../../simulator/line.ts';
import { MS_PER_BYTE } from '../../simulator/talking-reader.ts';

/**
 * An rf IDEAS reader with its ASCII commands as it leaves the factory: it repeats what it hears and
 * prints a prompt until both are switched off. It keeps the last card until that is fetched, and does
 * not read the same card again before its lock-out has passed.
 */
export function simulateAcpReader(id: string, clock: Clock): SimulatedReader {
  const lines = new Set<SimulatedLine>();
  const field = cardField<string>(clock, look);
  let queued: { readonly bits: string; readonly at: number } | null = null;
  let overrun = 0;
  let lockedUntil = -Infinity;
  let again: TimerHandle = null;
  let echo = true;
  let prompt = true;

  function look(): void {
    clock.clearTimeout(again);
    const bits = field.card();
    if (bits === null) return;
    const locked = lockedUntil - clock.monotonic();
    // A card that still lies there when the lock-out is over is read once more.
    again = clock.setTimeout(look, locked > 0 ? locked : LOCKOUT_MS);
    if (locked > 0) return;
    if (queued) overrun = Math.min(overrun + 1, 255);
    queued = { bits, at: clock.monotonic() };
    lockedUntil = clock.monotonic() + LOCKOUT_MS;
  }

  function send(text: string): void {
    clock.setTimeout(() => {
      for (const line of lines) line.write(Uint8Array.from(Buffer.from(text, 'latin1')));
    }, text.length * MS_PER_BYTE);
  }

  function answer(): string {
    const now = clock.monotonic();
    const steps = (ms: number): string =>
      `0x${Math.min(Math.max(0, Math.floor(ms / STEP_MS)), 0xffff)
        .toString(16)
        .toUpperCase()
        .padStart(4, '0')}`;
    if (!queued) return `{0x0000,0,${steps(lockedUntil - now)},0;0x00}`;
    const { bits, at } = queued;
    const hex = BigInt(`0b${bits}`)
      .toString(16)
      .toUpperCase()
      .padStart(Math.ceil(bits.length / 4), '0');
    return `{${steps(now - at)},${overrun},${steps(lockedUntil - now)},${bits.length};0x${hex}}`;
  }

  function perform(command: string): void {
    if (command === 'rfid:cmd.echo=0') echo = false;
    else if (command === 'rfid:cmd.prompt=0') prompt = false;
    else if (command === 'rfid:qid.id') {
      send(`${answer()}\r\n`);
      queued = null;
      overrun = 0;
    } else send('Error#1\r\n');
    if (prompt) send('\r\nRF IDeas>');
  }

  return {
    id,
    attach(line) {
      let heard = '';
      // The power comes with the cable: the settings are those of the factory again.
      echo = true;
      prompt = true;
      lines.add(line);
      const stop = line.onData((bytes) => {
        for (const byte of bytes) {
          if (echo) send(String.fromCharCode(byte));
          if (byte !== 0x0d && byte !== 0x0a) heard += String.fromCharCode(byte);
          else {
            if (heard !== '') perform(heard);
            heard = '';
          }
        }
      });
      return () => {
        stop();
        lines.delete(line);
      };
    },
    tap(number, heldMs) {
      const bits = cardBits(number);
      if (bits !== null) field.tap(bits, heldMs);
      return bits !== null;
    },
    printHalf: () => send(answer().slice(0, 12)),
  };
}

const STEP_MS = 48;
/** 1.5 s between two readings of one card; the time is a setting of the reader. */
const LOCKOUT_MS = 1_500;
