import type { VisitInput, VisitResult } from './visit-context.ts';

/** What several visits at once are given, remember and give back. */
export interface VisitsInput {
  /** In the order in which their doors open. */
  readonly visits: readonly VisitInput[];
}

/**
 * Where one of the visits stands, as far as it matters to the others: nobody has asked its door yet,
 * a state of its machine, or that it has ended.
 */
export type Standing =
  | 'waiting'
  | 'opening'
  | 'using'
  | 'closing'
  | 'leftOpen'
  | 'didNotOpen'
  | 'unknown'
  | 'reported'
  | 'refused'
  | 'over';

export interface OneOfThem {
  readonly locker: number;
  readonly standing: Standing;
  readonly result: VisitResult | null;
}

export interface VisitsContext extends VisitsInput {
  readonly all: readonly OneOfThem[];
  /** Whose own screen is shown. */
  readonly looking: number | null;
  /** How the visit ended that ended last. */
  readonly last: VisitResult | null;
}

export interface VisitsOutput {
  readonly results: readonly { readonly locker: number; readonly result: VisitResult }[];
  /** An alarm anywhere, or else how the last of them ended. */
  readonly result: VisitResult;
}

export const childOf = (locker: number): string => `visit-${locker}`;

export function lockerIn(eventType: string): number {
  return Number(eventType.slice(eventType.lastIndexOf('-') + 1));
}

export function firstContext({ visits }: VisitsInput): VisitsContext {
  const all = visits.map(({ question }) => ({
    locker: question.locker,
    standing: 'waiting' as const,
    result: null,
  }));
  return { visits, all, looking: null, last: null };
}

export function put(
  context: VisitsContext,
  locker: number,
  now: Partial<OneOfThem>,
): Pick<VisitsContext, 'all'> {
  return {
    all: context.all.map((each) => (each.locker === locker ? { ...each, ...now } : each)),
  };
}

/** Visits that have begun and not ended. */
export function running({ all }: VisitsContext): readonly OneOfThem[] {
  return all.filter(({ standing }) => standing !== 'waiting' && standing !== 'over');
}

/** The person may leave these: no door of theirs is open without the staff knowing. */
const LEAVABLE: readonly Standing[] = ['leftOpen', 'didNotOpen', 'unknown', 'reported', 'refused'];

export function mayLeaveAll(context: VisitsContext): boolean {
  return running(context).every(({ standing }) => LEAVABLE.includes(standing));
}

/** Whose own screen is shown: what was touched, or the only one that is left. */
export function lookedAt(context: VisitsContext): number | null {
  const those = running(context);
  if (context.all.some(({ standing }) => standing === 'waiting')) return null;
  const touched = those.find(({ locker }) => locker === context.looking);
  const [first, ...more] = those;
  return (touched ?? (more.length === 0 ? first : undefined))?.locker ?? null;
}

/** Changes when a door has moved or another is looked at: an open panel must go. */
export function stageOfAll({ all, looking }: VisitsContext): string {
  return JSON.stringify([all, looking]);
}

export function outputOf({ all, last }: VisitsContext): VisitsOutput {
  const results = all.flatMap(({ locker, result }) => (result ? [{ locker, result }] : []));
  const alarm = results.some(({ result }) => result === 'alarm');
  return { results, result: alarm ? 'alarm' : (last ?? 'leave') };
}
