import type { Credential } from '../main/base/credential.ts';
import type { KeyMeaning, KeypadAction } from '../main/base/keypad.ts';
import type { Result } from '../main/base/result.ts';
import type { Unsubscribe } from '../main/base/listeners.ts';

/**
 * The edge of the hardware layer. Everything that crosses it is plain data or a `Promise<Result>`,
 * so the layer could move into a process of its own without a change above it.
 */

/** What the sensor says. Most sensors sit on the latch: `closed` means latched, not necessarily shut. */
export type DoorState = 'open' | 'closed' | 'unknown';

/** One lock on one board on one bus, as printed on the board (1-based). */
export interface LockAddress {
  readonly bus: string;
  readonly board: number;
  readonly lock: number;
}

export type DeviceKind = 'doorBus' | 'doorBoard' | 'badgeReader' | 'barcodeScanner' | 'keypad';

/** `since` is monotonic milliseconds. */
export type DeviceHealth =
  | { readonly state: 'ready'; readonly since: number }
  | { readonly state: 'degraded'; readonly reason: string; readonly since: number }
  | { readonly state: 'lost'; readonly reason: string; readonly since: number };

export interface DeviceReport {
  /** `doors` for a bus, `doors/1` for a board on it, `reader` for a badge reader. */
  readonly id: string;
  readonly kind: DeviceKind;
  readonly health: DeviceHealth;
  /** As the device says it; absent where it cannot be asked. */
  readonly firmware?: string;
}

/** Bytes on a line and which way they went, or a note of what was done to the line. */
export interface FrameEntry {
  /** Monotonic milliseconds. */
  readonly at: number;
  readonly direction: 'out' | 'in' | 'dropped' | 'note';
  /** Of a note: its words. */
  readonly hex: string;
}

/** Hardware that looks after itself: it reopens its port for ever and says how it is. */
export interface Device {
  readonly id: string;
  readonly kind: DeviceKind;
  /** Begins to open the port. Absent hardware is not an error, it is `lost`. */
  start(): void;
  stop(): Promise<void>;
  /** This device and what hangs on it. */
  reports(): readonly DeviceReport[];
  onHealth(listener: (report: DeviceReport) => void): Unsubscribe;
  /** The last frames, oldest first; a device whose bytes could be a badge number has none. */
  readonly frames?: () => readonly FrameEntry[];
  /** Lets go of its port until `openPort`, so that something else may use it. */
  readonly closePort?: () => Promise<void>;
  /** Opens the port anew, whatever it was doing. */
  readonly openPort?: () => void;
}

export interface DoorChange {
  readonly lock: LockAddress;
  readonly state: DoorState;
  readonly previous: DoorState;
  /** Monotonic milliseconds of the poll that confirmed it. */
  readonly at: number;
}

/**
 * What became of one request to unlock. `reply` is what the board said, never what the door did:
 * only the sensor tells that.
 */
export type UnlockOutcome =
  | { readonly sent: false; readonly reason: NotSentReason; readonly message: string }
  | {
      readonly sent: true;
      readonly sentAt: number;
      readonly reply: 'accepted' | 'failed' | 'none';
    };

/** `tooLate`: the intent grew stale before the bus was free. `lost`: no live board. */
export type NotSentReason = 'tooLate' | 'lost' | 'unknownLock';

export interface UnlockOptions {
  /** Monotonic milliseconds after which no byte of this request may be written any more. */
  readonly notAfter: number;
  /** Called in the tick in which the frame was handed to the port. */
  readonly onSent?: (sentAt: number) => void;
}

export type BusFault = {
  readonly code: 'lost' | 'silent' | 'unknownLock';
  readonly message: string;
};

/** The boards on one port. Its driver sends an unlock frame at most once for each call. */
export interface DoorBus extends Device {
  readonly kind: 'doorBus';
  /** Every lock that the boards of this bus have. */
  readonly locks: readonly LockAddress[];
  unlock(lock: LockAddress, options: UnlockOptions): Promise<UnlockOutcome>;
  /** Asks the board now; the answer is younger than the call. */
  read(lock: LockAddress): Promise<Result<DoorState, BusFault>>;
  /** The last confirmed state (two equal polls), `unknown` before that and while the board is lost. */
  doorState(lock: LockAddress): DoorState;
  /** Whether the board answered a poll within the last two seconds. */
  isLive(lock: LockAddress): boolean;
  /** Confirmed changes only, `unknown` included. */
  onDoor(listener: (change: DoorChange) => void): Unsubscribe;
  /** Polls this lock's board faster until the returned function is called. */
  watchClosely(lock: LockAddress): Unsubscribe;
}

export interface BadgeRead {
  readonly reader: string;
  /** As the card and its reader tell it; what of it is the number, the badge format says. */
  readonly credential: Credential;
  /** Monotonic milliseconds of the last byte. */
  readonly at: number;
}

export interface BadgeReader extends Device {
  readonly kind: 'badgeReader';
  /** One call for one tap: a card that stays in the field is reported once. */
  onBadge(listener: (read: BadgeRead) => void): Unsubscribe;
}

/** One scan. `data` is what the symbol holds; the AIM identifier, where it was sent, is apart. */
export interface ScanRead {
  readonly scanner: string;
  /** `]C1`, `]Q3` …; null when the scanner does not send it. */
  readonly aim: string | null;
  /** Latin-1, at most 512 characters. GS, RS and EOT are kept; with any other control byte it is dropped. */
  readonly data: string;
  /** Monotonic milliseconds of the last byte. */
  readonly at: number;
}

export interface BarcodeScanner extends Device {
  readonly kind: 'barcodeScanner';
  /** One call for one scan: the same symbol held before the window is reported once. */
  onScan(listener: (scan: ScanRead) => void): Unsubscribe;
}

export interface KeypadPress {
  readonly keypad: string;
  readonly action: KeypadAction;
  readonly at: number;
}

export interface KeyTold {
  /** As `main/base/key-name.ts` names it. */
  readonly key: string;
  readonly means: KeyMeaning | null;
}

export interface Keypad extends Device {
  readonly kind: 'keypad';
  /** Debounced, without auto-repeat. */
  onPress(listener: (press: KeypadPress) => void): Unsubscribe;
  /** Every key by its name, also one that means nothing here: for tests and for learning. */
  onKey(listener: (key: KeyTold) => void): Unsubscribe;
  /** Headphones in or out; never called where the keypad cannot sense it. */
  onJack(listener: (pluggedIn: boolean) => void): Unsubscribe;
}
