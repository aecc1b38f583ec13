import type { SessionEnd } from '../contract/event.ts';
import type { Probe } from '../contract/view.ts';
import type { OpenRefusal } from '../door/operation.ts';
import type { Attention } from './attention.ts';
import type { Entry } from './entry.ts';
import { argOf, type SessionEvent } from './events.ts';
import type { Staff } from './kiosk-context.ts';
import {
  outOfServiceReasons,
  type BadgeSample,
  type ServiceAction,
  type ServiceDevice,
  type ServiceDoor,
  type ServiceFacts,
  type ServiceOutcome,
  type ServiceRead,
  type WizardStep,
  type WizardView,
} from './service-world.ts';
import type { Timers } from './timeouts.ts';

/** What a technician's session remembers. Pages only show; whatever asks the world is a state. */
export interface ServiceInput {
  readonly sessionId: string;
  readonly staff: Staff;
  readonly timers: Timers;
}

export interface ServiceContext extends ServiceInput {
  readonly attention: Attention;
  readonly facts: ServiceFacts;
  readonly page: ServicePage;
  /** Which part of a list that is too long for one screen; from 0. */
  readonly part: number;
  readonly device: string | null;
  readonly locker: number | null;
  readonly read: ServiceRead | null;
  readonly samples: readonly BadgeSample[];
  readonly entry: Entry | null;
  readonly action: ServiceAction | null;
  readonly result: ServiceOutcome | null;
  readonly operationId: string | null;
  readonly refusal: OpenRefusal | null;
  /** Lockers of a sequence that are still to be opened; empty when one door is tested alone. */
  readonly queue: readonly number[];
  /** How many of them may open before the technician is asked again. */
  readonly allowed: number;
  readonly step: WizardStep;
  readonly wizard: WizardView | null;
  readonly touched: readonly string[];
  /** Keys of the keypad that were felt, oldest first. */
  readonly felt: readonly string[];
  readonly tone: Tone | null;
  readonly end: SessionEnd;
}

export interface Tone {
  readonly side: Extract<Probe, { kind: 'tone' }>['side'];
  readonly nth: number;
}

/** Every page, and the one that *Back* leads to. */
export const pages = {
  menu: 'menu',
  kiosk: 'menu',
  clock: 'kiosk',
  network: 'kiosk',
  devices: 'menu',
  device: 'devices',
  frames: 'device',
  swap: 'device',
  doors: 'menu',
  door: 'doors',
  reasons: 'door',
  tests: 'menu',
  reads: 'tests',
  learnt: 'reads',
  keypad: 'tests',
  touch: 'tests',
  colours: 'tests',
  sound: 'tests',
  support: 'menu',
  restart: 'support',
  result: 'support',
} as const;
export type ServicePage = keyof typeof pages;

/** One confirmation lets so many doors open: what one person can watch and close in one go. */
export const BATCH = 8;

/** Eleven steps of 3 dB, as on the keypads. */
export const LOUDEST = 10;

export const noFacts: ServiceFacts = {
  doors: [],
  devices: [],
  kiosk: [],
  clock: [],
  network: [],
  volume: LOUDEST,
  firstTry: null,
};

export const plainActions = [
  'checkDatabase',
  'selfTest',
  'restartApp',
  'supportBundle',
  'exportEvents',
  'summary',
] as const;

const deviceActions = ['reopenPort', 'showFrames', 'boardSwapped', 'adoptBoard'] as const;

export const TOUCH_SPOTS = ['1', '2', '3', '4', '5', '6'] as const;

export function deviceOf({ facts, device }: ServiceContext): ServiceDevice | null {
  return facts.devices.find(({ id }) => id === device) ?? null;
}

export function doorOf({ facts, locker }: ServiceContext): ServiceDoor | null {
  return facts.doors.find((door) => door.locker === locker) ?? null;
}

export function sideOf(event: SessionEvent): Tone['side'] | null {
  const arg = argOf(event);
  return arg === 'left' || arg === 'right' || arg === 'both' ? arg : null;
}

export function pageNamed(name: string): ServicePage | null {
  return name in pages ? (name as ServicePage) : null;
}

export function doorNamed({ facts }: ServiceContext, event: SessionEvent): number | null {
  return facts.doors.find(({ locker }) => String(locker) === argOf(event))?.locker ?? null;
}

/** The action that a press stands for, where there is one for what is chosen. */
export function actionOf(context: ServiceContext, event: SessionEvent): ServiceAction | null {
  const arg = argOf(event);
  const { locker, device } = context;
  switch (event.type) {
    case 'press.outOfService': {
      const why = outOfServiceReasons.find((reason) => reason === arg);
      return why && locker !== null ? { do: 'outOfService', locker, why } : null;
    }
    case 'press.inService':
      return locker === null ? null : { do: 'inService', locker };
    case 'press.act': {
      if (deviceActions.some((name) => name === arg))
        return device === null ? null : { do: arg as (typeof deviceActions)[number], device };
      if (arg === 'louder' || arg === 'quieter') {
        const volume = context.facts.volume + (arg === 'louder' ? 1 : -1);
        return volume < 0 || volume > LOUDEST ? null : { do: 'setVolume', volume };
      }
      const choice = context.result?.choices?.findIndex((_, i) => arg === `keepBadge${i}`) ?? -1;
      if (choice >= 0) return { do: 'keepBadge', choice };
      const plain = plainActions.find((name) => name === arg);
      return plain ? { do: plain } : null;
    }
    default:
      return null;
  }
}

/** Where the technician reads what came of an action. */
export function pageAfter(action: ServiceAction | null): ServicePage {
  switch (action?.do) {
    case 'outOfService':
    case 'inService':
      return 'door';
    case 'reopenPort':
      return 'device';
    case 'showFrames':
      return 'frames';
    case 'boardSwapped':
    case 'adoptBoard':
      return 'swap';
    case 'setVolume':
      return 'sound';
    case 'learnBadge':
      return 'learnt';
    case 'keepBadge':
    case 'checkDatabase':
    case 'selfTest':
    case 'restartApp':
    case 'supportBundle':
    case 'exportEvents':
    case 'summary':
    case undefined:
      return 'result';
  }
}

/** The wizard's step behind a press, as far as the wizard offers it now. */
export function stepOf({ wizard }: ServiceContext, event: SessionEvent): WizardStep | null {
  const arg = argOf(event);
  if (event.type === 'press.isLocker') {
    const locker =
      wizard?.stage === 'which' ? wizard.free.find((n) => String(n) === arg) : undefined;
    return locker === undefined ? null : { step: 'isLocker', locker };
  }
  switch (arg) {
    case 'scan':
    case 'openNext':
    case 'skip':
    case 'review':
    case 'save':
      return { step: arg };
    default:
      return null;
  }
}
