import type { Fault, Result } from '../base/result.ts';
import type { Cabinet } from '../contract/cabinet.ts';
import type { Phrase, ServiceOutcome, ServiceRow } from '../session/service-world.ts';
import type { Technician } from './actions.ts';
import { compareBoards, oneForOne, readdressed, type SwapFindings } from './board-swap.ts';
import { outcome, row } from './phrases.ts';
import type { PortScan } from './wizard-desk.ts';
import type { WrittenCabinet } from './write-cabinet.ts';
import type { Device } from '../../hardware/device.ts';

/**
 * A controller is replaced: who answers on its bus now, and whether the new one may take the place of
 * the one that is missing. Looking reads only; the file is written when the technician says so.
 */
export interface SwapDesk {
  look(by: Technician, bus: string): Promise<ServiceOutcome>;
  adopt(by: Technician, bus: string): ServiceOutcome;
}

export interface SwapDeskOptions {
  readonly cabinet: Cabinet;
  readonly own: readonly Device[];
  /** Looks at one port in this protocol only; reads only. */
  readonly scan: (port: string, protocol: string) => Promise<PortScan>;
  readonly isTechnician: (by: Technician) => boolean;
  readonly write: (by: Technician, cabinet: Cabinet) => Result<WrittenCabinet, Fault>;
}

export function swapDesk(options: SwapDeskOptions): SwapDesk {
  const { cabinet, own } = options;
  /** What was seen last; only that may be taken over. */
  const seen = new Map<string, SwapFindings>();

  return {
    async look(by, id) {
      if (!options.isTechnician(by)) return outcome(false, { key: 'service.fault.notAllowed' });
      seen.delete(id);
      const bus = cabinet.buses.find((each) => each.id === id);
      const device = own.find((each) => each.id === id);
      if (!bus || !device) return outcome(false, { key: 'service.gone' });
      // No board of this family tells its address; asking would show nothing.
      if (bus.protocol === 'modbus') return outcome(false, { key: 'service.swap.cannot' });
      await device.closePort?.();
      try {
        const scan = await options.scan(bus.port, bus.protocol);
        const found = scan.found ? scan.boards.flatMap(addressOf) : [];
        if (found.length === 0) return outcome(false, { key: 'service.swap.silent' });
        const findings = compareBoards(bus, found);
        seen.set(id, findings);
        return told(findings);
      } finally {
        device.openPort?.();
      }
    },
    adopt(by, id) {
      const findings = seen.get(id);
      const swap = findings ? oneForOne(findings) : null;
      if (!swap) return outcome(false, { key: 'service.gone' });
      const written = options.write(by, readdressed(cabinet, id, swap));
      if (!written.ok)
        return outcome(false, {
          key: 'service.fault.other',
          values: { message: written.error.message },
        });
      seen.delete(id);
      return outcome(true, {
        key: 'service.swap.adopted',
        values: { path: written.value.path },
      });
    },
  };
}

function addressOf(board: object): readonly number[] {
  return 'address' in board && typeof board.address === 'number' ? [board.address] : [];
}

function told(findings: SwapFindings): ServiceOutcome {
  const { answering, missing, fresh } = findings;
  const swap = oneForOne(findings);
  const rows: readonly ServiceRow[] = [
    ...answering.map((address) => boardRow(address, 'service.swap.answers', 'good')),
    ...missing.map((address) => boardRow(address, 'service.swap.absent', 'bad')),
    ...fresh.map((address) => boardRow(address, 'service.swap.fresh', 'attention')),
  ];
  if (swap)
    return {
      ...outcome(true, { key: 'service.swap.moved', values: swap }, rows),
      next: 'adoptBoard',
    };
  if (missing.length === 0) return outcome(true, { key: 'service.swap.same' }, rows);
  const values = { count: missing.length, boards: missing.join(', ') };
  return outcome(false, { key: 'service.swap.missing', values }, rows);
}

function boardRow(address: number, key: Phrase['key'], state: ServiceRow['state']): ServiceRow {
  return row({ key: 'service.swap.board', values: { address } }, { key }, state);
}
