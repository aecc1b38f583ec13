import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  appendEvent,
  eventsAfter,
  forgetAckedEvents,
  headOfLog,
  KEEP_EVENTS_MS,
  verifyChain,
} from '../../db/events.ts';
import type { Store } from '../../db/open.ts';
import { temporaryFolder, type Folder } from '../support/product.ts';
import { storeAt } from '../support/store.ts';
import { TestClock } from '../support/test-clock.ts';

let folder: Folder;
let run = 0;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const DAY = 24 * 3_600_000;

function storeWith(events: number, clock = new TestClock()): Store {
  const store = storeAt(folder.in(`${(run += 1)}.db`), { clock });
  for (let n = 1; n <= events; n += 1) append(store, n);
  return store;
}

function append(store: Store, n: number): void {
  store.write((db) =>
    appendEvent(db, { type: 'test', version: 1, sessionId: `session ${n}`, payload: { n } }),
  );
}

/** Somebody with a tool of their own, whom no trigger stops. */
function behindItsBack(store: Store, sql: string): void {
  const triggers = store.read.sql.all<{ name: string }>(
    "select name from sqlite_schema where type = 'trigger'",
  );
  store.write((db) => {
    for (const { name } of triggers) db.sql.run(`drop trigger ${name}`);
    db.sql.run(sql);
  });
}

function brokenAt(store: Store): number | null {
  const verified = verifyChain(store.read);
  return verified.ok ? null : verified.error.seq;
}

describe('the chain of events', () => {
  const columns = {
    type: "'other'",
    version: 'version + 1',
    at: 'at + 1',
    mono: 'mono + 1',
    boot_id: "boot_id || 'x'",
    session_id: 'null',
    payload: "json_set(payload, '$.n', 0)",
    prev_hash: "substr(prev_hash, 2) || 'x'",
    hash: "substr(hash, 2) || 'x'",
  } as const;

  test('any column of any event that was altered is found at its number', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.nat({ max: 11 }),
        fc.constantFrom(...(Object.keys(columns) as (keyof typeof columns)[])),
        (length, place, column) => {
          const store = storeWith(length);
          const seq = (place % length) + 1;
          behindItsBack(
            store,
            `update events set ${column} = ${columns[column]} where seq = ${seq}`,
          );
          expect(brokenAt(store)).toBe(seq);
          store.close();
        },
      ),
      { numRuns: 40 },
    );
  });

  test('an event taken out of the middle is found at the one after it', () => {
    const store = storeWith(6);
    behindItsBack(store, 'delete from events where seq = 4');
    expect(brokenAt(store)).toBe(5);
    store.close();
  });

  test('two events that changed places are found', () => {
    const store = storeWith(6);
    behindItsBack(
      store,
      `update events set payload = (select payload from events as other
         where other.seq = 7 - events.seq) where seq in (3, 4)`,
    );
    expect(brokenAt(store)).toBe(3);
    store.close();
  });

  test('an event that is written again with a good hash of its own does not fit the next one', () => {
    const store = storeWith(3);
    const other = storeWith(0);
    for (const n of [1, 20]) append(other, n);
    const forged = eventsAfter(other.read, 1, 1)[0];
    behindItsBack(
      store,
      `update events set payload = '${forged?.payload}', hash = '${forged?.hash}',
         session_id = '${forged?.sessionId}', prev_hash = '${forged?.prevHash}' where seq = 2`,
    );
    expect([2, 3]).toContain(brokenAt(store));
    store.close();
    other.close();
  });

  test('it goes on over more than one page of events', () => {
    const store = storeWith(0);
    store.write((db) => {
      for (let n = 1; n <= 2_001; n += 1)
        appendEvent(db, { type: 'test', version: 1, sessionId: null, payload: { n } });
    });
    expect(verifyChain(store.read)).toEqual({ ok: true, value: 2_001 });
    behindItsBack(store, "update events set type = 'x' where seq = 2001");
    expect(brokenAt(store)).toBe(2_001);
    store.close();
  });

  test('a transaction that throws leaves no gap for the next event', () => {
    const store = storeWith(2);
    expect(() =>
      store.write((db) => {
        appendEvent(db, { type: 'lost', version: 1, sessionId: null, payload: {} });
        throw new Error('no');
      }),
    ).toThrow('no');
    append(store, 3);
    expect(headOfLog(store.read).seq).toBe(3);
    expect(eventsAfter(store.read, 0, 10).map(({ type }) => type)).not.toContain('lost');
    expect(verifyChain(store.read)).toEqual({ ok: true, value: 3 });
    store.close();
  });
});

describe('forgetting', () => {
  test('whatever the hub acknowledges and whenever: what it has not got stays, and the rest holds', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 4 }),
        (daysBetween, acknowledgements) => {
          const clock = new TestClock();
          const store = storeWith(0, clock);
          const written: number[] = [];
          daysBetween.forEach((days, i) => {
            clock.jumpWall(days * DAY);
            append(store, i + 1);
            written.push(clock.wall());
          });
          const total = written.length;
          for (const acked of acknowledgements) store.write((db) => forgetAckedEvents(db, acked));
          const most = Math.min(Math.max(...acknowledgements), total);
          const old = written.filter((at) => at < clock.wall() - KEEP_EVENTS_MS).length;
          const gone = Math.min(most, old);
          const left = eventsAfter(store.read, 0, 100).map(({ seq }) => seq);
          expect(left).toEqual(Array.from({ length: total - gone }, (_, i) => gone + i + 1));
          expect(verifyChain(store.read, gone + 1)).toEqual({ ok: true, value: total - gone });
          store.close();
        },
      ),
      { numRuns: 30 },
    );
  });

  test('the schema itself refuses to delete an event that the hub has not got', () => {
    const clock = new TestClock();
    const store = storeWith(4, clock);
    clock.jumpWall(KEEP_EVENTS_MS + DAY);
    store.write((db) => forgetAckedEvents(db, 2));
    expect(() => store.write((db) => db.sql.run('delete from events where seq = 3'))).toThrow(
      /only after the hub/,
    );
    expect(eventsAfter(store.read, 0, 10).map(({ seq }) => seq)).toEqual([3, 4]);
    store.close();
  });
});
