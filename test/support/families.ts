import type { DoorBusEntry } from '../../hardware/catalogue.ts';
import { board, busWith, cu12, cu12Bus, cu16, cu16Bus, type BusOptions } from './door-bench.ts';
import { modbusBoard, modbusBus, profileNames } from './modbus-boards.ts';
import {
  dingchangBoard,
  dingchangBus,
  lineBoard,
  lineBus,
  winnsenBoard,
  winnsenBus,
  wklyBoard,
  wklyBus,
} from './other-boards.ts';

/** A bus of each family of door boards, as a cabinet file names it; a new family adds its row. */
export interface Family {
  /** Also the id of the bus in a cabinet that has them all. */
  readonly name: string;
  readonly bus: BusOptions;
  /** What the cabinet file must say beside. */
  readonly more?: object;
  /** The board and the lock on which a story plays; neither is the first of its kind. */
  readonly door: { readonly board: number; readonly lock: number };
}

const byProtocol: Readonly<Record<DoorBusEntry['protocol'], readonly Family[]>> = {
  'bcc-8a': [{ name: 'bcc-8a', bus: busWith(board(3)), door: { board: 3, lock: 7 } }],
  'kerong-cu16': [{ name: 'kerong-cu16', bus: cu16Bus([cu16(9)]), door: { board: 9, lock: 12 } }],
  'kerong-cu12': [{ name: 'kerong-cu12', bus: cu12Bus([cu12(14)]), door: { board: 14, lock: 5 } }],
  winnsen: [{ name: 'winnsen', bus: winnsenBus([winnsenBoard(4)]), door: { board: 4, lock: 9 } }],
  wkly: [{ name: 'wkly', bus: wklyBus([wklyBoard(2)]), door: { board: 2, lock: 17 } }],
  // Odd and even addresses answer an unlock in two forms.
  dingchang: [
    { name: 'dingchang-odd', bus: dingchangBus([dingchangBoard(5)]), door: { board: 5, lock: 20 } },
    { name: 'dingchang-even', bus: dingchangBus([dingchangBoard(6)]), door: { board: 6, lock: 3 } },
  ],
  modbus: profileNames.map((profile) => ({
    name: `modbus-${profile}`,
    bus: modbusBus(profile, [modbusBoard(profile, 4)]),
    // Its document does not say which bit is which door; somebody must have looked.
    more: profile === 'kerong-cu48' ? { doorsSeenToMatch: true } : {},
    door: { board: 4, lock: 6 },
  })),
  line: [{ name: 'line', bus: lineBus([lineBoard(11)]), door: { board: 11, lock: 10 } }],
};

export const families: readonly Family[] = Object.values(byProtocol).flat();
