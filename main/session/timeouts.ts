import type { Settings } from '../contract/settings.ts';

/**
 * Every wait of a session, in one table with a sentence each. Machines and tests use the names; those
 * that administrators know come from the settings. All in seconds; `counted` is the part at the end
 * that the screen counts down and that one touch extends.
 */
export type Timers = Settings['timers'];

export type Wait = keyof typeof waits;

export interface WaitLength {
  readonly seconds: number;
  readonly counted: number;
}

/** The last ten seconds of a wait are counted down on the screen and spoken. */
const COUNTED = 10;

export const waits = {
  /** *Return to Home on Inactivity*: any screen without a touch, key or scan. */
  inactivity: (timers: Timers) => counted(timers.returnToHomeOnInactivity),
  /** *Return to Home After Pickup*: how long "your locker is here" stays. */
  afterPickup: (timers: Timers) => counted(timers.returnToHomeAfterPickup),
  /** *Admin Session Timeout*: any screen of somebody of the staff who has signed in. */
  admin: (timers: Timers) => counted(timers.adminSessionTimeout),
  /** "Not recognised", "nothing here": long enough to read twice, short for the queue behind. */
  notice: () => counted(20),
  /** After the alarm the screen goes back to Home; the door stays watched. */
  leftOpenNotice: () => counted(30),
  /** "Thank you": the person is already walking away, so nothing is counted. */
  farewell: () => ({ seconds: 6, counted: 0 }),
} satisfies Record<string, (timers: Timers) => WaitLength>;

/** Delays in milliseconds that are not waits for a person. */
export const delays = {
  /** One step of a visible countdown. */
  TICK: 1_000,
  /** A line such as "please wait, somebody is using the kiosk" stays this long. */
  INTERJECTION: 4_000,
  /** *Reopen After Drop-off*: so long after its door was closed. The door's own rule counts the same. */
  REOPEN: 60_000,
} as const;

export function waitLength(wait: Wait, timers: Timers): WaitLength {
  return waits[wait](timers);
}

/** *Locker Access After Pickup* in milliseconds: the same person may open the same locker again. */
export function lockerAccess(timers: Timers): number {
  return timers.lockerAccessAfterPickup * 1_000;
}

/** *Door Left Open* in milliseconds. */
export function doorLeftOpen(timers: Timers): number {
  return timers.doorLeftOpen * 1_000;
}

function counted(seconds: number): WaitLength {
  return { seconds, counted: Math.min(COUNTED, seconds) };
}
