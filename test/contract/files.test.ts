import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCabinet } from '../../main/contract/cabinet.ts';
import { checked, problemText, type Problem } from '../../main/contract/problems.ts';
import { readSeed } from '../../main/contract/seed.ts';
import { settingsSchema } from '../../main/contract/settings.ts';
import { eventCatalogue } from '../../main/contract/event.ts';
import { personnelId } from '../../main/locker/badge.ts';
import { schemas, schemaText } from '../write-schemas.ts';
import { root } from '../support/program.ts';

/** Files that people write: every fault is named with its place, in words. */
const json = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));
const textsOf = (problems: readonly Problem[]): readonly string[] => problems.map(problemText);
const lockers = new Set([1, 2, 3]);

type Document = Record<string, never> & {
  buses: { boards: { address: number; locks: number }[]; port: string }[];
  badgeReaders: { id: string; port: string }[];
  lockers: Record<string, unknown>[];
};

/** A good cabinet file, changed. */
function cabinet(change: (document: Document) => void): readonly string[] {
  const document = json('assets/cabinets/atrium-24.json') as Document;
  change(document);
  const read = readCabinet(document);
  return read.ok ? [] : textsOf(read.error);
}

describe('a cabinet file', () => {
  test.each(['atrium-24', 'gallery-48'])('%s is good', (name) => {
    expect(readCabinet(json(`assets/cabinets/${name}.json`)).ok).toBe(true);
  });

  test('every fault of its form is named at once', () => {
    const wrong = cabinet((document) => {
      Object.assign(document, { model: '', heightCm: 'tall', colour: 'green' });
      Object.assign(document.buses[0] ?? {}, { port: 'USB 1' });
      Object.assign(document.lockers[2] ?? {}, { size: 'huge', bottomCm: -5 });
      delete document.lockers[4]?.['door'];
    });
    for (const place of [
      'model',
      'heightCm',
      'buses[0].port',
      'lockers[2].size',
      'lockers[2].bottomCm',
      'lockers[4].door',
    ])
      expect(
        wrong.some((text) => text.startsWith(place)),
        place,
      ).toBe(true);
    expect(wrong.join('\n')).toContain('colour');
    expect(wrong.join('\n')).toContain('must be a device path');
  });

  test.each<[string, (document: Document) => void, string]>([
    [
      'a number twice',
      (d) => Object.assign(d.lockers[1] ?? {}, { number: 1 }),
      'number 1 is taken by',
    ],
    [
      'a door of two lockers',
      (d) => Object.assign(d.lockers[1] ?? {}, { door: d.lockers[0]?.['door'] }),
      'belongs to',
    ],
    [
      'a locker in another',
      (d) =>
        Object.assign(d.lockers[1] ?? {}, {
          bottomCm: d.lockers[0]?.['bottomCm'],
          topCm: d.lockers[0]?.['topCm'],
        }),
      'overlaps locker',
    ],
    [
      'an upper edge below the lower',
      (d) => Object.assign(d.lockers[0] ?? {}, { bottomCm: 100, topCm: 90 }),
      'topCm',
    ],
    [
      'a bus that does not exist',
      (d) => Object.assign(d.lockers[0] ?? {}, { door: { bus: 'other', board: 1, lock: 1 } }),
      'there is no bus "other"',
    ],
    [
      'a lock that the board does not have',
      (d) => Object.assign(d.lockers[0] ?? {}, { door: { bus: 'doors', board: 1, lock: 49 } }),
      'lockers[0].door',
    ],
    [
      'a board address twice',
      (d) => d.buses[0]?.boards.push({ address: 1, locks: 8 }),
      'address 1 is taken by',
    ],
    [
      'more locks than status bits',
      (d) => Object.assign(d.buses[0]?.boards[0] ?? {}, { locks: 50 }),
      'status bytes cannot show 50 locks',
    ],
    [
      'a port twice',
      (d) => Object.assign(d.badgeReaders[0] ?? {}, { port: d.buses[0]?.port }),
      'is used by',
    ],
    [
      'a name twice',
      (d) => Object.assign(d.badgeReaders[0] ?? {}, { id: 'doors' }),
      'the name "doors" is taken by',
    ],
    [
      'a column that does not exist',
      (d) => Object.assign(d.lockers[0] ?? {}, { column: 99 }),
      'column',
    ],
  ])('%s is named', (_what, change, words) => {
    expect(cabinet(change).join('\n')).toContain(words);
  });
});

