import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import words from '../../assets/braille/en.json' with { type: 'json' };
import { dotCentres, dotsOf, numberCells, wrapped } from '../../main/braille/cells.ts';
import { raisedNumber, raisedWidth } from '../../main/braille/digits.ts';
import { labelsOf } from '../../main/braille/labels.ts';
import { BRAILLE, RAISED } from '../../main/braille/measures.ts';
import { pdfOf } from '../../main/braille/pdf.ts';
import { PAPER, pagesOf } from '../../main/braille/sheet.ts';
import { svgOf } from '../../main/braille/svg.ts';
import { present } from '../../main/base/assert.ts';
import { readCabinet, type Cabinet } from '../../main/contract/cabinet.ts';
import { root } from '../support/program.ts';

const atrium = cabinet('atrium-24');
const labels = labelsOf(atrium);
const hasLouis = spawnSync('lou_translate', ['--version']).status === 0;

function cabinet(name: string): Cabinet {
  const path = join(root, 'assets', 'cabinets', `${name}.json`);
  const read = readCabinet(JSON.parse(readFileSync(path, 'utf8')));
  if (!read.ok) throw new Error(`${name} is no cabinet`);
  return read.value;
}

describe('Braille', () => {
  test('writes numbers behind the number sign, with the letters a to j', () => {
    expect(numberCells(23)).toBe('⠼⠃⠉');
    expect(numberCells(1234567890)).toBe('⠼⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚');
  });

  test('knows the dots of a cell: the number sign is 3 4 5 6, the letter j is 2 4 5', () => {
    expect(dotsOf('⠼')).toEqual([3, 4, 5, 6]);
    expect(dotsOf('⠚')).toEqual([2, 4, 5]);
    expect(dotsOf('⠿')).toEqual([1, 2, 3, 4, 5, 6]);
    expect(dotsOf('⠀')).toEqual([]);
  });

  // Rules of Unified English Braille 2013, section 10: the contractions that these sentences use.
  const contractions: Readonly<Record<string, string>> = {
    '⠠⠿': 'For',
    '⠯': 'and',
    '⠡': 'ch',
    '⠐⠕': 'one',
    '⠓⠂': 'hea',
  };
  const letters = Object.fromEntries(
    Array.from('⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚⠅⠇⠍⠝⠕⠏⠟⠗⠎⠞⠥⠧⠺⠭⠽⠵', (cell, i) => [cell, String.fromCharCode(97 + i)]),
  );
  const read = (word: string): string => {
    const end = { '⠂': ',', '⠲': '.' }[word.at(-1) ?? ''] ?? '';
    let rest = end === '' ? word : word.slice(0, -1);
    if (rest === '⠔') return `in${end}`;
    let text = '';
    while (rest !== '') {
      const two = contractions[rest.slice(0, 2)];
      const one = contractions[rest.slice(0, 1)] ?? letters[rest.slice(0, 1)];
      text += two ?? present(one, `a cell that is known: ${rest}`);
      rest = rest.slice(two === undefined ? 1 : 2);
    }
    return text + end;
  };

  test.each(Object.values(words))(
    'ADA 703.3, ADA 707.8: “$text” is contracted, and reads as it should',
    ({ text, cells }) => {
      expect(cells.split('⠀').map(read).join(' ')).toBe(text);
      expect(cells.length).toBeLessThan(text.length);
    },
  );

  test.skipIf(!hasLouis)('liblouis contracts the same sentences into the same cells', () => {
    for (const { text, cells } of Object.values(words)) {
      const made = execFileSync('lou_translate', ['unicode.dis,en-ueb-g2.ctb'], { input: text });
      expect(made.toString().trim()).toBe(cells);
    }
  });

  test('breaks between words only, and loses none', () => {
    const lines = wrapped(words.startWithKey.cells, 16);
    expect(lines.every((line) => line.length <= 16)).toBe(true);
    expect(lines.join('⠀')).toBe(words.startWithKey.cells);
  });
});

