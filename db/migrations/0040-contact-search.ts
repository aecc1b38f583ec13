import type BetterSqlite3 from 'better-sqlite3';
import { wordsToFind } from '../../main/base/fold.ts';

/** Recipients are found by the beginnings of their names' words, folded; private contacts are not in it. */
export const contactSearch = {
  version: 40,
  sql: `
create table name_words (
  kind text not null check (kind in ('contact', 'department')),
  word text not null,
  name text not null,
  id text not null,
  primary key (kind, word, name, id)
) strict, without rowid;
create index name_words_by_owner on name_words (kind, id, word);
`,
  fill(db: BetterSqlite3.Database): void {
    const add = db.prepare('insert into name_words (kind, word, name, id) values (?, ?, ?, ?)');
    const named = db.prepare(
      `select 'contact' as kind, id, name from contacts where private = 0
       union all select 'department', id, name from departments`,
    );
    for (const { kind, id, name } of named.all() as readonly Named[])
      for (const word of wordsToFind(name)) add.run(kind, word, name, id);
  },
} as const;

interface Named {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
}
