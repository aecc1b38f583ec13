import type { Clock } from './base/clock.ts';
import { every } from './base/clock.ts';
import { listeners } from './base/listeners.ts';
import type { Fault, Result } from './base/result.ts';
import type { Cabinet } from './contract/cabinet.ts';
import type { Settings } from './contract/settings.ts';
import type { Wiring } from './door/wiring.ts';
import { personnelId } from './locker/badge.ts';
import { badgeRead, factRows, scanRead } from './service-rows.ts';
import type { ServiceActions } from './service/actions.ts';
import type { LockerFacts, ServiceFacts as Measured } from './service/facts.ts';
import type { StaffDoor } from './service/staff.ts';
import type { WizardDesk } from './service/wizard-desk.ts';
import type {
  ServiceActQuestion,
  ServiceDoor,
  ServiceFacts,
  ServiceOutcome,
  ServiceRead,
  ServiceWorld,
} from './session/service-world.ts';

/** Answers what a technician's session asks, from what stands behind the service menu. */
export interface ServiceDeskOptions {
  readonly staff: StaffDoor;
  readonly facts: () => Measured;
  readonly actions: ServiceActions;
  readonly wizard: WizardDesk;
  readonly wiring: Wiring;
  readonly cabinet: Cabinet;
  readonly clock: Clock;
  readonly settings: () => Settings;
  /** Where exports go: a stick, or the kiosk's own folder. */
  readonly folder: () => string;
  /** A frame of this device in words. */
  readonly explain: (device: string, hex: string) => string;
}

export interface ServiceDesk extends ServiceWorld {
  /** What the devices heard; shown while somebody tests them. */
  badge(device: string, text: string): void;
  scan(device: string, aim: string | null, data: string): void;
}

/** Often enough to look alive, seldom enough for a slow disk; doors are told at once. */
const LOOK_AGAIN_MS = 2_000;

export function serviceDesk(options: ServiceDeskOptions): ServiceDesk {
  const { staff, actions, wiring, clock } = options;
  const reads = listeners<ServiceRead>();
  const changed = listeners<void>();

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
        rows: [],
      })),
      kiosk: factRows(measured),
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

  async function act({ action, ...by }: ServiceActQuestion): Promise<ServiceOutcome> {
    switch (action.do) {
      case 'outOfService':
        return told(actions.putOutOfService(by, action.locker, action.why), 'Out of service.');
      case 'inService':
        return told(actions.putInService(by, action.locker), 'In service again.');
      case 'reopenPort':
        return told(actions.reopenPort(by, action.device), 'The port is opened again.');
      case 'restartApp':
        return told(actions.restart(by), 'The app restarts.');
      case 'checkDatabase': {
        const checked = actions.checkDatabase(by);
        if (!checked.ok) return told(checked, '');
        const faults = checked.value;
        return outcome(
          faults.length === 0,
          faults.length === 0
            ? 'The database and the chain of events are whole.'
            : `${faults.length} faults were found.`,
          faults.map((value, i) => ({ label: String(i + 1), value, state: 'bad' })),
        );
      }
      case 'selfTest':
        return selfTest();
      case 'supportBundle':
        return told(await actions.writeBundle(by, options.folder()), null);
      case 'exportEvents':
        return told(await actions.exportEvents(by, options.folder()), null);
      case 'showFrames':
        return frames(action.device);
      case 'learnBadge':
        return outcome(false, 'Badge formats are not learnt by this version yet.');
    }
  }

  /** Reads only: nothing opens, nothing is written to a device. */
  function selfTest(): ServiceOutcome {
    const { devices, doors, disk } = options.facts();
    const lost = devices.filter(({ health }) => health.state === 'lost');
    const fine = lost.length === 0 && doors.unknown === 0 && disk.level === 'ok';
    return outcome(fine, fine ? 'Everything answers.' : 'Something needs attention.', [
      {
        label: 'Devices',
        value: lost.length === 0 ? 'All answer' : `Lost: ${lost.map(({ id }) => id).join(', ')}`,
        state: lost.length === 0 ? 'good' : 'bad',
      },
      {
        label: 'Sensors',
        value: doors.unknown === 0 ? 'All known' : `${doors.unknown} doors unknown`,
        state: doors.unknown === 0 ? 'good' : 'bad',
      },
      {
        label: 'Disk',
        value: disk.level === 'ok' ? 'Room enough' : 'Nearly full',
        state: disk.level === 'ok' ? 'good' : 'bad',
      },
    ]);
  }

  function frames(device: string): ServiceOutcome {
    const found = options.facts().devices.find(({ id }) => id === device);
    const entries = (found?.lastFrames ?? []).toReversed();
    return outcome(
      true,
      entries.length === 0 ? 'No frames are kept of this device.' : 'Newest first.',
      entries.map(({ direction, hex }) => ({
        label: `${ARROWS[direction]} ${hex}`,
        value: options.explain(device, hex),
        state: null,
      })),
    );
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
    followReads: reads.add,
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
    badge: (device, text) =>
      reads.emit(badgeRead(device, text, personnelId(text, options.settings().badgeFormat))),
    scan: (device, aim, data) => reads.emit(scanRead(device, aim, data)),
  };
}

const ARROWS = { in: '←', out: '→', dropped: '×' } as const;

/** `words` null: the value is the sentence, as the path of a file is. */
function told(result: Result<string | void | readonly string[], Fault>, words: string | null) {
  if (!result.ok) return outcome(false, result.error.message);
  return outcome(true, words ?? String(result.value));
}

function outcome(done: boolean, words: string, rows: ServiceOutcome['rows'] = []): ServiceOutcome {
  return { done, words, rows };
}
