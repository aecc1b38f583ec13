import { claim, unsaid, type DoorBoardConfig, type DoorProtocol } from '../protocol.ts';
import { encodeOpen, encodeReadAll, expectAll, expectOpened } from './codec.ts';

/** WKLY boards for the common driver. */
export type WklyBoard = DoorBoardConfig;

export const wkly: DoorProtocol<WklyBoard> = {
  name: 'wkly',
  document: 'an integrator’s code and the vendor’s demo frames in its tests',
  capabilities: {
    unlockReply: 'state',
    reportsDoors: true,
    nativePulse: true,
    polarity: 'fixed',
    openAll: true,
  },
  timing: {
    // The integrator's stand-in answers after about 200 ms; 42 bytes at 9600 need 44 more.
    readReply: 400,
    // 350 to 450 ms with the pulse in the stand-in; as long as 8A/80 boards, which do the same.
    unlockReply: 1_200,
    lateRead: 300,
    // No document says how late. As long as 8A/80 boards; the lock's number in the reply helps too.
    lateUnlock: 1_000,
    // The engineering rule for all boards: pulse + 200 ms on one supply.
    afterPulse: 200,
    silence: 5,
  },
  status: (board) => ({
    frame: encodeReadAll(board.address),
    expect: expectAll(board.address, board.locks),
    shape: [0x57, 0x4b, 0x4c, 0x59, null, board.address, 0x84, 0x00, ...unsaid(board.locks + 2)],
  }),
  unlock: (board, lock) => ({
    frame: encodeOpen(board.address, lock),
    // Done, but the door is closed as before: the bolt did not move.
    expect: claim(expectOpened(board.address, lock), ({ done, door }) => done && door !== 'closed'),
  }),
};
