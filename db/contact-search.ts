import { wordsToFind } from '../main/base/fold.ts';
import type { ReadableDb, WritableDb } from './open.ts';

/** The index of names. Whoever writes a contact or a department keeps it true, in the same transaction. */
export type NameKind = 'contact' | 'department';

export interface NameFound {
  readonly id: string;
  readonly name: string;
}

export function indexName(db: WritableDb, kind: NameKind, id: string, name: string): void {
  unindexName(db, kind, id);
  for (const word of wordsToFind(name))
    db.sql.run(
      'insert into name_words (kind, word, name, id) values (?, ?, ?, ?)',
      kind,
      word,
      name,
      id,
    );
}

export function unindexName(db: WritableDb, kind: NameKind, id: string): void {
  db.sql.run('delete from name_words where kind = ? and id = ?', kind, id);
}

/** How many words begin so; beyond some hundreds it does not matter how many, so counting stops there. */
export function countBeginning(db: ReadableDb, kind: NameKind, beginning: string): number {
  const row = db.sql.one<{ count: number }>(
    `select count(*) as count from (
       select 1 from name_words where kind = ? and word >= ? and word < ? limit ${COUNT_UP_TO})`,
    kind,
    ...range(beginning),
  );
  return row?.count ?? 0;
}

const COUNT_UP_TO = 500;

/**
 * Names in each of which every one of these folded beginnings begins a word. They come in the order of
 * the word that the first beginning has met, so a whole word stands before longer ones. Put the rarest
 * beginning first: its names are looked through.
 */
export function namesBeginning(
  db: ReadableDb,
  kind: NameKind,
  beginnings: readonly string[],
  limit: number,
): readonly NameFound[] {
  const [first = '', ...others] = beginnings;
  const rows = db.sql.all<NameFound>(
    `select id, name from name_words as met
     where kind = ? and word >= ? and word < ?
     ${others.map(() => ALSO).join('\n')}
     order by word, name, id limit ?`,
    kind,
    ...range(first),
    ...others.flatMap(range),
    limit * WORDS_THAT_BEGIN_ALIKE,
  );
  const found = new Map<string, NameFound>();
  for (const row of rows) if (!found.has(row.id)) found.set(row.id, row);
  return [...found.values()].slice(0, limit);
}

/** Anna Annabell Anna-Maria is met three times by one beginning. */
const WORDS_THAT_BEGIN_ALIKE = 4;

const ALSO = `and exists (select 1 from name_words as other
  where other.kind = met.kind and other.id = met.id and other.word >= ? and other.word < ?)`;

/** From the beginning itself up to whatever begins with it and the last sign of Unicode. */
function range(beginning: string): readonly [string, string] {
  return [beginning, `${beginning}\u{10ffff}`];
}
