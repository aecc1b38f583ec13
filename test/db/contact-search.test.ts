import BetterSqlite3 from 'better-sqlite3';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { wordsToFind } from '../../main/base/fold.ts';
import { searchNames } from '../../main/locker/search.ts';
import { countBeginning, namesBeginning, type NameKind } from '../../db/contact-search.ts';
import { putContact, putDepartment, removeContact, removeDepartment } from '../../db/contacts.ts';
import { migrate } from '../../db/migrate.ts';
import { start } from '../../db/migrations/0010-start.ts';
import { staffPins } from '../../db/migrations/0020-staff-pins.ts';
import { contactSearch } from '../../db/migrations/0040-contact-search.ts';
import type { Store } from '../../db/open.ts';
import { temporaryFolder, type Folder } from '../support/product.ts';
import { storeAt } from '../support/store.ts';

let folder: Folder;
let store: Store;
beforeEach(() => {
  folder = temporaryFolder();
  store = storeAt(folder.in('restante.db'));
});
afterEach(() => {
  store.close();
  folder.remove();
});

function put(id: string, name: string, isPrivate = false): void {
  store.write((db) =>
    putContact(db, {
      id,
      name,
      email: null,
      mobile: null,
      language: 'en',
      reachNeeds: false,
      private: isPrivate,
      departments: [],
    }),
  );
}

function found(typed: string, kind: NameKind = 'contact'): readonly string[] {
  const names = searchNames(typed, {
    count: (beginning) => countBeginning(store.read, kind, beginning),
    find: (beginnings, limit) => namesBeginning(store.read, kind, beginnings, limit),
  });
  return names.map(({ name }) => name);
}

describe('the recipient is found', () => {
  beforeEach(() => {
    for (const [i, name] of [
      'Anna Berg',
      'Anna Bergmann',
      'Berta Annas',
      'Jörg Müller',
      'Jon Mueller',
      'Renée Weiß',
      'Anne-Marie O’Brien',
      'أحمد علي',
      'فاطمة الزهراء',
      'Søren Østergård',
    ].entries())
      put(`c${i}`, name);
  });

  test.each([
    ['from the third letter on', 'bergm', ['Anna Bergmann']],
    ['not from the second', 'be', []],
    ['nor by blanks', '   ', []],
    ['by words in any order, whole words first', 'berg anna', ['Anna Berg', 'Anna Bergmann']],
    ['by the first letters of both', 'a b', []],
    ['by one letter of the one and more of the other', 'a bergm', ['Anna Bergmann']],
    ['without accents', 'renee weiss', ['Renée Weiß']],
    ['with them', 'RENÉE WEIß', ['Renée Weiß']],
    ['by an umlaut typed in two', 'mueller', ['Jon Mueller', 'Jörg Müller']],
    ['by a name in one word', 'obrien', ['Anne-Marie O’Brien']],
    ['by a name with its dash', 'anne-m', ['Anne-Marie O’Brien']],
    ['by another alef', 'احمد', ['أحمد علي']],
    ['by another ta marbuta', 'فاطمه', ['فاطمة الزهراء']],
    ['by Danish letters', 'ostergard', ['Søren Østergård']],
    ['and by those typed in two', 'oestergaard', ['Søren Østergård']],
    ['with two letters swapped', 'begrmann', ['Anna Bergmann']],
    ['with one missing', 'bergann', ['Anna Bergmann']],
    ['with one too many', 'berggmann', ['Anna Bergmann']],
    ['with a wrong one, the first', 'vergmann', ['Anna Bergmann']],
    ['with a slip in the second word', 'anna bregm', ['Anna Bergmann']],
    ['with an Arabic letter left out', 'فاطة', ['فاطمة الزهراء']],
    ['with another left out', 'فامه', ['فاطمة الزهراء']],
    ['not with two slips', 'vregmann', []],
  ])('%s: %s', (_, typed, names) => {
    expect(found(typed)).toEqual(names);
  });

  test('a slip is forgiven only when nobody is called what was typed', () => {
    expect(found('berg')).toEqual(['Anna Berg', 'Anna Bergmann']);
    expect(found('berk')).toEqual(['Anna Berg', 'Anna Bergmann', 'Berta Annas']);
  });

  test('an umlaut finds who is written with two letters too', () => {
    expect(found('müller')).toEqual(['Jon Mueller', 'Jörg Müller']);
    expect(found('muller')).toEqual(['Jörg Müller']);
  });
});

