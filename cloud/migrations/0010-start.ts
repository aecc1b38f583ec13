/** The hub's first schema. Times are milliseconds since 1970. */
export const start = {
  version: 10,
  sql: `
create table hub_meta (key text primary key, value text not null);

create table banks (
  id text primary key,
  name text not null,
  -- Counts the instructions of this bank; taken under a row lock, so no reader can skip a late commit.
  directive_version bigint not null default 0,
  created_at bigint not null
);

-- One-time codes, stored as hashes, that bind a kiosk's key to a bank.
create table enrolment_codes (
  code_hash text primary key,
  bank_id text not null references banks (id),
  expires_at bigint not null,
  used_by text
);

create table kiosks (
  id text primary key,
  bank_id text not null references banks (id),
  public_key text not null,
  software text not null,
  lockers jsonb not null,
  enrolled_at bigint not null,
  last_seen bigint not null
);

-- How far each log of a kiosk is stored; a new database at the kiosk begins a new log.
create table logs (
  kiosk_id text not null references kiosks (id),
  log_id text not null,
  acked bigint not null,
  acked_hash text not null,
  primary key (kiosk_id, log_id)
);

create table events (
  kiosk_id text not null,
  log_id text not null,
  seq bigint not null,
  type text not null,
  version integer not null,
  at bigint not null,
  mono bigint not null,
  boot_id text not null,
  session_id text,
  payload text not null,
  prev_hash text not null,
  hash text not null,
  -- Not known to this hub's version: stored whole, understood later.
  quarantined boolean not null,
  received_at bigint not null,
  primary key (kiosk_id, log_id, seq)
);
create index events_by_time on events (kiosk_id, received_at desc, seq desc);
create index events_by_type on events (kiosk_id, type);

-- What the hub alone writes: contacts, departments, users, badges, settings, reservations.
create table records (
  bank_id text not null references banks (id),
  kind text not null,
  id text not null,
  payload jsonb not null,
  primary key (bank_id, kind, id)
);

create table directives (
  bank_id text not null references banks (id),
  version bigint not null,
  kind text not null,
  payload jsonb not null,
  at bigint not null,
  primary key (bank_id, version)
);
`,
} as const;
