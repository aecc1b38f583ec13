import { claim, unsaid, type DoorBoardConfig, type DoorProtocol } from '../protocol.ts';
import { encodeOpen, encodeReadAll, expectAll, expectOpened, type Wiring } from './codec.ts';

/** 8A/80 boards for the common driver. */
export interface Bcc8aBoard extends DoorBoardConfig, Wiring {}

export const bcc8a: DoorProtocol<Bcc8aBoard> = {
  name: 'bcc-8a',
  document: 'vendor texts "485锁控板通讯协议" 2021 and 2024A1',
  capabilities: {
    unlockReply: 'state',
    reportsDoors: true,
    nativePulse: true,
    polarity: 'wiring',
    openAll: true,
  },
  timing: {
    // Twelve bytes at 9600 need 12.5 ms; boards answer within some tens of ms, integrators allow 300.
    readReply: 300,
    // The reply comes after the pulse, up to about a second later.
    unlockReply: 1_200,
    lateRead: 300,
    lateUnlock: 1_000,
    afterPulse: 200,
    // Integrators keep 5 ms at 9600 baud.
    silence: 5,
  },
  status: (board) => ({
    frame: encodeReadAll(board.address),
    expect: expectAll(board.address, board.locks, board),
    shape: [0x80, board.address, ...unsaid(board.statusBytes), 0x33, null],
  }),
  unlock: (board, lock) => ({
    frame: encodeOpen(board.address, lock),
    // Still closed after the pulse is the board's way to say that it failed.
    expect: claim(expectOpened(board.address, lock, board), (door) => door === 'open'),
  }),
};
