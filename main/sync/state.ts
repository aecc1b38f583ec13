/**
 * How far the hub has our log, as one value and one pure function. Invariants:
 *
 * - nothing is sent before the hub has said what it has (`asking`);
 * - one batch is on its way at most, and it begins at `acked + 1`;
 * - after an uncertain answer the hub is asked again before anything later is sent;
 * - `acked` moves only on the hub's word, and never past our own head;
 * - being offline is a normal state, not an error: waiting grows up to five minutes, and is forgotten
 *   at the first answer;
 * - `stopped` is left by people only: the hub's history and ours contradict each other.
 */
export type UpState =
  | { readonly phase: 'asking'; readonly failures: number }
  | { readonly phase: 'ready'; readonly acked: number }
  | { readonly phase: 'sending'; readonly acked: number }
  | { readonly phase: 'waiting'; readonly failures: number }
  | { readonly phase: 'stopped'; readonly why: 'fork' | 'regressed' };

export type UpInput =
  /** The hub's answer about what it has; `agrees` when our event of that number has the same hash. */
  | {
      readonly type: 'cursor';
      readonly acked: number;
      readonly head: number;
      readonly agrees: boolean;
    }
  /** There may be something new in the log. */
  | { readonly type: 'committed'; readonly head: number }
  | { readonly type: 'acked'; readonly acked: number; readonly head: number }
  /** No answer, or one that cannot be trusted: the batch may or may not have been stored. */
  | { readonly type: 'failed' }
  | { readonly type: 'gap' }
  | { readonly type: 'contradiction'; readonly why: 'fork' | 'regressed' }
  | { readonly type: 'waited' };

export type UpEffect =
  | { readonly do: 'ask' }
  | { readonly do: 'send'; readonly after: number }
  | { readonly do: 'wait'; readonly failures: number }
  | { readonly do: 'keepCursor'; readonly acked: number };

export interface UpStep {
  readonly state: UpState;
  readonly effects: readonly UpEffect[];
}

export const upStart: UpStep = {
  state: { phase: 'asking', failures: 0 },
  effects: [{ do: 'ask' }],
};

export function upStep(state: UpState, input: UpInput): UpStep {
  if (state.phase === 'stopped') return { state, effects: [] };
  switch (input.type) {
    case 'cursor':
      if (state.phase !== 'asking') return { state, effects: [] };
      if (input.acked > input.head) return stopped('regressed');
      return input.agrees ? known(input.acked, input.head) : stopped('fork');
    case 'committed':
      if (state.phase !== 'ready' || input.head <= state.acked) return { state, effects: [] };
      return sending(state.acked);
    case 'acked':
      if (state.phase !== 'sending') return { state, effects: [] };
      // A hub that claims less than before, or more than we have, is asked what it really has.
      if (input.acked < state.acked || input.acked > input.head) return asking(0);
      return known(input.acked, input.head);
    case 'failed': {
      const failures = (state.phase === 'asking' ? state.failures : 0) + 1;
      return { state: { phase: 'waiting', failures }, effects: [{ do: 'wait', failures }] };
    }
    case 'gap':
      return asking(0);
    case 'contradiction':
      return stopped(input.why);
    case 'waited':
      return state.phase === 'waiting' ? asking(state.failures) : { state, effects: [] };
  }
}

function known(acked: number, head: number): UpStep {
  const keep = { do: 'keepCursor', acked } as const;
  if (head <= acked) return { state: { phase: 'ready', acked }, effects: [keep] };
  const next = sending(acked);
  return { state: next.state, effects: [keep, ...next.effects] };
}

function sending(acked: number): UpStep {
  return { state: { phase: 'sending', acked }, effects: [{ do: 'send', after: acked }] };
}

function asking(failures: number): UpStep {
  return { state: { phase: 'asking', failures }, effects: [{ do: 'ask' }] };
}

function stopped(why: 'fork' | 'regressed'): UpStep {
  return { state: { phase: 'stopped', why }, effects: [] };
}

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 300_000;

/** Full jitter: somewhere between one second and the cap, which doubles with each failure. */
export function waitAfter(failures: number, chance: number): number {
  const cap = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures, 16));
  return FIRST_WAIT_MS + chance * (cap - FIRST_WAIT_MS);
}
