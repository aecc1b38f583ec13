import type { VisitOutput } from './visit.ts';

/**
 * How a story weighs the end of a visit: guards for its `setup`, and what its states name them with.
 */
export const visitGuards = {
  wished: (_: unknown, { output, wish }: { output: VisitOutput; wish: VisitOutput['wish'] }) =>
    output.result === 'closed' && output.wish === wish,
  visited: (_: unknown, { output, as }: { output: VisitOutput; as: VisitOutput['result'] }) =>
    output.result === as,
  /** Nobody knows what the door did: what was promised stays for staff to settle. */
  isUnknown: (_: unknown, { output }: { output: VisitOutput }) => output.doorUnknown,
};

interface Visited {
  readonly event: { readonly output: VisitOutput };
}

export const wished = (wish: VisitOutput['wish']) =>
  ({
    type: 'wished',
    params: ({ event }: Visited) => ({ output: event.output, wish }),
  }) as const;

export const visited = (as: VisitOutput['result']) =>
  ({ type: 'visited', params: ({ event }: Visited) => ({ output: event.output, as }) }) as const;

export const doorUnknown = {
  type: 'isUnknown',
  params: ({ event }: Visited) => ({ output: event.output }),
} as const;
