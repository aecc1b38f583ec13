import type { Point } from './cells.ts';
import { BRAILLE, RAISED } from './measures.ts';
import { PAPER, type Page } from './sheet.ts';
import { mm } from './svg.ts';

/**
 * The pages as one PDF 1.4 (ISO 32000-1), in plain text: a printer scales an SVG as it likes, a PDF
 * not. A dot is a line of no length with round ends.
 */
const POINTS_PER_MM = 72 / 25.4;

export function pdfOf(pages: readonly Page[]): Buffer {
  // 1 the catalogue, 2 the pages, 3 the font, then each page and its drawing.
  const first = 4;
  const kids = pages.map((_, i) => `${first + 2 * i} 0 R`).join(' ');
  const box = [PAPER.width, PAPER.height].map((side) => mm(side * POINTS_PER_MM)).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((page, i) => {
      const content = drawing(page);
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${box}] /Resources << /Font << /F 3 0 R >> >> /Contents ${first + 2 * i + 1} 0 R >>`,
        `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
      ];
    }),
  ];
  return assembled(objects);
}

/** The parts with the table that says at which byte each begins. */
function assembled(objects: readonly string[]): Buffer {
  let file = '%PDF-1.4\n';
  const starts = objects.map((object, i) => {
    const start = file.length;
    file += `${i + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(start).padStart(10, '0')} 00000 n \n`;
  });
  const table = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${starts.join('')}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return Buffer.from(file, 'latin1');
}

function drawing({ labels, notes, printSize, rule }: Page): string {
  const k = POINTS_PER_MM.toFixed(5);
  const down = (y: number): string => mm(PAPER.height - y);
  const line = (points: readonly Point[]): string =>
    points.map(({ x, y }, i) => `${mm(x)} ${down(y)} ${i === 0 ? 'm' : 'l'}`).join(' ') + ' S';
  return [
    `${k} 0 0 ${k} 0 0 cm 1 J 1 j`,
    '0.2 w 0.5 G',
    ...labels.map(
      ({ x, y, width, height }) => `${mm(x)} ${down(y + height)} ${mm(width)} ${mm(height)} re S`,
    ),
    line([rule, { x: rule.x + rule.length, y: rule.y }]),
    `${RAISED.stroke} w 0 G`,
    ...labels.flatMap(({ strokes }) => strokes.map(line)),
    `${BRAILLE.dotDiameter} w`,
    ...labels.flatMap(({ dots }) => dots.map((dot) => line([dot, dot]))),
    ...notes.map(
      ({ x, y, text }) => `BT /F ${printSize} Tf ${mm(x)} ${down(y)} Td (${winAnsi(text)}) Tj ET`,
    ),
  ].join('\n');
}

/** The signs of our own notes that the font's table has elsewhere than Latin-1. */
const WIN_ANSI: Readonly<Record<string, string>> = { '–': '\\226', '“': '\\223', '”': '\\224' };

function winAnsi(text: string): string {
  return text
    .replace(/[\\()]/g, (sign) => `\\${sign}`)
    .replace(/[^\x20-\xff]/g, (sign) => WIN_ANSI[sign] ?? '?');
}
