import type { OpenVerdict, OperationState } from '../door/operation.ts';
import type { SessionEnd } from '../contract/event.ts';
import type { Phrase } from './messages.ts';

export type { Phrase } from './messages.ts';

/**
 * What a technician's session asks of the world. Facts come as one plain value at each change; every
 * question resolves with a value, also when it failed. What it says is a phrase of the catalogue; words
 * of devices, boards and protocols come through its key `words`.
 */
export interface ServiceWorld {
  /** Who of the staff this is; which part was wrong is never told. */
  identifyStaff(question: StaffQuestion): Promise<StaffAnswer>;
  signOut(question: {
    readonly sessionId: string;
    readonly userId: string;
    readonly reason: SessionEnd;
  }): void;
  /** Tells the facts now and at each change, at most a few times in a second. Returns how to stop. */
  followFacts(tell: (facts: ServiceFacts) => void): () => void;
  /** Tells each tap, scan or key of any device while somebody tests it. */
  followReads(tell: (read: ServiceRead) => void): () => void;
  /** One pulse for one press; never resolves later than the door's own deadline. */
  openLocker(question: ServiceOpenQuestion, stillThere: () => boolean): Promise<OpenVerdict>;
  followDoor(operationId: string, tell: (state: OperationState) => void): () => void;
  act(question: ServiceActQuestion): Promise<ServiceOutcome>;
  /** One step of the wiring wizard, which lives in the world; answers what to show next. */
  wizard(question: WizardQuestion): Promise<WizardView>;
  /** The technician turned away from the wizard: the kiosk gets its doors back. */
  leaveWizard(): void;
}

export type StaffRole = 'administrator' | 'operator' | 'technician' | 'carrier';

export type StaffCredential =
  | { readonly by: 'badge'; readonly badge: string; readonly pin: string }
  | { readonly by: 'password'; readonly userName: string; readonly password: string };

export type StaffQuestion = { readonly sessionId: string } & StaffCredential;

export type StaffAnswer =
  | {
      readonly outcome: 'recognised';
      readonly userId: string;
      readonly name: string;
      readonly role: StaffRole;
    }
  | { readonly outcome: 'refused'; readonly attemptsLeft: number }
  | { readonly outcome: 'notAllowed' }
  | { readonly outcome: 'locked'; readonly forMs: number };

/** A line of a table. `state` always comes with its word in `value`. */
export interface ServiceRow {
  readonly label: Phrase;
  readonly value: Phrase;
  readonly state: 'good' | 'attention' | 'bad' | null;
}

export interface ServiceFacts {
  readonly doors: readonly ServiceDoor[];
  readonly devices: readonly ServiceDevice[];
  /** Hub, backlog, disk, memory, clock, network, version, uptime: in reading order. */
  readonly kiosk: readonly ServiceRow[];
  /** What it takes for the time, and who says so. */
  readonly clock: readonly ServiceRow[];
  /** Interfaces, gateway, name servers, hub; shown, never changed here. */
  readonly network: readonly ServiceRow[];
  /** Loudness of the chassis speakers, 0 to 10 in steps of 3 dB. */
  readonly volume: number;
  /** First-try openings of the last 30 days; null while there were none. */
  readonly firstTry: { readonly opened: number; readonly of: number } | null;
}

export interface ServiceDoor {
  readonly locker: number;
  readonly state: 'open' | 'closed' | 'unknown';
  /** `doors/1/7`: where it is wired; null when it is not. */
  readonly address: string | null;
  readonly outOfService: string | null;
  /** How many parcels lie inside; the technician is told before opening. */
  readonly parcels: number;
  readonly pulses: number;
  /** Milliseconds from the unlock frame to the sensor, lately and before; null while too few. */
  readonly opensInMs: number | null;
  readonly openedInMs: number | null;
  readonly hints: readonly ServiceDoorHint[];
}

/** What the last attempts at a door say of its lock; see `main/service/door-figures.ts`. */
export type ServiceDoorHint = 'oftenFails' | 'slower' | 'oftenSilent' | 'neverOpened';

export interface ServiceDevice {
  readonly id: string;
  readonly kind: 'doorBus' | 'doorBoard' | 'badgeReader' | 'barcodeScanner' | 'keypad';
  readonly state: 'ready' | 'degraded' | 'lost';
  readonly reason: string | null;
  /** Milliseconds since this state began. */
  readonly forMs: number;
  readonly rows: readonly ServiceRow[];
}

