import type { DoorBusEntry } from '../../hardware/catalogue.ts';
import { bcc8a } from '../../hardware/door-board/bcc-8a/protocol.ts';
import { dingchang } from '../../hardware/door-board/dingchang/protocol.ts';
import { kerongCu12 } from '../../hardware/door-board/kerong-cu12/protocol.ts';
import { kerongCu16 } from '../../hardware/door-board/kerong-cu16/protocol.ts';
import { line } from '../../hardware/door-board/line/protocol.ts';
import { modbus, profileOf } from '../../hardware/door-board/modbus/protocol.ts';
import type { Ask, DoorBoardConfig, DoorProtocol } from '../../hardware/door-board/protocol.ts';
import { winnsen } from '../../hardware/door-board/winnsen/protocol.ts';
import { wkly } from '../../hardware/door-board/wkly/protocol.ts';
import {
  board,
  busWith,
  cu12,
  cu12Bus,
  cu16,
  cu16Bus,
  type BusOptions,
} from '../support/door-bench.ts';
import { choiceOf, modbusBoard, modbusBus } from '../support/modbus-boards.ts';
import {
  dingchangBoard,
  dingchangBus,
  lineBoard,
  lineBus,
  winnsenBoard,
  winnsenBus,
  wklyBoard,
  wklyBus,
} from '../support/other-boards.ts';

/** Every family of door boards on a bus of its own, for measuring. */
export interface Family {
  readonly name: string;
  readonly bus: BusOptions;
  /** Locks of one board. */
  readonly locks: number;
  /** The status request of each board, in the order of the bus. */
  readonly asks: readonly Ask<unknown>[];
  unlockFrame(address: number, lock: number): Uint8Array;
  /** How many bytes a board answers to a status request, counted from the vendor's document. */
  readonly replyBytes: number;
  /** Of the line, in ms. */
  readonly silence: number;
}

const ADDRESSES = [1, 2, 3, 4];
/** Short, so that many unlocks fit into a bench; the pulse is not what is measured. */
const PULSE_MS = 50;
const SUPPLY_GAP_MS = 200;

/** The maker's page of this board counts the pulse in milliseconds, so a short one can be asked for. */
const MODBUS = 'xunming-16';

/** A protocol of the cabinet file without a row here does not compile. */
const byProtocol: Readonly<Record<DoorBusEntry['protocol'], Family>> = {
  'bcc-8a': family(
    bcc8a,
    (address) => board(address),
    (boards) => busWith(...boards),
    7,
  ),
  'kerong-cu16': family(kerongCu16, (address) => cu16(address), cu16Bus, 9),
  'kerong-cu12': family(kerongCu12, (address) => cu12(address), cu12Bus, 10),
  winnsen: family(winnsen, (address) => winnsenBoard(address), winnsenBus, 7),
  wkly: family(wkly, (address) => wklyBoard(address), wklyBus, 34),
  dingchang: family(dingchang, (address) => dingchangBoard(address), dingchangBus, 9),
  modbus: family(
    modbus(profileOf(choiceOf(MODBUS))),
    (address) => modbusBoard(MODBUS, address),
    (boards) => modbusBus(MODBUS, boards),
    7,
  ),
  // `@1 DOORS `, a sign for each of twelve doors, ` *`, the check and the end of the line.
  line: family(line, (address) => lineBoard(address), lineBus, 28),
};

export const families: readonly Family[] = Object.values(byProtocol);

function family<Board extends DoorBoardConfig>(
  protocol: DoorProtocol<Board>,
  boardAt: (address: number) => Board,
  busOf: (boards: readonly Board[]) => BusOptions,
  replyBytes: number,
): Family {
  const boards = ADDRESSES.map((address): Board => ({ ...boardAt(address), pulseMs: PULSE_MS }));
  return {
    name: protocol.name,
    bus: { ...busOf(boards), supplyGapMs: SUPPLY_GAP_MS },
    locks: boards[0]?.locks ?? 0,
    asks: boards.map((each) => protocol.status(each)),
    unlockFrame: (address, lock) => protocol.unlock(boardAt(address), lock).frame,
    replyBytes,
    silence: protocol.timing.silence,
  };
}
