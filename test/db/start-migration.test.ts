import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  authorisationSpent,
  insertOperation,
  moveOperation,
  unfinishedOperations,
} from '../../db/door-operations.ts';
import { placeLockers } from '../../db/lockers.ts';
import { migrate } from '../../db/migrate.ts';
import { start } from '../../db/migrations/0010-start.ts';
import type { Store } from '../../db/open.ts';
import {
  operationMoves,
  unfinishedStates,
  type OperationState,
} from '../../main/door/operation.ts';
import { temporaryFolder, type Folder } from '../support/product.ts';
import { storeAt } from '../support/store.ts';

let folder: Folder;
let store: Store;
beforeEach(() => {
  folder = temporaryFolder();
  store = storeAt(folder.in('restante.db'));
  store.write((db) =>
    placeLockers(db, [
      { number: 1, size: 'small', accessible: false },
      { number: 2, size: 'small', accessible: false },
    ]),
  );
});
afterEach(() => {
  store.close();
  folder.remove();
});

const sql = (text: string): number => store.write((db) => db.sql.run(text));

function begin(id: string, locker = 1, authorisation = id): void {
  store.write((db) =>
    insertOperation(db, {
      id,
      pulseId: `pulse-${id}`,
      authorisationId: authorisation,
      sessionId: null,
      contactId: null,
      locker,
      purpose: 'pickup',
      parcelIds: ['p'],
      attempt: 1,
    }),
  );
}
const move = (id: string, to: OperationState): void =>
  store.write((db) => moveOperation(db, id, to));

test('the first migration brings an empty file to schema 10, and only its own steps are taken', () => {
  const db = new BetterSqlite3(':memory:');
  expect(migrate(db, [start])).toEqual({ outcome: 'migrated', version: 10 });
  expect(db.pragma('user_version', { simple: true })).toBe(10);
  expect(migrate(db, [start])).toEqual({ outcome: 'current', version: 10 });
  expect(migrate(db, [])).toEqual({ outcome: 'newer', version: 10 });
  db.close();
});

describe('the first schema refuses', () => {
  const parcel = (more: string): string =>
    `insert into parcels (id, tracking_number, contact_id, locker, state, deposited_at) values ${more}`;
  const operation = (more: string): string =>
    `insert into door_operations (id, pulse_id, authorisation_id, locker, purpose, parcel_ids, attempt,
       state, requested_at) values ${more}`;
  const event = (more: string): string =>
    `insert into events (seq, type, version, at, mono, boot_id, payload, prev_hash, hash)
     values ${more}`;

  test.each([
    ['text in a number', event("(1, 't', 'one', 1, 1, 'b', '{}', '', '')"), /INTEGER/],
    ['an event that is no JSON', event("(1, 't', 1, 1, 1, 'b', 'no', '', '')"), /CHECK/],
    ['a parcel in no locker', parcel("('p', 't', 'c', 99, 'waiting', 1)"), /FOREIGN KEY/],
    ['a parcel in an unknown state', parcel("('p', 't', 'c', 1, 'lost', 1)"), /CHECK/],
    [
      'a member who is nobody',
      "insert into department_members (department_id, contact_id, key_contact) values ('d', 'x', 0)",
      /FOREIGN KEY/,
    ],
    [
      'a badge of a thing',
      "insert into badges (id, number_hmac, holder_type, holder_id, valid_from) values ('b', 'h', 'cat', 'c', 0)",
      /CHECK/,
    ],
    [
      'a reservation in an unknown state',
      "insert into reservations (id, kind, size, asked_by, state) values ('r', 'delivery', 'small', 'hub', 'maybe')",
      /CHECK/,
    ],
    [
      'a directive with an unknown outcome',
      "insert into directives (version, kind, outcome, at) values (1, 'k', 'perhaps', 1)",
      /CHECK/,
    ],
    [
      'settings that are no JSON',
      "insert into settings (version, document, at) values (1, 'no', 1)",
      /CHECK/,
    ],
    ['a locker half in service', 'update lockers set in_service = 2', /CHECK/],
    [
      'an operation that begins elsewhere',
      operation("('o', 'p', 'a', 1, 'pickup', '[]', 1, 'opened', 1)"),
      /begins as requested/,
    ],
    [
      'an operation at no locker',
      operation("('o', 'p', 'a', 99, 'pickup', '[]', 1, 'requested', 1)"),
      /FOREIGN KEY/,
    ],
  ])('%s', (_what, text, why) => {
    expect(() => sql(text)).toThrow(why);
  });

  test('the same user name for two', () => {
    const user = (id: string): string =>
      `insert into users (id, name, user_name, role) values ('${id}', 'N', 'same', 'operator')`;
    sql(user('a'));
    expect(() => sql(user('b'))).toThrow(/UNIQUE/);
  });

  test('the same pulse for two operations', () => {
    begin('a', 1);
    expect(() =>
      sql(operation("('b', 'pulse-a', 'b', 2, 'pickup', '[]', 1, 'requested', 1)")),
    ).toThrow(/UNIQUE/);
  });
});

describe('attempts at one door', () => {
  const paths: Readonly<Record<string, readonly OperationState[]>> = {
    requested: [],
    commanded: ['commanded'],
    opened: ['commanded', 'opened'],
    leftOpen: ['leftOpen'],
    closed: ['leftOpen', 'closed'],
    refused: ['refused'],
    didNotOpen: ['commanded', 'didNotOpen'],
    unknown: ['unknown'],
  };

  test.each(Object.keys(operationMoves) as OperationState[])(
    'beside one that is %s a second may begin only when the first is finished',
    (state) => {
      begin('first');
      for (const step of paths[state] ?? []) move('first', step);
      const second = (): void => begin('second');
      if (unfinishedStates.includes(state)) expect(second).toThrow(/UNIQUE/);
      else expect(second).not.toThrow();
      begin('elsewhere', 2);
      expect(unfinishedOperations(store.read).map(({ id }) => id)).toEqual(
        unfinishedStates.includes(state) ? ['first', 'elsewhere'] : ['second', 'elsewhere'],
      );
    },
  );

  test('a late opening cannot come back while a second attempt is under way', () => {
    begin('first');
    for (const step of ['commanded', 'didNotOpen'] as const) move('first', step);
    begin('second');
    expect(() => move('first', 'opened')).toThrow(/UNIQUE/);
  });

  test('an authorisation is spent by anything but a refusal and a door that stayed shut', () => {
    const spent = (Object.keys(paths) as OperationState[]).filter((state) => {
      begin(state, 1, `auth-${state}`);
      for (const step of paths[state] ?? []) move(state, step);
      const answer = authorisationSpent(store.read, `auth-${state}`);
      sql('delete from door_operations');
      return answer;
    });
    expect(spent.sort()).toEqual(
      ['closed', 'commanded', 'leftOpen', 'opened', 'requested', 'unknown'].sort(),
    );
  });

  test('an operation that does not exist is not moved silently', () => {
    expect(() => move('nobody', 'commanded')).toThrow('There is no door operation nobody');
  });
});
