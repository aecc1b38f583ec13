import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readCabinet, type Cabinet } from '../contract/cabinet.ts';
import { problemText } from '../contract/problems.ts';
import { labelsOf } from './labels.ts';
import { pdfOf } from './pdf.ts';
import { pagesOf } from './sheet.ts';
import { svgOf } from './svg.ts';

/** `npm run braille -- CABINET.json [FOLDER]` writes `labels.pdf` and one `labels-N.svg` for each page. */
function print(cabinet: Cabinet, folder: string): void {
  const pages = pagesOf(labelsOf(cabinet), cabinet.model);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'labels.pdf'), pdfOf(pages));
  pages.forEach((page, i) => writeFileSync(join(folder, `labels-${i + 1}.svg`), svgOf(page)));
  process.stdout.write(`${join(folder, 'labels.pdf')}, ${pages.length} sheets as SVG beside it\n`);
}

const [file, folder = 'braille-labels'] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('npm run braille -- CABINET.json [FOLDER]\n');
  process.exitCode = 2;
} else {
  const cabinet = readCabinet(JSON.parse(readFileSync(file, 'utf8')));
  if (cabinet.ok) print(cabinet.value, folder);
  else {
    for (const problem of cabinet.error) process.stderr.write(`${problemText(problem)}\n`);
    process.exitCode = 1;
  }
}
