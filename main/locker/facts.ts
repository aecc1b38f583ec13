import type { LockerSize } from '../contract/cabinet.ts';

/** Whose parcel, whose reservation, whose dedicated locker. */
export interface Owner {
  readonly type: 'contact' | 'department';
  readonly id: string;
}

/**
 * What is known of one locker, each fact by itself. Its status, and whether it can be given to
 * somebody, are derived from these and stored nowhere.
 */
export interface LockerFacts {
  readonly number: number;
  readonly size: LockerSize;
  /** Named in the cabinet file of today. */
  readonly present: boolean;
  readonly inService: boolean;
  /** False: nobody knows for sure what is inside until somebody looks. */
  readonly verified: boolean;
  readonly occupied: boolean;
  /** Promised to somebody by its number. */
  readonly reserved: boolean;
  /** What is inside is past its time. */
  readonly expired: boolean;
  /** What the sensor says; `unknown` while its board does not answer. */
  readonly door: 'open' | 'closed' | 'unknown';
  /** It did not open, or its sensor contradicts itself, and no operator has looked at it since. */
  readonly doorFault: boolean;
  /** Within reach from a wheelchair, by the cabinet file or an administrator's word. */
  readonly accessible: boolean;
  readonly dedicatedTo: Owner | null;
  /** How often something was put in: the wear of its lock and hinge. */
  readonly deposits: number;
}

/** Why nothing can be put in now, in the order in which staff would want to hear it. */
export type Obstacle =
  | 'notPresent'
  | 'outOfService'
  | 'occupied'
  | 'reserved'
  | 'unverified'
  | 'doorFault'
  | 'doorNotClosed';

/** Offered for a deposit only if closed, empty, verified, in service, sound, and promised to nobody. */
export function obstacleOf(locker: LockerFacts): Obstacle | null {
  if (!locker.present) return 'notPresent';
  if (!locker.inService) return 'outOfService';
  if (locker.occupied || locker.expired) return 'occupied';
  if (locker.reserved) return 'reserved';
  if (!locker.verified) return 'unverified';
  if (locker.doorFault) return 'doorFault';
  if (locker.door !== 'closed') return 'doorNotClosed';
  return null;
}

export function isOwner(owner: Owner | null, somebody: Owner | null): boolean {
  return owner !== null && owner.type === somebody?.type && owner.id === somebody.id;
}

/** Spreads wear; equally worn ones by their number, so that the same question has the same answer. */
export function leastWornFirst(a: LockerFacts, b: LockerFacts): number {
  return a.deposits - b.deposits || a.number - b.number;
}
