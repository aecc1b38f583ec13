import type { LockerSize } from '../../contract/cabinet.ts';
import type { NothingFits } from '../../locker/offers.ts';
import type { SizeCounts } from '../../locker/size.ts';

/** What somebody who stores things asks of the world. What changes something is one transaction there. */
export interface StorageWorld {
  look(question: { readonly holder: StorageHolder }): StorageFacts;
  /** Promises a locker: a new one, or the one that was reserved ahead by size. */
  begin(question: BeginQuestion): Begun;
  /** Nothing was put in; the locker is free again. */
  giveUp(question: StayQuestion): void;
  extend(question: StayQuestion & { readonly by: number }): Extended;
  /** Everything was taken out, and the person said that they need the locker no more. */
  finish(question: StayQuestion): void;
  /** The PIN that was made when the first thing was put in. It is told once. */
  pin(question: StayQuestion): string | null;
}

/** A person by their badge, or whoever holds the PIN of one stay. */
export interface StorageHolder {
  readonly contactId: string | null;
  readonly codeId: string | null;
  /** Of a PIN: the stay that it opens, and no other. */
  readonly reservationId: string | null;
}

export interface StorageFacts {
  readonly stays: readonly StayFacts[];
  /** Null where nothing new can be begun: only a PIN was shown. */
  readonly offer: StorageOffer | null;
}

export interface StorageOffer {
  readonly free: SizeCounts;
  /** Sizes that this bank has at all. */
  readonly sizes: readonly LockerSize[];
  /** What may be chosen, in ms, longest last; empty where the bank decides. */
  readonly durations: readonly number[];
  /** Where the bank decides: wall-clock milliseconds; null has no end. */
  readonly until: number | null;
}

export interface StayFacts {
  readonly reservationId: string;
  /** Null while only a size was reserved. */
  readonly locker: number | null;
  readonly size: LockerSize;
  /** Wall-clock milliseconds; null has no end. */
  readonly until: number | null;
  /** Something was put in already. */
  readonly active: boolean;
  /** Its time is over: the staff handle it now. */
  readonly over: boolean;
  /** How much more may be asked for, in ms. */
  readonly extensions: readonly number[];
  /** Of a department: everybody of it opens, and only an administrator ends it. */
  readonly shared: boolean;
}

export interface StayQuestion {
  readonly sessionId: string;
  readonly reservationId: string;
}

export interface BeginQuestion {
  readonly sessionId: string;
  readonly holder: StorageHolder;
  /** Null begins something new. */
  readonly reservationId: string | null;
  readonly size: LockerSize;
  /** Milliseconds; null where the bank decides. */
  readonly lasts: number | null;
}

export type Begun =
  | { readonly outcome: 'granted'; readonly reservationId: string; readonly locker: number }
  | NothingFits
  /** It could not be written down, so nothing is promised. */
  | { readonly outcome: 'diskFull' }
  /** Cancelled, or its time is over, since the screen was shown. */
  | { readonly outcome: 'refused' };

export type Extended = { readonly outcome: 'extended' } | { readonly outcome: 'refused' };
