import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '../../db/migrate.ts';
import { start } from '../../db/migrations/0010-start.ts';
import { staffPins } from '../../db/migrations/0020-staff-pins.ts';

test('staff who were there before PINs keep everything, and have none yet', () => {
  const db = new BetterSqlite3(':memory:');
  migrate(db, [start]);
  db.exec("insert into users values ('gus', 'Gus', 'gus', 'operator', 'hash')");
  expect(migrate(db, [start, staffPins])).toEqual({ outcome: 'migrated', version: 20 });
  expect(db.prepare('select * from users').all()).toEqual([
    {
      id: 'gus',
      name: 'Gus',
      user_name: 'gus',
      role: 'operator',
      password_hash: 'hash',
      pin_hash: null,
    },
  ]);
  db.close();
});
