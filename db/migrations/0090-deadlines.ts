/**
 * Which ends were told of: one warning before, one word when the time is over. It names the end itself,
 * since an end that is put off is a new one.
 */
export const deadlines = {
  version: 90,
  sql: `
create table told_deadlines (
  about text not null check (about in ('parcel', 'reservation')),
  id text not null,
  what text not null check (what in ('warned', 'over')),
  deadline integer not null,
  primary key (about, id, what)
) strict, without rowid;
`,
} as const;
