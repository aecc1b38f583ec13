import type { CabinetBus } from '../contract/cabinet.ts';

/** What a cabinet file says of one board, whatever its family. */
export type CabinetBoard = CabinetBus['boards'][number];

/** The same board with its sensors read the other way round; null where that cannot be set. */
export function otherPolarity(board: CabinetBoard): CabinetBoard | null {
  if ('feedback' in board) {
    const feedback = board.feedback === 'closed-short' ? 'open-short' : 'closed-short';
    return { ...board, feedback };
  }
  if ('polarity' in board && board.polarity.startsWith('bit1-')) {
    const polarity = board.polarity === 'bit1-closed' ? 'bit1-open' : 'bit1-closed';
    return { ...board, polarity };
  }
  return null;
}

/** The same board with its status bytes read from the other end. */
export function otherByteOrder(board: CabinetBoard): CabinetBoard | null {
  if (!('statusByteOrder' in board)) return null;
  const statusByteOrder =
    board.statusByteOrder === 'highest-first' ? 'lowest-first' : 'highest-first';
  return { ...board, statusByteOrder };
}

const LOCKS_PER_BYTE = 8;

/** Under which lock the sensor of this one is seen while the byte order is wrong. */
export function mirrored(board: CabinetBoard, lock: number): number {
  if (!('statusByteOrder' in board)) return lock;
  const group = Math.floor((lock - 1) / LOCKS_PER_BYTE);
  return lock + (board.statusBytes - 1 - 2 * group) * LOCKS_PER_BYTE;
}
