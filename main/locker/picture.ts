import type { Cabinet } from '../contract/cabinet.ts';
import type { BankPicture, LockerStatus, PictureLocker, Text } from '../contract/view.ts';

/** Where one locker stands, in words. */
export interface Standing {
  readonly status: LockerStatus;
  readonly text: Text;
  readonly marks: PictureLocker['marks'];
}

export interface PictureOptions {
  readonly doors: (locker: number) => 'open' | 'closed' | 'unknown';
  readonly lit: readonly number[];
  readonly emphasis: BankPicture['emphasis'];
  /** The press that touching this locker makes. */
  readonly itemOf?: (locker: number) => string | null;
  /** For staff only: where each locker stands, and the word for it. */
  readonly statusOf?: (locker: number) => Standing | null;
}

/** The drawing of this bank, in cm, from the cabinet file. */
export function bankPicture(cabinet: Cabinet, options: PictureOptions): BankPicture {
  const lefts = columnLefts(cabinet);
  const screenColumn = cabinet.screen.column - 1;
  return {
    width: cabinet.columns.reduce((sum, column) => sum + column.widthCm, 0),
    height: cabinet.heightCm,
    screen: {
      x: lefts[screenColumn] ?? 0,
      width: cabinet.columns[screenColumn]?.widthCm ?? 0,
      bottom: cabinet.screen.bottomCm,
      top: cabinet.screen.topCm,
    },
    lockers: cabinet.lockers.map((locker) => {
      const stands = options.statusOf?.(locker.number) ?? null;
      return {
        number: locker.number,
        x: lefts[locker.column - 1] ?? 0,
        width: cabinet.columns[locker.column - 1]?.widthCm ?? 0,
        bottom: locker.bottomCm,
        top: locker.topCm,
        door: options.doors(locker.number),
        lit: options.lit.includes(locker.number),
        accessible: locker.accessible,
        status: stands?.status ?? null,
        statusText: stands?.text ?? null,
        marks: stands?.marks ?? [],
        item: options.itemOf?.(locker.number) ?? null,
      };
    }),
    emphasis: options.emphasis,
  };
}

function columnLefts(cabinet: Cabinet): readonly number[] {
  let left = 0;
  return cabinet.columns.map((column) => {
    const own = left;
    left += column.widthCm;
    return own;
  });
}
