import type { OpenRefusal } from '../door/operation.ts';
import type { Attention } from './attention.ts';
import type { PressName } from './events.ts';
import type { MessageKey } from './messages.ts';
import type { Timers, Wait } from './timeouts.ts';
import type { OpenQuestion } from './world.ts';

/** What a visit to a door is given, remembers and gives back. */
export interface VisitInput {
  readonly question: OpenQuestion;
  readonly timers: Timers;
  readonly words: VisitWords;
  /** How long "your locker is open" stays before the person is asked to close it. */
  readonly wait: Wait;
  /** Whether the story has something else to go to when this door does not open. */
  readonly others: boolean;
  /** What the person may ask for while the door stands open; the door has to be closed first. */
  readonly wishes?: readonly Wish[];
  /** Somebody of the staff, whose word counts where the sensor does not tell. */
  readonly maySay?: boolean;
}

/** What this visit is about, in the words of the catalogue; each may use `{locker}`. */
export interface VisitWords {
  /** The name of the open screen, for layout and tests. */
  readonly screen: string;
  readonly openTitle: MessageKey;
  readonly openBody: MessageKey;
  readonly closeBody: MessageKey;
  readonly didNotOpen: MessageKey;
  readonly unknown: MessageKey;
  /** What to do when this door does not open and there are others. */
  readonly others?: MessageKey;
  /** What becomes of the thing when the door does not open; left out where nobody worries. */
  readonly safe?: MessageKey | undefined;
  /** Why this door does not open for them any more. */
  readonly notAuthorised?: MessageKey;
  readonly help: MessageKey;
}

/** A button on the open screen, and what the person is told while the door is still open. */
export interface Wish {
  readonly press: PressName;
  readonly label: MessageKey;
  readonly icon?: string;
}

export interface VisitContext extends VisitInput {
  readonly attention: Attention;
  readonly operationId: string | null;
  readonly refusal: OpenRefusal | null;
  readonly doorUnknown: boolean;
  readonly reported: boolean;
  readonly wish: PressName | null;
  readonly result: VisitResult;
}

/**
 * `closed`: opened and closed again. `alarm`: still open when the alarm came. `leave`, `others`,
 * `timedOut`: it was not seen open, and this is what the person did then. `said`: the sensor does not
 * tell, and the staff said that the thing lies inside.
 */
export type VisitResult = 'closed' | 'alarm' | 'leave' | 'others' | 'timedOut' | 'said';

export interface VisitOutput {
  readonly result: VisitResult;
  readonly operationId: string | null;
  readonly reported: boolean;
  /** The last that was heard of the door is that nobody knows. */
  readonly doorUnknown: boolean;
  /** What the person asked for while the door was open. */
  readonly wish: PressName | null;
}
