import { allocation } from './allocation.ts';
import { catchUp } from './catch-up.ts';
import { contactSearch } from './contact-search.ts';
import { report, type Figure } from './figure.ts';
import { idleCpu } from './idle-cpu.ts';
import { protocols } from './protocols.ts';
import { startUp } from './start-up.ts';
import { sweep } from './sweep.ts';
import { tapToUnlock } from './tap-to-unlock.ts';

/**
 * `npm run bench [-- name …]`: one JSON line for each figure, with a bare reference measured in the
 * same run on the same machine. The ratio is what counts; milliseconds differ between machines.
 */
const figures: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  tapToUnlock,
  sweep,
  protocols,
  idleCpu,
  startUp,
  catchUp,
  allocation,
  contactSearch,
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in figures));
if (unknown.length > 0) {
  process.stderr.write(
    `bench: no figure ${unknown.join(', ')}; there are ${Object.keys(figures).join(', ')}\n`,
  );
  process.exit(2);
}
for (const [name, measure] of Object.entries(figures))
  if (wanted.length === 0 || wanted.includes(name))
    for (const figure of await measure()) report(figure);
process.exit(0);