describe('what a hand finds', () => {
  test('ADA 703.3.1: dots, cells and lines have the distances of the table', () => {
    expect(BRAILLE.dotDiameter).toBeGreaterThanOrEqual(1.5);
    expect(BRAILLE.dotDiameter).toBeLessThanOrEqual(1.6);
    const [one, two, next, below] = dotCentres(['⠉⠁', '⠁']);
    const distance = (a = { x: 0, y: 0 }, b = { x: 0, y: 0 }) => Math.hypot(a.x - b.x, a.y - b.y);
    expect(distance(one, two)).toBeGreaterThanOrEqual(2.3);
    expect(distance(one, two)).toBeLessThanOrEqual(2.5);
    expect(distance(one, next)).toBeGreaterThanOrEqual(6.1);
    expect(distance(one, next)).toBeLessThanOrEqual(7.6);
    expect(distance(one, below)).toBeGreaterThanOrEqual(10);
    expect(distance(one, below)).toBeLessThanOrEqual(10.2);
  });

  test('ADA 703.3.2: Braille stands below the number, 9.5 mm from it and from every edge', () => {
    const radius = BRAILLE.dotDiameter / 2;
    for (const { width, height, dots, strokes } of labels) {
      const inked = strokes.flat().map(({ y }) => y + RAISED.stroke / 2);
      const number = Math.max(0, ...inked);
      for (const { x, y } of dots) {
        expect(y - radius - number).toBeGreaterThanOrEqual(9.5 - 1e-9);
        expect(Math.min(x, width - x, height - y) - radius).toBeGreaterThanOrEqual(9.5 - 1e-9);
      }
    }
  });

  test('ADA 703.2: digits are 16 to 51 mm high, thin enough, and 3.2 mm apart', () => {
    const half = RAISED.stroke / 2;
    for (let digit = 0; digit < 10; digit += 1) {
      const points = raisedNumber(digit).flat();
      const [ys, xs] = [points.map(({ y }) => y), points.map(({ x }) => x)];
      expect(Math.min(...ys) - half, `${digit}`).toBeCloseTo(0, 1);
      expect(Math.max(...ys) + half, `${digit}`).toBeCloseTo(RAISED.height, 1);
      expect(Math.min(...xs) - half, `${digit}`).toBeGreaterThanOrEqual(-0.1);
      expect(Math.max(...xs) + half, `${digit}`).toBeLessThanOrEqual(raisedWidth(digit) + 0.1);
    }
    expect(RAISED.height).toBeGreaterThanOrEqual(16);
    expect(RAISED.height).toBeLessThanOrEqual(51);
    expect(RAISED.stroke).toBeLessThanOrEqual(0.15 * RAISED.height);
    expect(RAISED.gap).toBeGreaterThanOrEqual(3.2);
    expect(RAISED.gap).toBeLessThanOrEqual(4 * RAISED.stroke);
  });
});

describe('the sheet of a bank', () => {
  test('has a label for every locker, one for the socket and one that says how speech starts', () => {
    expect(labels).toHaveLength(atrium.lockers.length + 2);
    expect(labels[0]?.about).toContain('For speech, plug in headphones.');
    expect(labels.at(-1)?.about).toBe('Locker 24');
  });

  test('tells to press a key where the keypad does not notice headphones', () => {
    const silent = atrium.keypads.map(({ jack: _jack, ...keypad }) => keypad);
    const [start] = labelsOf({ ...atrium, keypads: silent });
    expect(start?.about).toContain('press any key');
  });

  test('promises no speech where no keypad is', () => {
    expect(labelsOf({ ...atrium, keypads: [] })).toHaveLength(atrium.lockers.length);
  });

  test('fits its paper, and no label lies over another, up to locker 9999', () => {
    const [one] = atrium.lockers;
    const large = [1, 22, 333, 9_999].map((number) => ({ ...present(one, 'a locker'), number }));
    for (const bank of [atrium, cabinet('gallery-48'), { ...atrium, lockers: large }])
      for (const { labels: placed } of pagesOf(labelsOf(bank), bank.model))
        placed.forEach((label, i) => {
          expect(label.x + label.width).toBeLessThanOrEqual(PAPER.width);
          expect(label.y + label.height).toBeLessThan(PAPER.height - 20);
          for (const other of placed.slice(i + 1))
            expect(
              label.x + label.width <= other.x ||
                other.x + other.width <= label.x ||
                label.y + label.height <= other.y ||
                other.y + other.height <= label.y,
            ).toBe(true);
        });
  });

  test('is drawn in millimetres, every dot a circle of 1.55 mm', () => {
    const pages = pagesOf(labels, atrium.model);
    const [page] = pages;
    const svg = svgOf(present(page, 'a page'));
    expect(svg).toContain('width="210mm" height="297mm" viewBox="0 0 210 297"');
    const drawn = pages.flatMap((each) => svgOf(each).match(/<circle [^>]*r="0.775"/g) ?? []);
    expect(drawn).toHaveLength(labels.flatMap(({ dots }) => dots).length);
  });

  test('as PDF says truly at which byte each of its parts begins', () => {
    const pdf = pdfOf(pagesOf(labels, 'Foyer (left) \\ 24')).toString('latin1');
    const starts = [...pdf.matchAll(/^(\d{10}) 00000 n $/gm)].map(([, at]) => Number(at));
    expect(starts.length).toBeGreaterThan(6);
    starts.forEach((at, i) => expect(pdf.slice(at)).toMatch(new RegExp(`^${i + 1} 0 obj\n`)));
    const table = Number(/startxref\n(\d+)/.exec(pdf)?.[1]);
    expect(pdf.slice(table, table + 4)).toBe('xref');
    for (const [, length, content] of pdf.matchAll(
      /\/Length (\d+) >>\nstream\n([^]*?)\nendstream/g,
    ))
      expect(content).toHaveLength(Number(length));
    expect(pdf).toContain('Foyer \\(left\\) \\\\ 24');
  });
});

test('the command writes the sheets of a cabinet file, and names what is wrong with one', () => {
  const folder = mkdtempSync(join(tmpdir(), 'restante-braille-'));
  const run = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(root, 'main/braille/print-labels.ts'), ...args]);
  const made = run(join(root, 'assets/cabinets/atrium-24.json'), folder);
  expect(made.status).toBe(0);
  expect(readdirSync(folder).sort()).toEqual([
    'labels-1.svg',
    'labels-2.svg',
    'labels-3.svg',
    'labels.pdf',
  ]);
  expect(run(join(root, 'package.json'), folder)).toMatchObject({ status: 1 });
  expect(run()).toMatchObject({ status: 2 });
  rmSync(folder, { recursive: true });
});
