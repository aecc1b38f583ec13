import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate, migrations } from '../../db/migrate.ts';
import { received } from '../../db/migrations/0060-received.ts';

const earlier = migrations.filter(({ version }) => version < received.version);

function before(): BetterSqlite3.Database {
  const db = new BetterSqlite3(':memory:');
  migrate(db, earlier);
  db.exec(`
    insert into lockers (number, size, accessible, present) values (1, 'small', 0, 1);
    insert into parcels (id, tracking_number, contact_id, locker, state, deposited_at)
      values ('p', 'TRK1', 'ada', 1, 'waiting', 10);
  `);
  return db;
}

test('parcels that were there before received packages keep everything', () => {
  const db = before();
  const rows = db.prepare('select * from parcels').all();
  expect(migrate(db, [...earlier, received])).toEqual({
    outcome: 'migrated',
    version: received.version,
  });
  expect(db.prepare('select * from parcels').all()).toEqual(rows);
  db.close();
});

const into = (contact: string | null, department: string | null): string =>
  `insert into parcels (id, tracking_number, contact_id, department_id, locker, state, deposited_at)
   values ('q', 'TRK2', ${contact ?? 'null'}, ${department ?? 'null'}, 1, 'placing', 11)`;

test('the store itself refuses a second recipient in one locker, and takes more of the first', () => {
  const db = before();
  migrate(db, [...earlier, received]);
  expect(() => db.exec(into("'bela'", null))).toThrow('somebody else');
  expect(() => db.exec(into(null, "'research'"))).toThrow('somebody else');
  expect(() => db.exec(into("'ada'", null))).not.toThrow();
  db.close();
});
