import type { Clock } from './base/clock.ts';
import { every } from './base/clock.ts';
import { listeners } from './base/listeners.ts';
import type { Credential } from './base/credential.ts';
import type { Result } from './base/result.ts';
import type { Wiring } from './door/wiring.ts';
import type { BadgeProblem, BadgeReading } from './locker/badge/read.ts';
import { serviceActs, type ServiceActsOptions } from './service-acts.ts';
import { badgeRead, tapRows } from './service-badge.ts';
import { clockRows, factRows, keyRead, networkRows, scanRead } from './service-rows.ts';
import type { ServiceActions } from './service/actions.ts';
import type { LockerFacts, ServiceFacts as KioskFacts } from './service/facts.ts';
import type { StaffDoor } from './service/staff.ts';
import type { WizardDesk } from './service/wizard-desk.ts';
import type {
  ServiceDoor,
  ServiceFacts,
  ServiceRead,
  ServiceRow,
  ServiceWorld,
} from './session/service-world.ts';
import type { Keypad } from '../hardware/device.ts';

/** What the service menu stands on. */
export interface ServiceMenu {
  readonly staff: StaffDoor;
  readonly facts: () => KioskFacts;
  readonly actions: ServiceActions;
  readonly wizard: WizardDesk;
}

/** Answers what a technician's session asks, from what stands behind the service menu. */
export interface ServiceDeskOptions extends ServiceActsOptions {
  readonly staff: StaffDoor;
  readonly wizard: WizardDesk;
  readonly keypads: readonly Keypad[];
  readonly wiring: Wiring;
  readonly clock: Clock;
}

export interface ServiceDesk extends ServiceWorld {
  /** What the devices heard; shown while somebody tests them. */
  badge(device: string, credential: Credential, read: Result<BadgeReading, BadgeProblem>): void;
  scan(device: string, aim: string | null, data: string): void;
}

/** Often enough to look alive, seldom enough for a slow disk; doors are told at once. */
const LOOK_AGAIN_MS = 2_000;

export function serviceDesk(options: ServiceDeskOptions): ServiceDesk {
  const { staff, actions, wiring, clock } = options;
  const act = serviceActs(options);
  const reads = listeners<ServiceRead>();
  const changed = listeners<void>();
  /** The last tap at each reader, as far as it may be seen. */
  const lastTaps = new Map<string, readonly ServiceRow[]>();

  function facts(): ServiceFacts {
    const measured = options.facts();
    const { openings, atFirstTry } = measured.firstTry;
    return {
      doors: measured.lockers.map(doorOf),
      devices: measured.devices.map((device) => ({
        id: device.id,
        kind: device.kind,
        state: device.health.state,
        reason: 'reason' in device.health ? device.health.reason : null,
        forMs: device.forMs,
        rows: lastTaps.get(device.id) ?? [],
      })),
      kiosk: factRows(measured),
      clock: clockRows(measured),
      network: networkRows(measured),
      volume: measured.volume,
      firstTry: openings === 0 ? null : { opened: atFirstTry, of: openings },
    };
  }

  function doorOf(locker: LockerFacts): ServiceDoor {
    const { number, figures } = locker;
    const wired = wiring.doorOf(number)?.lock;
    return {
      locker: number,
      state: locker.door,
      address: wired ? `${wired.bus}/${wired.board}/${wired.lock}` : null,
      outOfService: locker.inService ? null : (locker.outOfServiceReason ?? 'unknown'),
      parcels: actions.parcelsIn(number).length,
      pulses: figures.pulses,
      opensInMs: figures.opensInMs,
      openedInMs: figures.openedInMs,
      hints: figures.hints,
    };
  }

  return {
    identifyStaff: (question) => staff.identifyStaff(question),
    signOut: (question) => staff.signOut(question),
    followFacts(tell) {
      const now = (): void => tell(facts());
      const stops = [wiring.onDoor(now), changed.add(now), every(clock, LOOK_AGAIN_MS, now)];
      now();
      return () => stops.forEach((stop) => stop());
    },
    followReads(tell) {
      const stops = [
        reads.add(tell),
        ...options.keypads.map(({ id, onKey }) =>
          onKey(({ key, means }) => tell(keyRead(id, key, means))),
        ),
      ];
      return () => stops.forEach((stop) => stop());
    },
    openLocker: ({ locker, ...by }, stillThere) =>
      actions.openDoor(by, { locker, parcelIds: actions.parcelsIn(locker) }, stillThere),
    followDoor: (operationId, tell) => actions.followDoor(operationId, tell),
    /** What was done is seen at once, before its answer is read. */
    async act(question) {
      const done = await act(question);
      changed.emit();
      return done;
    },
    wizard: (question) => options.wizard.ask(question),
    leaveWizard: () => void options.wizard.leave(),
    badge(device, credential, read) {
      lastTaps.set(device, tapRows(credential, read));
      reads.emit(badgeRead(device, credential, read));
      changed.emit();
    },
    scan: (device, aim, data) => reads.emit(scanRead(device, aim, data)),
  };
}
