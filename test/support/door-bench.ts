import { silentLog } from '../../main/base/log.ts';
import type { Clock } from '../../main/base/clock.ts';
import type { DoorChange, DoorState, UnlockOutcome } from '../../hardware/device.ts';
import { doorBus, type DoorBusEntry } from '../../hardware/catalogue.ts';
import type { Bcc8aBoard } from '../../hardware/door-board/bcc-8a/protocol.ts';
import type { KerongCu12Board } from '../../hardware/door-board/kerong-cu12/protocol.ts';
import type { KerongCu16Board } from '../../hardware/door-board/kerong-cu16/protocol.ts';
import type { BoardBus } from '../../hardware/door-board/driver.ts';
import { simulateBank, type SimulatedBank } from '../../hardware/simulator/bank.ts';
import type { SimulatedDoor } from '../../hardware/simulator/door.ts';
import { memoryCable, type MemoryCable } from '../../hardware/simulator/memory-cable.ts';
import { present } from '../../main/base/assert.ts';
import type { SimulatedBus } from '../../hardware/simulator/bank.ts';
import { seeded } from './kiosk-world.ts';
import { TestClock } from './test-clock.ts';

/** One driver and its boards on a table, without a kiosk. */
export interface DoorBench {
  readonly clock: TestClock;
  readonly bus: BoardBus;
  readonly boards: SimulatedBus;
  readonly cable: MemoryCable;
  readonly changes: readonly DoorChange[];
  door(board: number, lock: number): SimulatedDoor;
  state(board: number, lock: number): DoorState;
  unlock(board: number, lock: number, within?: number): Promise<UnlockOutcome>;
  /** Unlock frames that the boards have understood for this lock. */
  unlocks(board: number, lock: number): number;
  health(): Readonly<Record<string, string>>;
}

export type BusOptions = DoorBusEntry & { readonly line: { readonly baud: number } };

const KERONG = { polarity: 'bit1-closed', lockBase: 0, pulseMs: 550 } as const;

export function cu16(address: number, more: Partial<KerongCu16Board> = {}): KerongCu16Board {
  return { address, locks: 16, ...KERONG, ...more };
}

export function cu12(address: number, more: Partial<KerongCu12Board> = {}): KerongCu12Board {
  return { address, locks: 12, ...KERONG, ...more };
}

export function cu16Bus(boards: readonly KerongCu16Board[]): BusOptions {
  return { id: 'doors', protocol: 'kerong-cu16', boards, supplyGapMs: 800, line: { baud: 19_200 } };
}

export function cu12Bus(boards: readonly KerongCu12Board[]): BusOptions {
  return { id: 'doors', protocol: 'kerong-cu12', boards, supplyGapMs: 800, line: { baud: 19_200 } };
}

export function board(address: number, more: Partial<Bcc8aBoard> = {}): Bcc8aBoard {
  return {
    address,
    locks: 24,
    statusBytes: 3,
    feedback: 'open-short',
    statusByteOrder: 'highest-first',
    pulseMs: 300,
    ...more,
  };
}

export function busWith(...boards: readonly Bcc8aBoard[]): BusOptions {
  return { id: 'doors', protocol: 'bcc-8a', boards, supplyGapMs: 800, line: { baud: 9_600 } };
}

export function simulated(config: BusOptions, clock: Clock): SimulatedBank {
  return simulateBank({ buses: [config], badgeReaders: [], clock, random: seeded(7) });
}

export async function doorBench(config: BusOptions = busWith(board(1))): Promise<DoorBench> {
  const clock = new TestClock();
  const bank = simulated(config, clock);
  const boards = present(bank.buses.get('doors'), 'the simulated bus');
  const cable = memoryCable('doors', boards, clock);
  const bus = doorBus(config, { port: cable.port, clock, log: silentLog });
  const changes: DoorChange[] = [];
  bus.onDoor((change) => changes.push(change));
  bus.start();
  await clock.step(1_500);
  return {
    clock,
    bus,
    boards,
    cable,
    changes,
    door: (address, lock) => bank.door({ bus: 'doors', board: address, lock }),
    state: (address, lock) => bus.doorState({ bus: 'doors', board: address, lock }),
    async unlock(address, lock, within = 500) {
      const asked = bus.unlock(
        { bus: 'doors', board: address, lock },
        { notAfter: clock.monotonic() + within },
      );
      let outcome: UnlockOutcome | null = null;
      void asked.then((value) => (outcome = value));
      await clock.until(() => outcome !== null, 6_000);
      return asked;
    },
    unlocks: (address, lock) =>
      boards.unlockFrames().filter((frame) => frame.board === address && frame.lock === lock)
        .length,
    health: () => Object.fromEntries(bus.reports().map(({ id, health }) => [id, health.state])),
  };
}
