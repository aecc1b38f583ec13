import type { Clock } from '../base/clock.ts';
import type { Ids } from '../base/ids.ts';
import type { Log } from '../base/log.ts';
import { assert } from '../base/assert.ts';
import { listeners, type Unsubscribe } from '../base/listeners.ts';
import type { Store } from '../../db/open.ts';
import type { OperationRow } from '../../db/door-operations.ts';
import type { UnlockOutcome } from '../../hardware/device.ts';
import * as records from './door-records.ts';
import type { OpenRequest } from './door-records.ts';
import { MAX_ATTEMPTS, doorTiming } from './timing.ts';
import { watchDoors } from './door-watch.ts';
import type { OpenVerdict, OperationState } from './operation.ts';
import type { PurposeTable } from './purpose/purpose.ts';
import type { WiredDoor, Wiring } from './wiring.ts';

/**
 * Opens doors for people: a committed intent, at most one pulse for it, a verdict from the sensor.
 * What the door does afterwards is watched and recorded whether or not anybody still asks.
 */
export interface DoorService {
  /** `stillThere` is asked before a second or third pulse; nobody there, no pulse. */
  open(request: OpenRequest, stillThere: () => boolean): Promise<OpenVerdict>;
  /** Tells the state of an opened operation now and at each change, until it is closed. */
  follow(operationId: string, listener: (state: OperationState) => void): Unsubscribe;
  /** Begins to watch the doors; after `reconcile`. */
  start(): void;
  stop(): void;
}

export interface DoorServiceOptions {
  readonly store: Store;
  readonly purposes: PurposeTable;
  readonly wiring: Wiring;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** *Door Left Open* of the settings, in milliseconds, asked anew for each opening. */
  readonly leftOpenAfter: () => number;
}

export interface OperationChange {
  readonly operationId: string;
  readonly state: OperationState;
}

export function createDoorService(options: DoorServiceOptions): DoorService {
  const { wiring, clock, ids, log } = options;
  const changes = listeners<OperationChange>();
  const watch = watchDoors({ ...options, changed: (change) => changes.emit(change) });

  async function open(request: OpenRequest, stillThere: () => boolean): Promise<OpenVerdict> {
    const door = wiring.doorOf(request.locker);
    if (!door) return { verdict: 'refused', reason: 'unknownLocker' };
    const begun = clock.monotonic();
    for (let attempt = 1; ; attempt += 1) {
      // R10: a board that does not answer gets no intent.
      if (!door.bus.isLive(door.lock)) return { verdict: 'refused', reason: 'boardLost' };
      const mustBeClosed = options.purposes[request.purpose]?.needsClosedDoor ?? false;
      if (mustBeClosed && wiring.state(request.locker) !== 'closed')
        return { verdict: 'refused', reason: 'busy' };
      const intent = records.recordIntent(options, ids, request, attempt);
      if (!intent.ok) {
        log.info('door not asked', { locker: request.locker, reason: intent.error.code });
        return { verdict: 'refused', reason: intent.error.code };
      }
      const { verdict, answered } = await pulse(door, intent.value);
      const again =
        verdict.verdict === 'didNotOpen' &&
        !answered &&
        attempt < MAX_ATTEMPTS &&
        clock.monotonic() - begun <= doorTiming.retryWindow &&
        stillThere();
      if (!again) return verdict;
      log.warn('no answer and still closed, another pulse', { locker: request.locker, attempt });
    }
  }

  /** One recorded pulse: writes at most one unlock frame and waits for what the sensor says. */
  async function pulse(door: WiredDoor, row: OperationRow): Promise<PulseResult> {
    const relax = door.bus.watchClosely(door.lock);
    const opening = watch.expectOpening(row);
    try {
      const outcome = await door.bus.unlock(door.lock, {
        notAfter: clock.monotonic() + doorTiming.intentToWrite,
        onSent: () => records.recordCommanded(options, row),
      });
      if (!outcome.sent) return { verdict: refused(row, outcome), answered: true };
      const answered = outcome.reply !== 'none';
      const open = await opening.within(outcome.sentAt + doorTiming.openWindow);
      const asked = open ?? (await askOnce(door));
      const seenOpen = opening.seen() ? 'open' : asked;
      if (seenOpen === 'silent') {
        records.recordUnknown(options, row, 'silent');
        return { verdict: { verdict: 'unknown', operationId: row.id }, answered };
      }
      if (seenOpen === 'closed') {
        records.recordDidNotOpen(options, row, outcome.reply);
        watch.remember(row, outcome.sentAt);
        return { verdict: { verdict: 'didNotOpen', operationId: row.id }, answered };
      }
      records.recordOpened(options, row, {
        afterMs: clock.monotonic() - outcome.sentAt,
        late: false,
      });
      watch.opened(row);
      return { verdict: { verdict: 'opened', operationId: row.id }, answered };
    } finally {
      opening.stop();
      relax();
    }
  }

  function refused(row: OperationRow, outcome: UnlockOutcome): OpenVerdict {
    assert(!outcome.sent, 'a refused outcome was not sent');
    const reason = outcome.reason === 'lost' ? 'boardLost' : 'tooLate';
    records.recordRefused(options, row, reason);
    log.warn('unlock not sent', { locker: row.locker, why: outcome.message });
    return { verdict: 'refused', reason };
  }

  return {
    open,
    follow(operationId, listener) {
      const stop = changes.add((change) => {
        if (change.operationId === operationId) listener(change.state);
      });
      listener(watch.stateOf(operationId));
      return stop;
    },
    start: () => watch.start(),
    stop: () => watch.stop(),
  };
}

interface PulseResult {
  readonly verdict: OpenVerdict;
  /** Whether the board answered; after an answer nothing is sent again by itself. */
  readonly answered: boolean;
}

/** The window is over without a confirmed opening: ask the board itself before judging. */
async function askOnce(door: WiredDoor): Promise<'open' | 'closed' | 'silent'> {
  const answer = await door.bus.read(door.lock);
  if (!answer.ok || answer.value === 'unknown') return 'silent';
  return answer.value;
}
