import type { Clock } from '../../main/base/clock.ts';
import type { Log } from '../../main/base/log.ts';
import type { DoorBoardConfig } from '../door-board/protocol.ts';
import type { LineSettings, PortFactory } from '../port/port.ts';
import { scanBus } from './scan-bus.ts';
import { scanTable } from './scan-table.ts';

/** What hangs on one port; `words` say why it could not be opened, null when nobody answered. */
export type PortScan =
  | {
      readonly found: true;
      readonly protocol: string;
      readonly line: LineSettings;
      readonly boards: readonly DoorBoardConfig[];
    }
  | { readonly found: false; readonly words: string | null };

/** Where nobody answers, every family together takes less, in ms; a test counts it. */
const WITHIN_MS = 120_000;

/** Looks for every known family on a port as the cabinet file names it; reads only. */
export async function scanPort(
  port: string,
  by: {
    readonly ports: PortFactory;
    readonly clock: Clock;
    readonly log: Log;
    /** Only this family is looked for. */
    readonly protocol?: string;
  },
): Promise<PortScan> {
  const result = await scanBus({
    port: (line) => by.ports(port, line),
    table: scanTable.filter(({ protocol }) => protocol === (by.protocol ?? protocol)),
    clock: by.clock,
    log: by.log.part('scan'),
    within: WITHIN_MS,
    oneSpeed: port.startsWith('tcp:'),
  });
  switch (result.outcome) {
    case 'found':
      return { found: true, ...result };
    case 'noPort':
      return { found: false, words: result.message };
    case 'nothing':
      return { found: false, words: null };
  }
}
