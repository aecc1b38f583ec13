import type { Point } from './cells.ts';
import { RAISED } from './measures.ts';

/**
 * Digits of one even stroke, without serifs, for a milling head or a plotter: 703.2.3 wants plain
 * forms, and no font has to be there. Drawn in a box of width 0.6 and height 1, downwards.
 */
const BOX_WIDTH = 0.6;
/** Points of a full turn: at 20 mm height the error against a circle is below a tenth of a millimetre. */
const STEPS = 40;

type Line = readonly Point[];

const to = (...points: readonly (readonly [number, number])[]): Line =>
  points.map(([x, y]) => ({ x, y }));

/** Part of an ellipse, degrees clockwise from three o'clock. */
function arc(
  [cx, cy]: readonly [number, number],
  [rx, ry]: readonly [number, number],
  [from, till]: readonly [number, number],
): Line {
  const steps = Math.ceil((Math.abs(till - from) / 360) * STEPS);
  return Array.from({ length: steps + 1 }, (_, i) => {
    const angle = ((from + ((till - from) * i) / steps) / 180) * Math.PI;
    return { x: cx + rx * Math.cos(angle), y: cy + ry * Math.sin(angle) };
  });
}

const SIX: readonly Line[] = [
  arc([0.3, 0.68], [0.3, 0.32], [0, 360]),
  [...arc([0.56, 0.68], [0.56, 0.68], [180, 270])],
];

const DIGITS: readonly (readonly Line[])[] = [
  [arc([0.3, 0.5], [0.3, 0.5], [0, 360])],
  [to([0.08, 0.2], [0.35, 0], [0.35, 1])],
  [[...arc([0.3, 0.3], [0.3, 0.3], [190, 390]), ...to([0, 1], [0.6, 1])]],
  [arc([0.29, 0.26], [0.26, 0.26], [200, 450]), arc([0.29, 0.76], [0.31, 0.24], [270, 520])],
  [to([0.45, 1], [0.45, 0], [0, 0.7], [0.6, 0.7])],
  [[...to([0.54, 0], [0.1, 0], [0.06, 0.46]), ...arc([0.29, 0.68], [0.31, 0.32], [222, 510])]],
  SIX,
  [to([0, 0], [0.6, 0], [0.2, 1])],
  [arc([0.3, 0.25], [0.26, 0.25], [0, 360]), arc([0.3, 0.75], [0.3, 0.25], [0, 360])],
  SIX.map((line) => line.map(({ x, y }) => ({ x: BOX_WIDTH - x, y: 1 - y }))),
];

const { height, stroke, gap } = RAISED;
const inner = height - stroke;
const step = BOX_WIDTH * inner + stroke + gap;

/** The strokes of a number in mm, its upper left corner at 0, 0. */
export function raisedNumber(number: number): readonly Line[] {
  return Array.from(String(number)).flatMap((digit, place) =>
    (DIGITS[Number(digit)] ?? []).map((line) =>
      line.map(({ x, y }) => ({
        x: place * step + stroke / 2 + x * inner,
        y: stroke / 2 + y * inner,
      })),
    ),
  );
}

/** How wide a number is in mm. */
export function raisedWidth(number: number): number {
  return String(number).length * step - gap;
}
