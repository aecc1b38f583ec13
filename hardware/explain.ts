/**
 * What a frame, a scan or a badge is, in words: for integrators at the command line and for the log
 * view of the service menu. Each codec explains its own in an `explain.ts` beside it.
 */
export interface Explanation {
  /** It is whole, its check fits, and its meaning is known. */
  readonly ok: boolean;
  /** A short stable word: `status-request`, `unlock-reply`, `tracking` …; `unknown` otherwise. */
  readonly kind: string;
  /** Every part with its value, in the order of the bytes. Values are plain text or numbers. */
  readonly fields: Readonly<Record<string, string | number | boolean>>;
  /** What is wrong with it, each as a sentence that says what and where. */
  readonly problems: readonly string[];
  /** Other readings that also fit, most likely first. */
  readonly candidates: readonly Readonly<Record<string, string | number | boolean>>[];
}

/** An explanation of something whose meaning is known; it is right when nothing is wrong with it. */
export function explained(
  kind: string,
  fields: Explanation['fields'],
  problems: readonly string[] = [],
  candidates: Explanation['candidates'] = [],
): Explanation {
  return { ok: problems.length === 0, kind, fields, problems, candidates };
}

/** Something of which only this much can be said. */
export function unexplained(
  problem: string,
  fields: Explanation['fields'] = {},
  candidates: Explanation['candidates'] = [],
): Explanation {
  return { ok: false, kind: 'unknown', fields, problems: [problem], candidates };
}
