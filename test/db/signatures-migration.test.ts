import BetterSqlite3 from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate, migrations } from '../../db/migrate.ts';
import { signatures } from '../../db/migrations/0070-signatures.ts';

test('signatures that were there keep everything, and the next may be of nobody named', () => {
  const earlier = migrations.filter(({ version }) => version < signatures.version);
  const db = new BetterSqlite3(':memory:');
  migrate(db, earlier);
  const insert = (id: string, contact: string | null): void =>
    void db
      .prepare(
        'insert into signatures (id, session_id, contact_id, strokes, at) values (?,?,?,?,?)',
      )
      .run(id, 'ses', contact, '[[[1,2],[3,4]]]', 10);
  insert('sig_1', 'ada');
  expect(() => insert('sig_2', null)).toThrow('NOT NULL');
  const rows = db.prepare('select * from signatures').all();
  expect(migrate(db, [...earlier, signatures])).toEqual({
    outcome: 'migrated',
    version: signatures.version,
  });
  expect(db.prepare('select * from signatures').all()).toEqual(rows);
  expect(() => insert('sig_2', null)).not.toThrow();
  expect(() => insert('sig_2', null)).toThrow('UNIQUE');
  db.close();
});
