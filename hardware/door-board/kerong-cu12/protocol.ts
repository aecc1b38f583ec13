import { unsaid, type DoorBoardConfig, type DoorProtocol } from '../protocol.ts';
import type { KerongWiring } from '../kerong-hooks.ts';
import { encodeStatus, encodeUnlock, expectStatus, expectUnlocked } from './codec.ts';

/** CU12 boards for the common driver; over a KR-BU gateway the same bytes go through TCP. */
export interface KerongCu12Board extends DoorBoardConfig, KerongWiring {}

export const kerongCu12: DoorProtocol<KerongCu12Board> = {
  name: 'kerong-cu12',
  document: 'KERONG "CU12 Protocol and Introduction" V1.1 (2022-07-22)',
  capabilities: {
    unlockReply: 'accepted',
    reportsDoors: true,
    nativePulse: true,
    polarity: 'wiring',
    openAll: true,
  },
  timing: {
    // Eighteen bytes at 19200 need 9.4 ms; boards answer within some tens of ms. As for other boards.
    readReply: 300,
    // The manual does not say whether the answer comes before or after the pulse: beyond the pulse
    // the 200 ms in which the hook settles, and as long as for a status.
    unlockReply: 500,
    lateRead: 300,
    // Nothing is said; the slowest boards known are up to a second late.
    lateUnlock: 1_000,
    // Integrators read the state 200 ms after the pulse.
    afterPulse: 200,
    // As integrators keep at 9600 baud; nothing is said of 19200.
    silence: 5,
  },
  status: (board) => ({
    frame: encodeStatus(board.address),
    expect: expectStatus(board.address, board.locks, board),
    shape: [0x02, board.address, 0x00, 0x80, 0x10, 0x02, 0x03, ...unsaid(3)],
  }),
  unlock: (board, lock) => ({
    frame: encodeUnlock(board.address, lock, board),
    expect: expectUnlocked(board.address, lock, board),
  }),
};
