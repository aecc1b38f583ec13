import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { systemClock } from '../../main/base/clock.ts';
import { systemIds } from '../../main/base/ids.ts';
import { silentLog } from '../../main/base/log.ts';
import { eventAt, eventsAfter, verifyChain } from '../../db/events.ts';
import { unfinishedOperations } from '../../db/door-operations.ts';
import { openStore } from '../../db/open.ts';
import { seeded } from '../support/kiosk-world.ts';
import {
  startBank,
  startHub,
  startServedKiosk,
  temporaryFolder,
  type Bank,
  type Folder,
  type Hub,
} from '../support/product.ts';
import type { Program } from '../support/program.ts';
import { watchScreen, type ScreenWatcher } from '../support/screen-watcher.ts';

/**
 * The real process is killed with SIGKILL at a random moment of a pickup, again and again. After each
 * start: no pulse, the doors' truth, nothing missing that the hub had acknowledged or a screen had
 * said, and Home within five seconds.
 */
const proof = process.env['RESTANTE_PROOF'] === '1';
const KILLS = proof ? 200 : 12;
const LONGEST_PICKUP_MS = 1_500;
const HOME_WITHIN_MS = 5_000;
/** Long enough for a wrongly repeated pulse to reach the board. */
const QUIET_MS = 250;
/** Two polls of a board at rest confirm a closed door. */
const SEEN_CLOSED_MS = 1_200;
const LOCKERS = 24;
const seed = Number(process.env['RESTANTE_SEED_NUMBER'] ?? 20_261_124);
const random = seeded(seed);

let folder: Folder;
let bank: Bank;
let hub: Hub;
let people: string;

beforeAll(async () => {
  folder = temporaryFolder();
  hub = await startHub(folder.in('hub'));
  bank = await startBank({ transport: 'pty' });
  people = folder.file('people.json', {
    contacts: numbers().map((n) => ({ id: `p${n}`, name: `Person ${n}`, badges: [badgeOf(n)] })),
    parcels: numbers().map((n) => ({
      id: `parcel-${n}`,
      trackingNumber: `TRK00000${1_000 + n}`,
      contactId: `p${n}`,
      locker: n,
    })),
  });
});
afterAll(async () => {
  await bank.stop();
  await hub.stop();
  folder.remove();
});

describe('SIGKILL', () => {
  test(
    `at ${KILLS} random moments of a pickup (seed ${seed})`,
    async () => {
      let life = await begin('life-0', await hub.enrolmentCode());
      let slowest = 0;
      for (let kill = 1; kill <= KILLS; kill += 1) {
        const person = ((kill - 1) % LOCKERS) + 1;
        await pickUpUntil(life, person, random() * LONGEST_PICKUP_MS);
        const last = life.screen.view()?.screen ?? '';
        life.screen.close();
        await life.kiosk.kill();
        await inspect(life.data, person, last);
        // Hands go on while the kiosk is dead.
        if (random() < 0.5) await bank.do({ do: 'shut', locker: person });
        const pulses = await bank.unlocks();
        const fresh = kill % LOCKERS === 0;
        life = fresh
          ? await begin(`life-${kill}`, await hub.enrolmentCode())
          : await begin(life.data);
        slowest = Math.max(slowest, life.homeAfterMs);
        expect(life.homeAfterMs).toBeLessThan(HOME_WITHIN_MS);
        await quiet(QUIET_MS);
        expect(await bank.unlocks(), `pulses after kill ${kill}`).toBe(pulses);
        await bank.do({ do: 'shut', locker: person });
        // The door watch sees it before the next story begins.
        await quiet(SEEN_CLOSED_MS);
      }
      life.screen.close();
      expect(await life.kiosk.stop()).toBe(0);
      process.stdout.write(`${KILLS} kills; slowest start to Home ${Math.round(slowest)} ms\n`);
    },
    KILLS * 20_000,
  );
});

function quiet(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

interface Life {
  readonly data: string;
  readonly kiosk: Program<{ kiosk: string }>;
  readonly screen: ScreenWatcher;
  readonly homeAfterMs: number;
}

async function begin(name: string, enrol?: string): Promise<Life> {
  const begun = performance.now();
  const kiosk = await startServedKiosk({
    bank,
    data: folder.in(name),
    hub: hub.url,
    seed: people,
    ...(enrol === undefined ? {} : { enrol }),
  });
  const screen = await watchScreen(kiosk.ready.kiosk);
  await screen.shows('home');
  return { data: name, kiosk, screen, homeAfterMs: performance.now() - begun };
}

/** A badge, the door, the parcel out, the door shut: as far as it gets in `ms`. */
async function pickUpUntil(life: Life, person: number, ms: number): Promise<void> {
  const end = performance.now() + ms;
  await bank.do({ do: 'tap', reader: 'reader', badge: badgeOf(person) });
  let shut = false;
  while (performance.now() < end) {
    if (!shut && life.screen.view()?.screen === 'takeParcel' && random() < 0.3) {
      await bank.do({ do: 'item', locker: person, on: false });
      await bank.do({ do: 'shut', locker: person });
      shut = true;
    }
    await new Promise((resolve) =>
      setTimeout(resolve, Math.max(0, Math.min(20, end - performance.now()))),
    );
  }
}

/** The dead kiosk's disk: an unbroken log, and everything that anybody had been told. */
async function inspect(data: string, person: number, lastScreen: string): Promise<void> {
  const opened = openStore({
    path: join(folder.in(data), 'restante.db'),
    clock: systemClock,
    ids: systemIds,
    bootId: 'inspection',
    log: silentLog,
  });
  if (!opened.ok) throw new Error(opened.error.message);
  const { read } = opened.value;
  expect(verifyChain(read).ok).toBe(true);
  const events = eventsAfter(read, 0, 10_000);
  const about = (type: string): boolean =>
    events.some((event) => event.type === type && event.payload.includes(`parcel-${person}"`));
  if (['takeParcel', 'closeDoor', 'thanks'].includes(lastScreen))
    expect(about('parcel.released'), lastScreen).toBe(true);
  if (lastScreen === 'thanks') expect(about('parcel.pickedUp')).toBe(true);
  const boot = events.findLast((event) => event.type === 'kiosk.started')?.bootId;
  for (const row of unfinishedOperations(read)) {
    const begun = events.find((event) => event.payload.includes(row.id));
    if (begun?.bootId === boot) continue;
    // What an earlier life left over was settled by this one, unless the door still stands open.
    expect(['opened', 'leftOpen']).toContain(row.state);
    expect((await bank.door(row.locker)).leaf, JSON.stringify(row)).toBe('open');
  }
  for (const event of await hub.events()) {
    if (event.logId !== events[0]?.prevHash) continue;
    expect(eventAt(read, event.seq)?.hash, `event ${event.seq} of the hub`).toBe(event.hash);
  }
  opened.value.close();
}

function numbers(): readonly number[] {
  return Array.from({ length: LOCKERS }, (_, i) => i + 1);
}

function badgeOf(person: number): string {
  return `04A0B0${person.toString(16).toUpperCase().padStart(2, '0')}`;
}
