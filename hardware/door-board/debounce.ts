import type { DoorState } from '../device.ts';

/**
 * From single readings to a confirmed state: two equal readings at least 100 ms apart. A latch that
 * bounces, or one bit that flips on the wire, is not a door that moved.
 */
export interface Debounced {
  readonly confirmed: DoorState;
  /** A reading that differs and waits for its confirmation. */
  readonly candidate: { readonly state: DoorState; readonly since: number } | null;
}

export const CONFIRM_AFTER_MS = 100;

export const nothingRead: Debounced = { confirmed: 'unknown', candidate: null };

export function reading(before: Debounced, state: DoorState, at: number): Debounced {
  if (state === before.confirmed) return { confirmed: before.confirmed, candidate: null };
  if (before.candidate?.state !== state)
    return { confirmed: before.confirmed, candidate: { state, since: at } };
  if (at - before.candidate.since < CONFIRM_AFTER_MS) return before;
  return { confirmed: state, candidate: null };
}