describe('who is not found', () => {
  test('a private contact, from the moment in which they become private', () => {
    put('p', 'Petra Secret', true);
    put('q', 'Paul Secret');
    expect(found('secret')).toEqual(['Paul Secret']);
    put('q', 'Paul Secret', true);
    expect(found('secret')).toEqual([]);
    put('p', 'Petra Secret');
    expect(found('secret')).toEqual(['Petra Secret']);
  });

  test('the name that somebody had before, and whoever is gone', () => {
    put('p', 'Petra Ohm');
    put('p', 'Petra Volt');
    expect([found('ohm'), found('volt')]).toEqual([[], ['Petra Volt']]);
    store.write((db) => removeContact(db, 'p'));
    expect(found('petra')).toEqual([]);
  });

  test('more than eight at once', () => {
    for (let i = 0; i < 30; i += 1) put(`c${i}`, `Anna${i % 2} Annabell-Anna ${i}`);
    expect(found('anna')).toHaveLength(8);
  });
});

test('departments are found like people, and beside them', () => {
  put('p', 'Tina Optic');
  store.write((db) => putDepartment(db, { id: 'lab', name: 'Optics Laboratory' }));
  expect(found('optic', 'department')).toEqual(['Optics Laboratory']);
  expect(found('labroatory', 'department')).toEqual(['Optics Laboratory']);
  expect(found('optic')).toEqual(['Tina Optic']);
  store.write((db) => putDepartment(db, { id: 'lab', name: 'Photonics' }));
  expect([found('optics', 'department'), found('photo', 'department')]).toEqual([
    [],
    ['Photonics'],
  ]);
  store.write((db) => removeDepartment(db, 'lab'));
  expect(found('photo', 'department')).toEqual([]);
});

describe('whatever happens to the directory', () => {
  const word = fc.constantFrom(
    'Anna',
    'Anne',
    'Berg',
    'Bergmann',
    'Müller',
    'Weiß',
    'O’Neill',
    'Li',
  );
  const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '));
  const step = fc.record({
    id: fc.nat(5),
    name,
    what: fc.constantFrom('put', 'put', 'hide', 'remove'),
  });

  test('each name is met by each beginning of its words, and nobody else is', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), word, fc.nat(4), (steps, part, cut) => {
        const people = new Map<string, string>();
        for (const id of ['0', '1', '2', '3', '4', '5']) store.write((db) => removeContact(db, id));
        for (const each of steps) {
          const id = String(each.id);
          people.delete(id);
          if (each.what === 'remove') store.write((db) => removeContact(db, id));
          else put(id, each.name, each.what === 'hide');
          if (each.what === 'put') people.set(id, each.name);
        }
        const [beginning = ''] = [...wordsToFind(part)].map((all) => all.slice(0, 1 + cut));
        const met = namesBeginning(store.read, 'contact', [beginning], 8).map(({ id }) => id);
        const expected = [...people].filter(([, full]) =>
          [...wordsToFind(full)].some((each) => each.startsWith(beginning)),
        );
        expect(met.toSorted()).toEqual(expected.map(([id]) => id).toSorted());
      }),
      { numRuns: 40 },
    );
  });
});

test('who was in the directory before there was a search is found after the migration', () => {
  const db = new BetterSqlite3(':memory:');
  migrate(db, [start, staffPins]);
  db.exec(`insert into contacts values ('a', 'Jörg Weiß', null, null, 'de', 0, 0),
    ('b', 'Petra Secret', null, null, 'en', 0, 1);
    insert into departments values ('lab', 'Laboratory')`);
  expect(migrate(db, [start, staffPins, contactSearch])).toEqual({
    outcome: 'migrated',
    version: 40,
  });
  expect(db.prepare('select kind, word, id from name_words order by word').all()).toEqual([
    { kind: 'contact', word: 'joerg', id: 'a' },
    { kind: 'contact', word: 'jorg', id: 'a' },
    { kind: 'department', word: 'laboratory', id: 'lab' },
    { kind: 'contact', word: 'weiss', id: 'a' },
  ]);
  db.close();
});
