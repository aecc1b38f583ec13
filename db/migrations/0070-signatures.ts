/** Whoever comes with the code of a department signs as well, and nobody knows their name. */
export const signatures = {
  version: 70,
  sql: `
create table signatures_of_anybody (
  id text primary key,
  session_id text not null,
  contact_id text,
  strokes text not null check (json_valid(strokes)),
  at integer not null
) strict, without rowid;
insert into signatures_of_anybody select id, session_id, contact_id, strokes, at from signatures;
drop table signatures;
alter table signatures_of_anybody rename to signatures;
create index signatures_by_session on signatures (session_id);
`,
} as const;
