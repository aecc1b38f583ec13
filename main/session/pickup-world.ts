import type { Stroke } from '../contract/strokes.ts';

/** What a pickup asks of the world besides who somebody is and what waits for them. */
export interface PickupWorld {
  /** Writes down that these parcels were signed for, before their door opens. */
  sign(question: SignQuestion): Signed;
}

export interface SignQuestion {
  readonly sessionId: string;
  /** Null for somebody who came with the code of a department. */
  readonly contactId: string | null;
  readonly parcelIds: readonly string[];
  readonly proof: Proof;
}

/** How somebody has said that they receive what waits for them. */
export type Proof =
  | { readonly by: 'strokes'; readonly strokes: readonly Stroke[] }
  /** In words, where nobody can draw. */
  | { readonly by: 'words' }
  /** What they have signed earlier in this session counts for these parcels as well. */
  | { readonly by: 'earlier'; readonly signatureId: string };

export interface Signed {
  /** Null: confirmed in words. */
  readonly signatureId: string | null;
}
