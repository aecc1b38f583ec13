import type { Settings } from '../contract/settings.ts';
import type { Wanted } from './kiosk-context.ts';
import type { Identified, Meant } from './world.ts';

/**
 * Where what somebody showed leads. A story that this kiosk has not got answers honestly, and its
 * choice does not stand at Home.
 */
export type Route = 'pickup' | 'storage' | 'handover' | 'dropOff';

/** The state of the kiosk for each; whoever adds a story puts its state here. */
export const routes = {
  pickup: 'pickup',
  storage: 'storage',
  handover: 'handover',
  dropOff: 'dropOff',
} as const satisfies Readonly<Record<Route, string>>;

/** Null where it leads to no story of a person: nothing known, several meanings, the staff. */
export function routeOf(found: Identified, wanted: Wanted | null): Route | null {
  if (found.outcome === 'meant') return routeOfMeant[found.meant.kind];
  if (found.outcome !== 'recognised') return null;
  // Whoever has touched what they want is not asked again.
  if (wanted === 'store') return 'storage';
  return wanted === 'return' ? 'handover' : 'pickup';
}

const routeOfMeant = {
  storage: 'storage',
  oneTime: 'handover',
  carrier: 'dropOff',
  label: 'dropOff',
} as const satisfies Readonly<Record<Meant['kind'], Route>>;

export type HomeChoice = Exclude<Wanted, 'signIn'>;

/** The choices of Home: what the settings allow and this kiosk can do. */
export function choicesAtHome({ dropOff, general }: Settings): readonly HomeChoice[] {
  const built = (route: Route): boolean => (routes[route] as string) !== 'notOffered';
  return [
    'pickUp',
    ...(dropOff.mailroomDirect && built('dropOff') ? (['dropOff'] as const) : []),
    ...(built('storage') ? (['store'] as const) : []),
    ...(general.returnAndExchange && built('handover') ? (['return'] as const) : []),
  ];
}
