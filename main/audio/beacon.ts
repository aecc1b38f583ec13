import type { Unsubscribe } from '../base/listeners.ts';
import type { Ear } from '../contract/audio.ts';

/** The doors as their sensors show them. */
export interface DoorsSeen {
  state(locker: number): 'open' | 'closed' | 'unknown';
  onDoor(listener: () => void): Unsubscribe;
}

export interface BeaconOptions {
  readonly ear: Ear;
  readonly doors: DoorsSeen;
  /** Somebody listens, at the keypad or on the way to the door. */
  readonly wanted: () => boolean;
  /** The door of this session is open. */
  readonly opened: () => void;
}

/**
 * The ticking at the open door. It follows the steel: on when the door of this session is open, off when
 * it is shut again or the session is over, since then nobody looks for it any more.
 */
export interface Beacon {
  /** This door is about to be asked. */
  watch(locker: number): void;
  look(): void;
  forget(): void;
  stop(): void;
}

export function createBeacon({ ear, doors, wanted, opened }: BeaconOptions): Beacon {
  let watched: number | null = null;
  let open = false;
  let ticking = false;

  function look(): void {
    const now = watched !== null && doors.state(watched) === 'open';
    if (now && !open) opened();
    open = now;
    if ((open && wanted()) === ticking) return;
    ticking = !ticking;
    ear.beacon(ticking);
  }

  const stop = doors.onDoor(look);
  return {
    watch(locker) {
      watched = locker;
      look();
    },
    look,
    forget() {
      watched = null;
      look();
    },
    stop() {
      stop();
      if (ticking) ear.beacon(false);
    },
  };
}
