import { unsaid, type DoorBoardConfig, type DoorProtocol } from '../protocol.ts';
import type { KerongWiring } from '../kerong-hooks.ts';
import { encodeStatus, encodeUnlock, expectStatus, expectUnlocked } from './codec.ts';

/** KR-CU16 boards for the common driver; over a KR-BU gateway the same bytes go through TCP. */
export interface KerongCu16Board extends DoorBoardConfig, KerongWiring {}

/** Fourteen bytes at 19200 need 7.3 ms; boards answer within some tens of ms. As for other boards. */
const READ_REPLY_MS = 300;

export const kerongCu16: DoorProtocol<KerongCu16Board> = {
  name: 'kerong-cu16',
  document: 'KERONG "KR-CU16 Communication Protocol Specification" V1.6 (2024-11-30)',
  capabilities: {
    unlockReply: 'none',
    reportsDoors: true,
    nativePulse: true,
    polarity: 'wiring',
    openAll: true,
  },
  timing: {
    readReply: READ_REPLY_MS,
    // Where a firmware answers an unlock at all; the pulse is not waited for, see `within`.
    unlockReply: READ_REPLY_MS,
    lateRead: READ_REPLY_MS,
    lateUnlock: READ_REPLY_MS,
    // Integrators read the state 200 ms after the pulse; before that it may not have changed.
    afterPulse: 200,
    // As integrators keep at 9600 baud; nothing is said of 19200.
    silence: 5,
  },
  status: (board) => ({
    frame: encodeStatus(board.address),
    expect: expectStatus(board.address, board.locks, board),
    shape: [0x02, board.address << 4, 0x35, ...unsaid(4), 0x03, null],
  }),
  unlock: (board, lock) => ({
    frame: encodeUnlock(board.address, lock, board),
    expect: expectUnlocked(board.address, lock, board),
    // Silence is the rule, so the bus is not held up for the length of a pulse.
    within: READ_REPLY_MS,
  }),
};
