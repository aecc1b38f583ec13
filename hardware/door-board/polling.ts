/** How often boards of any family are read, in milliseconds, with the reason. */
export const polling = {
  /** A board at rest, one whose door is about to move, and one that is silent. */
  idle: 500,
  watched: 100,
  lost: 2_000,
  /** After this many polls without an answer nobody knows how its doors stand. */
  missesUntilLost: 3,
  /** A board is alive when it answered within this time (R10). */
  liveWithin: 2_000,
  /** How often the schedule is looked at. */
  tick: 20,
} as const;
