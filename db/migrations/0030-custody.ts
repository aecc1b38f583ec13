/**
 * Parcels of departments and parcels that are still being put in; promises with two parties and a
 * locker; codes; dedicated lockers. Rows that were there keep everything.
 */
export const custody = {
  version: 30,
  sql: `
create table parcels_next (
  id text primary key,
  tracking_number text not null,
  sender text,
  contact_id text,
  department_id text,
  reservation_id text,
  purpose text not null default 'delivery' check (purpose in ('delivery', 'return', 'exchange')),
  locker integer not null references lockers (number),
  -- 'placing': promised this locker, its door asked; it counts as inside only when seen closed.
  state text not null
    check (state in ('placing', 'waiting', 'released', 'pickedUp', 'removed', 'cancelled')),
  deposited_at integer not null,
  released_at integer,
  -- Picked up, removed or cancelled.
  picked_up_at integer,
  expires_at integer,
  check (contact_id is not null or department_id is not null)
) strict, without rowid;
insert into parcels_next (id, tracking_number, sender, contact_id, department_id, locker, state,
    deposited_at, released_at, picked_up_at, expires_at)
  select id, tracking_number, sender, contact_id, department_id, locker, state, deposited_at,
    released_at, picked_up_at, expires_at from parcels;
drop table parcels;
alter table parcels_next rename to parcels;
create index parcels_by_contact on parcels (contact_id, state);
create index parcels_by_department on parcels (department_id, state);
create index parcels_by_locker on parcels (locker, state);
create index parcels_by_tracking on parcels (tracking_number);

create table reservations_next (
  id text primary key,
  kind text not null check (kind in ('delivery', 'storage', 'return', 'exchange')),
  size text not null,
  -- For whom; of a return or an exchange, the party that puts something in first.
  contact_id text,
  department_id text,
  -- Somebody who is no contact: a name on a list.
  visitor text,
  -- The other party of a return or an exchange.
  to_contact_id text,
  to_department_id text,
  tracking_number text,
  -- Bound when the person comes, or named by staff.
  locker integer references lockers (number),
  -- Of an exchange: 0 before the first deposit, then one more for each leg that is done.
  leg integer not null default 0,
  asked_by text not null check (asked_by in ('hub', 'kiosk', 'seed')),
  starts_at integer,
  until integer,
  longest_until integer,
  state text not null
    check (state in ('pending', 'granted', 'active', 'ended', 'cancelled', 'expired', 'denied'))
) strict, without rowid;
insert into reservations_next (id, kind, size, contact_id, department_id, tracking_number, asked_by,
    until, state)
  select id, kind, size, contact_id, department_id, tracking_number, 'hub', until, state
  from reservations;
drop table reservations;
alter table reservations_next rename to reservations;
create index reservations_by_contact on reservations (contact_id, state);
create index reservations_by_tracking on reservations (tracking_number, state);
-- One locker is never promised twice.
create unique index one_promise_per_locker on reservations (locker)
  where locker is not null and state in ('granted', 'active');

-- Codes stand here only as an HMAC. One live code is one meaning.
create table codes (
  id text primary key,
  number_hmac text not null,
  kind text not null check (kind in ('pickup', 'storage', 'oneTime', 'carrier')),
  contact_id text,
  department_id text,
  user_id text,
  parcel_id text,
  reservation_id text,
  valid_from integer not null,
  valid_to integer,
  state text not null check (state in ('live', 'used', 'revoked'))
) strict, without rowid;
create unique index one_live_code on codes (number_hmac) where state = 'live';
create index codes_by_contact on codes (contact_id, state);
create index codes_by_reservation on codes (reservation_id, state);

alter table lockers add column dedicated_contact_id text;
alter table lockers add column dedicated_department_id text;
-- Null: as the cabinet file says.
alter table lockers add column accessible_override integer check (accessible_override in (0, 1));
-- Deposits so far, so that wear is spread.
alter table lockers add column deposits integer not null default 0;
alter table lockers add column out_of_service_note text;

alter table door_operations add column user_id text;
alter table door_operations add column reservation_id text;

-- Lockers of a size that the hub may promise until then.
create table quotas (
  size text primary key,
  count integer not null,
  until integer not null
) strict, without rowid;

-- What a recipient signed: strokes of points between 0 and 1000, in a JSON array.
create table signatures (
  id text primary key,
  session_id text not null,
  contact_id text not null,
  strokes text not null check (json_valid(strokes)),
  at integer not null
) strict, without rowid;
`,
} as const;