/** One tap, scan or key in every rendering that is known; `raw` is what a badge format starts from. */
export interface ServiceRead {
  readonly device: string;
  readonly kind: 'badge' | 'scan' | 'key';
  readonly raw: string;
  /** What may be seen of it: of a badge only its shape. */
  readonly shown: Phrase;
  readonly rows: readonly ServiceRow[];
}

export interface ServiceOpenQuestion {
  readonly sessionId: string;
  readonly userId: string;
  readonly locker: number;
}

export const outOfServiceReasons = [
  'jammed',
  'sensor',
  'lock',
  'damaged',
  'dirty',
  'maintenance',
] as const;
export type OutOfServiceReason = (typeof outOfServiceReasons)[number];

export type ServiceAction =
  | { readonly do: 'outOfService'; readonly locker: number; readonly why: OutOfServiceReason }
  | { readonly do: 'inService'; readonly locker: number }
  | { readonly do: 'checkDatabase' | 'selfTest' | 'restartApp' | 'supportBundle' | 'exportEvents' }
  | { readonly do: 'reopenPort'; readonly device: string }
  /** Looks who answers on that bus now, after somebody put another board in; reads only. */
  | { readonly do: 'boardSwapped'; readonly device: string }
  /** The one new board takes the place of the one that is missing. */
  | { readonly do: 'adoptBoard'; readonly device: string }
  | { readonly do: 'setVolume'; readonly volume: number }
  /** What support asks first, short enough for a code that a telephone reads. */
  | { readonly do: 'summary' }
  /** The last frames of this device, newest first: a row is `→ 09:30:12 hex` and what it means. */
  | { readonly do: 'showFrames'; readonly device: string }
  | { readonly do: 'learnBadge'; readonly taps: readonly BadgeSample[] }
  /** One of the formats that the cards allow, from 0. */
  | { readonly do: 'keepBadge'; readonly choice: number };

/** What the reader sent, and the number that is printed on that card. */
export interface BadgeSample {
  readonly device: string;
  readonly raw: string;
  readonly printed: string;
}

export interface ServiceActQuestion {
  readonly sessionId: string;
  readonly userId: string;
  readonly action: ServiceAction;
}

export interface ServiceOutcome {
  readonly done: boolean;
  /** What came of it, in a sentence: a path, a count, a reason. */
  readonly words: Phrase;
  readonly rows: readonly ServiceRow[];
  /** Badge formats to choose from. */
  readonly choices?: readonly Phrase[];
  /** To be photographed. */
  readonly code?: string;
  /** What the technician may do next about it. */
  readonly next?: 'adoptBoard';
}

export interface WizardQuestion {
  readonly sessionId: string;
  readonly userId: string;
  readonly step: WizardStep;
}

export type WizardStep =
  /** Reads only: which boards answer, at which speed. Also begins anew. */
  | { readonly step: 'scan' }
  /** Pulses the next lock once and looks which sensor moves. */
  | { readonly step: 'openNext' }
  /** The person touched the locker whose door moved. */
  | { readonly step: 'isLocker'; readonly locker: number }
  /** No door of this bank belongs to this lock. */
  | { readonly step: 'skip' }
  | { readonly step: 'review' }
  | { readonly step: 'save' };

export type WizardView =
  | { readonly stage: 'scanned'; readonly rows: readonly ServiceRow[]; readonly locks: number }
  /** One sensor moved: the person says which locker that is, among those still free. */
  | {
      readonly stage: 'which';
      readonly lock: string;
      readonly free: readonly number[];
      readonly mapped: number;
      readonly of: number;
    }
  /** Mapped; that door is to be closed before the next one opens. */
  | {
      readonly stage: 'next';
      readonly locker: number | null;
      readonly mapped: number;
      readonly of: number;
    }
  /** None or several sensors moved, or nothing was sent; nothing was mapped. */
  | {
      readonly stage: 'trouble';
      readonly why: 'none' | 'several' | 'notSent' | 'stillOpen';
      readonly lock: string;
      readonly words: Phrase;
      readonly mapped: number;
      readonly of: number;
    }
  | {
      readonly stage: 'review';
      readonly rows: readonly ServiceRow[];
      readonly problems: readonly Phrase[];
    }
  | { readonly stage: 'saved'; readonly words: Phrase; readonly kept: Phrase | null }
  | { readonly stage: 'failed'; readonly words: Phrase; readonly rows: readonly ServiceRow[] };
