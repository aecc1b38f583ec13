import type { LockerSize } from '../../contract/cabinet.ts';
import type { OutOfService } from '../../contract/event.ts';
import type { LockerStatus, Overlay } from '../../contract/view.ts';

/**
 * What the mailroom asks of the world while it manages lockers. Whatever changes something is one
 * transaction there, with its event, and asks again whether this user may do it.
 */
export interface ManageWorld {
  /** Every locker of the bank, with what is in it. */
  survey(): Survey;
  search(typed: string): readonly Party[];
  act(question: ManageQuestion): ManageAnswer;
}

export type Survey = readonly ManagedLocker[];

export interface ManagedLocker {
  readonly number: number;
  readonly size: LockerSize;
  readonly status: LockerStatus;
  readonly overlays: readonly Overlay[];
  readonly contents: readonly ManagedParcel[];
  /** What the locker is promised to, bound by its number. */
  readonly promise: ManagedPromise | null;
  /** The name of whom it is kept for. */
  readonly dedicatedTo: string | null;
  readonly outOfService: { readonly why: string; readonly note: string | null } | null;
}

export interface ManagedParcel {
  readonly id: string;
  readonly tracking: string;
  readonly recipient: string;
  /** Wall-clock milliseconds. */
  readonly since: number;
  readonly until: number | null;
  /** Whether it lies inside was never seen. */
  readonly placing: boolean;
}

export interface ManagedPromise {
  readonly id: string;
  readonly kind: 'delivery' | 'storage' | 'return' | 'exchange';
  readonly holder: string;
  /** Wall-clock milliseconds. */
  readonly until: number | null;
  /** Something lies inside, or may. */
  readonly active: boolean;
}

/** A person or a department; one of the two ids is null. */
export interface Party {
  readonly contactId: string | null;
  readonly departmentId: string | null;
  readonly name: string;
}

export interface ManageQuestion {
  readonly sessionId: string;
  readonly userId: string;
  readonly act: ManageAct;
}

export type ManageAct =
  | {
      readonly do: 'putOut';
      readonly lockers: readonly number[];
      readonly why: OutOfService;
      readonly note: string | null;
    }
  | { readonly do: 'putBack'; readonly lockers: readonly number[] }
  /** What somebody saw who has just looked into the locker. */
  | { readonly do: 'verify'; readonly locker: number; readonly found: 'empty' | 'asRecorded' }
  | { readonly do: 'reach'; readonly locker: number; readonly accessible: boolean }
  | {
      readonly do: 'dedicate';
      readonly locker: number;
      readonly contactId: string | null;
      readonly departmentId: string | null;
    }
  | { readonly do: 'release'; readonly locker: number }
  | { readonly do: 'resetCode'; readonly locker: number }
  | { readonly do: 'notice'; readonly locker: number };

export interface ManageAnswer {
  readonly done: readonly number[];
  readonly refused: readonly { readonly locker: number; readonly why: ManageRefusal }[];
  /** A new code, to be shown once; it stands nowhere. */
  readonly code: string | null;
}

/**
 * `notLooked`: nobody has opened it to look since it was asked. `cannotMove`: it is promised, and no
 * other locker can take the promise. `nothing`: there is nothing to do.
 */
export type ManageRefusal =
  'notAllowed' | 'notEmpty' | 'cannotMove' | 'unverified' | 'notLooked' | 'nothing';
