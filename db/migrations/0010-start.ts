/** The first schema. Wall-clock times are milliseconds; booleans are 0 and 1. */
export const start = {
  version: 10,
  sql: `
-- Small facts about this database: the id of its log, whether it was seeded, the hub's epoch.
create table meta (
  key text primary key,
  value text not null
) strict, without rowid;

-- How far a reader has come: the hub's acknowledgement, the last directive.
create table cursors (
  name text primary key,
  value integer not null
) strict, without rowid;

-- Every fact, in order, chained by hash. The truth and the outbox at once.
create table events (
  seq integer primary key,
  type text not null,
  version integer not null,
  at integer not null,
  mono integer not null,
  boot_id text not null,
  session_id text,
  payload text not null check (json_valid(payload)),
  prev_hash text not null,
  hash text not null
) strict;
create trigger events_are_final before update on events
begin
  select raise(abort, 'an event is never changed');
end;
-- Only the oldest events may go, and only when the hub has them.
create trigger events_stay before delete on events
when old.seq > coalesce((select value from cursors where name = 'forgettable'), 0)
begin
  select raise(abort, 'an event is deleted only after the hub has kept it long enough');
end;

create table departments (id text primary key, name text not null) strict, without rowid;

create table contacts (
  id text primary key,
  name text not null,
  email text,
  mobile text,
  language text not null,
  reach_needs integer not null check (reach_needs in (0, 1)),
  private integer not null check (private in (0, 1))
) strict, without rowid;

create table department_members (
  department_id text not null,
  contact_id text not null references contacts (id) on delete cascade,
  key_contact integer not null check (key_contact in (0, 1)),
  primary key (department_id, contact_id)
) strict, without rowid;

create table users (
  id text primary key,
  name text not null,
  user_name text not null unique,
  role text not null,
  password_hash text
) strict, without rowid;

-- A badge number is stored only as an HMAC, and belongs to somebody for an interval.
create table badges (
  id text primary key,
  number_hmac text not null,
  holder_type text not null check (holder_type in ('contact', 'user')),
  holder_id text not null,
  valid_from integer not null,
  valid_to integer
) strict, without rowid;
create index badges_by_number on badges (number_hmac, valid_from);

create table lockers (
  number integer primary key,
  size text not null,
  accessible integer not null check (accessible in (0, 1)),
  -- 0 when the cabinet file does not name it any more.
  present integer not null check (present in (0, 1)),
  in_service integer not null default 1 check (in_service in (0, 1)),
  out_of_service_reason text,
  verified integer not null default 1 check (verified in (0, 1)),
  occupancy_version integer not null default 0
) strict;

create table parcels (
  id text primary key,
  tracking_number text not null,
  sender text,
  contact_id text not null,
  department_id text,
  locker integer not null references lockers (number),
  state text not null check (state in ('waiting', 'released', 'pickedUp')),
  deposited_at integer not null,
  released_at integer,
  picked_up_at integer,
  expires_at integer
) strict, without rowid;
create index parcels_by_contact on parcels (contact_id, state);
create index parcels_by_locker on parcels (locker, state);

create table reservations (
  id text primary key,
  kind text not null,
  size text not null,
  contact_id text,
  department_id text,
  tracking_number text,
  until integer,
  state text not null check (state in ('pending', 'cancelled'))
) strict, without rowid;

-- One durable attempt at one door. Which state may follow which stands in door_moves.
create table door_operations (
  id text primary key,
  pulse_id text not null unique,
  authorisation_id text not null,
  session_id text,
  contact_id text,
  locker integer not null references lockers (number),
  purpose text not null,
  parcel_ids text not null check (json_valid(parcel_ids)),
  attempt integer not null,
  state text not null,
  requested_at integer not null,
  commanded_at integer,
  opened_at integer,
  settled_at integer
) strict;
create index operations_by_locker on door_operations (locker);
create index operations_by_authorisation on door_operations (authorisation_id);
-- Two unfinished attempts at one door cannot exist.
create unique index one_unfinished_operation on door_operations (locker)
  where state in ('requested', 'commanded', 'opened', 'leftOpen');

create table door_moves (
  from_state text not null,
  to_state text not null,
  primary key (from_state, to_state)
) strict, without rowid;
insert into door_moves (from_state, to_state) values
  ('requested', 'commanded'), ('requested', 'refused'), ('requested', 'leftOpen'), ('requested', 'unknown'),
  ('commanded', 'opened'), ('commanded', 'didNotOpen'), ('commanded', 'leftOpen'), ('commanded', 'unknown'),
  ('opened', 'leftOpen'), ('opened', 'closed'),
  ('leftOpen', 'closed'),
  ('didNotOpen', 'opened'),
  ('unknown', 'opened');
create trigger operations_begin_requested before insert on door_operations
when new.state <> 'requested'
begin
  select raise(abort, 'a door operation begins as requested');
end;
create trigger operations_move_legally before update of state on door_operations
when not exists (select 1 from door_moves where from_state = old.state and to_state = new.state)
begin
  select raise(abort, 'a door operation cannot move like this');
end;

-- What came from the hub. A payload is kept only when its kind is not known yet.
create table directives (
  version integer primary key,
  kind text not null,
  outcome text not null check (outcome in ('applied', 'refused', 'unknown')),
  reasons text,
  payload text,
  at integer not null
) strict;

create table settings (
  version integer primary key,
  document text not null check (json_valid(document)),
  at integer not null
) strict;

-- Failures that count against a person or the whole kiosk; a power cycle does not reset them.
create table failures (
  key text not null,
  at integer not null
) strict;
create index failures_by_key on failures (key, at);
`,
} as const;
