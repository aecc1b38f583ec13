import type { Clock, TimerHandle } from '../../main/base/clock.ts';

/**
 * The field in front of a reader: one card lies in it or none does. A hand holds a card there for a
 * moment; a reader sees the same card again and again for as long as it lies there.
 */
export interface CardField<Card> {
  /** The card that lies there now. */
  card(): Card | null;
  place(card: Card): void;
  remove(): void;
  /** Placed, and taken away after `heldMs`. */
  tap(card: Card, heldMs?: number): void;
}

/** A hand is at the reader for about a third of a second. */
export const HELD_MS = 300;

/** `moved` is called when a card comes or goes. */
export function cardField<Card>(clock: Clock, moved: () => void): CardField<Card> {
  let lying: Card | null = null;
  let hand: TimerHandle = null;

  function become(card: Card | null): void {
    clock.clearTimeout(hand);
    lying = card;
    moved();
  }

  return {
    card: () => lying,
    place: become,
    remove: () => become(null),
    tap(card, heldMs = HELD_MS) {
      become(card);
      hand = clock.setTimeout(() => become(null), heldMs);
    },
  };
}
