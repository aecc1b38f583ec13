import type { DoorState } from '../device.ts';

/**
 * What KERONG's boards have in common: one bit per hook, lock 1 in bit 0 of the first byte, and a
 * checksum that is the low byte of a sum. A hook bit tells *latched*, not *leaf shut*.
 */
export interface KerongWiring {
  /** 1 = locked in the manual, which warns that lock switches with the other contact turn it round. */
  readonly polarity: 'bit1-closed' | 'bit1-open';
  /** The number on the wire of the lock that is printed as 1; the manual's boards have 0. */
  readonly lockBase: 0 | 1;
}

/** The low byte of the sum: it wraps, it does not stop at 255. */
export function sum8(bytes: Iterable<number>): number {
  let sum = 0;
  for (const byte of bytes) sum = (sum + byte) & 0xff;
  return sum;
}

/** Lock 1 first. */
export function doorsOf(
  hooks: Uint8Array,
  locks: number,
  wiring: KerongWiring,
): readonly DoorState[] {
  return Array.from({ length: locks }, (_, i) =>
    bitAt(hooks, i + wiring.lockBase) === (wiring.polarity === 'bit1-closed') ? 'closed' : 'open',
  );
}

/** The hook bytes of a board whose doors stand like this; for simulated boards. */
export function hooksOf(
  locks: number,
  wiring: KerongWiring,
  isOpen: (lock: number) => boolean,
): readonly [number, number] {
  let bits = 0;
  for (let lock = 1; lock <= locks; lock += 1)
    if (isOpen(lock) === (wiring.polarity === 'bit1-open'))
      bits |= 1 << (lock - 1 + wiring.lockBase);
  return [bits & 0xff, bits >> 8];
}

/** The numbers of the set bits, lock 1 = bit 0, in words. */
export function setBits(bytes: Uint8Array): string {
  const locks = Array.from({ length: bytes.length * 8 }, (_, bit) => bit);
  return (
    locks
      .filter((bit) => bitAt(bytes, bit))
      .map((bit) => bit + 1)
      .join(' ') || 'none'
  );
}

/** The number on the wire of this lock; one past the last would be all locks on some boards. */
export function wireLock(lock: number, { lockBase }: KerongWiring, highest: number): number {
  const wire = lock - 1 + lockBase;
  if (!Number.isInteger(lock) || lock < 1 || wire > highest)
    throw new RangeError(`There is no lock ${lock}`);
  return wire;
}

export function boardNumber(board: number, highest: number): number {
  if (!Number.isInteger(board) || board < 0 || board > highest)
    throw new RangeError(`There is no board address ${board}`);
  return board;
}

function bitAt(bytes: Uint8Array, bit: number): boolean {
  return (((bytes[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
}
