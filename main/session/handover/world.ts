import type { LockerSize } from '../../contract/cabinet.ts';
import type { NothingFits } from '../../locker/offers.ts';

/**
 * What somebody asks of the world who brings something for another party. What changes something is
 * one transaction there.
 */
export interface HandoverWorld {
  /** What this person, or this PIN, may put in now. */
  look(question: { readonly sessionId: string; readonly party: Party }): readonly Task[];
  /** Promises a locker, or the one that is bound already. */
  begin(question: HandInQuestion): HandInBegun;
  /** Told while the door stands open, so that its closing finds nothing to record. */
  wished(question: HandoverWish): void;
  /** Nothing was put in; the locker is free again, and the PIN stays what it was. */
  giveUp(question: TaskQuestion & { readonly why: 'didNotOpen' | 'left' }): void;
  /** Nothing comes from this party: the promise is over. */
  notReturned(question: TaskQuestion): void;
  /** They bring it another time; gives until when they may, in wall-clock milliseconds. */
  later(question: TaskQuestion): number | null;
}

/**
 * Who stands there: the holder of a one-time PIN, a person by their badge, or whoever has just
 * collected the first thing of an exchange.
 */
export interface Party {
  readonly came: 'pin' | 'badge' | 'collecting';
  readonly contactId: string | null;
  readonly codeId: string | null;
  /** Of a PIN: what it was made for. */
  readonly reservationId: string | null;
}

export interface Task {
  readonly reservationId: string;
  readonly kind: 'return' | 'exchange';
  /** `first`: the one who brings it; `back`: what is given in exchange. */
  readonly leg: 'first' | 'back';
  /** Whose it will be. */
  readonly to: string;
  readonly size: LockerSize;
  /**
   * Power failed, or the door was closed when nobody was there: it may lie in this locker already, and
   * the staff have to look.
   */
  readonly maybeIn: number | null;
}

export interface TaskQuestion {
  readonly sessionId: string;
  readonly reservationId: string;
}

export interface HandInQuestion extends TaskQuestion {
  readonly party: Party;
  /** What they have tried was too small; null takes the size that was reserved. */
  readonly largerThan: LockerSize | null;
}

export type HandInBegun =
  | {
      readonly outcome: 'granted';
      readonly locker: number;
      readonly size: LockerSize;
      readonly parcelId: string;
    }
  | NothingFits
  /** Cancelled, done or over since the screen was shown. */
  | { readonly outcome: 'refused' };

export interface HandoverWish extends TaskQuestion {
  readonly locker: number;
  readonly wish: 'needLarger' | 'notReturned' | 'takenOut';
}
