import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate, migrations } from '../../db/migrate.ts';
import { handover } from '../../db/migrations/0100-handover.ts';

const earlier = migrations.filter(({ version }) => version < handover.version);

test('parcels keep everything, and those of one promise are found without looking at all', () => {
  const db = new BetterSqlite3(':memory:');
  migrate(db, earlier);
  db.exec(`
    insert into lockers (number, size, accessible, present) values (1, 'small', 0, 1);
    insert into parcels (id, tracking_number, contact_id, locker, state, deposited_at,
        reservation_id, purpose)
      values ('p', 'RST-1', 'ada', 1, 'waiting', 10, 'r1', 'return');
  `);
  const rows = db.prepare('select * from parcels').all();
  expect(migrate(db, [...earlier, handover])).toEqual({
    outcome: 'migrated',
    version: handover.version,
  });
  expect(db.prepare('select * from parcels').all()).toEqual(rows);
  const plan = db
    .prepare("explain query plan select * from parcels where reservation_id = 'r1'")
    .all();
  expect(JSON.stringify(plan)).toContain('parcels_by_reservation');
  db.close();
});
