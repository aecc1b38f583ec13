import { indexName, unindexName } from './contact-search.ts';
import type { ReadableDb, WritableDb } from './open.ts';

/** People: recipients, departments, users, and the badges that they hold for a time. */
export interface ContactRow {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly mobile: string | null;
  readonly language: string;
  readonly reachNeeds: boolean;
  readonly private: boolean;
  readonly departments: readonly { readonly id: string; readonly keyContact: boolean }[];
}

export interface UserRow {
  readonly id: string;
  readonly name: string;
  readonly userName: string;
  readonly role: string;
  readonly passwordHash: string | null;
  readonly pinHash: string | null;
}

export interface BadgeRow {
  readonly id: string;
  readonly numberHmac: string;
  readonly holderType: 'contact' | 'user';
  readonly holderId: string;
  /** Wall-clock milliseconds; `to` is null while there is no end. */
  readonly from: number;
  readonly to: number | null;
}

export interface BadgeHolder {
  readonly badgeId: string;
  readonly holderType: 'contact' | 'user';
  readonly holderId: string;
}

export function putContact(db: WritableDb, contact: ContactRow): void {
  db.sql.run(
    `insert into contacts (id, name, email, mobile, language, reach_needs, private)
     values (?, ?, ?, ?, ?, ?, ?)
     on conflict (id) do update set name = excluded.name, email = excluded.email,
       mobile = excluded.mobile, language = excluded.language,
       reach_needs = excluded.reach_needs, private = excluded.private`,
    contact.id,
    contact.name,
    contact.email,
    contact.mobile,
    contact.language,
    Number(contact.reachNeeds),
    Number(contact.private),
  );
  if (contact.private) unindexName(db, 'contact', contact.id);
  else indexName(db, 'contact', contact.id, contact.name);
  db.sql.run('delete from department_members where contact_id = ?', contact.id);
  for (const { id, keyContact } of contact.departments)
    db.sql.run(
      'insert into department_members (department_id, contact_id, key_contact) values (?, ?, ?)',
      id,
      contact.id,
      Number(keyContact),
    );
}

/** The person's badges end with them; their parcels stay theirs. */
export function removeContact(db: WritableDb, id: string): void {
  db.sql.run("delete from badges where holder_type = 'contact' and holder_id = ?", id);
  unindexName(db, 'contact', id);
  db.sql.run('delete from contacts where id = ?', id);
}

export function contact(db: ReadableDb, id: string): ContactRow | null {
  const row = db.sql.one<Omit<ContactRow, 'departments' | 'reachNeeds' | 'private'> & ContactFlags>(
    `select id, name, email, mobile, language, reach_needs as reachNeeds, private
     from contacts where id = ?`,
    id,
  );
  if (!row) return null;
  const members = db.sql.all<{ id: string; keyContact: number }>(
    `select department_id as id, key_contact as keyContact from department_members
     where contact_id = ? order by department_id`,
    id,
  );
  return {
    ...row,
    reachNeeds: row.reachNeeds === 1,
    private: row.private === 1,
    departments: members.map((member) => ({ id: member.id, keyContact: member.keyContact === 1 })),
  };
}

interface ContactFlags {
  readonly reachNeeds: number;
  readonly private: number;
}

export function putDepartment(
  db: WritableDb,
  department: { readonly id: string; readonly name: string },
): void {
  db.sql.run(
    'insert into departments (id, name) values (?, ?) on conflict (id) do update set name = excluded.name',
    department.id,
    department.name,
  );
  indexName(db, 'department', department.id, department.name);
}

export function department(
  db: ReadableDb,
  id: string,
): { readonly id: string; readonly name: string } | null {
  return db.sql.one('select id, name from departments where id = ?', id);
}

/** The departments that this person collects for: as a key contact, or where there is none. */
export function collectsFor(db: ReadableDb, contactId: string): readonly string[] {
  return db.sql
    .all<{ id: string }>(
      `select m.department_id as id from department_members m
       where m.contact_id = ? and (m.key_contact = 1 or not exists (
         select 1 from department_members k
         where k.department_id = m.department_id and k.key_contact = 1))
       order by m.department_id`,
      contactId,
    )
    .map(({ id }) => id);
}

export function removeDepartment(db: WritableDb, id: string): void {
  db.sql.run('delete from department_members where department_id = ?', id);
  unindexName(db, 'department', id);
  db.sql.run('delete from departments where id = ?', id);
}

export function putUser(db: WritableDb, user: UserRow): void {
  db.sql.run(
    `insert into users (id, name, user_name, role, password_hash, pin_hash)
     values (?, ?, ?, ?, ?, ?)
     on conflict (id) do update set name = excluded.name, user_name = excluded.user_name,
       role = excluded.role, password_hash = excluded.password_hash, pin_hash = excluded.pin_hash`,
    user.id,
    user.name,
    user.userName,
    user.role,
    user.passwordHash,
    user.pinHash,
  );
}

const USER_COLUMNS =
  'id, name, user_name as userName, role, password_hash as passwordHash, pin_hash as pinHash';

export function user(db: ReadableDb, id: string): UserRow | null {
  return db.sql.one<UserRow>(`select ${USER_COLUMNS} from users where id = ?`, id);
}

export function userNamed(db: ReadableDb, userName: string): UserRow | null {
  return db.sql.one<UserRow>(`select ${USER_COLUMNS} from users where user_name = ?`, userName);
}

/** Somebody else has this user name; the schema allows it once. */
export function userNameTaken(
  db: ReadableDb,
  user: { readonly id: string; readonly userName: string },
): boolean {
  const other = db.sql.one(
    'select 1 from users where user_name = ? and id <> ?',
    user.userName,
    user.id,
  );
  return other !== null;
}

export function removeUser(db: WritableDb, id: string): void {
  db.sql.run("delete from badges where holder_type = 'user' and holder_id = ?", id);
  db.sql.run('delete from users where id = ?', id);
}

export function putBadge(db: WritableDb, badge: BadgeRow): void {
  db.sql.run(
    `insert into badges (id, number_hmac, holder_type, holder_id, valid_from, valid_to)
     values (?, ?, ?, ?, ?, ?)
     on conflict (id) do update set number_hmac = excluded.number_hmac,
       holder_type = excluded.holder_type, holder_id = excluded.holder_id,
       valid_from = excluded.valid_from, valid_to = excluded.valid_to`,
    badge.id,
    badge.numberHmac,
    badge.holderType,
    badge.holderId,
    badge.from,
    badge.to,
  );
}

export function removeBadge(db: WritableDb, id: string): void {
  db.sql.run('delete from badges where id = ?', id);
}

/** Who holds the badge with this number at that wall time; the latest assignment wins. */
export function badgeHolder(db: ReadableDb, numberHmac: string, at: number): BadgeHolder | null {
  return db.sql.one<BadgeHolder>(
    `select id as badgeId, holder_type as holderType, holder_id as holderId from badges
     where number_hmac = ? and valid_from <= ? and (valid_to is null or valid_to > ?)
     order by valid_from desc, id desc limit 1`,
    numberHmac,
    at,
    at,
  );
}
