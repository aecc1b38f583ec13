import type { Expect } from '../../bus/exchange.ts';
import type { UnlockReply } from '../protocol.ts';
import type { BitTable, Pulse } from './profiles.ts';

/**
 * Modbus RTU, from the "MODBUS Application Protocol Specification V1.1b3" and the "MODBUS over Serial
 * Line Specification V1.02": address, function, data, CRC-16 with its low byte first.
 *
 * Two requests can be built: read a row of bits, and the one write that makes a board pulse one lock
 * by itself. Every other write is missing here: on, off, toggle, several coils, registers, everybody.
 */
const READ = { coils: 0x01, inputs: 0x02 } as const;
const WRITE_COIL = 0x05;
const EXCEPTION = 0x80;

/** Asks how `count` bits stand, beginning with number `first` (0-based, as on the wire). */
export function encodeRead(
  unit: number,
  table: BitTable,
  first: number,
  count: number,
): Uint8Array {
  return withCrc([address(unit), READ[table], ...word(first), ...word(bits(count))]);
}

/** The board pulses this lock (1-based) once and ends the pulse by itself. */
export function encodePulse(unit: number, pulse: Pulse, lock: number, pulseMs: number): Uint8Array {
  if (!Number.isInteger(lock) || lock < 1 || lock > pulse.locks)
    throw new RangeError(`There is no lock ${lock}`);
  const coil = pulse.firstCoil + lock - 1;
  return withCrc([address(unit), WRITE_COIL, ...word(coil), ...word(valueOf(pulse, pulseMs))]);
}

/** Solenoids burn when they are held; the cabinet file allows no longer pulse either. */
export const LONGEST_PULSE_MS = 10_000;
/** Older relays take this value for "on" and never let go. */
const ON_AT_OLD_RELAYS = 0x0100;

/** At most ten thousand steps, so FF00 (on), 5500 (toggle) and FFFF (hold) are out of reach. */
function valueOf(pulse: Pulse, pulseMs: number): number {
  if (pulse.kind === 'off-value') return 0x0000;
  const steps = pulseMs / pulse.stepMs;
  const fits = Number.isInteger(steps) && steps >= 1 && pulse.stepMs >= 1;
  if (!fits || pulseMs > LONGEST_PULSE_MS || steps === ON_AT_OLD_RELAYS)
    throw new RangeError(`A pulse of ${pulseMs} ms cannot be asked for`);
  return steps;
}

/** `unit function count bits… CRC`; the reply does not repeat which bits were asked for. */
export function expectBits(
  unit: number,
  table: BitTable,
  count: number,
): Expect<readonly boolean[]> {
  const bytesOfBits = Math.ceil(count / 8);
  const length = bytesOfBits + 5;
  return (bytes) => {
    if (!beginsLike(bytes, [unit, READ[table], bytesOfBits])) return { found: 'noise' };
    if (bytes.length < length) return { found: 'more' };
    if (!hasCrc(bytes.subarray(0, length))) return { found: 'noise' };
    const reply = Array.from(
      { length: count },
      (_, i) => (((bytes[3 + (i >> 3)] ?? 0) >> (i & 7)) & 1) === 1,
    );
    return { found: 'reply', reply, length };
  };
}

const EXCEPTION_LENGTH = 5;

/**
 * A write is answered by the same bytes, or by an exception: it was not carried out. On a line that
 * echoes the same bytes come back from nobody, so an echo is learnt from a read before any write.
 */
export function expectWritten(request: Uint8Array): Expect<UnlockReply> {
  const refused = [request[0] ?? 0, WRITE_COIL | EXCEPTION];
  return (bytes) => {
    if (beginsLike(bytes, [...request])) {
      if (bytes.length < request.length) return { found: 'more' };
      return { found: 'reply', reply: 'accepted', length: request.length };
    }
    if (!beginsLike(bytes, refused)) return { found: 'noise' };
    if (bytes.length < EXCEPTION_LENGTH) return { found: 'more' };
    if (!hasCrc(bytes.subarray(0, EXCEPTION_LENGTH))) return { found: 'noise' };
    return { found: 'reply', reply: 'failed', length: EXCEPTION_LENGTH };
  };
}

/** CRC-16/MODBUS: polynomial 8005 bit-reversed, begins with FFFF. */
export function crc16(bytes: Iterable<number>): number {
  let crc = 0xffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >> 1) ^ 0xa001 : crc >> 1;
  }
  return crc;
}

export function withCrc(bytes: readonly number[]): Uint8Array {
  const crc = crc16(bytes);
  return Uint8Array.from([...bytes, crc & 0xff, crc >> 8]);
}

export function hasCrc(frame: Uint8Array): boolean {
  const crc = crc16(frame.subarray(0, -2));
  return frame.length > 2 && frame.at(-2) === (crc & 0xff) && frame.at(-1) === crc >> 8;
}

function beginsLike(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, i) => i >= bytes.length || bytes[i] === byte);
}

function word(value: number): readonly [number, number] {
  if (!Number.isInteger(value) || value < 0 || value > 0xffff)
    throw new RangeError(`${value} does not fit in two bytes`);
  return [value >> 8, value & 0xff];
}

const MOST_UNITS = 255;
/** 254 is everybody on cables with Xunming boards, 0 is everybody on all. */
const EVERYBODY_AT_XUNMING = 254;

function address(unit: number): number {
  const fits = Number.isInteger(unit) && unit >= 1 && unit <= MOST_UNITS;
  if (!fits || unit === EVERYBODY_AT_XUNMING) throw new RangeError(`There is no unit ${unit}`);
  return unit;
}

/** As the application protocol allows in one request. */
const MOST_BITS = 2_000;

function bits(count: number): number {
  if (!Number.isInteger(count) || count < 1 || count > MOST_BITS)
    throw new RangeError(`${count} bits cannot be read at once`);
  return count;
}
