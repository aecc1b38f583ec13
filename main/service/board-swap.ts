import type { Cabinet, CabinetBus } from '../contract/cabinet.ts';
import type { CabinetBoard } from './wiring-learn.ts';

/** What answers on a bus after somebody has put another controller in, beside what the file says. */
export interface SwapFindings {
  readonly answering: readonly number[];
  readonly missing: readonly number[];
  /** Addresses that the file does not know. */
  readonly fresh: readonly number[];
}

export function compareBoards(bus: CabinetBus, found: readonly number[]): SwapFindings {
  const known = bus.boards.map(({ address }) => address);
  return {
    answering: known.filter((address) => found.includes(address)),
    missing: known.filter((address) => !found.includes(address)),
    fresh: found.filter((address) => !known.includes(address)),
  };
}

/** One is gone and one is new: they can only be each other's. */
export function oneForOne({ missing, fresh }: SwapFindings): {
  readonly old: number;
  readonly fresh: number;
} | null {
  const [old] = missing;
  const [put] = fresh;
  if (old === undefined || put === undefined) return null;
  return missing.length === 1 && fresh.length === 1 ? { old, fresh: put } : null;
}

/** The same cabinet with this board at its new address; how it is read and wired stays. */
export function readdressed(
  cabinet: Cabinet,
  bus: string,
  swap: { readonly old: number; readonly fresh: number },
): Cabinet {
  const { old, fresh } = swap;
  const moved = (board: CabinetBoard): CabinetBoard =>
    board.address === old ? { ...board, address: fresh } : board;
  return {
    ...cabinet,
    buses: cabinet.buses.map((each) =>
      each.id === bus ? ({ ...each, boards: each.boards.map(moved) } as CabinetBus) : each,
    ),
    lockers: cabinet.lockers.map((locker) =>
      locker.door?.bus === bus && locker.door.board === old
        ? { ...locker, door: { ...locker.door, board: fresh } }
        : locker,
    ),
  };
}
