import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { localeSchema, type KioskView } from '../main/contract/view.ts';
import { landscape, portrait } from './support/chromium.ts';
import { root } from './support/program.ts';
import { collectViews } from './support/view-gallery.ts';
import { viewStage } from './support/view-stage.ts';

/**
 * `npm run screens [-- name … --language ar]`: a picture of every screen that people meet, in both
 * orientations and at both ends of the text sizes, on one page for a human to look at.
 */
const folder = join(root, 'test', 'artefacts', 'screens');
const looks = [
  { name: 'portrait', viewport: portrait, appearance: {} },
  { name: 'portrait-200', viewport: portrait, appearance: { textSize: 200, highContrast: true } },
  { name: 'landscape', viewport: landscape, appearance: {} },
  { name: 'landscape-low', viewport: landscape, appearance: { lowControls: true } },
] as const;

const { values, positionals: wanted } = parseArgs({
  options: { language: { type: 'string', default: 'en' } },
  allowPositionals: true,
});
const all = await collectViews(localeSchema.parse(values.language));
const views = all.filter(({ screen }) => wanted.length === 0 || wanted.includes(screen));
if (views.length === 0) {
  const names = [...new Set(all.map(({ screen }) => screen))].join(', ');
  process.stderr.write(
    `screens: none of these were met: ${wanted.join(', ')}; there are ${names}\n`,
  );
  process.exit(2);
}
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const stage = await viewStage(views[0] as KioskView);
const rows: string[] = [];
for (const [i, view] of views.entries()) {
  const cells: string[] = [];
  for (const { name, viewport, appearance } of looks) {
    const file = `${String(i).padStart(2, '0')}-${view.screen}-${name}.png`;
    await stage.page.setViewportSize(viewport);
    await stage.show(view, appearance);
    await stage.page.screenshot({ path: join(folder, file), scale: 'css' });
    cells.push(`<td><a href="${file}"><img src="${file}" height="420" alt="${name}"></a></td>`);
  }
  rows.push(`<tr><th>${view.screen}</th>${cells.join('')}</tr>`);
}
await stage.close();
const sheet = join(folder, 'index.html');
writeFileSync(
  sheet,
  `<!doctype html><meta charset="utf-8"><title>Every screen</title>
<style>body{font:16px sans-serif;margin:24px}th{text-align:left;vertical-align:top;padding-right:16px}
img{border:1px solid #ccc}</style><table>${rows.join('\n')}</table>\n`,
);
process.stdout.write(`${views.length} screens in ${looks.length} looks: ${sheet}\n`);
process.exit(0);