describe('a seed file', () => {
  const read = (document: unknown): readonly string[] => {
    const result = readSeed(document, lockers);
    return result.ok ? [] : textsOf(result.error);
  };

  test('every fault is named with its place', () => {
    const wrong = read({
      contacts: [
        { id: 'a', name: 'Ada', badges: ['04'], departments: [{ id: 'none', keyContact: true }] },
        { id: 'a', name: 'Bela', badges: ['04'] },
      ],
      parcels: [
        { id: 'p', trackingNumber: 'T1', contactId: 'nobody', locker: 9 },
        { id: 'p', trackingNumber: 'T2', contactId: 'a', locker: 1 },
      ],
    });
    for (const place of [
      'contacts[1].id',
      'contacts[1].badges[0]',
      'contacts[0].departments[0].id',
      'parcels[0].contactId',
      'parcels[0].locker',
      'parcels[1].id',
    ])
      expect(
        wrong.some((text) => text.startsWith(place)),
        place,
      ).toBe(true);
  });

  test('two people cannot share a locker', () => {
    const parcels = ['a', 'b'].map((contactId, i) => ({
      id: `p${i}`,
      trackingNumber: 'T',
      contactId,
      locker: 1,
    }));
    const contacts = [
      { id: 'a', name: 'Ada' },
      { id: 'b', name: 'Bela' },
    ];
    expect(read({ contacts, parcels }).join('\n')).toContain('holds a parcel of "a"');
  });
});

describe('a settings document', () => {
  const problems = (document: unknown): readonly string[] => {
    const result = checked(settingsSchema, document);
    return result.ok ? [] : textsOf(result.error);
  };

  test('[F3] the four timers keep their ranges', () => {
    for (const [name, low, high] of [
      ['lockerAccessAfterPickup', 0, 3_600],
      ['returnToHomeAfterPickup', 5, 180],
      ['returnToHomeOnInactivity', 15, 600],
      ['adminSessionTimeout', 60, 3_600],
    ] as const) {
      for (const good of [low, high]) expect(problems({ timers: { [name]: good } })).toEqual([]);
      for (const bad of [low - 1, high + 1, 1.5])
        expect(problems({ timers: { [name]: bad } })[0]).toContain(`timers.${name}`);
    }
  });

  test('is refused whole, with every reason', () => {
    const wrong = problems({
      bankName: '',
      languages: [],
      brand: { accent: 'teal' },
      dropOff: { expirationDays: 61 },
      pickup: { codeLength: 7 },
      nonsense: true,
    });
    expect(wrong.length).toBeGreaterThanOrEqual(6);
  });
});

test.each(schemas)(
  '$path is what its zod shape says (npm run schemas writes it)',
  ({ path, shape }) => {
    expect(json(path)).toEqual(JSON.parse(schemaText(shape)));
  },
);

test('every event has words for people', () => {
  for (const [type, { words }] of Object.entries(eventCatalogue))
    expect(words, type).toMatch(/^[A-Z].{3,}/);
});

describe('[F37] a badge number in the format of the site', () => {
  const plain = { stripPrefix: '', stripSuffix: '', case: 'upper', leadingZeros: 'keep' } as const;
  test.each([
    ['04a1b2c3', plain, '04A1B2C3'],
    [' 04A1 ', plain, '04A1'],
    ['E04A1F', { ...plain, stripPrefix: 'E', stripSuffix: 'F' }, '04A1'],
    ['000123', { ...plain, leadingZeros: 'drop' as const }, '123'],
    ['0000', { ...plain, leadingZeros: 'drop' as const }, '0'],
    ['1099511627775', plain, '1099511627775'],
  ])('%j becomes %j', (text, format, id) => {
    expect(personnelId(text, format)).toBe(id);
  });
});
