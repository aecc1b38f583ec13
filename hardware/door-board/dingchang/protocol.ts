import { claim, unsaid, type DoorBoardConfig, type DoorProtocol } from '../protocol.ts';
import { encodeOpen, encodeReadAll, expectAll, expectOpened, statusBytes } from './codec.ts';

/** Dingchang boards for the common driver. */
export type DingchangBoard = DoorBoardConfig;

export const dingchang: DoorProtocol<DingchangBoard> = {
  name: 'dingchang',
  document: 'vendor text "DC_锁控_12_V0.2" (2026-05-16)',
  capabilities: {
    unlockReply: 'state',
    reportsDoors: true,
    nativePulse: true,
    polarity: 'fixed',
    openAll: true,
  },
  timing: {
    // Fifteen bytes at 9600 need 15.6 ms; the vendor names no time, so as long as 8A/80 boards.
    readReply: 300,
    unlockReply: 1_200,
    lateRead: 300,
    // The short reply names no lock, so only this keeps a late one from passing for the next lock's.
    lateUnlock: 1_000,
    // The engineering rule for all boards: pulse + 200 ms on one supply.
    afterPulse: 200,
    silence: 5,
  },
  status: (board) => ({
    frame: encodeReadAll(board.address),
    expect: expectAll(board.address, board.locks),
    shape: [0xdc, 0xfe, board.address, 0x12, null, ...unsaid(statusBytes(board.locks) + 1)],
  }),
  unlock: (board, lock) => ({
    frame: encodeOpen(board.address, lock),
    // Still closed after the pulse is the board's way to say that it failed.
    expect: claim(expectOpened(board.address, lock), (door) => door === 'open'),
  }),
};
