import type { Clock } from '../base/clock.ts';
import type { Wiring } from '../door/wiring.ts';
import { chassisVolume } from './volume.ts';
import { machineFacts, type MachineFacts } from './machine.ts';
import { doorFigures, type DoorFigures } from './door-figures.ts';
import { occupiedLockers, pulsesPerDoor } from '../../db/door-figures.ts';
import { firstTryOpenRate } from '../../db/door-operations.ts';
import { headOfLog } from '../../db/events.ts';
import { lockers } from '../../db/lockers.ts';
import { getCursor } from '../../db/meta.ts';
import type { Store } from '../../db/open.ts';
import type { DiskState } from '../../db/disk.ts';
import type { Device, DeviceReport, DoorState, FrameEntry } from '../../hardware/device.ts';

/** Everything that the overview of the service menu shows, looked up when it is asked for. */
export interface ServiceFacts {
  readonly doors: Readonly<Record<DoorState, number>> & {
    readonly outOfService: number;
    readonly unverified: number;
    readonly occupied: number;
  };
  readonly lockers: readonly LockerFacts[];
  readonly devices: readonly DeviceFacts[];
  readonly hub: HubFacts & {
    /** Events that the hub has not acknowledged yet. */
    readonly backlog: number;
  };
  readonly disk: DiskState;
  readonly machine: MachineFacts;
  readonly clock: {
    readonly wall: number;
    readonly trust: ClockTrust;
    /** As the system names it: `Europe/Berlin`. */
    readonly zone: string;
  };
  /** Of the chassis speakers, 0 to 10. */
  readonly volume: number;
  readonly software: string;
  readonly uptimeMs: number;
  readonly firstTry: { readonly openings: number; readonly atFirstTry: number };
}

export interface LockerFacts {
  readonly number: number;
  readonly door: DoorState;
  readonly inService: boolean;
  readonly outOfServiceReason: string | null;
  readonly verified: boolean;
  readonly occupied: boolean;
  readonly figures: DoorFigures;
}

export interface DeviceFacts extends DeviceReport {
  /** How long it has been as it is, in ms. */
  readonly forMs: number;
  /** The newest last; empty where the device has no frames. */
  readonly lastFrames: readonly FrameEntry[];
}

export interface HubFacts {
  /** Host and port; null when none is configured. */
  readonly at: string | null;
  readonly configured: boolean;
  /** How long ago it last answered, in ms; null when it never has since the start. */
  readonly lastContactAgoMs: number | null;
  /** Its clock minus ours at the last answer, in ms; null while it is not known. */
  readonly clockOffsetMs: number | null;
}

/** `sure`: within what the hub says · `off`: it differs · `unconfirmed`: nobody has said. */
export type ClockTrust = 'sure' | 'off' | 'unconfirmed';

export interface FactsOptions {
  readonly store: Store;
  readonly wiring: Wiring;
  readonly devices: readonly Device[];
  readonly hub: () => HubFacts;
  readonly clock: Clock;
  readonly software: string;
}

/** Signed requests are refused by the hub when the clocks differ by more. */
const CLOCKS_AGREE_WITHIN_MS = 5 * 60_000;
const FRAMES_SHOWN = 20;

export function serviceFacts(options: FactsOptions): () => ServiceFacts {
  const { store, wiring, devices, clock, software } = options;
  const begun = clock.monotonic();
  return () => {
    const occupied = new Set(occupiedLockers(store.read));
    const pulses = pulsesPerDoor(store.read);
    const each = lockers(store.read)
      .filter((row) => row.present)
      .map((row): LockerFacts => ({
        number: row.number,
        door: wiring.state(row.number),
        inService: row.inService,
        outOfServiceReason: row.outOfServiceReason,
        verified: row.verified,
        occupied: occupied.has(row.number),
        figures: doorFigures(store.read, row.number, pulses.get(row.number) ?? 0),
      }));
    const count = (fits: (locker: LockerFacts) => boolean): number => each.filter(fits).length;
    const hub = options.hub();
    return {
      doors: {
        open: count(({ door }) => door === 'open'),
        closed: count(({ door }) => door === 'closed'),
        unknown: count(({ door }) => door === 'unknown'),
        outOfService: count(({ inService }) => !inService),
        unverified: count(({ verified }) => !verified),
        occupied: count((locker) => locker.occupied),
      },
      lockers: each,
      devices: devices.flatMap((device) =>
        device.reports().map((report) => ({
          ...report,
          forMs: clock.monotonic() - report.health.since,
          lastFrames: report.id === device.id ? (device.frames?.() ?? []).slice(-FRAMES_SHOWN) : [],
        })),
      ),
      hub: { ...hub, backlog: headOfLog(store.read).seq - getCursor(store.read, 'acked') },
      disk: store.diskSpace(),
      machine: machineFacts(),
      clock: {
        wall: clock.wall(),
        trust: trustOf(hub),
        zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
      },
      volume: chassisVolume(store.read),
      software,
      uptimeMs: clock.monotonic() - begun,
      firstTry: firstTryOpenRate(store.read),
    };
  };
}

export function trustOf({ clockOffsetMs }: Pick<HubFacts, 'clockOffsetMs'>): ClockTrust {
  if (clockOffsetMs === null) return 'unconfirmed';
  return Math.abs(clockOffsetMs) <= CLOCKS_AGREE_WITHIN_MS ? 'sure' : 'off';
}
