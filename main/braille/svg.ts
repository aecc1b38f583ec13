import type { Point } from './cells.ts';
import { BRAILLE, RAISED } from './measures.ts';
import { PAPER, type Page } from './sheet.ts';

/** A page as SVG, one unit a millimetre. */
export function svgOf({ labels, notes, printSize, rule }: Page): string {
  const outlines = labels.map(
    ({ x, y, width, height }) =>
      `<rect x="${mm(x)}" y="${mm(y)}" width="${mm(width)}" height="${mm(height)}"/>`,
  );
  const strokes = labels.flatMap(({ strokes: lines }) => lines).map(polyline);
  const dots = labels
    .flatMap((label) => label.dots)
    .map(({ x, y }) => `<circle cx="${mm(x)}" cy="${mm(y)}" r="${BRAILLE.dotDiameter / 2}"/>`);
  const texts = notes.map(
    ({ x, y, text }) => `<text x="${mm(x)}" y="${mm(y)}">${escaped(text)}</text>`,
  );
  const { width, height } = PAPER;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}">`,
    '<g id="cut" fill="none" stroke="#888" stroke-width="0.2">',
    ...outlines,
    `<path d="M${mm(rule.x)} ${mm(rule.y)}h${rule.length}"/>`,
    '</g>',
    `<g id="raised" fill="none" stroke="#000" stroke-width="${RAISED.stroke}" stroke-linecap="round" stroke-linejoin="round">`,
    ...strokes,
    '</g>',
    '<g id="braille">',
    ...dots,
    '</g>',
    `<g id="print" fill="#444" font-family="Helvetica, Arial, sans-serif" font-size="${printSize}">`,
    ...texts,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

function polyline(points: readonly Point[]): string {
  return `<polyline points="${points.map(({ x, y }) => `${mm(x)},${mm(y)}`).join(' ')}"/>`;
}

/** A hundredth of a millimetre is finer than any workshop. */
export function mm(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
