import type { Cabinet, CabinetLocker } from '../contract/cabinet.ts';

/** Where a locker is, as somebody would say it who stands before the bank. */
export interface Place {
  /** From the left, 1-based. */
  readonly column: number;
  readonly columns: number;
  /** From the top of its column, 1-based. */
  readonly row: number;
  readonly side: 'left' | 'right' | 'screen';
  readonly height: 'floor' | 'knee' | 'hip' | 'chest' | 'eye' | 'overhead';
}

/** Upper limits in cm of the middle of the door, for a person of average height. */
const HEIGHTS: readonly (readonly [number, Place['height']])[] = [
  [30, 'floor'],
  [65, 'knee'],
  [105, 'hip'],
  [140, 'chest'],
  [170, 'eye'],
];

export function placeOf(locker: CabinetLocker, cabinet: Cabinet): Place {
  const middle = (locker.bottomCm + locker.topCm) / 2;
  const screen = cabinet.screen.column;
  return {
    column: locker.column,
    columns: cabinet.columns.length,
    row: locker.row,
    side: locker.column < screen ? 'left' : locker.column > screen ? 'right' : 'screen',
    height: HEIGHTS.find(([limit]) => middle < limit)?.[1] ?? 'overhead',
  };
}
