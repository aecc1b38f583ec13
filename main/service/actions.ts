import type { Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import { fault, ok, type Fault, type Result } from '../base/result.ts';
import type { Cabinet } from '../contract/cabinet.ts';
import type { EventPayload, OutOfService } from '../contract/event.ts';
import type { Settings } from '../contract/settings.ts';
import type { DoorService } from '../door/door-service.ts';
import type { OpenVerdict, OperationState } from '../door/operation.ts';
import { record } from '../record.ts';
import { supportBundle } from './bundle.ts';
import { eventLines } from './event-export.ts';
import type { ServiceFacts } from './facts.ts';
import { setChassisVolume } from './volume.ts';
import { writeCabinet, type WrittenCabinet } from './write-cabinet.ts';
import { writeOut } from './write-out.ts';
import { user } from '../../db/contacts.ts';
import { verifyChain } from '../../db/events.ts';
import { setInService, setOutOfService, setVerified } from '../../db/lockers.ts';
import { inLocker } from '../../db/parcels.ts';
import type { ReadableDb, Store } from '../../db/open.ts';
import type { Device } from '../../hardware/device.ts';

/**
 * What a technician may do at the kiosk. Each is an event; each asks the store again whether this
 * person is a technician; a door is opened by the door service like every other, one at a time.
 */
export interface ServiceActions {
  /** Ids of what lies in it: the technician is told before the door opens. */
  parcelsIn(locker: number): readonly string[];
  /** `parcelIds`: what the technician was told of. `stillThere` is asked before another pulse. */
  openDoor(
    by: Technician,
    door: { readonly locker: number; readonly parcelIds: readonly string[] },
    stillThere: () => boolean,
  ): Promise<OpenVerdict>;
  followDoor(operationId: string, tell: (state: OperationState) => void): () => void;
  putOutOfService(by: Technician, locker: number, why: OutOfService): Result<void, ServiceFault>;
  /** Somebody has looked into it: in service, and verified. */
  putInService(by: Technician, locker: number): Result<void, ServiceFault>;
  /** Every fault of the file and of the chain of events; empty when all is whole. */
  checkDatabase(by: Technician): Result<readonly string[], ServiceFault>;
  closePort(by: Technician, device: string): Promise<Result<void, ServiceFault>>;
  reopenPort(by: Technician, device: string): Result<void, ServiceFault>;
  /** The program ends and is started again by whatever keeps it running. */
  restart(by: Technician): Result<void, ServiceFault>;
  /** Both give the path of the file. */
  writeBundle(by: Technician, folder: string): Promise<Result<string, ServiceFault>>;
  exportEvents(by: Technician, folder: string): Promise<Result<string, ServiceFault>>;
  /** Takes the place of the file that the kiosk was started from; counts after a restart. */
  writeCabinet(
    by: Technician,
    cabinet: Cabinet,
    /** The reader whose badge format was learnt, where that is what is new. */
    badgeReader?: string,
  ): Result<WrittenCabinet, Fault>;
  /** 0 to 10; kept until somebody sets it anew. */
  setVolume(by: Technician, volume: number): Result<void, ServiceFault>;
  isTechnician(by: Technician): boolean;
}

export interface Technician {
  readonly sessionId: string;
  readonly userId: string;
}

export type ServiceFault = Fault<
  'notAllowed' | 'unknownDevice' | 'noSpace' | 'noFolder' | 'readOnly' | 'io'
>;

export interface ActionOptions {
  readonly store: Store;
  readonly doors: DoorService;
  readonly devices: readonly Device[];
  readonly facts: () => ServiceFacts;
  readonly settings: () => Settings;
  readonly cabinet: Cabinet;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly restart: () => void;
  /** The file that the kiosk was started from; null when there was none. */
  readonly cabinetFile: string | null;
  /** What was learnt since the start is not lost when another desk writes the file. */
  readonly withLearntFormats: (cabinet: Cabinet) => Cabinet;
}

type Action = EventPayload<'service.action'>['action'];

export function serviceActions(options: ActionOptions): ServiceActions {
  const { store, doors, devices, clock, ids } = options;

  function note(
    by: Technician,
    action: Action,
    target: string | null,
    result: Result<unknown, Fault>,
    detail: string | null = null,
  ): void {
    const outcome = result.ok ? 'done' : 'failed';
    store.write((db) =>
      record(db, by.sessionId, {
        type: 'service.action',
        payload: {
          userId: by.userId,
          action,
          target,
          outcome,
          detail: result.ok ? detail : result.error.code,
        },
      }),
    );
  }

  async function written(
    by: Technician,
    action: Action,
    folder: string,
    name: string,
    chunks: () => Iterable<Uint8Array>,
  ): Promise<Result<string, ServiceFault>> {
    if (!isTechnician(store.read, by)) return notAllowed(by);
    const result = await writeOut(folder, name, chunks());
    note(by, action, null, result);
    return result;
  }

  function deviceOf(by: Technician, id: string): Result<Device, ServiceFault> {
    if (!isTechnician(store.read, by)) return notAllowed(by);
    const device = devices.find((each) => each.id === id);
    if (!device?.openPort) return fault('unknownDevice', `${id} has no port that can be reopened`);
    return ok(device);
  }

  const stamp = (): string => new Date(clock.wall()).toISOString().replace(/[:.]/g, '-');

  return {
    parcelsIn: (locker) => inLocker(store.read, locker).map(({ id }) => id),
    openDoor(by, { locker, parcelIds }, stillThere) {
      if (!isTechnician(store.read, by))
        return Promise.resolve({ verdict: 'refused', reason: 'notAuthorised' });
      return doors.open(
        {
          sessionId: by.sessionId,
          contactId: null,
          locker,
          purpose: 'service',
          parcelIds,
          authorisationId: ids.id('auth'),
        },
        stillThere,
      );
    },
    followDoor: (operationId, tell) => doors.follow(operationId, tell),
    putOutOfService: (by, locker, why) =>
      store.write((db) => {
        if (!isTechnician(db, by)) return notAllowed(by);
        setOutOfService(db, locker, why);
        record(db, by.sessionId, {
          type: 'locker.outOfService',
          payload: { locker, why, note: null },
        });
        return ok(undefined);
      }),
    putInService: (by, locker) =>
      store.write((db) => {
        if (!isTechnician(db, by)) return notAllowed(by);
        setInService(db, locker);
        setVerified(db, locker, true);
        record(db, by.sessionId, {
          type: 'locker.inService',
          payload: { locker, userId: by.userId },
        });
        return ok(undefined);
      }),
    checkDatabase(by) {
      if (!isTechnician(store.read, by)) return notAllowed(by);
      const problems = [...store.check()];
      const chain = verifyChain(store.read);
      if (!chain.ok) problems.push(`event ${chain.error.seq}: ${chain.error.why}`);
      note(by, 'databaseChecked', null, ok(undefined), `${problems.length} problems`);
      return ok(problems);
    },
    async closePort(by, id) {
      const device = deviceOf(by, id);
      if (!device.ok) return device;
      await device.value.closePort?.();
      note(by, 'portClosed', id, device);
      return ok(undefined);
    },
    reopenPort(by, id) {
      const device = deviceOf(by, id);
      if (!device.ok) return device;
      note(by, 'portReopened', id, device);
      device.value.openPort?.();
      return ok(undefined);
    },
    restart(by) {
      if (!isTechnician(store.read, by)) return notAllowed(by);
      note(by, 'restartRequested', null, ok(undefined));
      options.restart();
      return ok(undefined);
    },
    writeBundle: (by, folder) =>
      written(by, 'supportBundleWritten', folder, `restante-${stamp()}.tar.gz`, () => [
        supportBundle({
          ...options,
          facts: options.facts(),
          settings: options.settings(),
          at: clock.wall(),
        }),
      ]),
    writeCabinet(by, cabinet, badgeReader) {
      if (!isTechnician(store.read, by)) return notAllowed(by);
      const { cabinetFile } = options;
      if (cabinetFile === null)
        return fault('noFile', 'this kiosk was not started from a cabinet file');
      const whole = badgeReader ? cabinet : options.withLearntFormats(cabinet);
      const result = writeCabinet(cabinetFile, whole, stamp());
      if (badgeReader) note(by, 'badgeFormatLearnt', badgeReader, result);
      else note(by, 'cabinetWritten', cabinet.model, result);
      return result;
    },
    setVolume(by, volume) {
      if (!isTechnician(store.read, by)) return notAllowed(by);
      store.write((db) => setChassisVolume(db, volume));
      note(by, 'volumeSet', null, ok(undefined), `step ${volume}`);
      return ok(undefined);
    },
    isTechnician: (by) => isTechnician(store.read, by),
    exportEvents: (by, folder) =>
      written(by, 'eventLogExported', folder, `restante-events-${stamp()}.ndjson`, () =>
        eventLines(store),
      ),
  };
}

/** The hub may have taken the role away while the menu was open. */
function isTechnician(db: ReadableDb, { userId }: Technician): boolean {
  return user(db, userId)?.role === 'technician';
}

function notAllowed({ userId }: Technician): Result<never, ServiceFault> {
  return fault('notAllowed', `${userId} is no technician`);
}
