/** Every time that the door service waits for, with its reason. All in milliseconds. */
export const doorTiming = {
  /** From the committed intent to the first byte; an older intent must not reach the bus (R11). */
  intentToWrite: 500,
  /** From the unlock frame to a confirmed open sensor: pulse, bolt, spring and two polls. */
  openWindow: 3_000,
  /** The same person stands there: attempts after no answer must begin within this time (R3). */
  retryWindow: 10_000,
  /** A bolt that gives way after the verdict still opened because of our pulse. */
  lateOpening: 10_000,
  /** At boot: doors that have not answered by then count as unreachable (guarantee 6: Home in 5 s). */
  bootRead: 2_500,
} as const;

/** One pulse and two more, each a recorded operation of its own (R3). */
export const MAX_ATTEMPTS = 3;
