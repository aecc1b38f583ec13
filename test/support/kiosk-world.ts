import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { idsFrom } from '../../main/base/ids.ts';
import { present } from '../../main/base/assert.ts';
import { silentLog } from '../../main/base/log.ts';
import type { KioskView } from '../../main/contract/view.ts';
import type { Cabinet } from '../../main/contract/cabinet.ts';
import { readSeed } from '../../main/contract/seed.ts';
import { startKiosk, type Kiosk } from '../../main/kiosk.ts';
import type { DiskState } from '../../db/disk.ts';
import { openStore } from '../../db/open.ts';
import { eventsAfter, verifyChain } from '../../db/events.ts';
import { simulateBank, type SimulatedBank } from '../../hardware/simulator/bank.ts';
import { memoryCable, type MemoryCable } from '../../hardware/simulator/memory-cable.ts';
import type { SimulatedDoor } from '../../hardware/simulator/door.ts';
import type { KeypadProfileName } from '../../main/base/keypad.ts';
import { mortalClient, type FakeHub } from './fake-hub.ts';
import { keypadEntry, kioskKeypad, type KioskKeypad } from './kiosk-keypad.ts';
import { seed, withMore } from './kiosk-people.ts';
import { eventually } from './product.ts';
import { seeded } from './seeded.ts';
import { smallCabinet } from './small-cabinet.ts';
import { spySound, type SpySound } from './spy-sound.ts';
import { TestClock } from './test-clock.ts';

export { seeded };

/**
 * A whole kiosk in one process: the real session, door service, store, drivers and codecs, on
 * simulated steel behind in-process cables, with a clock that the test steps.
 */
export interface KioskWorld {
  readonly clock: TestClock;
  readonly dataDir: string;
  readonly bank: SimulatedBank;
  readonly cables: Readonly<Record<'doors' | 'reader', MemoryCable>>;
  cable(device: string): MemoryCable;
  /** Only in a world with a keypad. */
  readonly keypad: KioskKeypad;
  /** What is heard; only in a world with `audio`. */
  readonly sound: SpySound;
  kiosk(): Kiosk;
  view(): KioskView;
  door(locker: number): SimulatedDoor;
  /** At the reader named `reader`, unless told. */
  tap(badge: string, reader?: string): Promise<void>;
  /** Only in a world with a scanner. */
  scan(text: string): Promise<void>;
  press(item: string): Promise<void>;
  /** Each sign as one key. */
  type(text: string): Promise<void>;
  key(key: string): Promise<void>;
  /** For work that another thread does, as hashing: no time of the kiosk passes. */
  showsWhenDone(screen: string): Promise<KioskView>;
  /** Steps until this screen is shown. */
  shows(screen: string, withinMs?: number): Promise<KioskView>;
  /** Types of all events of the log, in order. */
  events(): readonly string[];
  payloads(type: string): readonly Record<string, unknown>[];
  /** What the kiosk sees of its disk from now on, until it starts again. */
  fillDisk(level: DiskState['level']): void;
  /** Unlock frames that the boards have understood for this locker, ever. */
  unlocks(locker: number): number;
  /** The process is gone without a word; then it starts again on the same disk. */
  crash(): Promise<void>;
  restart(): Promise<void>;
  end(): Promise<void>;
}

export { codes, people } from './kiosk-people.ts';

export interface WorldOptions {
  /** Put into the seed file beside its people: codes, parcels, departments … */
  readonly more?: Readonly<Record<string, readonly object[]>>;
  readonly settings?: object;
  readonly seed?: number;
  readonly scanner?: boolean;
  readonly keypad?: KeypadProfileName;
  /** Somebody can listen at the keypad. */
  readonly audio?: boolean;
  /** `osdp`: one with a pad of its own. */
  readonly reader?: 'line' | 'osdp';
  /** Badge readers in place of the one; one of them is named `reader`. */
  readonly badgeReaders?: readonly object[];
  readonly badgeFormat?: object;
  /** Further numbers of Cleo's, for whom nothing waits, as the directory has them. */
  readonly cleoBadges?: readonly string[];
  /** Lockers whose parcels have lain there for too long. */
  readonly expired?: readonly number[];
  /** Another cabinet, with whoever is known there; one bus is named `doors`, one reader `reader`. */
  readonly bank?: {
    readonly cabinet: Cabinet;
    readonly contacts: readonly object[];
    readonly parcels: readonly object[];
  };
  readonly startAfter?: (bank: SimulatedBank) => void;
  /** The hub that sends directives; a kiosk that has died hears nothing more of it. */
  readonly hub?: FakeHub;
}

