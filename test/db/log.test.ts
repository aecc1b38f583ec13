import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  appendEvent,
  eventsAfter,
  forgetAckedEvents,
  KEEP_EVENTS_MS,
  verifyChain,
} from '../../db/events.ts';
import { insertOperation, moveOperation } from '../../db/door-operations.ts';
import { placeLockers } from '../../db/lockers.ts';
import type { Store } from '../../db/open.ts';
import { operationMoves, type OperationState } from '../../main/door/operation.ts';
import { runProgram } from '../support/program.ts';
import { temporaryFolder, type Folder } from '../support/product.ts';
import { seeded } from '../support/kiosk-world.ts';
import { storeAt } from '../support/store.ts';
import { TestClock } from '../support/test-clock.ts';

let folder: Folder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

const append = (store: Store, payload: unknown): number =>
  store.write((db) => appendEvent(db, { type: 'test', version: 1, sessionId: null, payload }).seq);

describe('the log of events', () => {
  test('whatever is appended in whatever transactions: no gap, and the chain holds', () => {
    let run = 0;
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.jsonValue(), { maxLength: 4 }), { maxLength: 8 }),
        (batches) => {
          const store = storeAt(folder.in(`${(run += 1)}.db`));
          for (const batch of batches)
            store.write((db) => {
              for (const payload of batch)
                appendEvent(db, { type: 'test', version: 1, sessionId: 's', payload });
            });
          const rows = eventsAfter(store.read, 0, 1_000);
          expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, i) => i + 1));
          expect(rows.map(({ payload }) => JSON.parse(payload) as unknown)).toEqual(
            JSON.parse(JSON.stringify(batches.flat())),
          );
          expect(verifyChain(store.read)).toEqual({ ok: true, value: rows.length });
          store.close();
        },
      ),
      { numRuns: 25 },
    );
  });

  test('events cannot be changed or taken out of the middle', () => {
    const store = storeAt(folder.in('a.db'));
    for (let n = 1; n <= 5; n += 1) append(store, { n });
    expect(() =>
      store.write((db) => db.sql.run("update events set payload = '{}' where seq = 3")),
    ).toThrow();
    expect(() => store.write((db) => db.sql.run('delete from events where seq = 3'))).toThrow();
    expect(verifyChain(store.read)).toEqual({ ok: true, value: 5 });
    store.close();
  });

  test.each(['payload', 'type', 'at', 'prev_hash', 'hash', 'boot_id'])(
    'a %s altered behind the store’s back is found at its number',
    (column) => {
      const store = storeAt(folder.in('b.db'));
      for (let n = 1; n <= 5; n += 1) append(store, { n });
      const triggers = store.read.sql.all<{ name: string }>(
        "select name from sqlite_schema where type = 'trigger'",
      );
      store.write((db) => {
        for (const { name } of triggers) db.sql.run(`drop trigger ${name}`);
        db.sql.run(
          `update events set ${column} = ${column === 'at' ? '1' : `'"forged"'`} where seq = 3`,
        );
      });
      const verified = verifyChain(store.read);
      expect(verified.ok ? null : verified.error.seq).toBe(3);
      store.close();
    },
  );

  test('only what the hub has and what is older than 400 days is forgotten', () => {
    const clock = new TestClock();
    const store = storeAt(folder.in('c.db'), { clock });
    for (let n = 1; n <= 4; n += 1) append(store, { n });
    clock.jumpWall(KEEP_EVENTS_MS + 1_000);
    append(store, { n: 5 });
    expect(store.write((db) => forgetAckedEvents(db, 3))).toBe(3);
    expect(store.write((db) => forgetAckedEvents(db, 5))).toBe(1);
    expect(eventsAfter(store.read, 0, 10).map(({ seq }) => seq)).toEqual([5]);
    expect(append(store, { n: 6 })).toBe(6);
    expect(verifyChain(store.read, 5)).toEqual({ ok: true, value: 2 });
    store.close();
  });
});

describe('SIGKILL while it writes', () => {
  test('nothing that was said to be committed is missing, and the chain holds', async () => {
    const random = seeded(11);
    const path = folder.in('killed.db');
    let said = 0;
    for (let kill = 0; kill < 8; kill += 1) {
      const writer = await runProgram([join('test', 'db', 'fixtures', 'writer.ts'), path]);
      await new Promise((resolve) => setTimeout(resolve, random() * 150));
      await writer.kill();
      // The last line may have been cut by the kill.
      const lines = writer
        .output()
        .split('\n')
        .slice(0, -1)
        .filter((line) => /^\d+$/.test(line));
      said = Number(lines.at(-1) ?? said);
      const store = storeAt(path);
      const verified = verifyChain(store.read);
      expect(verified.ok && verified.value).toBeGreaterThanOrEqual(said);
      expect(store.check()).toEqual([]);
      store.close();
    }
    expect(said).toBeGreaterThan(8);
  }, 60_000);
});

describe('a full disk', () => {
  const place = join('/tmp', `restante-full-${process.pid}`);
  mkdirSync(place, { recursive: true });
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', place]).status === 0;
  if (mounted) spawnSync('umount', [place]);

  test.skipIf(!mounted)('refuses the commit with its cause; what was committed stays', () => {
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'tmpfs', place]);
    try {
      const store = storeAt(join(place, 'restante.db'));
      const filler = 'x'.repeat(20_000);
      let committed = 0;
      expect(() => {
        for (;;) committed = append(store, { filler });
      }).toThrow(/full/);
      expect(committed).toBeGreaterThan(5);
      expect(() => append(store, { filler })).toThrow(/full/);
      store.close();
      const again = storeAt(join(place, 'restante.db'));
      expect(verifyChain(again.read)).toEqual({ ok: true, value: committed });
      again.close();
      writeFileSync(join(place, 'more'), '');
    } finally {
      spawnSync('umount', [place]);
    }
  });
});

describe('the moves of a door', () => {
  const states = Object.keys(operationMoves) as OperationState[];

  test('the store’s table is the table of the door service', () => {
    const store = storeAt(folder.in('d.db'));
    const rows = store.read.sql.all<{ move: string }>(
      "select from_state || ' ' || to_state as move from door_moves",
    );
    const ours = states.flatMap((from) => operationMoves[from].map((to) => `${from} ${to}`));
    expect(rows.map(({ move }) => move).sort()).toEqual(ours.sort());
    store.close();
  });

  test.each(states)('from %s only the moves of the table are possible', (from) => {
    const store = storeAt(folder.in('e.db'));
    store.write((db) => placeLockers(db, [{ number: 1, size: 'small', accessible: false }]));
    for (const to of states) {
      const id = `op-${to}`;
      store.write((db) => {
        db.sql.run('delete from door_operations');
        insertOperation(db, {
          id,
          pulseId: id,
          authorisationId: id,
          sessionId: null,
          contactId: null,
          locker: 1,
          purpose: 'pickup',
          parcelIds: [],
          attempt: 1,
        });
        for (const step of pathTo(from)) moveOperation(db, id, step);
      });
      const move = (): unknown => store.write((db) => moveOperation(db, id, to));
      if (operationMoves[from].includes(to)) expect(move).not.toThrow();
      else expect(move, `${from} → ${to}`).toThrow(/cannot move/);
    }
    store.close();
  });

  /** The shortest way from `requested`. */
  function pathTo(wanted: OperationState): readonly OperationState[] {
    const ways = new Map<OperationState, readonly OperationState[]>([['requested', []]]);
    for (const [state, way] of ways)
      for (const next of operationMoves[state]) if (!ways.has(next)) ways.set(next, [...way, next]);
    return ways.get(wanted) ?? [];
  }
});
