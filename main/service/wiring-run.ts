import { sleep, type Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import type { Cabinet, CabinetBus } from '../contract/cabinet.ts';
import { doorTiming } from '../door/timing.ts';
import { record } from '../record.ts';
import type { Technician } from './actions.ts';
import {
  beginWizard,
  currentLock,
  notSent,
  observed,
  sameLock,
  type Moved,
  type WizardState,
} from './wiring-wizard.ts';
import type { Store } from '../../db/open.ts';
import type { Device, DoorBus, LockAddress } from '../../hardware/device.ts';

/**
 * The wizard's hands: takes the ports from the kiosk, works the boards that were found, and pulses
 * one lock for one press of a technician. The committed event before each pulse is its intent (R1).
 */
export interface WiringRun {
  state(): WizardState;
  /** After each change made by the pure wizard; reopens the buses when a board is read anew. */
  become(state: WizardState): Promise<void>;
  /** Pulses the current lock once and looks what moves. */
  pulse(by: Technician): Promise<void>;
  /** Whether the door of this lock still stands open. */
  stillOpen(lock: LockAddress): boolean;
  /** The kiosk has its ports again. */
  end(): Promise<void>;
}

export interface WiringRunOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly drawing: Cabinet;
  readonly found: readonly CabinetBus[];
  readonly openBus: (bus: CabinetBus) => DoorBus;
  /** The kiosk's own devices on these ports; closed meanwhile. */
  readonly own: readonly Device[];
}

/** A bolt that is fed by mistake lets go before the pulse ends, and its door needs so much more. */
const LETS_GO_WITHIN_MS = 50;
/** The longest pulse that a board makes by itself where its entry says none. */
const LONGEST_PULSE_MS = 750;
/** Between two readings of a board that agree. */
const READ_AGAIN_MS = 100;
const LOOK_EVERY_MS = 20;
/** More would only fill the event; several is several. */
const NAMED_AT_MOST = 16;

export async function runWiring(options: WiringRunOptions): Promise<WiringRun> {
  const { store, clock, ids } = options;
  let state = beginWizard(options.drawing, options.found);
  let buses: readonly DoorBus[] = [];
  let stopWatching: readonly (() => void)[] = [];
  for (const device of options.own) await device.closePort?.();
  await openBuses();

  async function openBuses(): Promise<void> {
    buses = state.buses.map((bus) => options.openBus(bus));
    for (const bus of buses) bus.start();
    // Somebody stands there and waits for each sensor; nothing else is asked of these boards.
    stopWatching = buses.flatMap((bus) => firstLocks(bus).map((lock) => bus.watchClosely(lock)));
    const known = (): boolean =>
      buses.every((bus) => bus.locks.every((lock) => bus.doorState(lock) !== 'unknown'));
    await until(known, doorTiming.bootRead);
  }

  async function closeBuses(): Promise<void> {
    stopWatching.forEach((stop) => stop());
    stopWatching = [];
    await Promise.all(buses.map((bus) => bus.stop()));
    buses = [];
  }

  async function until(done: () => boolean, ms: number): Promise<void> {
    const deadline = clock.monotonic() + ms;
    while (!done() && clock.monotonic() < deadline) await sleep(clock, LOOK_EVERY_MS);
  }

  async function become(next: WizardState): Promise<void> {
    const readAnew = next.buses !== state.buses;
    state = next;
    if (!readAnew) return;
    await closeBuses();
    await openBuses();
  }

  async function pulse(by: Technician): Promise<void> {
    const lock = currentLock(state);
    const bus = buses.find(({ id }) => id === lock?.bus);
    if (!lock || !bus || state.next !== 'pulse') return;
    // R10: a board that does not answer gets no pulse.
    if (!bus.isLive(lock)) return become(notSent(state));
    const pulseId = ids.id('pulse');
    store.write((db) =>
      record(db, by.sessionId, {
        type: 'service.lockPulsed',
        payload: { userId: by.userId, pulseId, ...lock },
      }),
    );
    const moved: Moved[] = [];
    const stops = buses.map((each) =>
      each.onDoor(({ lock: where, state: to, previous }) => {
        if (previous !== 'unknown') moved.push({ lock: where, to });
      }),
    );
    try {
      const outcome = await bus.unlock(lock, {
        notAfter: clock.monotonic() + doorTiming.intentToWrite,
      });
      if (outcome.sent) {
        const deadline = outcome.sentAt + doorTiming.openWindow;
        await until(() => moved.length > 0, deadline - clock.monotonic());
        if (moved.length > 0) await othersMoved(outcome.sentAt + pulseOf(lock));
      }
      store.write((db) =>
        record(db, by.sessionId, {
          type: 'service.lockObserved',
          payload: {
            pulseId,
            outcome: outcome.sent ? 'sent' : 'notSent',
            moved: moved.slice(0, NAMED_AT_MOST).map((each) => lockName(each.lock)),
          },
        }),
      );
      await become(outcome.sent ? observed(state, last(moved)) : notSent(state));
    } finally {
      stops.forEach((stop) => stop());
    }
  }

  /** Whatever moves with the first has moved after this: every board was read twice since the pulse. */
  async function othersMoved(pulseEnds: number): Promise<void> {
    await sleep(clock, Math.max(0, pulseEnds + LETS_GO_WITHIN_MS - clock.monotonic()));
    await readAll();
    await sleep(clock, READ_AGAIN_MS);
    await readAll();
  }

  async function readAll(): Promise<void> {
    await Promise.all(buses.flatMap((bus) => firstLocks(bus).map((lock) => bus.read(lock))));
  }

  function pulseOf(lock: LockAddress): number {
    const boards = state.buses.find(({ id }) => id === lock.bus)?.boards ?? [];
    const board = boards.find(({ address }) => address === lock.board);
    return board && 'pulseMs' in board ? board.pulseMs : LONGEST_PULSE_MS;
  }

  return {
    state: () => state,
    become,
    pulse,
    stillOpen: (lock) => buses.find(({ id }) => id === lock.bus)?.doorState(lock) === 'open',
    async end() {
      await closeBuses();
      for (const device of options.own) device.openPort?.();
    },
  };
}

/** One lock of each board, through which the board is read. */
function firstLocks({ locks }: DoorBus): readonly LockAddress[] {
  return locks.filter(({ lock }) => lock === 1);
}

/** One movement for each sensor: where it ended. */
function last(moved: readonly Moved[]): readonly Moved[] {
  return moved.filter(
    (each, i) => !moved.slice(i + 1).some((later) => sameLock(later.lock, each.lock)),
  );
}

/** As the records and the screen name it: `doors/1/7`. */
export function lockName({ bus, board, lock }: LockAddress): string {
  return `${bus}/${board}/${lock}`;
}