export async function kioskWorld(options: WorldOptions = {}): Promise<KioskWorld> {
  const dataDir = mkdtempSync(join(tmpdir(), 'restante-'));
  const clock = new TestClock();
  const random = seeded(options.seed ?? 1);
  const usual = smallCabinet({
    ...(options.scanner && { scanner: 'sim:scanner' }),
    ...(options.reader && { readerProtocol: options.reader }),
    ...(options.keypad && { keypad: keypadEntry(options.keypad) }),
    ...(options.badgeReaders && { badgeReaders: options.badgeReaders }),
    ...(options.badgeFormat && { badgeFormat: options.badgeFormat }),
  });
  const { cabinet, ...known } = options.bank ?? { cabinet: usual };
  const lockers = new Set(cabinet.lockers.map((locker) => locker.number));
  const contacts = seed.contacts.map((each) =>
    each.id === 'cleo'
      ? { ...each, badges: [...each.badges, ...(options.cleoBadges ?? [])] }
      : each,
  );
  const settings = { ...seed.settings, ...options.settings };
  const parcels = seed.parcels.map((each) =>
    options.expired?.includes(each.locker) ? { ...each, expiresAt: 1 } : each,
  );
  const told = {
    ...withMore({ ...seed, contacts, parcels }, options.more ?? {}),
    settings,
    ...known,
  };
  const read = readSeed(told, lockers);
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const bank = simulateBank({ ...cabinet, clock, random });
  const cables = {
    doors: memoryCable('doors', bank.buses.get('doors') as never, clock),
    reader: memoryCable('reader', bank.readers.get('reader') as never, clock),
  };
  const cableOf = new Map<string, MemoryCable>(Object.entries(cables));
  for (const devices of [bank.buses, bank.readers, bank.scanners])
    for (const [id, device] of devices)
      if (!cableOf.has(id)) cableOf.set(id, memoryCable(id, device, clock));
  const cable = (id: string) => present(cableOf.get(id), `cable of ${id}`);
  const atPort = new Map<string, MemoryCable>(
    [...cabinet.buses, ...cabinet.badgeReaders, ...cabinet.scanners].flatMap((each) =>
      'port' in each ? [[each.port, cable(each.id)] as const] : [],
    ),
  );
  const scanner = bank.scanners.get('scanner');
  const keypad = kioskKeypad(options.keypad ?? 'two-switch', clock, () => kiosk().view());
  const sound = spySound(clock);
  options.startAfter?.(bank);
  const ids = idsFrom((length) => Uint8Array.from({ length }, () => Math.floor(random() * 256)));
  let running: Kiosk | null = null;
  let life = clock.mortal();
  let crashed = false;

  async function start(): Promise<void> {
    life = clock.mortal();
    const starting = startKiosk({
      cabinet,
      cabinetFile: join(dataDir, 'cabinet.json'),
      dataDir,
      seed: read.ok ? read.value : null,
      hub: options.hub
        ? {
            url: 'test://hub',
            enrolCode: null,
            client: mortalClient(options.hub.client, life.alive),
          }
        : null,
      clock: life.clock,
      ids,
      log: silentLog,
      software: 'test',
      ports: (name) => (atPort.get(name) ?? cables.reader).port,
      hid: () => keypad.cable.port,
      ...(options.audio && { sound }),
    });
    let done = false;
    void starting.then(() => (done = true));
    await clock.until(() => done, 6_000);
    const started = await starting;
    if (!started.ok) throw new Error(started.error.message);
    running = started.value;
    crashed = false;
  }

  const kiosk = (): Kiosk => {
    if (!running) throw new Error('The kiosk does not run');
    return running;
  };

  /** While the kiosk runs, it is the only one who may open the store. */
  function log(): readonly { readonly type: string; readonly payload: string }[] {
    if (running) return eventsAfter(running.store.read, 0, 10_000);
    const opened = openStore({
      path: join(dataDir, 'restante.db'),
      clock,
      ids,
      bootId: 'look',
      log: silentLog,
    });
    if (!opened.ok) throw new Error(opened.error.message);
    const events = eventsAfter(opened.value.read, 0, 10_000);
    expect(verifyChain(opened.value.read).ok).toBe(true);
    opened.value.close();
    return events;
  }

  const world: KioskWorld = {
    clock,
    dataDir,
    bank,
    cables,
    cable,
    keypad,
    sound,
    kiosk,
    view: () => kiosk().view(),
    door: (locker) =>
      bank.door(present(cabinet.lockers.find(({ number }) => number === locker)?.door, 'a door')),
    async tap(badge, reader = 'reader') {
      const tapped = bank.readers.get(reader)?.tap(badge);
      expect(tapped, `a card ${badge} at ${reader}`).toBe(true);
      // Some readers are asked only now and then.
      await clock.step(reader === 'reader' ? 40 : 600);
    },
    async scan(text) {
      scanner?.scan(text);
      await clock.step(100);
    },
    async press(item) {
      kiosk().send({ type: 'press', view: kiosk().view().number, item });
      await clock.step(1);
    },
    async key(key) {
      kiosk().send({ type: 'key', view: kiosk().view().number, key });
      await clock.step(0);
    },
    async type(text) {
      for (const key of text) await world.key(key);
    },
    async showsWhenDone(screen) {
      await eventually(screen, async () => {
        await clock.step(0);
        return kiosk().view().screen === screen;
      });
      return kiosk().view();
    },
    async shows(screen, withinMs = 5_000) {
      await clock.until(() => kiosk().view().screen === screen, withinMs);
      expect(kiosk().view().screen).toBe(screen);
      return kiosk().view();
    },
    events: () => log().map((event) => event.type),
    payloads: (type) =>
      log()
        .filter((event) => event.type === type)
        .map((event) => JSON.parse(event.payload) as Record<string, unknown>),
    fillDisk: (level) =>
      void Object.assign(kiosk().store, {
        diskSpace: (): DiskState => ({ freeBytes: 1, totalBytes: 100, level }),
      }),
    unlocks: (locker) =>
      [...bank.buses.values()]
        .flatMap((bus) => bus.unlockFrames())
        .filter((frame) => frame.lock === locker).length,
    async crash() {
      life.kill();
      kiosk().store.close();
      running = null;
      crashed = true;
      cables.doors.unplug();
      cables.reader.unplug();
      await clock.step(1);
      cables.doors.plug();
      cables.reader.plug();
    },
    async restart() {
      if (!crashed) {
        const stopping = kiosk().stop();
        await clock.step(100);
        await stopping;
      }
      await start();
    },
    async end() {
      if (running) {
        const stopping = running.stop();
        await clock.step(1_000);
        await stopping;
      }
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  await start();
  return world;
}
