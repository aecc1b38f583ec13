import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sleep, systemClock } from '../../main/base/clock.ts';
import { systemIds } from '../../main/base/ids.ts';
import { silentLog } from '../../main/base/log.ts';
import { ok } from '../../main/base/result.ts';
import { readCabinet, type Cabinet } from '../../main/contract/cabinet.ts';
import { readSeed, type Seed } from '../../main/contract/seed.ts';
import { startKiosk, type Kiosk } from '../../main/kiosk.ts';
import { openStore } from '../../db/open.ts';
import { setMeta } from '../../db/meta.ts';
import type { LockAddress } from '../../hardware/device.ts';
import type { Port } from '../../hardware/port/port.ts';
import { simulateBank } from '../../hardware/simulator/bank.ts';
import { memoryCable } from '../../hardware/simulator/memory-cable.ts';
import { spread, rounded, type Figure } from './figure.ts';

/**
 * Badge bytes into the reader's port → first byte of the unlock frame at the boards' port, and what it
 * is made of: three commits and the decisions between them, then the wait for the line.
 */
const TAPS = 48;
/** A locker for each tap, on boards of 24. */
const BOARD = 24;
const ROWS = 12;
const SUPPLY_RESTS_MS = 800;
const UNLOCK_HEAD = 0x8a;
/** Session, identity, intent: each is promised to the disk before the next. */
const COMMITS = 3;
/** A kiosk commits after a rest, when neither disk nor processor is warm. */
const RESTED = 12;
const GOAL = 'p99 ≤ 2 × the p99 of one bare FULL commit';

