/**
 * The life of one attempt at one door, as a table. The store refuses any other move, the door service
 * makes these, and the model test explores them.
 */
export type OperationState =
  | 'requested'
  | 'commanded'
  | 'opened'
  | 'leftOpen'
  | 'closed'
  | 'refused'
  | 'didNotOpen'
  | 'unknown';

/**
 * `requested → leftOpen` and `commanded → leftOpen` happen at boot only: the door is found open and
 * nobody knows since when. `didNotOpen → opened` is the bolt that gave way late; `unknown → opened`
 * is a door seen open when its board answers again.
 */
export const operationMoves: Readonly<Record<OperationState, readonly OperationState[]>> = {
  requested: ['commanded', 'refused', 'leftOpen', 'unknown'],
  commanded: ['opened', 'didNotOpen', 'leftOpen', 'unknown'],
  opened: ['leftOpen', 'closed'],
  leftOpen: ['closed'],
  closed: [],
  refused: [],
  didNotOpen: ['opened'],
  unknown: ['opened'],
};

/** States in which the door is, or may be, open or about to open because of us. */
export const unfinishedStates: readonly OperationState[] = [
  'requested',
  'commanded',
  'opened',
  'leftOpen',
];

export function mayMove(from: OperationState, to: OperationState): boolean {
  return operationMoves[from].includes(to);
}

/** What the person and the records are told about one opening. */
export type OpenVerdict =
  | { readonly verdict: 'opened'; readonly operationId: string }
  | { readonly verdict: 'didNotOpen'; readonly operationId: string }
  | { readonly verdict: 'unknown'; readonly operationId: string }
  | { readonly verdict: 'refused'; readonly reason: OpenRefusal };

/** `notAuthorised`: the parcel is no longer there for this person; nothing was sent to the door. */
export type OpenRefusal =
  'busy' | 'boardLost' | 'notAuthorised' | 'outOfService' | 'tooLate' | 'unknownLocker';
