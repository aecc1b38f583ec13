import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '../../db/migrate.ts';
import { custody } from '../../db/migrations/0030-custody.ts';
import { start } from '../../db/migrations/0010-start.ts';
import { staffPins } from '../../db/migrations/0020-staff-pins.ts';

function before(): BetterSqlite3.Database {
  const db = new BetterSqlite3(':memory:');
  db.pragma('foreign_keys = on');
  migrate(db, [start, staffPins]);
  db.exec(`
    insert into lockers (number, size, accessible, present) values (1, 'small', 0, 1), (2, 'small', 0, 1);
    insert into parcels (id, tracking_number, contact_id, locker, state, deposited_at)
      values ('p', 'TRK1', 'ada', 1, 'waiting', 10);
    insert into reservations (id, kind, size, contact_id, until, state)
      values ('r', 'delivery', 'small', 'ada', 99, 'pending');
  `);
  return db;
}

test('parcels and promises that were there before two parties, codes and dedications keep everything', () => {
  const db = before();
  expect(migrate(db, [start, staffPins, custody])).toEqual({ outcome: 'migrated', version: 30 });
  expect(db.prepare('select * from parcels').all()).toMatchObject([
    {
      id: 'p',
      contact_id: 'ada',
      locker: 1,
      state: 'waiting',
      deposited_at: 10,
      purpose: 'delivery',
    },
  ]);
  expect(db.prepare('select * from reservations').all()).toMatchObject([
    { id: 'r', contact_id: 'ada', until: 99, state: 'pending', leg: 0, locker: null },
  ]);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  db.close();
});

const refusedAfter: readonly (readonly [string, string])[] = [
  [
    'a parcel that is nobody’s',
    "insert into parcels (id, tracking_number, locker, state, deposited_at) values ('q', 'T', 1, 'waiting', 1)",
  ],
  [
    'one locker for two promises',
    `insert into reservations (id, kind, size, locker, asked_by, state)
     values ('a', 'storage', 'small', 2, 'kiosk', 'granted'), ('b', 'storage', 'small', 2, 'kiosk', 'active')`,
  ],
  [
    'one live code with two meanings',
    `insert into codes (id, number_hmac, kind, valid_from, state)
     values ('a', 'h', 'pickup', 0, 'live'), ('b', 'h', 'storage', 0, 'live')`,
  ],
];

test.each(refusedAfter)('the store refuses %s', (_, sql) => {
  const db = before();
  migrate(db, [start, staffPins, custody]);
  expect(() => db.exec(sql)).toThrow(/constraint failed/);
  db.close();
});
