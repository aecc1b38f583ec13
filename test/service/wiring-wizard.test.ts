import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readCabinet, type Cabinet, type CabinetBus } from '../../main/contract/cabinet.ts';
import {
  mirrored,
  otherByteOrder,
  otherPolarity,
  type CabinetBoard,
} from '../../main/service/wiring-learn.ts';
import {
  again,
  beginWizard,
  cabinetOf,
  currentLock,
  freeLockers,
  named,
  observed,
  skipped,
  type Moved,
  type WizardState,
} from '../../main/service/wiring-wizard.ts';
import { writeCabinet } from '../../main/service/write-cabinet.ts';
import type { LockAddress } from '../../hardware/device.ts';
import { temporaryFolder, type Folder } from '../support/product.ts';
import { smallCabinet } from '../support/small-cabinet.ts';

const gallery = cabinetFrom('assets/cabinets/gallery-48.json');
const lock = (n: number, board = 1): LockAddress => ({ bus: 'doors', board, lock: n });
const opens = (n: number, board = 1): Moved => ({ lock: lock(n, board), to: 'open' });
const closes = (n: number, board = 1): Moved => ({ lock: lock(n, board), to: 'closed' });

function cabinetFrom(path: string): Cabinet {
  const read = readCabinet(JSON.parse(readFileSync(path, 'utf8')));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}
const begin = (): WizardState => beginWizard(smallCabinet(), smallCabinet().buses);
const boardOf = (state: WizardState) => state.buses[0]?.boards[0];

describe('one door opens, and which one was it?', () => {
  test('one sensor moves, the person touches the locker, the next lock comes', () => {
    const seen = observed(begin(), [opens(1)]);
    expect(seen).toMatchObject({ next: 'name', trouble: null });
    const next = named(seen, 5);
    expect(next.mapped).toEqual([{ locker: 5, lock: lock(1) }]);
    expect(freeLockers(next)).toEqual([1, 2, 3, 4, 6]);
    expect(currentLock(next)).toEqual(lock(2));
  });

  test('none or several sensors move: nothing is mapped, and the same lock is tried again', () => {
    expect(observed(begin(), []).trouble).toEqual({ why: 'none', moved: [] });
    const several = observed(begin(), [opens(1), opens(4)]);
    expect(several.trouble).toEqual({ why: 'several', moved: [lock(1), lock(4)] });
    expect(named(several, 3).mapped).toEqual([]);
    expect(currentLock(several)).toEqual(lock(1));
    expect(observed(several, [opens(1)])).toMatchObject({ next: 'name', trouble: null });
  });

  test('somebody who closes the door before does not confuse it', () => {
    const first = named(observed(begin(), [opens(1)]), 1);
    expect(observed(first, [closes(1), opens(2)])).toMatchObject({ next: 'name', trouble: null });
  });

  test('a locker that has its door cannot be named again', () => {
    const first = named(observed(begin(), [opens(1)]), 1);
    const second = observed(first, [opens(2)]);
    expect(named(second, 1)).toBe(second);
    expect(named(second, 99)).toBe(second);
  });

  test('a lock without a door is skipped, and tried again at the end', () => {
    let state = skipped(begin());
    for (let n = 2; n <= 6; n += 1) state = named(observed(state, [opens(n)]), n);
    for (let n = 7; n <= 24; n += 1) state = skipped(state);
    expect(currentLock(state)).toBeNull();
    expect(cabinetOf(state)).toMatchObject({
      ok: false,
      error: [{ message: 'locker 1 has no door yet' }],
    });
    state = named(observed(again(state), [opens(1)]), 1);
    expect(cabinetOf(state).ok).toBe(true);
  });
});

describe('the first doors teach how a board is read', () => {
  test('a sensor that closes when its door opens is read the other way round', () => {
    const state = observed(begin(), [closes(1)]);
    expect(state.next).toBe('name');
    expect(boardOf(state)).toMatchObject({ feedback: 'open-short' });
  });

  test('a sensor that moves in the mirrored byte tells the byte order', () => {
    const state = observed(begin(), [opens(17)]);
    expect(boardOf(state)).toMatchObject({ statusByteOrder: 'lowest-first' });
    expect(named(state, 2).mapped).toEqual([{ locker: 2, lock: lock(1) }]);
  });

  test('both at once', () => {
    expect(boardOf(observed(begin(), [closes(17)]))).toMatchObject({
      feedback: 'open-short',
      statusByteOrder: 'lowest-first',
    });
  });

  test('another lock’s sensor is a crossed cable, and so is one that contradicts an earlier door', () => {
    expect(observed(begin(), [opens(3)]).trouble).toEqual({ why: 'crossed', moved: [lock(3)] });
    const first = named(observed(begin(), [opens(1)]), 1);
    expect(observed(first, [closes(2)]).trouble?.why).toBe('crossed');
    expect(observed(first, [opens(18)]).trouble?.why).toBe('crossed');
    expect(observed(first, [opens(2, 9)]).trouble?.why).toBe('crossed');
  });
});

