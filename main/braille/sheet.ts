import { BRAILLE, RAISED } from './measures.ts';
import { moved, type Label } from './labels.ts';

/** Labels on paper of A4, in mm from the upper left corner. */
export const PAPER = { width: 210, height: 297 } as const;
/** No printer reaches the edge. */
const MARGIN = 12;
/** Room for a knife, and for the line above a label that says what it is. */
const BETWEEN = 8;
const PRINT = 3;
/** To be held against a ruler: whoever prints scaled labels sees it. */
const RULE = 50;

export interface Placed extends Label {
  readonly x: number;
  readonly y: number;
}

export interface Page {
  readonly labels: readonly Placed[];
  readonly notes: readonly { readonly x: number; readonly y: number; readonly text: string }[];
  readonly printSize: number;
  readonly rule: { readonly x: number; readonly y: number; readonly length: number };
}

/** Row by row, as many pages as it takes. */
export function pagesOf(labels: readonly Label[], model: string): readonly Page[] {
  const foot = PAPER.height - MARGIN - 3 * PRINT;
  const pages: Placed[][] = [[]];
  let [x, y, deepest] = [MARGIN, MARGIN + PRINT, 0];
  for (const label of labels) {
    if (x > MARGIN && x + label.width > PAPER.width - MARGIN)
      [x, y, deepest] = [MARGIN, y + deepest + BETWEEN, 0];
    if (y + label.height > foot) {
      pages.push([]);
      [x, y, deepest] = [MARGIN, MARGIN + PRINT, 0];
    }
    pages.at(-1)?.push({ ...label, x, y, ...at(label, x, y) });
    x += label.width + BETWEEN;
    deepest = Math.max(deepest, label.height);
  }
  return pages.map((placed, i) => ({
    labels: placed,
    notes: [
      ...placed.map((label) => ({ x: label.x, y: label.y - 1, text: label.about })),
      ...footNotes(model, i + 1, pages.length).map((text, line) => ({
        x: MARGIN + RULE + BETWEEN,
        y: foot + (line + 1) * (PRINT + 1),
        text,
      })),
    ],
    printSize: PRINT,
    rule: { x: MARGIN, y: foot + PRINT, length: RULE },
  }));
}

function at(label: Label, x: number, y: number): Pick<Label, 'dots' | 'strokes'> {
  return {
    dots: moved(label.dots, x, y),
    strokes: label.strokes.map((line) => moved(line, x, y)),
  };
}

function footNotes(model: string, page: number, pages: number): readonly string[] {
  return [
    `${model}, sheet ${page} of ${pages}. The line on the left is ${RULE} mm: print at 100 %.`,
    `Dots domed, ${BRAILLE.dotHeight} mm high; numbers raised by ${RAISED.depth} mm or more (ADA 2010, 703.2 and 703.3).`,
  ];
}
