import type { DoorBus, DoorChange, DoorState, LockAddress } from '../../hardware/device.ts';
import type { Unsubscribe } from '../base/listeners.ts';

/** Which lock on which bus belongs to which locker. */
export interface Wiring {
  readonly lockers: readonly number[];
  /** Null when the cabinet has no such locker. */
  doorOf(locker: number): WiredDoor | null;
  state(locker: number): DoorState;
  onDoor(listener: (change: LockerDoorChange) => void): Unsubscribe;
}

export interface WiredDoor {
  readonly locker: number;
  readonly bus: DoorBus;
  readonly lock: LockAddress;
}

export interface LockerDoorChange {
  readonly locker: number;
  readonly state: DoorState;
  readonly previous: DoorState;
}

export interface WiredLocker {
  readonly number: number;
  /** Null while nobody has found out which one it is. */
  readonly door: LockAddress | null;
}

export function wire(lockers: readonly WiredLocker[], buses: readonly DoorBus[]): Wiring {
  const doors = new Map<number, WiredDoor>();
  const owners = new Map<string, number>();
  for (const { number, door } of lockers) {
    const bus = buses.find((candidate) => candidate.id === door?.bus);
    if (!door || !bus) continue;
    doors.set(number, { locker: number, bus, lock: door });
    owners.set(keyOf(door), number);
  }
  return {
    lockers: [...doors.keys()],
    doorOf: (locker) => doors.get(locker) ?? null,
    state: (locker) => {
      const door = doors.get(locker);
      return door ? door.bus.doorState(door.lock) : 'unknown';
    },
    onDoor: (listener) => {
      const forward = (change: DoorChange): void => {
        const locker = owners.get(keyOf(change.lock));
        if (locker !== undefined)
          listener({ locker, state: change.state, previous: change.previous });
      };
      const stops = buses.map((bus) => bus.onDoor(forward));
      return () => stops.forEach((stop) => stop());
    },
  };
}

function keyOf(lock: LockAddress): string {
  return `${lock.bus}/${lock.board}/${lock.lock}`;
}
