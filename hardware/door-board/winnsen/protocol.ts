import { claim, type DoorBoardConfig, type DoorProtocol } from '../protocol.ts';
import { encodeOpen, encodePoll, expectOpened, expectPolled } from './codec.ts';

/** Winnsen boards for the common driver. */
export interface WinnsenBoard extends DoorBoardConfig {
  /** 0: the board counts its switches from 0, so that address 2 is station 1 on the wire. */
  readonly boardBase: 0 | 1;
}

export const winnsen: DoorProtocol<WinnsenBoard> = {
  name: 'winnsen',
  document: 'Winnsen "Serial Command Document V202104", as integrators quote it',
  capabilities: {
    unlockReply: 'state',
    reportsDoors: true,
    nativePulse: true,
    polarity: 'fixed',
    openAll: false,
  },
  timing: {
    // Fourteen bytes at 9600 need 14.6 ms, a clone turns the line round in 15; the rest is margin.
    readReply: 300,
    // Integrators wait 2 s in all with a pulse of 750 ms; the reply comes 50 ms after the pulse.
    unlockReply: 1_250,
    lateRead: 300,
    // No document says how late. As long as 8A/80 boards; the lock's number in the reply helps too.
    lateUnlock: 1_000,
    // The engineering rule for all boards: pulse + 200 ms on one supply.
    afterPulse: 200,
    silence: 5,
  },
  status: (board) => ({
    frame: encodePoll(stationOf(board), board.locks),
    expect: expectPolled(stationOf(board), board.locks),
    shape: [0x90, 0x07, null, stationOf(board), null, null, 0x03],
  }),
  unlock: (board, lock) => ({
    frame: encodeOpen(stationOf(board), lock),
    expect: claim(expectOpened(stationOf(board), lock), (said) => said === 'opened'),
  }),
};

/** The number of this board on the wire. */
export function stationOf(board: WinnsenBoard): number {
  return board.address - 1 + board.boardBase;
}
