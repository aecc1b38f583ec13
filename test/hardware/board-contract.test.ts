import { bcc8a } from '../../hardware/door-board/bcc-8a/protocol.ts';
import { kerongCu12 } from '../../hardware/door-board/kerong-cu12/protocol.ts';
import { kerongCu16 } from '../../hardware/door-board/kerong-cu16/protocol.ts';
import { line } from '../../hardware/door-board/line/protocol.ts';
import { modbus, profileOf } from '../../hardware/door-board/modbus/protocol.ts';
import { dingchang } from '../../hardware/door-board/dingchang/protocol.ts';
import { winnsen } from '../../hardware/door-board/winnsen/protocol.ts';
import { wkly } from '../../hardware/door-board/wkly/protocol.ts';
import { boardContract } from '../support/board-contract.ts';
import { board, busWith, cu12, cu12Bus, cu16, cu16Bus } from '../support/door-bench.ts';
import {
  dingchangBoard,
  dingchangBus,
  winnsenBoard,
  winnsenBus,
  wklyBoard,
  wklyBus,
} from '../support/other-boards.ts';
import { choiceOf, modbusBoard, modbusBus, profileNames } from '../support/modbus-boards.ts';
import { realBoardContract } from '../support/real-board.ts';

const LINE = { baud: 9_600 };

/** Every family of door boards under one contract; a new one adds its row. */
for (const feedback of ['open-short', 'closed-short'] as const)
  boardContract({
    name: `8A/80 (${feedback})`,
    protocol: bcc8a,
    board: (address) => board(address, { feedback }),
    bus: (boards) => busWith(...boards),
    addresses: [1, 2],
    jammed: 'failed',
  });

for (const polarity of ['bit1-closed', 'bit1-open'] as const) {
  boardContract({
    name: `KERONG KR-CU16 (${polarity})`,
    protocol: kerongCu16,
    board: (address) => cu16(address, { polarity }),
    bus: cu16Bus,
    addresses: [0, 9],
    jammed: 'none',
  });
  boardContract({
    name: `KERONG CU12 (${polarity})`,
    protocol: kerongCu12,
    board: (address) => cu12(address, { polarity }),
    bus: cu12Bus,
    addresses: [0, 15],
    jammed: 'failed',
  });
}

for (const boardBase of [1, 0] as const)
  boardContract({
    name: `Winnsen (switches counted from ${boardBase})`,
    protocol: winnsen,
    board: (address) => winnsenBoard(address, { boardBase }),
    bus: winnsenBus,
    addresses: [2, 3],
    jammed: 'failed',
    otherwise: {
      wrongChecksum: {
        reply: 'none',
        opens: true,
        health: 'ready',
        why: 'there is no checksum: only the wrong lock number in the reply is noticed',
      },
    },
  });

boardContract({
  name: 'WKLY',
  protocol: wkly,
  board: (address) => wklyBoard(address),
  bus: wklyBus,
  addresses: [1, 2],
  jammed: 'failed',
});

// Odd addresses answer an unlock in the short form, even ones in the long one.
for (const addresses of [
  [1, 2],
  [2, 1],
] as const)
  boardContract({
    name: `Dingchang (unlocks answered as by board ${addresses[0]})`,
    protocol: dingchang,
    board: (address) => dingchangBoard(address),
    bus: dingchangBus,
    addresses,
    jammed: 'failed',
  });

for (const profile of profileNames)
  boardContract({
    name: `Modbus (${profile})`,
    protocol: modbus(profileOf(choiceOf(profile))),
    board: (address) => modbusBoard(profile, address),
    bus: (boards) => modbusBus(profile, boards),
    addresses: [1, 2],
    // The answer comes before the pulse; only the door tells.
    jammed: 'accepted',
  });

boardContract({
  name: 'Text lines',
  protocol: line,
  board: (address) => ({ address, locks: 12, pulseMs: 300 }),
  bus: (boards) => ({ id: 'doors', protocol: 'line', boards, supplyGapMs: 800, line: LINE }),
  addresses: [1, 11],
  jammed: 'accepted',
});

realBoardContract(process.env['RESTANTE_REAL_BOARD']);