export async function tapToUnlock(): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'restante-bench-'));
  try {
    const commits = await bareCommits(join(folder, 'bare'));
    const rested = await restedCommits(join(folder, 'rested'));
    const taps = await measuredTaps(join(folder, 'kiosk'));
    const measured = spread(taps.map(({ total }) => total));
    const reference = spread(commits);
    const promised = spread(taps.map(({ promised }) => promised));
    const waited = spread(taps.map(({ total, promised }) => total - promised));
    const free = spread(taps.flatMap(({ total, pollInFlight }) => (pollInFlight ? [] : [total])));
    return [
      {
        figure: 'badge bytes in → first unlock byte out',
        unit: 'ms',
        samples: taps.length,
        measured: {
          ...measured,
          untilIntentCommittedP50: promised.p50,
          untilIntentCommittedP99: promised.p99,
          thenForTheLineP50: waited.p50,
          thenForTheLineP99: waited.p99,
          noPollInFlightP99: free.p99,
          pollInFlight: taps.filter(({ pollInFlight }) => pollInFlight).length,
        },
        reference: { ...reference, afterARestP50: spread(rested).p50 },
        referenceIs: 'one bare FULL commit of one row on the same disk; the same after a rest',
        ratio: rounded(measured.p99 / reference.p99),
        goal: GOAL,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One row, one commit, synced: the least that a promise on this disk can cost. */
async function bareCommits(dataDir: string): Promise<readonly number[]> {
  const store = storeIn(dataDir);
  const samples: number[] = [];
  for (let i = 0; i < TAPS * 4; i += 1) {
    const begun = performance.now();
    store.write((db) => setMeta(db, 'bench', String(i)));
    samples.push(performance.now() - begun);
    if (i % 20 === 0) await sleep(systemClock, 1);
  }
  store.close();
  return samples;
}

/** The same as a kiosk does it: once, after it has rested. */
async function restedCommits(dataDir: string): Promise<readonly number[]> {
  const store = storeIn(dataDir);
  const samples: number[] = [];
  for (let i = 0; i < RESTED; i += 1) {
    await sleep(systemClock, SUPPLY_RESTS_MS);
    const begun = performance.now();
    store.write((db) => setMeta(db, 'bench', String(i)));
    samples.push(performance.now() - begun);
  }
  store.close();
  return samples;
}

interface Tap {
  readonly total: number;
  /** From the badge until the intent was on the disk. */
  readonly promised: number;
  /** A poll was on the line when the unlock was asked for. */
  readonly pollInFlight: boolean;
}

/** Request, turnaround and reply of a poll on this line, and its silence. */
const POLL_MS = 23;

async function measuredTaps(dataDir: string): Promise<readonly Tap[]> {
  const cabinet = benchCabinet();
  const seed = benchSeed(cabinet);
  const bank = simulateBank({ ...cabinet, clock: systemClock, random: () => 0.5 });
  const readerDevice = bank.readers.get('reader');
  const doors = memoryCable('doors', bank.buses.get('doors') as never, systemClock);
  const reader = memoryCable('reader', readerDevice as never, systemClock);
  let unlockedAt: number | null = null;
  let tappedAt: number | null = null;
  let polledAt = -Infinity;
  let lastPollAt = -Infinity;
  let commits: number[] = [];
  const watched = watchWrites(doors.port, (bytes) => {
    if (bytes[0] !== UNLOCK_HEAD) polledAt = performance.now();
    else if (unlockedAt === null) {
      unlockedAt = performance.now();
      lastPollAt = polledAt;
    }
  });
  const heard = watchReads(reader.port, () => (tappedAt = performance.now()));
  const started = await startKiosk({
    cabinet,
    dataDir,
    seed,
    hub: null,
    clock: systemClock,
    ids: systemIds,
    log: silentLog,
    software: 'bench',
    ports: (name) => (name === 'sim:doors' ? watched : heard),
  });
  if (!started.ok) throw new Error(started.error.message);
  const kiosk = started.value;
  const samples: Tap[] = [];
  kiosk.store.onCommit(() => commits.push(performance.now()));
  for (let tap = 0; tap < TAPS; tap += 1) {
    // Two pulses on one supply keep their distance; that wait is not what is measured.
    await sleep(systemClock, SUPPLY_RESTS_MS);
    unlockedAt = null;
    tappedAt = null;
    commits = [];
    readerDevice?.tap(badgeOf(tap));
    await until(
      () => unlockedAt !== null,
      () => `${tap} ${kiosk.view().screen}`,
    );
    const promisedAt = commits[COMMITS - 1] ?? NaN;
    samples.push({
      total: (unlockedAt ?? NaN) - (tappedAt ?? NaN),
      promised: promisedAt - (tappedAt ?? NaN),
      pollInFlight: promisedAt - lastPollAt < POLL_MS,
    });
    await pickUp(kiosk, () => bank.door(doorOf(tap)).shut());
  }
  await kiosk.stop();
  return samples;
}

async function pickUp(kiosk: Kiosk, shut: () => void): Promise<void> {
  const shows = (screen: string): Promise<void> =>
    until(
      () => kiosk.view().screen === screen,
      () => kiosk.view().screen,
    );
  await shows('takeParcel');
  shut();
  await shows('thanks');
  kiosk.send({ type: 'press', view: kiosk.view().number, item: 'finish' });
  await shows('home');
}

function watchWrites(port: Port, wrote: (bytes: Uint8Array) => void): Port {
  return {
    ...port,
    async open() {
      const opened = await port.open();
      if (!opened.ok) return opened;
      const connection = opened.value;
      return ok({
        ...connection,
        write: (bytes) => {
          wrote(bytes);
          return connection.write(bytes);
        },
      });
    },
  };
}

function watchReads(port: Port, read: () => void): Port {
  return {
    ...port,
    async open() {
      const opened = await port.open();
      if (!opened.ok) return opened;
      const connection = opened.value;
      return ok({
        ...connection,
        onData: (listener) =>
          connection.onData((bytes) => {
            read();
            listener(bytes);
          }),
      });
    },
  };
}

async function until(done: () => boolean, seen: () => unknown = () => ''): Promise<void> {
  const end = performance.now() + 10_000;
  while (!done()) {
    if (performance.now() > end)
      throw new Error(`the bench waits for what never comes; now: ${String(seen())}`);
    await sleep(systemClock, 1);
  }
}

function doorOf(tap: number): LockAddress {
  return { bus: 'doors', board: Math.floor(tap / BOARD) + 1, lock: (tap % BOARD) + 1 };
}

function badgeOf(person: number): string {
  return `04AB${person.toString(16).toUpperCase().padStart(4, '0')}`;
}

function benchCabinet(): Cabinet {
  const read = readCabinet({
    model: 'bench-24',
    columns: [{ widthCm: 50 }, ...Array.from({ length: TAPS / ROWS }, () => ({ widthCm: 45 }))],
    heightCm: 260,
    screen: { column: 1, bottomCm: 90, topCm: 190 },
    buses: [
      {
        id: 'doors',
        protocol: 'bcc-8a',
        port: 'sim:doors',
        boards: Array.from({ length: TAPS / BOARD }, (_, i) => ({ address: i + 1, locks: BOARD })),
      },
    ],
    badgeReaders: [{ id: 'reader', protocol: 'line', port: 'sim:reader' }],
    lockers: Array.from({ length: TAPS }, (_, i) => ({
      number: i + 1,
      size: 'small',
      column: Math.floor(i / ROWS) + 2,
      row: (i % ROWS) + 1,
      bottomCm: (i % ROWS) * 20,
      topCm: (i % ROWS) * 20 + 20,
      accessible: false,
      door: doorOf(i),
    })),
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

function benchSeed(cabinet: Cabinet): Seed {
  const lockers = new Set(cabinet.lockers.map((locker) => locker.number));
  const people = Array.from({ length: TAPS }, (_, i) => i);
  const read = readSeed(
    {
      contacts: people.map((i) => ({ id: `p${i}`, name: `Person ${i}`, badges: [badgeOf(i)] })),
      parcels: people.map((i) => ({
        id: `parcel-${i}`,
        trackingNumber: `TRK${100_000 + i}`,
        contactId: `p${i}`,
        locker: i + 1,
      })),
    },
    lockers,
  );
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

function storeIn(dataDir: string): ReturnType<typeof openStoreOrThrow> {
  return openStoreOrThrow(`${dataDir}.db`);
}

function openStoreOrThrow(path: string) {
  const opened = openStore({
    path,
    clock: systemClock,
    ids: systemIds,
    bootId: 'bench',
    log: silentLog,
  });
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.value;
}
