import type { Clock } from '../../main/base/clock.ts';
import type { LockAddress } from '../device.ts';

/**
 * One door of steel: a latch that a coil releases, a leaf that a spring pushes open, a person who
 * shuts it, a crowbar. A command on the bus never moves anything here; only current in the coil does.
 */
export interface SimulatedDoor {
  readonly lock: LockAddress;
  state(): DoorPhysics;
  /** What the sensor on the latch reports: open when the latch is released. */
  sensorOpen(): boolean;
  /** Current flows for `ms`; too short a pulse, a jammed bolt or a weak supply move nothing. */
  energise(ms: number, weak: boolean): void;
  shut(): void;
  /** Pulls the door; a latched one stays shut. */
  open(): void;
  force(): void;
  jam(on: boolean): void;
  setSpring(on: boolean): void;
  putItem(on: boolean): void;
  stickSensor(state: 'open' | 'closed' | null): void;
}

export interface DoorPhysics {
  readonly latched: boolean;
  readonly leaf: 'shut' | 'open';
  readonly item: boolean;
  readonly coil: boolean;
  readonly jammed: boolean;
  readonly spring: boolean;
  readonly stuckSensor: 'open' | 'closed' | null;
  /** How often current has flowed. */
  readonly pulses: number;
}

/** The bolt needs current for this long before it lets go. */
const RELEASE_MS = 60;
/** A spring needs this long, and up to so much more, to swing the door open. */
const SWING_MS = 30;
const SWING_SPREAD_MS = 120;

export interface DoorOptions {
  readonly lock: LockAddress;
  readonly clock: Clock;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  readonly changed: () => void;
}

export function simulateDoor({ lock, clock, random, changed }: DoorOptions): SimulatedDoor {
  let door: DoorPhysics = {
    latched: true,
    leaf: 'shut',
    item: false,
    coil: false,
    jammed: false,
    spring: true,
    stuckSensor: null,
    pulses: 0,
  };

  function become(next: Partial<DoorPhysics>): void {
    door = { ...door, ...next };
    changed();
  }

  function release(): void {
    if (!door.coil || door.jammed) return;
    become({ latched: false });
    clock.setTimeout(
      () => {
        if (!door.latched && door.spring) become({ leaf: 'open' });
      },
      SWING_MS + random() * SWING_SPREAD_MS,
    );
  }

  return {
    lock,
    state: () => door,
    sensorOpen: () => (door.stuckSensor === null ? !door.latched : door.stuckSensor === 'open'),
    energise(ms, weak) {
      become({ coil: true, pulses: door.pulses + 1 });
      if (!weak && ms >= RELEASE_MS) clock.setTimeout(release, RELEASE_MS);
      clock.setTimeout(() => become({ coil: false }), ms);
    },
    shut: () => become({ leaf: 'shut', latched: !door.coil }),
    open() {
      if (!door.latched) become({ leaf: 'open' });
    },
    force: () => become({ latched: false, leaf: 'open' }),
    jam: (jammed) => become({ jammed }),
    setSpring: (spring) => become({ spring }),
    putItem: (item) => become({ item }),
    stickSensor: (stuckSensor) => become({ stuckSensor }),
  };
}
