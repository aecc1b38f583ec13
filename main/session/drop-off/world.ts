import type { LockerSize } from '../../contract/cabinet.ts';
import type { NothingFits } from '../../locker/offers.ts';
import type { Overridable } from '../../locker/eligible.ts';
import type { NamedLocker } from '../../locker/allocation.ts';
import type { SizeCounts } from '../../locker/size.ts';

/**
 * What a drop-off asks of the world. Whatever changes something is one transaction there; whatever is
 * shown of a recipient or a tracking number comes back as the person who asks may see it.
 */
export interface DropOffWorld {
  /** Whether anything can be taken in now. */
  begin(): DropOffReady;
  readLabel(question: LabelQuestion): LabelFound;
  /** A package without a barcode: it gets a number of ours. */
  noBarcode(): Label;
  search(question: SearchQuestion): readonly Recipient[];
  /** Where the recipient has something already, and what is free for them. */
  look(question: { readonly recipient: Recipient }): Choices;
  /** Promises a locker to the package, or says why none can be. */
  promise(question: PromiseQuestion): Promised;
  /** One more package into the locker whose door stands open. */
  note(question: NoteQuestion): Noted;
  /** What the person wished at the door: the package is not put in, or is taken out again. */
  wished(question: WishQuestion): void;
  /** The sensor does not tell, and somebody of the staff says that it lies inside. */
  placed(question: PlacedQuestion): void;
}

export type DropOffReady = { readonly outcome: 'ready' } | { readonly outcome: 'diskFull' };

export interface Actor {
  readonly userId: string;
  readonly name: string;
  readonly role: 'administrator' | 'operator' | 'carrier';
}

export interface LabelQuestion {
  readonly actor: Actor;
  readonly aim: string | null;
  readonly text: string;
}

export interface Label {
  readonly tracking: string;
  /** As it may stand on the screen. */
  readonly shown: string;
  /** Whose number it is, as the recipient shall read it; null when nobody knows. */
  readonly carrier: string | null;
  /** The number was made here, and should be written on the package. */
  readonly generated: boolean;
}

export interface Recipient {
  readonly contactId: string | null;
  readonly departmentId: string | null;
  /** As it may stand on the screen. */
  readonly name: string;
}

export type LabelFound =
  | {
      readonly outcome: 'reserved';
      readonly label: Label;
      readonly recipient: Recipient;
      readonly reservationId: string;
      readonly size: LockerSize;
      readonly locker: number | null;
    }
  | { readonly outcome: 'received'; readonly label: Label; readonly recipient: Recipient }
  | { readonly outcome: 'new'; readonly label: Label }
  | { readonly outcome: 'alreadyHere'; readonly label: Label; readonly locker: number }
  /** Its recipient may not be given a locker. */
  | { readonly outcome: 'private'; readonly label: Label }
  | { readonly outcome: 'noLabel' };

export interface SearchQuestion {
  readonly actor: Actor;
  readonly among: 'contact' | 'department';
  readonly typed: string;
}

export interface Choices {
  /** Where something may be added. */
  readonly boxes: readonly { readonly locker: number; readonly holds: number }[];
  readonly free: SizeCounts;
  /** Sizes that this bank has at all. */
  readonly sizes: readonly LockerSize[];
  /** For the operator's map. */
  readonly lockers: readonly number[];
  /** Free, but out of reach for this recipient: on an operator's word only, this once. */
  readonly beyondReach: readonly number[];
}

export type Where =
  | { readonly kind: 'add'; readonly locker: number }
  | {
      readonly kind: 'size';
      readonly size: LockerSize;
      readonly override: readonly Overridable[];
    }
  | {
      readonly kind: 'named';
      readonly locker: number;
      readonly override: readonly Overridable[];
    };

export interface PromiseQuestion {
  readonly sessionId: string;
  readonly label: Label;
  readonly recipient: Recipient;
  readonly reservationId: string | null;
  readonly where: Where;
}

export type Promised =
  | {
      readonly outcome: 'promised';
      readonly parcelId: string;
      readonly locker: number;
      readonly size: LockerSize;
    }
  | (NothingFits & { readonly size: LockerSize })
  | {
      readonly outcome: 'refused';
      readonly because: Extract<NamedLocker, { outcome: 'refused' }>['because'] | 'alreadyHere';
    }
  | { readonly outcome: 'diskFull' };

export interface NoteQuestion {
  readonly sessionId: string;
  readonly actor: Actor;
  readonly recipient: Recipient;
  readonly locker: number;
  readonly aim: string | null;
  readonly text: string;
}

export type Noted =
  | { readonly outcome: 'noted' }
  /** It is somebody else's, or lies here already. */
  | { readonly outcome: 'notForThis' }
  | { readonly outcome: 'noLabel' }
  | { readonly outcome: 'closed' };

export interface WishQuestion {
  readonly sessionId: string;
  readonly userId: string | null;
  readonly locker: number;
  readonly why: 'cancelled' | 'needLarger' | 'notEmpty' | 'didNotOpen' | 'left' | 'takenOut';
}

export interface PlacedQuestion {
  readonly sessionId: string;
  readonly userId: string;
  readonly locker: number;
}
