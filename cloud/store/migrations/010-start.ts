/** The first schema of the hub. Times are wall-clock milliseconds. */
export const start = {
  name: '010-start',
  statements: [
    `create table hub_meta (key text primary key, value text not null)`,

    // directive_version is the counter of the bank: whoever issues a directive holds this row locked
    // until the commit, so a reader never sees a later version before an earlier one.
    `create table banks (
      id text primary key,
      name text not null,
      created_at bigint not null,
      kiosk_id text,
      directive_version bigint not null default 0
    )`,

    `create table kiosks (
      id text primary key,
      bank_id text not null references banks (id),
      public_key text not null,
      software text not null,
      enrolled_at bigint not null,
      last_seen_at bigint,
      log integer,
      retired_at bigint
    )`,
    `alter table banks add foreign key (kiosk_id) references kiosks (id)`,

    // One row for each log of a kiosk: how far the hub has it, without a gap.
    `create table kiosk_logs (
      id integer generated always as identity primary key,
      kiosk_id text not null references kiosks (id),
      log_id text not null,
      acked bigint not null default 0,
      acked_hash text,
      begun_at bigint not null,
      unique (kiosk_id, log_id)
    )`,
    `alter table kiosks add foreign key (log) references kiosk_logs (id)`,

    `create table enrolment_codes (
      code_hash text primary key,
      bank_id text not null references banks (id),
      created_at bigint not null,
      expires_at bigint not null,
      kiosk_id text references kiosks (id)
    )`,

    // The previous hash of an event is the hash of the row before it (or the id of the log).
    `create table events (
      log integer not null references kiosk_logs (id),
      seq bigint not null,
      type text not null,
      version integer not null,
      at bigint not null,
      mono bigint not null,
      boot_id text not null,
      session_id text,
      payload text not null,
      hash text not null,
      locker integer,
      received_at bigint not null,
      primary key (log, seq)
    )`,

    // Stored and acknowledged, but not understood by this version of the hub.
    `create table quarantine (
      log integer not null,
      seq bigint not null,
      why text not null,
      primary key (log, seq),
      foreign key (log, seq) references events (log, seq)
    )`,

    // What the events say of each locker and parcel now.
    `create table lockers (
      bank_id text not null references banks (id),
      number integer not null,
      size text not null,
      x double precision not null,
      width double precision not null,
      bottom double precision not null,
      top double precision not null,
      door text not null default 'unknown' check (door in ('open', 'closed', 'unknown')),
      in_service boolean not null default true,
      verified boolean not null default true,
      changed_at bigint,
      primary key (bank_id, number)
    )`,
    `create table parcels (
      bank_id text not null references banks (id),
      id text not null,
      locker integer not null,
      contact_id text not null,
      state text not null check (state in ('waiting', 'released', 'pickedUp')),
      changed_at bigint not null,
      primary key (bank_id, id)
    )`,

    `create table directives (
      bank_id text not null references banks (id),
      version bigint not null,
      kind text not null,
      payload jsonb not null,
      issued_at bigint not null,
      primary key (bank_id, version)
    )`,

    // What only the hub writes. Each row is a whole document and the version that carried it down.
    ...['departments', 'contacts', 'users', 'badges', 'reservations', 'settings'].map(
      (table) => `create table ${table} (
        bank_id text not null references banks (id),
        id text not null,
        document jsonb not null,
        version bigint not null,
        primary key (bank_id, id)
      )`,
    ),
    `create unique index users_by_name on users (bank_id, (document ->> 'userName'))`,
    `create index badges_by_number on badges (bank_id, (document ->> 'number'))`,
  ],
};
