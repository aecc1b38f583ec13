import type { Scan } from '../../bus/exchange.ts';
import type { DoorState } from '../../device.ts';
import { unsaid, type DoorBoardConfig, type DoorProtocol } from '../protocol.ts';
import { encodePulse, encodeRead, expectBits, expectWritten } from './codec.ts';
import { modbusProfiles, timedRelay, type ModbusProfile, type TimedRelay } from './profiles.ts';

/** Modbus boards for the common driver; one profile for a whole bus. */
export interface ModbusBoard extends DoorBoardConfig {
  /** What a set bit says of the door. */
  readonly setBit: 'closed' | 'open';
  /** The unit that shows the doors where it is not the board itself. */
  readonly inputsAddress?: number | undefined;
}

export type ModbusChoice =
  | { readonly profile: keyof typeof modbusProfiles }
  | { readonly profile: 'timed-relay'; readonly relay: TimedRelay };

export function profileOf(choice: ModbusChoice): ModbusProfile {
  return choice.profile === 'timed-relay'
    ? timedRelay(choice.relay)
    : modbusProfiles[choice.profile];
}

export function modbus(profile: ModbusProfile): DoorProtocol<ModbusBoard> {
  const { table, first, count } = profile.doors;
  return {
    name: 'modbus',
    document: profile.document,
    capabilities: {
      unlockReply: 'accepted',
      reportsDoors: true,
      nativePulse: true,
      polarity: profile.polarity,
      openAll: profile.openAll,
    },
    timing: {
      // Integrators measured 86 ms for a read at 9600 baud; a slow gateway may need three times that.
      readReply: 300,
      // The answer does not wait for the pulse; boards behind a gateway were seen to need 2 s.
      unlockReply: 1_000,
      lateRead: 300,
      lateUnlock: 1_000,
      afterPulse: 200,
      // 3.5 characters are 3.6 ms at 9600 baud and 1.75 ms above 19200.
      silence: 5,
    },
    status(board) {
      const unit = board.inputsAddress ?? board.address;
      const asked = count === 'locks' ? board.locks : count;
      const expected = expectBits(unit, table, asked);
      const frame = encodeRead(unit, table, first, asked);
      const bytesOfBits = Math.ceil(asked / 8);
      return {
        frame,
        expect: (bytes) => doorsOf(expected(bytes), board),
        shape: [...frame.subarray(0, 2), bytesOfBits, ...unsaid(bytesOfBits + 2)],
      };
    },
    unlock(board, lock) {
      const frame = encodePulse(board.address, profile.pulse, lock, board.pulseMs);
      return { frame, expect: expectWritten(frame) };
    },
  };
}

function doorsOf(scan: Scan<readonly boolean[]>, board: ModbusBoard): Scan<readonly DoorState[]> {
  if (scan.found !== 'reply') return scan;
  const clear = board.setBit === 'closed' ? 'open' : 'closed';
  const reply = scan.reply.slice(0, board.locks).map((bit) => (bit ? board.setBit : clear));
  return { ...scan, reply };
}
