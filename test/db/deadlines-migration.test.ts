import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate, migrations } from '../../db/migrate.ts';
import { deadlines } from '../../db/migrations/0090-deadlines.ts';

const earlier = migrations.filter(({ version }) => version < deadlines.version);

test('what lay here before ends were told of stays as it is, and nothing counts as told', () => {
  const db = new BetterSqlite3(':memory:');
  migrate(db, earlier);
  db.exec(`
    insert into lockers (number, size, accessible, present) values (1, 'small', 0, 1);
    insert into parcels (id, tracking_number, contact_id, locker, state, deposited_at, expires_at)
      values ('p', 'TRK1', 'ada', 1, 'waiting', 10, 20);
  `);
  const rows = db.prepare('select * from parcels').all();
  expect(migrate(db, [...earlier, deadlines])).toEqual({
    outcome: 'migrated',
    version: deadlines.version,
  });
  expect(db.prepare('select * from parcels').all()).toEqual(rows);
  expect(db.prepare('select * from told_deadlines').all()).toEqual([]);
  db.close();
});
