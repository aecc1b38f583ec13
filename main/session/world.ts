import type { DoorPurpose, SessionEnd } from '../contract/event.ts';
import type { Locale } from '../contract/view.ts';
import type { OpenVerdict, OperationState } from '../door/operation.ts';
import type { PickupWorld } from './pickup-world.ts';
import type { ManageWorld } from './manage/world.ts';
import type { DropOffWorld } from './drop-off/world.ts';
import type { HandoverWorld } from './handover/world.ts';
import type { PressName } from './events.ts';
import type { ServiceWorld, StaffRole } from './service-world.ts';
import type { StorageWorld } from './storage/world.ts';
import type { Box } from '../locker/box.ts';
import type { LabelReading } from '../locker/label/label.ts';
import type { Shown } from '../locker/resolve.ts';

/**
 * What a session asks of the world, and what it hears back. Every question resolves with a value;
 * an expected failure is a value too, because a machine whose actor throws stands in the wrong state.
 */
export interface SessionWorld {
  /** For the staff; see `service-world.ts`. */
  readonly service: ServiceWorld;
  /** For recipients; see `pickup-world.ts`. */
  readonly pickup: PickupWorld;
  /** For the mailroom; see `manage/world.ts`. */
  readonly manage: ManageWorld;
  /** For whoever stores their own things; see `storage/world.ts`. */
  readonly storage: StorageWorld;
  /** For whoever returns something; see `handover/world.ts`. */
  readonly handover: HandoverWorld;
  /** Records that somebody came; gives the session's id. */
  begin(by: Arrival): string;
  identify(question: IdentifyQuestion): Identified;
  open(question: OpenQuestion, stillThere: () => boolean): Promise<OpenVerdict>;
  /** Tells the state of the operation now and at each change; returns how to stop. */
  followDoor(operationId: string, tell: (state: OperationState) => void): () => void;
  report(question: ReportQuestion): void;
  /** What the person wishes at the open door, said before it is closed. */
  wished(question: WishedQuestion): void;
  /** For whoever drops something off; see `drop-off/world.ts`. */
  readonly dropOff: DropOffWorld;
  end(question: EndQuestion): void;
}

/** How somebody began. */
export type Arrival = 'badge' | 'touch' | 'scan' | 'code';

export interface IdentifyQuestion {
  readonly sessionId: string;
  readonly shown: Shown;
  /** Which of several meanings the person has chosen; null before they were asked. */
  readonly pick: number | null;
}

export type Identified =
  | {
      readonly outcome: 'recognised';
      readonly person: Person;
      readonly boxes: readonly Box[];
      /** Collected a short while ago; the same person may open these again. */
      readonly reopenable: readonly Box[];
    }
  /** Something for a story other than pickup. */
  | { readonly outcome: 'meant'; readonly meant: Meant }
  /** A badge of somebody of the staff: their PIN is asked for. */
  | { readonly outcome: 'staff' }
  /** A user badge barcode, which stands for user name and password. */
  | { readonly outcome: 'signedIn'; readonly staff: Staff }
  /** Two meanings fit: the person is asked, and asks again with what they picked. */
  | { readonly outcome: 'several'; readonly offers: readonly MeaningKind[] }
  /** Too many wrong codes at this kiosk; badges work on. */
  | { readonly outcome: 'codesLocked'; readonly forMs: number }
  | { readonly outcome: 'refused' };

/** What somebody may have meant, as the question between several of them names it. */
export type MeaningKind =
  'recipient' | 'staff' | 'pickup' | 'storage' | 'oneTime' | 'carrier' | 'label';

export type Meant =
  /** A storage PIN or a one-time PIN: the promise that it opens, and whose code it is. */
  | {
      readonly kind: 'storage' | 'oneTime';
      readonly codeId: string;
      readonly reservationId: string | null;
      readonly contactId: string | null;
      readonly departmentId: string | null;
    }
  | { readonly kind: 'carrier'; readonly userId: string; readonly name: string }
  | { readonly kind: 'label'; readonly reading: LabelReading };

export interface Staff {
  readonly userId: string;
  readonly name: string;
  readonly role: StaffRole;
}

/** A recipient: known by their badge, or only by a code that they hold. */
export interface Person {
  /** Null for a code that is a department's. */
  readonly contactId: string | null;
  /** The pickup code that was shown; null for somebody who showed a badge. */
  readonly codeId: string | null;
  /** Null when nobody knows what they speak. */
  readonly locale: Locale | null;
}

/** One press of one person: this door, for this purpose. */
export interface OpenQuestion {
  readonly sessionId: string;
  /** Null when it is not a recipient who opens. */
  readonly contactId: string | null;
  /** The pickup code with which somebody opens. */
  readonly codeId?: string | null;
  /** Who of the staff or the carriers opens. */
  readonly userId?: string | null;
  readonly reservationId?: string | null;
  readonly purpose: DoorPurpose;
  readonly locker: number;
  readonly parcelIds: readonly string[];
}

export interface WishedQuestion {
  readonly question: OpenQuestion;
  readonly wish: PressName;
}

export interface EndQuestion {
  readonly sessionId: string;
  readonly reason: SessionEnd;
  /** Who of the mailroom was logged in; they are logged out with it. */
  readonly userId: string | null;
}

export interface ReportQuestion {
  readonly sessionId: string;
  readonly locker: number | null;
  readonly what: 'didNotOpen' | 'unknown' | 'leftOpen' | 'contents';
}
