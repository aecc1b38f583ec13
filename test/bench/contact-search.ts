import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fold } from '../../main/base/fold.ts';
import { searchNames } from '../../main/locker/search.ts';
import { countBeginning, namesBeginning } from '../../db/contact-search.ts';
import { putContact } from '../../db/contacts.ts';
import type { Store } from '../../db/open.ts';
import { seeded } from '../support/kiosk-world.ts';
import { storeAt } from '../support/store.ts';
import { rounded, spread, type Figure } from './figure.ts';

/** Every key of somebody who types a name is a search; the directory is a large university's. */
const CONTACTS = 50_000;
const NAMES_TYPED = 60;

export async function contactSearch(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'restante-bench-'));
  const store = storeAt(join(folder, 'search.db'));
  try {
    const random = seeded(40);
    const names = Array.from({ length: CONTACTS }, () => nameOf(random));
    fill(store, names);
    const some = names.filter((_, i) => i % Math.floor(CONTACTS / NAMES_TYPED) === 0).map(fold);
    return [
      figure('a recipient among 50,000, at each key', store, some.flatMap(keysOf)),
      figure('the same with the name turned round', store, some.map(turned).flatMap(keysOf)),
      figure('the same with a slip', store, some.map(mistyped).flatMap(keysOf)),
      figure('the same with a name that nobody has', store, some.map(unknown).flatMap(keysOf)),
    ];
  } finally {
    store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function figure(name: string, store: Store, typed: readonly string[]): Figure {
  const search = (text: string): unknown =>
    searchNames(text, {
      count: (word) => countBeginning(store.read, 'contact', word),
      find: (words, limit) => namesBeginning(store.read, 'contact', words, limit),
    });
  for (const text of typed.slice(0, 20)) search(text);
  const measured = spread(typed.map((text) => timed(() => search(text))));
  const reference = spread(typed.map((text) => timed(() => bareScan(store, text))));
  return {
    figure: name,
    unit: 'ms',
    samples: typed.length,
    measured,
    reference,
    referenceIs: 'one LIKE scan over the same names, which forgives nothing',
    ratio: rounded(measured.p99 / reference.p99),
    goal: 'p99 < 30 ms',
  };
}

function bareScan(store: Store, text: string): unknown {
  return store.read.sql.all(
    "select id from contacts where private = 0 and name like '%' || ? || '%' order by name limit 8",
    text,
  );
}

function timed(work: () => unknown): number {
  const begun = performance.now();
  work();
  return performance.now() - begun;
}

/** From the third letter to the last. */
function keysOf(name: string): readonly string[] {
  return Array.from({ length: Math.max(0, name.length - 2) }, (_, i) => name.slice(0, i + 3));
}

const turned = (name: string): string => name.split(' ').reverse().join(' ');
/** The third and the fourth letter of the last name change places. */
const mistyped = (name: string): string =>
  turned(name.replace(/ (..)(.)(.)/, (_, ab: string, c: string, d: string) => ` ${ab}${d}${c}`));
const unknown = (name: string): string => name.replace(/ (...)/, ' $1qx');

function fill(store: Store, names: readonly string[]): void {
  store.write((db) => {
    for (const [i, name] of names.entries())
      putContact(db, {
        id: `contact-${i}`,
        name,
        email: null,
        mobile: null,
        language: 'en',
        reachNeeds: false,
        private: i % 50 === 0,
        departments: [],
      });
  });
}

const FIRST =
  'an,mar,jo,al,ben,chri,da,el,fe,ga,ha,is,ju,ka,lu,mi,ni,ol,pe,ra,sa,ti,ul,vi,wal,zo'.split(',');
const SECOND =
  'na,ia,han,fred,stian,vid,ena,lix,briel,nnah,abel,lian,thrin,kas,chael,cole,iver,tra,phael,rah'.split(
    ',',
  );
const LAST =
  'berg,mann,müll,schmi,web,hof,kle,wag,beck,schul,neu,schwar,zim,braun,hart,lang,kra,wer,leh,kais'.split(
    ',',
  );
const END = 'er,dt,mann,stein,feld,bauer,ler,ner,hardt,inger,ski,sen,son,ová,ez,i,ung,ke,el,'.split(
  ',',
);

/** Some syllables are far more common than others, as in life. */
function nameOf(random: () => number): string {
  const of = (parts: readonly string[]): string =>
    parts[Math.floor(random() ** 2 * parts.length)] ?? '';
  const word = (...parts: readonly string[]): string => {
    const text = parts.join('');
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
  return `${word(of(FIRST), of(SECOND))} ${word(of(LAST), of(END), random() < 0.4 ? of(END) : '')}`;
}
