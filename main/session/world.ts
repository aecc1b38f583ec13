import type { DoorPurpose, SessionEnd } from '../contract/event.ts';
import type { Locale } from '../contract/view.ts';
import type { OpenVerdict, OperationState } from '../door/operation.ts';
import type { ServiceWorld } from './service-world.ts';
import type { Box } from '../locker/box.ts';

/**
 * What a session asks of the world, and what it hears back. Every question resolves with a value;
 * an expected failure is a value too, because a machine whose actor throws stands in the wrong state.
 */
export interface SessionWorld {
  /** For the staff; see `service-world.ts`. */
  readonly service: ServiceWorld;
  /** Records that somebody came; gives the session's id. */
  begin(by: 'badge' | 'touch'): string;
  identify(question: IdentifyQuestion): Identified;
  open(question: OpenQuestion, stillThere: () => boolean): Promise<OpenVerdict>;
  /** Tells the state of the operation now and at each change; returns how to stop. */
  followDoor(operationId: string, tell: (state: OperationState) => void): () => void;
  report(question: ReportQuestion): void;
  end(question: EndQuestion): void;
}

export interface IdentifyQuestion {
  readonly sessionId: string;
  readonly badge: string;
}

export type Identified =
  | {
      readonly outcome: 'recognised';
      readonly person: Person;
      readonly boxes: readonly Box[];
      /** Collected a short while ago; the same person may open these again. */
      readonly reopenable: readonly Box[];
    }
  /** A badge of somebody of the staff: their PIN is asked for. */
  | { readonly outcome: 'staff' }
  | { readonly outcome: 'refused' };

export interface Person {
  readonly contactId: string;
  readonly locale: Locale;
}

/** One press of one person: this door, for this purpose. */
export interface OpenQuestion {
  readonly sessionId: string;
  /** Null when it is not a recipient who opens. */
  readonly contactId: string | null;
  /** Who of the staff or the carriers opens. */
  readonly userId?: string | null;
  readonly reservationId?: string | null;
  readonly purpose: DoorPurpose;
  readonly locker: number;
  readonly parcelIds: readonly string[];
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
