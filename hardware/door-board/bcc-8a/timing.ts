/** Times of the 8A/80 boards, in milliseconds, with where each comes from. */
export const timing = {
  /** Twelve bytes at 9600 need 12.5 ms; boards answer within some tens of ms, integrators allow 300. */
  readReply: 300,
  /** The reply to an unlock comes after the pulse, up to about a second later. */
  unlockReply: 1_200,
  /** How long a reply that missed its deadline may still come: a read, an unlock. */
  lateRead: 300,
  lateUnlock: 1_000,
  /** The solenoid and the supply rest after each pulse. */
  afterPulse: 200,
  /** Polls of a board at rest, of one whose door is about to move, and of one that is silent. */
  pollIdle: 500,
  pollWatched: 100,
  pollLost: 2_000,
  /** After this many polls without an answer nobody knows how its doors stand. */
  missesUntilLost: 3,
  /** A board is alive when it answered within this time (R10). */
  liveWithin: 2_000,
  /** How often the schedule is looked at. */
  tick: 20,
} as const;
