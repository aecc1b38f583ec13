/**
 * What can be wrong with a bus, each reachable from tests and from the bench. `twoBoards` answer over
 * each other, `backToBack` one after the other; `swapped` are the two wires of the pair.
 */
export const busFaults = [
  'silent',
  'noUnlockReply',
  'dropUnlock',
  'wrongChecksum',
  'garbage',
  'echo',
  'late',
  'chunked',
  'noise',
  'twoBoards',
  'backToBack',
  'otherFamily',
  'swapped',
  'wrongBaud',
  'weakSupply',
] as const;
export type BusFaultName = (typeof busFaults)[number];

/** Which boards have which fault; board 0 stands for all of them. */
export type Faults = Map<BusFaultName, Set<number>>;

export function isFaulty(faults: Faults, name: BusFaultName, board?: number): boolean {
  const where = faults.get(name);
  return where !== undefined && (where.has(0) || (board !== undefined && where.has(board)));
}