/** How an 8A/80 board is read. */
function as8a(board: CabinetBoard | null | undefined) {
  return board as Extract<CabinetBoard, { readonly statusBytes: number }>;
}

/** A bank that is wired in some order, whose boards are read in some way that nobody knows. */
const wirings = fc.record({
  order: fc.shuffledSubarray(
    gallery.lockers.map(({ number }) => number),
    { minLength: 48 },
  ),
  flips: fc.array(fc.record({ polarity: fc.boolean(), bytes: fc.boolean() }), {
    minLength: 2,
    maxLength: 2,
  }),
});

test('any shuffled bank of 48 doors is mapped right from nothing, with two taps a door', () => {
  const found: readonly CabinetBus[] = [
    {
      ...(gallery.buses[0] as CabinetBus & { protocol: 'bcc-8a' }),
      id: 'doors',
      boards: [1, 2].map((address) => ({
        address,
        locks: 24,
        feedback: 'closed-short' as const,
        statusByteOrder: 'highest-first' as const,
        statusBytes: 3 as const,
        pulseMs: 300,
      })),
    },
  ];
  fc.assert(
    fc.property(wirings, ({ order, flips }) => {
      const truth = found[0]?.boards.map((board, i) => {
        const turned = flips[i]?.polarity ? otherPolarity(board) : board;
        return turned && flips[i]?.bytes ? otherByteOrder(turned) : turned;
      });
      let state = beginWizard(gallery, found);
      let taps = 0;
      for (let at = currentLock(state); at !== null; at = currentLock(state)) {
        const real = as8a(truth?.[at.board - 1]);
        const read = as8a(state.buses[0]?.boards[at.board - 1]);
        // What the driver sees when it reads the board as the wizard believes it to be.
        const shown =
          real.statusByteOrder === read.statusByteOrder ? at.lock : mirrored(real, at.lock);
        const to = real.feedback === read.feedback ? 'open' : 'closed';
        state = observed(state, [{ lock: { ...at, lock: shown }, to }]);
        expect(state.trouble).toBeNull();
        state = named(state, order[(at.board - 1) * 24 + at.lock - 1] ?? 0);
        taps += 2;
      }
      const cabinet = cabinetOf(state);
      if (!cabinet.ok) throw new Error(JSON.stringify(cabinet.error));
      expect(cabinet.value.buses[0]?.boards).toEqual(truth);
      for (const { number, door } of cabinet.value.lockers)
        expect(door && order[(door.board - 1) * 24 + door.lock - 1]).toBe(number);
      // A tap and the way to the door take five seconds or less: 48 doors stay under ten minutes.
      expect(taps * 5).toBeLessThan(10 * 60);
    }),
    { numRuns: 40 },
  );
});

describe('the file', () => {
  let folder: Folder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  test('takes the place of the old one, of which a copy stays', () => {
    const path = folder.file('cabinet.json', gallery);
    const old = readFileSync(path, 'utf8');
    const written = writeCabinet(path, smallCabinet(), '2026-11-25');
    if (!written.ok) throw new Error(written.error.message);
    expect(cabinetFrom(path)).toEqual(smallCabinet());
    expect(readFileSync(written.value.before ?? '', 'utf8')).toBe(old);
  });

  test('that would not start the kiosk is not written at all', () => {
    const path = folder.file('cabinet.json', gallery);
    const broken = { ...smallCabinet(), columns: [] };
    expect(writeCabinet(path, broken, 'x')).toMatchObject({
      ok: false,
      error: { code: 'invalid' },
    });
    expect(cabinetFrom(path)).toEqual(gallery);
    expect(readdirSync(folder.path)).toEqual(['cabinet.json']);
  });

  test('that cannot be written leaves the old one', () => {
    const path = folder.file('cabinet.json', gallery);
    writeFileSync(folder.in('blocker'), '');
    expect(writeCabinet(folder.in('blocker/cabinet.json'), smallCabinet(), 'x')).toMatchObject({
      ok: false,
      error: { code: 'io' },
    });
    expect(cabinetFrom(path)).toEqual(gallery);
  });
});
