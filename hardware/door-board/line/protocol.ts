import { unsaid, type DoorBoardConfig, type DoorProtocol } from '../protocol.ts';
import { encodeDoors, encodeUnlock, expectDoors, expectUnlocked } from './codec.ts';

/** Boards on text lines for the common driver. */
export const line: DoorProtocol = {
  name: 'line',
  document: 'hardware/door-board/line/README.md',
  capabilities: {
    unlockReply: 'accepted',
    reportsDoors: true,
    nativePulse: true,
    polarity: 'fixed',
    openAll: false,
  },
  timing: {
    // The longest exchange has 114 bytes: 119 ms at 9600 baud, 10 ms at 115200.
    readReply: 300,
    // `OK` is said when the pulse begins.
    unlockReply: 300,
    lateRead: 300,
    lateUnlock: 300,
    afterPulse: 200,
    // Several boards on one RS-485 pair let go of it in this time, as other families do.
    silence: 5,
  },
  status: ({ address, locks }: DoorBoardConfig) => ({
    frame: encodeDoors(address),
    expect: expectDoors(address, locks),
    shape: [...Buffer.from(`@${address} DOORS `, 'latin1'), ...unsaid(locks)],
  }),
  unlock: ({ address, pulseMs }: DoorBoardConfig, lock) => ({
    frame: encodeUnlock(address, lock, pulseMs),
    expect: expectUnlocked(address, lock, pulseMs),
  }),
};
