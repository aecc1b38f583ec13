import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lastDirective } from '../../db/directives.ts';
import { eventsAfter } from '../../db/events.ts';
import type { Store } from '../../db/open.ts';
import { systemIds } from '../../main/base/ids.ts';
import { readCabinet } from '../../main/contract/cabinet.ts';
import { problemText } from '../../main/contract/problems.ts';
import { readSeed } from '../../main/contract/seed.ts';
import { createInbox } from '../../main/inbox.ts';
import { openSecrets } from '../../main/secrets.ts';
import { seedOnce } from '../../main/seeding.ts';
import { root } from '../support/program.ts';
import { temporaryFolder, type Folder } from '../support/product.ts';
import { storeAt } from '../support/store.ts';

/** Documents of which each part is good and the whole is not. */
const json = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));
const lockers = new Set([1, 2, 3]);
const user = (id: string, userName: string): object => ({
  id,
  name: 'N',
  userName,
  role: 'carrier',
});

function seedProblems(document: unknown): readonly string[] {
  const read = readSeed(document, lockers);
  return read.ok ? [] : read.error.map(problemText);
}

describe('a cabinet file', () => {
  interface Bank {
    heightCm: number;
    screen: Record<string, number>;
    buses: { id: string; port: string; boards: { address: number; locks: number }[] }[];
    lockers: Record<string, number | object>[];
  }
  function problemsOf(change: (bank: Bank) => void): readonly string[] {
    const bank = json('assets/cabinets/atrium-24.json') as Bank;
    change(bank);
    const read = readCabinet(bank);
    return read.ok ? [] : read.error.map(problemText);
  }

  test('many clashes at once: every one with its own place', () => {
    const wrong = problemsOf((bank) => {
      const [first, second] = bank.lockers;
      Object.assign(second ?? {}, { number: first?.['number'], door: first?.['door'] });
      Object.assign(bank.lockers[5] ?? {}, { column: 77 });
      Object.assign(bank.lockers[7] ?? {}, { door: { bus: 'doors', board: 31, lock: 1 } });
      const more = { protocol: 'bcc-8a', port: 'sim:more', boards: [{ address: 1, locks: 8 }] };
      bank.buses.push({ id: 'doors', ...more });
      bank.buses[1]?.boards.push({ address: 1, locks: 8 });
      Object.assign(bank.screen, { column: 78 });
    });
    expect(wrong).toEqual([
      'buses[1].id: the name "doors" is taken by buses[0]',
      'buses[1].boards[1].address: address 1 is taken by buses[1].boards[0]',
      'lockers[1].number: number 1 is taken by lockers[0]',
      expect.stringMatching(/^lockers\[1\]\.door: door doors\/1\/\d+ belongs to lockers\[0\]$/),
      expect.stringMatching(/^lockers\[5\]\.column: there are \d+ columns$/),
      'lockers[7].door.board: bus "doors" has no board 31',
      expect.stringMatching(/^screen\.column: there are \d+ columns$/),
    ]);
  });

  test('a Winnsen board that would be station 0, which is every board, is refused', () => {
    const wrong = problemsOf((bank) => {
      const boards = [{ address: 1, locks: 16, boardBase: 0 }];
      bank.buses.push({ id: 'more', port: 'sim:more', ...{ protocol: 'winnsen' }, boards });
    });
    expect(wrong).toEqual([expect.stringMatching(/^buses\[1\]\.boards\[0\].*station 0 is every/)]);
  });

  test('one Winnsen station for two boards whose switches are counted differently is refused', () => {
    const wrong = problemsOf((bank) => {
      const boards = [
        { address: 2, locks: 16, boardBase: 0 },
        { address: 1, locks: 16 },
      ];
      bank.buses.push({ id: 'more', port: 'sim:more', ...{ protocol: 'winnsen' }, boards });
    });
    expect(wrong).toEqual([
      'buses[1].boards[1].boardBase: station 1 on the wire is taken by buses[1].boards[0]',
    ]);
  });

  test('boxes that overlap name both lockers, boxes that touch are good', () => {
    const bank = json('assets/cabinets/atrium-24.json') as { lockers: { column: number }[] };
    const same = bank.lockers.findIndex(
      ({ column }, i) => i > 0 && column === bank.lockers[i - 1]?.column,
    );
    const wrong = problemsOf(({ lockers: all }) => {
      const { bottomCm } = all[same - 1] as { bottomCm: number };
      Object.assign(all[same] ?? {}, { topCm: bottomCm + 1 });
    });
    expect(wrong).toEqual([`lockers[${same}]: locker ${same + 1} overlaps locker ${same}`]);
    expect(problemsOf(() => undefined)).toEqual([]);
  });

  test('the screen must stand in the bank, the right way up, and over no locker', () => {
    expect(
      problemsOf(({ screen }) => Object.assign(screen, { bottomCm: 160, topCm: 100 })),
    ).toEqual(['screen.topCm: the top must be above the bottom']);
    expect(problemsOf(({ screen }) => Object.assign(screen, { topCm: 170 }))).toEqual([
      'screen: the screen overlaps locker 12',
    ]);
    expect(
      problemsOf((bank) => Object.assign(bank.screen, { topCm: bank.heightCm + 1 })),
    ).toContainEqual(expect.stringMatching(/^screen\.topCm: the bank is \d+ cm high$/));
  });
});

