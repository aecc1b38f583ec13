import { basename } from 'node:path';
import type { Fault, Result } from './base/result.ts';
import type { Cabinet } from './contract/cabinet.ts';
import type { ServiceActions } from './service/actions.ts';
import type { BadgeDesk } from './service/badge-desk.ts';
import type { ServiceFacts as Measured } from './service/facts.ts';
import { outcome, row, verbatim } from './service/phrases.ts';
import type { TakeAway } from './service/stick.ts';
import { summaryText } from './service/summary.ts';
import type { SwapDesk } from './service/swap-desk.ts';
import type { Phrase, ServiceActQuestion, ServiceOutcome } from './session/service-world.ts';

/** Does what a technician chose in the menu and says what came of it. */
export interface ServiceActsOptions {
  readonly actions: ServiceActions;
  readonly facts: () => Measured;
  readonly swap: SwapDesk;
  readonly badges: BadgeDesk;
  readonly cabinet: Cabinet;
  /** Where exports go: a stick, or the kiosk's own folder. */
  readonly takeAway: () => TakeAway;
  /** A frame of this device in words. */
  readonly explain: (device: string, hex: string) => string;
}

export function serviceActs(
  options: ServiceActsOptions,
): (question: ServiceActQuestion) => Promise<ServiceOutcome> {
  const { actions } = options;

  return async function act({ action, ...by }) {
    switch (action.do) {
      case 'outOfService':
        return told(actions.putOutOfService(by, action.locker, action.why), 'service.did.out');
      case 'inService':
        return told(actions.putInService(by, action.locker), 'service.did.in');
      case 'reopenPort':
        return told(actions.reopenPort(by, action.device), 'service.did.reopened');
      case 'restartApp':
        return told(actions.restart(by), 'service.did.restart');
      case 'checkDatabase':
        return checked(actions.checkDatabase(by));
      case 'selfTest':
        return selfTest(options.facts());
      case 'supportBundle':
        return written((folder) => actions.writeBundle(by, folder));
      case 'exportEvents':
        return written((folder) => actions.exportEvents(by, folder));
      case 'showFrames':
        return frames(action.device);
      case 'boardSwapped':
        return options.swap.look(by, action.device);
      case 'adoptBoard':
        return options.swap.adopt(by, action.device);
      case 'setVolume':
        return told(actions.setVolume(by, action.volume), 'service.did.volume');
      case 'summary':
        return {
          ...outcome(true, { key: 'service.did.summary' }),
          code: summaryText(options.cabinet.model, options.facts()),
        };
      case 'learnBadge':
        return options.badges.learn(by, action.taps);
      case 'keepBadge': {
        const kept = options.badges.keep(by, action.choice);
        return kept.ok ? outcome(true, { key: 'service.did.learnt' }) : failed(kept.error);
      }
    }
  };

  async function written(
    write: (folder: string) => Promise<Result<string, Fault>>,
  ): Promise<ServiceOutcome> {
    const { folder, stick } = options.takeAway();
    const result = await write(folder);
    if (!result.ok) return failed(result.error);
    return outcome(
      true,
      stick
        ? { key: 'service.did.onStick', values: { file: basename(result.value) } }
        : { key: 'service.did.kept', values: { path: result.value } },
    );
  }

  function frames(device: string): ServiceOutcome {
    const found = options.facts().devices.find(({ id }) => id === device);
    const entries = (found?.lastFrames ?? []).toReversed();
    return outcome(
      true,
      { key: entries.length === 0 ? 'service.frames.none' : 'service.frames.newest' },
      entries.map(({ direction, hex }) =>
        direction === 'note'
          ? row(verbatim(ARROWS.note), verbatim(hex))
          : row(verbatim(`${ARROWS[direction]} ${hex}`), verbatim(options.explain(device, hex))),
      ),
    );
  }
}

const ARROWS = { in: '←', out: '→', dropped: '×', note: '•' } as const;

/** Reads only: nothing opens, nothing is written to a device. */
function selfTest({ devices, doors, disk }: Measured): ServiceOutcome {
  const lost = devices.filter(({ health }) => health.state === 'lost').map(({ id }) => id);
  const { unknown } = doors;
  const room = disk.level === 'ok';
  const fine = lost.length === 0 && unknown === 0 && room;
  return outcome(fine, { key: fine ? 'service.selfTest.fine' : 'service.selfTest.attention' }, [
    row(
      'service.devices',
      lost.length === 0
        ? { key: 'service.selfTest.devices' }
        : { key: 'service.selfTest.lost', values: { devices: lost.join(', ') } },
      lost.length === 0 ? 'good' : 'bad',
    ),
    row(
      'service.selfTest.sensors',
      { key: 'service.selfTest.unknown', values: { unknown } },
      unknown === 0 ? 'good' : 'bad',
    ),
    row(
      'service.disk',
      { key: room ? 'service.selfTest.room' : 'service.selfTest.full' },
      room ? 'good' : 'bad',
    ),
  ]);
}

function checked(result: Result<readonly string[], Fault>): ServiceOutcome {
  if (!result.ok) return failed(result.error);
  const faults = result.value;
  return outcome(
    faults.length === 0,
    { key: 'service.did.checked', values: { faults: faults.length } },
    faults.map((fault, i) => row(verbatim(String(i + 1)), verbatim(fault), 'bad')),
  );
}

function told(result: Result<void, Fault>, key: Phrase['key']): ServiceOutcome {
  return result.ok ? outcome(true, { key }) : failed(result.error);
}

function failed(fault: Fault): ServiceOutcome {
  return outcome(false, faultPhrase(fault));
}

/** What went wrong, and what to do about it; the system's own words where there are no better ones. */
export function faultPhrase({ code, message }: Fault): Phrase {
  switch (code) {
    case 'notAllowed':
    case 'unknownDevice':
    case 'noSpace':
    case 'noFolder':
    case 'readOnly':
    case 'noFile':
    case 'notLearnt':
      return { key: `service.fault.${code}` };
    default:
      return { key: 'service.fault.other', values: { message } };
  }
}
