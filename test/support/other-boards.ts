import type { DingchangBoard } from '../../hardware/door-board/dingchang/protocol.ts';
import type { DoorBoardConfig } from '../../hardware/door-board/protocol.ts';
import type { WinnsenBoard } from '../../hardware/door-board/winnsen/protocol.ts';
import type { WklyBoard } from '../../hardware/door-board/wkly/protocol.ts';
import type { BusOptions } from './door-bench.ts';

/** Boards of the smaller families as a cabinet file would name them, and a bus of each. */
const COMMON = { id: 'doors', supplyGapMs: 800, line: { baud: 9_600 } } as const;

export function winnsenBoard(address: number, more: Partial<WinnsenBoard> = {}): WinnsenBoard {
  return { address, locks: 16, boardBase: 1, pulseMs: 750, ...more };
}

export function winnsenBus(boards: readonly WinnsenBoard[]): BusOptions {
  return { ...COMMON, protocol: 'winnsen', boards };
}

export function wklyBoard(address: number, locks = 24): WklyBoard {
  return { address, locks, pulseMs: 350 };
}

export function wklyBus(boards: readonly WklyBoard[]): BusOptions {
  return { ...COMMON, protocol: 'wkly', boards };
}

export function dingchangBoard(address: number, locks = 24): DingchangBoard {
  return { address, locks, pulseMs: 150 };
}

export function dingchangBus(boards: readonly DingchangBoard[]): BusOptions {
  return { ...COMMON, protocol: 'dingchang', boards };
}

/** A board built from a microcontroller, on a cable of USB. */
export function lineBoard(address: number, locks = 12): DoorBoardConfig {
  return { address, locks, pulseMs: 300 };
}

export function lineBus(boards: readonly DoorBoardConfig[]): BusOptions {
  return { ...COMMON, protocol: 'line', boards, line: { baud: 115_200 } };
}