describe('a seed file', () => {
  test.each(['atrium-24', 'gallery-48'])('the demonstration fits %s', (name) => {
    const bank = readCabinet(json(`assets/cabinets/${name}.json`));
    if (!bank.ok) throw new Error('a bad cabinet');
    const numbers = new Set(bank.value.lockers.map(({ number }) => number));
    for (const file of ['demo', 'signed'])
      expect(readSeed(json(`assets/seed/${file}.json`), numbers), file).toMatchObject({ ok: true });
  });

  test('names that may stand only once are named where they stand again', () => {
    expect(
      seedProblems({
        departments: [
          { id: 'd', name: 'Post' },
          { id: 'd', name: 'Mail' },
        ],
        contacts: [{ id: 'a', name: 'Ada', badges: ['1', '1'] }],
        users: [user('u', 'same'), user('v', 'same'), user('a', 'other')],
      }),
    ).toEqual([
      'departments[1].id: "d" is taken',
      'users[1].userName: "same" is taken',
      'contacts[0].badges[1]: this badge belongs to contacts[0]',
      'users[2].id: "a" is taken',
    ]);
  });

  test('a person is in a department once', () => {
    const departments = [1, 2].map(() => ({ id: 'd', keyContact: false }));
    expect(
      seedProblems({
        departments: [{ id: 'd', name: 'Post' }],
        contacts: [{ id: 'a', name: 'Ada', departments }],
      }),
    ).toEqual(['contacts[0].departments: a department stands here twice']);
  });

  test('faults of form inside the settings are named with the way to them', () => {
    const wrong = seedProblems({
      settings: { timers: { doorLeftOpen: 1 }, brand: { accent: 'teal' }, colour: 1 },
      parcels: [{ id: '', trackingNumber: 1, contactId: 'a', locker: 1.5 }],
    });
    expect(wrong.map((text) => text.split(':')[0])).toEqual([
      'settings.timers.doorLeftOpen',
      'settings.brand.accent',
      'settings',
      'parcels[0].id',
      'parcels[0].trackingNumber',
      'parcels[0].locker',
    ]);
    expect(wrong[1]).toContain('must be a colour such as');
  });

  test.each([null, 'text', 7, [], { contacts: {} }])(
    '%j is refused without an exception',
    (bad) => {
      expect(seedProblems(bad)).not.toEqual([]);
      expect(readCabinet(bad).ok).toBe(false);
    },
  );
});

describe('the store takes what the contract lets through', () => {
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
  const secrets = () => openSecrets(folder.path, systemIds);

  test('a seed with everything in it is loaded whole', () => {
    const read = readSeed(
      {
        departments: [{ id: 'd', name: 'Post' }],
        contacts: [
          { id: 'a', name: 'Ada', badges: ['1'], departments: [{ id: 'd', keyContact: true }] },
        ],
        users: [user('u', 'one'), user('v', 'two')],
      },
      lockers,
    );
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    expect(seedOnce(store, read.value, secrets())).toBe('seeded');
  });

  test.each([
    ['a user name that somebody else has', 'user.put', user('second', 'same'), 'userName'],
    [
      'a department twice',
      'contact.put',
      { id: 'c', name: 'C', departments: [1, 2].map(() => ({ id: 'd', keyContact: true })) },
      'departments',
    ],
  ])('%s in an instruction is refused with its reason, and the next one is applied', (...row) => {
    const [, kind, payload, place] = row;
    const inbox = createInbox({ store, secrets: secrets(), settingsChanged: () => undefined });
    inbox.apply({ version: 1, kind: 'user.put', payload: user('first', 'same') });
    inbox.apply({ version: 2, kind, payload });
    inbox.apply({ version: 3, kind: 'user.put', payload: user('first', 'same') });
    expect(lastDirective(store.read)).toBe(3);
    const refused = eventsAfter(store.read, 0, 10).filter(
      ({ type }) => type === 'directive.refused',
    );
    expect(refused.map(({ payload: told }) => told)).toEqual([expect.stringContaining(place)]);
  });
});
