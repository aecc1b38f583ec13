import type { Clock } from '../../main/base/clock.ts';
import { listeners, type Unsubscribe } from '../../main/base/listeners.ts';
import { present } from '../../main/base/assert.ts';
import type { FrameEntry } from '../bus/frame-log.ts';
import type { LockAddress } from '../device.ts';
import { bcc8aFirmware } from '../door-board/bcc-8a/simulator.ts';
import { kerongCu12Firmware } from '../door-board/kerong-cu12/simulator.ts';
import { kerongCu16Firmware } from '../door-board/kerong-cu16/simulator.ts';
import { dingchangFirmware } from '../door-board/dingchang/simulator.ts';
import { winnsenFirmware } from '../door-board/winnsen/simulator.ts';
import { wklyFirmware } from '../door-board/wkly/simulator.ts';
import { lineFirmware } from '../door-board/line/simulator.ts';
import { profileOf } from '../door-board/modbus/protocol.ts';
import { modbusFirmware } from '../door-board/modbus/simulator.ts';
import type { DoorBusEntry } from '../catalogue.ts';
import { simulateBoardBus, type Firmware } from './board-bus.ts';
import { simulateDoor, type SimulatedDoor } from './door.ts';
import type { BusFaultName } from './faults.ts';
import type { Pluggable } from './memory-cable.ts';
import { readerOf, type CardReaderEntry, type SimulatedReaderEntry } from './readers.ts';
import {
  simulateKeypad,
  type SimulatedKeypad,
  type SimulatedKeypadEntry,
} from '../keypad/boot-keyboard/simulator.ts';
import { scannerOf, type SimulatedScannerEntry } from './scanners.ts';

/**
 * A whole bank of simulated steel behind its cables: doors, boards, readers. It knows nothing of the
 * kiosk; a person, a test or the bench page moves it.
 */
export interface SimulatedBank {
  readonly doors: readonly SimulatedDoor[];
  door(lock: LockAddress): SimulatedDoor;
  readonly buses: ReadonlyMap<string, SimulatedBus>;
  readonly readers: ReadonlyMap<string, SimulatedReader>;
  readonly scanners: ReadonlyMap<string, SimulatedScanner>;
  readonly keypads: ReadonlyMap<string, SimulatedKeypad>;
  onChange(listener: () => void): Unsubscribe;
}

export interface SimulatedBus extends Pluggable {
  readonly id: string;
  /** Seen from the boards: `in` came from the host. */
  frames(): readonly FrameEntry[];
  /** Every unlock frame that a board has understood, ever. */
  unlockFrames(): readonly UnlockFrame[];
  setFault(name: BusFaultName, on: boolean, board?: number): void;
  faults(): readonly BusFaultName[];
}

export interface UnlockFrame {
  readonly at: number;
  readonly board: number;
  readonly lock: number;
}

/** What can be wrong with a device, where that can be chosen. */
interface Faulty {
  readonly allFaults?: readonly string[];
  faults?(): readonly string[];
  setFault?(name: string, on: boolean): void;
}

export interface SimulatedReader extends Pluggable, Faulty {
  readonly id: string;
  /**
   * A card with this number is held before it for a moment, 300 ms unless told. False where no card
   * of this reader can have such a number.
   */
  tap(number: string, heldMs?: number): boolean;
  /** Not to its end: the cable slipped. */
  printHalf(number: string): void;
  /** Keys of its own keypad, where it has one: digits, `#`, `*`. */
  type?(keys: string): void;
}

export interface SimulatedScanner extends Pluggable, Faulty {
  readonly id: string;
  /** What the window sees, with its AIM identifier where the scanner is set to send it. */
  scan(text: string): void;
  /** Without its end: the cable slipped. */
  scanHalf(text: string): void;
}

export interface SimulatedBankOptions {
  readonly buses: readonly (DoorBusEntry & { readonly line: { readonly baud: number } })[];
  readonly badgeReaders: readonly (SimulatedReaderEntry | CardReaderEntry)[];
  readonly scanners?: readonly SimulatedScannerEntry[];
  readonly keypads?: readonly SimulatedKeypadEntry[];
  readonly clock: Clock;
  /** 0 ≤ x < 1; a seeded one makes a run repeatable. */
  readonly random: () => number;
}

export function simulateBank(options: SimulatedBankOptions): SimulatedBank {
  const { clock, random } = options;
  const changes = listeners<void>();
  const changed = (): void => changes.emit();
  const doors = new Map<string, SimulatedDoor>();
  for (const bus of options.buses)
    for (const board of bus.boards)
      for (let lock = 1; lock <= board.locks; lock += 1) {
        const address = { bus: bus.id, board: board.address, lock };
        doors.set(keyOf(address), simulateDoor({ lock: address, clock, random, changed }));
      }
  const door = (lock: LockAddress): SimulatedDoor =>
    present(doors.get(keyOf(lock)), `simulated door ${keyOf(lock)}`);
  return {
    doors: [...doors.values()],
    door,
    buses: new Map(
      options.buses.map((bus) => [
        bus.id,
        simulateBoardBus(firmwareOf(bus), {
          ...bus,
          baud: bus.line.baud,
          door: (board, lock) => door({ bus: bus.id, board, lock }),
          clock,
          random,
          changed,
        }),
      ]),
    ),
    readers: new Map(
      options.badgeReaders.flatMap((entry) =>
        entry.protocol === 'pcsc' ? [] : [[entry.id, readerOf(entry, { clock, random })] as const],
      ),
    ),
    keypads: new Map(
      (options.keypads ?? []).map((entry) => [entry.id, simulateKeypad(entry, clock)]),
    ),
    scanners: new Map((options.scanners ?? []).map((entry) => [entry.id, scannerOf(entry, clock)])),
    onChange: changes.add,
  };
}

/** What the boards of each family answer. */
function firmwareOf(bus: DoorBusEntry): Firmware {
  switch (bus.protocol) {
    case 'bcc-8a':
      return bcc8aFirmware(bus.boards);
    case 'kerong-cu16':
      return kerongCu16Firmware(bus.boards);
    case 'kerong-cu12':
      return kerongCu12Firmware(bus.boards);
    case 'winnsen':
      return winnsenFirmware(bus.boards);
    case 'wkly':
      return wklyFirmware(bus.boards);
    case 'dingchang':
      return dingchangFirmware(bus.boards);
    case 'modbus':
      return modbusFirmware(profileOf(bus), bus.boards);
    case 'line':
      return lineFirmware(bus.boards);
  }
}

function keyOf(lock: LockAddress): string {
  return `${lock.bus}/${lock.board}/${lock.lock}`;
}
