import { BRAILLE } from './measures.ts';

/** Cells of six dots, as Unicode writes them: bit 0 is dot 1. */
const FIRST_CELL = 0x2800;
const NUMBER_SIGN = '⠼';
/** The digits are the letters a to j behind the number sign, in every grade. */
const DIGITS = '⠚⠁⠃⠉⠙⠑⠋⠛⠓⠊';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A number as Unified English Braille writes it. */
export function numberCells(number: number): string {
  return NUMBER_SIGN + Array.from(String(number), (digit) => DIGITS[Number(digit)]).join('');
}

/** 1 to 6: 1, 2, 3 down the left, 4, 5, 6 down the right. */
export function dotsOf(cell: string): readonly number[] {
  const bits = (cell.codePointAt(0) ?? FIRST_CELL) - FIRST_CELL;
  return [1, 2, 3, 4, 5, 6].filter((dot) => (bits & (1 << (dot - 1))) !== 0);
}

/** Broken between words, `most` cells to a line. */
export function wrapped(cells: string, most: number): readonly string[] {
  return cells.split('⠀').reduce<readonly string[]>((lines, word) => {
    const line = lines.at(-1);
    if (line === undefined) return [word];
    return line.length + 1 + word.length <= most
      ? [...lines.slice(0, -1), `${line}⠀${word}`]
      : [...lines, word];
  }, []);
}

/** Centres of the dots in mm; the first cell's dot 1 is at 0, 0. */
export function dotCentres(lines: readonly string[]): readonly Point[] {
  return lines.flatMap((line, row) =>
    Array.from(line).flatMap((cell, column) =>
      dotsOf(cell).map((dot) => ({
        x: column * BRAILLE.cellSpacing + Math.floor((dot - 1) / 3) * BRAILLE.dotSpacing,
        y: row * BRAILLE.lineSpacing + ((dot - 1) % 3) * BRAILLE.dotSpacing,
      })),
    ),
  );
}

/** What the dots take up in mm, with their bases. */
export function extent(lines: readonly string[]): {
  readonly width: number;
  readonly height: number;
} {
  const longest = Math.max(...lines.map((line) => line.length));
  const { dotDiameter, dotSpacing, cellSpacing, lineSpacing } = BRAILLE;
  return {
    width: (longest - 1) * cellSpacing + dotSpacing + dotDiameter,
    height: (lines.length - 1) * lineSpacing + 2 * dotSpacing + dotDiameter,
  };
}
