import { join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { listen, type Sound } from './audio/listen.ts';
import type { RunningAudio } from './audio/run-audio.ts';
import { every, MINUTE, type Clock } from './base/clock.ts';
import type { Ids } from './base/ids.ts';
import type { Log } from './base/log.ts';
import { ok, type Fault, type Result } from './base/result.ts';
import type { Unsubscribe } from './base/listeners.ts';
import type { Cabinet, CabinetBus } from './contract/cabinet.ts';
import type { Seed } from './contract/seed.ts';
import type { Settings } from './contract/settings.ts';
import type { KioskIntent } from './contract/intent.ts';
import type { KioskView } from './contract/view.ts';
import { counters } from './counters.ts';
import { createDoorService } from './door/door-service.ts';
import { reconcile } from './door/reconcile.ts';
import { wire } from './door/wiring.ts';
import { watchDevices } from './devices.ts';
import { readerFormats } from './locker/badge/reader-formats.ts';
import { hearDevices } from './hear-devices.ts';
import { createInbox, currentSettings } from './inbox.ts';
import { closeInterruptedSession, servePeople } from './people.ts';
import { record } from './record.ts';
import { serviceDesk, type ServiceMenu } from './service-desk.ts';
import { badgeDesk } from './service/badge-desk.ts';
import { serviceActions } from './service/actions.ts';
import { serviceFacts } from './service/facts.ts';
import { takeAwayFolder } from './service/stick.ts';
import { swapDesk } from './service/swap-desk.ts';
import { wizardDesk } from './service/wizard-desk.ts';
import { staffDoor } from './service/staff.ts';
import { seedOnce } from './seeding.ts';
import { openSecrets } from './secrets.ts';
import { runSession, type RunningSession } from './session/run.ts';
import { doorLeftOpen } from './session/timeouts.ts';
import { connectHub, type HubAddress } from './sync/connect.ts';
import { keepUp, tellRecovery } from './upkeep.ts';
import { isWhole, openStore, type Store } from '../db/open.ts';
import { placeLockers } from '../db/lockers.ts';
import {
  badgeReader,
  barcodeScanner,
  doorBus,
  keypad,
  keypadFacts,
} from '../hardware/catalogue.ts';
import { frameInWords } from '../hardware/frame-words.ts';
import { noCards, type CardPortFactory } from '../hardware/port/card.ts';
import { noHid, type HidPortFactory } from '../hardware/port/hid.ts';
import { scanPort } from '../hardware/diagnose/scan-port.ts';
import type { PortFactory } from '../hardware/port/port.ts';

export { soundCardOf } from '../hardware/catalogue.ts';

/**
 * Builds the whole kiosk from explicit arguments and brings it to Home. This is the only place that
 * names concrete drivers and opens the database; it knows no Electron and no browser.
 *
 * The order matters: database, doors read, every unfinished opening settled by what its door shows,
 * the interrupted session closed, Home. Nothing is opened on the way.
 */
export interface KioskOptions {
  readonly cabinet: Cabinet;
  /** Holds the database, the keys and the logs. */
  readonly dataDir: string;
  readonly seed: Seed | null;
  readonly hub: HubAddress | null;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly ports: PortFactory;
  /** Left out where no HID device can be opened. */
  readonly hid?: HidPortFactory;
  /** Left out where there is no card service. */
  readonly cards?: CardPortFactory;
  /** Left out where nothing sounds: nobody can listen then. */
  readonly sound?: Sound;
  /** Version of this program, for the records. */
  readonly software: string;
  /** Ends the program so that it is started again; a technician asked for it. */
  readonly restart?: () => void;
  /** The file that `cabinet` was read from; the wiring wizard puts another in its place. */
  readonly cabinetFile?: string;
}

export interface Kiosk {
  view(): KioskView;
  onView(listener: (view: KioskView) => void): Unsubscribe;
  /** What the person did. A stale or unknown intent does nothing but a line in the log. */
  send(intent: KioskIntent): void;
  stop(): Promise<void>;
  /** For tests and the service menu: the records of this kiosk. */
  readonly store: Store;
  readonly service: ServiceMenu;
  /** Null where nobody can listen. */
  readonly audio: Pick<RunningAudio, 'onSaid'> | null;
}

export async function startKiosk(options: KioskOptions): Promise<Result<Kiosk, Fault>> {
  const { cabinet, dataDir, clock, ids, log, ports, software } = options;
  const hid = options.hid ?? noHid;
  const cards = options.cards ?? noCards;
  const bootId = ids.id('boot');

  mkdirSync(dataDir, { recursive: true });
  const databasePath = join(dataDir, 'restante.db');
  const opened = openStore({ path: databasePath, clock, ids, bootId, log });
  if (!opened.ok) return opened;
  const store = opened.value;
  const secrets = openSecrets(dataDir, ids);
  store.write((db) => placeLockers(db, cabinet.lockers));
  tellRecovery(store);
  // A seed tells of lockers before anybody came; after a lost database it would be a lie.
  if (options.seed && store.recovery === 'none') seedOnce(store, options.seed, secrets);
  let newest = currentSettings(store.read);
  let running: RunningSession | null = null;
  /** Everybody goes by those of the running session, so that nobody meets two kinds in one. */
  const settings = (): Settings => running?.settings() ?? newest;

  const openBus = (bus: CabinetBus): ReturnType<typeof doorBus> =>
    doorBus(bus, { port: ports(bus.port, bus.line), clock, log: log.part(bus.id) });
  const buses = cabinet.buses.map(openBus);
  const readers = cabinet.badgeReaders.map((reader) =>
    badgeReader(reader, {
      ports,
      hid,
      cards,
      clock,
      log: log.part(reader.id),
      random: (length) => ids.bytes(length),
      keyOf: secrets.readerKey,
    }),
  );
  const scanners = cabinet.scanners.map((scanner) =>
    barcodeScanner(scanner, { ports, hid, clock, log: log.part(scanner.id) }),
  );
  const keypads = cabinet.keypads.map((each) =>
    keypad(each, { ports, hid, clock, log: log.part(each.id) }),
  );
  const devices = [...buses, ...readers, ...scanners, ...keypads];
  const formats = readerFormats(cabinet);
  const wiring = wire(cabinet.lockers, buses);
  const desks = counters({
    ...{ store, secrets, clock, ids, settings },
    doorOf: wiring.state,
  });
  const { purposes } = desks;
  const doors = createDoorService({
    store,
    purposes,
    wiring,
    clock,
    ids,
    log: log.part('doors'),
    leftOpenAfter: () => doorLeftOpen(settings().timers),
  });

  for (const device of devices) device.start();
  const reconciled = await reconcile({ store, purposes, wiring, clock });
  closeInterruptedSession(store);
  store.write((db) =>
    record(db, null, {
      type: 'kiosk.started',
      payload: { software, reconciled: reconciled.settled, unverified: [...reconciled.unverified] },
    }),
  );
  doors.start();

  const facts = serviceFacts({
    store,
    wiring,
    devices,
    hub: () => ({ ...hub.facts(), at: options.hub ? new URL(options.hub.url).host : null }),
    clock,
    software,
  });
  const common = { store, secrets, cabinet, clock, ids, settings };
  const cabinetFile = options.cabinetFile ?? null;
  const actions = serviceActions({
    ...common,
    doors,
    devices,
    facts,
    restart: () => options.restart?.(),
    cabinetFile,
    withLearntFormats: formats.writtenInto,
  });
  const wiringBy = { own: buses, isTechnician: actions.isTechnician, write: actions.writeCabinet };
  const wizard = wizardDesk({
    ...options,
    ...wiringBy,
    store,
    scan: (port) => scanPort(port, options),
    openBus,
  });
  const staff = staffDoor({
    ...common,
    // Whoever goes in the middle of the wiring gives the doors back.
    signedOut: () => void wizard.leave(),
  });
  const service: ServiceMenu = { staff, facts, actions, wizard };
  const swap = swapDesk({
    ...wiringBy,
    cabinet,
    scan: (port, protocol) => scanPort(port, { ...options, protocol }),
  });
  const desk = serviceDesk({
    ...service,
    swap,
    badges: badgeDesk({ cabinet, cabinetFile, formats, actions }),
    keypads,
    wiring,
    cabinet,
    clock,
    takeAway: () => takeAwayFolder(dataDir),
    explain: (device, hex) => frameInWords(cabinet, device, hex),
  });
  const people = servePeople({ ...common, ...desks, doors, service: desk });
  const deviceWatch = watchDevices({
    store,
    devices,
    clock,
    log: log.part('devices'),
    wired: wiring.lockers.length > 0,
    doorsAnswer: (anyDoor) => session.doorsAnswer(anyDoor),
  });
  const inbox = createInbox({
    store,
    secrets,
    settingsChanged: (changed) => {
      newest = changed;
      running?.settingsChanged(changed);
    },
  });
  const hub = connectHub({
    address: options.hub,
    store,
    secrets,
    inbox,
    cabinet,
    bankName: newest.bankName,
    clock,
    ids,
    log: log.part('hub'),
    software,
  });
  const stopWaking = store.onCommit(() => hub.wake());
  const audio = listen({
    ...{ cabinet, clock, sound: options.sound, doors: wiring },
    keypads: cabinet.keypads.map(keypadFacts),
  });
  const session = runSession({
    ...(audio && { beside: audio.beside }),
    world: people,
    cabinet,
    doors: wiring,
    clock,
    log: log.part('session'),
    settings: newest,
    anyDoor: deviceWatch.anyDoor(),
    offlineMinutes: () => hub.offlineMinutes(),
  });
  running = session;
  audio?.join(session);
  const stopMinutes = every(clock, MINUTE, desks.everyMinute);
  const stopUpkeep = keepUp({
    store,
    databasePath,
    clock,
    log: log.part('upkeep'),
    idle: () => session.view().mood === 'attract',
    isWhole,
  });
  hearDevices({ readers, scanners, keypads, formats, desk, session, audio, people, log });

  return ok({
    view: session.view,
    onView: session.onView,
    send: session.send,
    store,
    service,
    audio,
    async stop() {
      audio?.stop();
      session.stop();
      await wizard.leave();
      stopWaking();
      stopMinutes();
      deviceWatch.stop();
      doors.stop();
      await hub.stop();
      await stopUpkeep();
      await Promise.all(devices.map((device) => device.stop()));
      store.close();
    },
  });
}
