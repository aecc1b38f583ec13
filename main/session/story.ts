import type { AnyActorRef, AnyMachineSnapshot } from 'xstate';
import { visitScreen } from './visit-screens.ts';
import { leadingVisit, visitsScreen } from './visits-screens.ts';
import type { VisitsSnapshot } from './visits.ts';
import type { VisitSnapshot } from './visit.ts';
import type { BankFacts, Screen } from './screen.ts';

/**
 * What the stories have in common. A story is a machine with two regions, `attention` and `story`; it
 * may run a visit to a door (`visit`) or to several (`visits`), whose screen is then shown in place
 * of its own.
 */
export function visitIn(snapshot: AnyMachineSnapshot): VisitSnapshot | null {
  const visits = visitsIn(snapshot);
  return visits ? leadingVisit(visits) : activeChild<VisitSnapshot>(snapshot, 'visit');
}

function visitsIn(snapshot: AnyMachineSnapshot): VisitsSnapshot | null {
  return activeChild<VisitsSnapshot>(snapshot, 'visits');
}

function activeChild<Child extends AnyMachineSnapshot>(
  { children }: AnyMachineSnapshot,
  id: string,
): Child | null {
  const child = (children as Readonly<Record<string, AnyActorRef | undefined>>)[id];
  const inside = child?.getSnapshot() as Child | undefined;
  return inside?.status === 'active' ? inside : null;
}

/** The screen of the visit that is going on, or else the story's own. */
export function visitOr(
  snapshot: AnyMachineSnapshot,
  bank: BankFacts,
  own: () => Screen,
  /** What the story has to say beside the open door. */
  beside: Screen['lines'] = [],
): Screen {
  const visits = visitsIn(snapshot);
  if (visits) return visitsScreen(visits, bank);
  const visit = visitIn(snapshot);
  if (!visit) return own();
  const screen = visitScreen(visit, bank);
  const using = visit.matches({ story: { doorOpen: 'using' } });
  return using ? { ...screen, lines: [...screen.lines, ...beside] } : screen;
}

/** Where a story stands, whatever its countdown does: when it moves, an open panel must go. */
export function stageOf(snapshot: AnyMachineSnapshot): string {
  const own = (snapshot.value as { readonly story?: unknown }).story;
  return JSON.stringify([own, (snapshot.context as { readonly stage?: string }).stage ?? null]);
}

interface Moved {
  readonly event: { readonly snapshot: AnyMachineSnapshot };
}

/** How the kiosk follows a story that it runs: what moved is remembered, and an open panel goes. */
export const followed = {
  guard: {
    type: 'storyMoved',
    params: ({ event }: Moved) => ({ stage: stageOf(event.snapshot) }),
  },
  actions: [
    {
      type: 'rememberStory',
      params: ({ event }: Moved) => ({ stage: stageOf(event.snapshot), farewell: false }),
    },
    'closePanel',
  ],
} as const;
