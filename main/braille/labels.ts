import words from '../../assets/braille/en.json' with { type: 'json' };
import type { Cabinet } from '../contract/cabinet.ts';
import { dotCentres, extent, numberCells, wrapped, type Point } from './cells.ts';
import { raisedNumber, raisedWidth } from './digits.ts';
import { BRAILLE, RAISED } from './measures.ts';

/** One thing to stick on: cut along its outline, felt where dots and strokes are. In mm. */
export interface Label {
  /** Where it belongs, in print for whoever mounts it. */
  readonly about: string;
  readonly width: number;
  readonly height: number;
  readonly dots: readonly Point[];
  readonly strokes: readonly (readonly Point[])[];
}

/** So that the start instruction fits beside a keypad. */
const CELLS_TO_A_LINE = 16;
const { clearance, dotDiameter } = BRAILLE;

/**
 * Everything that a bank needs to be found by hand: how speech is started, where the headphones go
 * (ADA 707.8), and the number of each locker. Where the keypad tells of headphones by itself, nothing
 * has to be pressed.
 */
export function labelsOf(cabinet: Cabinet): readonly Label[] {
  const { keypads, lockers } = cabinet;
  const told = keypads.some(({ jack }) => jack !== undefined);
  const start = told ? words.startWithJack : words.startWithKey;
  const atKeypad =
    keypads.length === 0
      ? []
      : [
          wordsLabel(`Beside the keypad: “${start.text}”`, start.cells),
          wordsLabel(`At the headphone socket: “${words.jack.text}”`, words.jack.cells),
        ];
  return [...atKeypad, ...lockers.map(({ number }) => lockerLabel(number))];
}

function wordsLabel(about: string, cells: string): Label {
  const lines = wrapped(cells, CELLS_TO_A_LINE);
  const { width, height } = extent(lines);
  const first = clearance + dotDiameter / 2;
  return {
    about,
    width: width + 2 * clearance,
    height: height + 2 * clearance,
    dots: moved(dotCentres(lines), first, first),
    strokes: [],
  };
}

/** The number raised, and below it in Braille (703.3.2), both in the middle. */
function lockerLabel(number: number): Label {
  const lines = [numberCells(number)];
  const braille = extent(lines);
  const width = Math.max(braille.width, raisedWidth(number)) + 2 * clearance;
  const left = (taken: number): number => (width - taken) / 2;
  const below = clearance + RAISED.height + clearance;
  return {
    about: `Locker ${number}`,
    width,
    height: below + braille.height + clearance,
    dots: moved(dotCentres(lines), left(braille.width) + dotDiameter / 2, below + dotDiameter / 2),
    strokes: raisedNumber(number).map((line) => moved(line, left(raisedWidth(number)), clearance)),
  };
}

export function moved(points: readonly Point[], x: number, y: number): readonly Point[] {
  return points.map((point) => ({ x: point.x + x, y: point.y + y }));
}
