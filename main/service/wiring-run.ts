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

/** After the first sensor others have this long to move too: two polls and their confirmation. */
const OTHERS_WITHIN_MS = 500;
const LOOK_EVERY_MS = 20;
/** More would only fill the event; several is several. */
const NAMED_AT_MOST = 16;

export async function runWiring(options: WiringRunOptions): Promise<WiringRun> {
  const { store, clock, ids } = options;
  let state = beginWizard(options.drawing, options.found);
  let buses: readonly DoorBus[] = [];
  for (const device of options.own) await device.closePort?.();
  await openBuses();

  async function openBuses(): Promise<void> {
    buses = state.buses.map((bus) => options.openBus(bus));
    for (const bus of buses) bus.start();
    const known = (): boolean =>
      buses.every((bus) => bus.locks.every((lock) => bus.doorState(lock) !== 'unknown'));
    await until(known, doorTiming.bootRead);
  }

  async function closeBuses(): Promise<void> {
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
    const stops = buses.flatMap((each) => [
      each.onDoor(({ lock: where, state: to, previous }) => {
        if (previous !== 'unknown') moved.push({ lock: where, to });
      }),
      ...each.locks
        .filter(({ lock: first }) => first === 1)
        .map((board) => each.watchClosely(board)),
    ]);
    try {
      const outcome = await bus.unlock(lock, {
        notAfter: clock.monotonic() + doorTiming.intentToWrite,
      });
      if (outcome.sent) {
        const deadline = outcome.sentAt + doorTiming.openWindow;
        await until(() => moved.length > 0, deadline - clock.monotonic());
        if (moved.length > 0) await sleep(clock, OTHERS_WITHIN_MS);
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
