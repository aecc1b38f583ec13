import { bcc8a } from '../../hardware/door-board/bcc-8a/protocol.ts';
import { boardContract } from '../support/board-contract.ts';
import { board, busWith } from '../support/door-bench.ts';
import { realBoardContract } from '../support/real-board.ts';

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

realBoardContract(process.env['RESTANTE_REAL_BOARD']);
