import { present } from '../base/assert.ts';
import { kioskSetup } from './kiosk-setup.ts';
import { routes, type Route } from './routes.ts';
import type { Identified } from './world.ts';

/**
 * Who is it, and what do they want? Badges, scans and typed codes come here from Home and from
 * everywhere where somebody is asked; one look-up answers, and its answer is a route.
 */
const look = { target: 'identifying', actions: 'takeShown' } as const;
const leaving = (end: 'left' | 'notRecognised' | 'done') =>
  ({
    'press.leave': { target: 'ending', actions: { type: 'endAs', params: { end } } },
    timeUp: {
      target: 'ending',
      actions: { type: 'endAs', params: { end: end === 'left' ? 'timedOut' : end } },
    },
  }) as const;

export const identifyState = kioskSetup.createStateConfig({
  entry: { type: 'attendFor', params: { wait: 'inactivity' } },
  on: {
    badge: look,
    scan: look,
    key: [{ guard: 'isTyped', target: 'identifying', actions: 'takeCode' }, { actions: 'type' }],
    ...leaving('left'),
  },
});

interface Answered {
  readonly event: { readonly output: Identified };
}
const found = ({ event }: Answered): Identified => event.output;
const as =
  (outcome: Identified['outcome']) =>
  ({ event }: Answered) => ({ found: event.output, as: outcome });
const to =
  (route: Route) =>
  ({ event }: Answered) => ({ found: event.output, to: route });
const staffFound = ({ event }: Answered) => ({
  staff: event.output.outcome === 'signedIn' ? event.output.staff : null,
});
const take = { type: 'takeFound', params: found } as const;

export const identifyingState = kioskSetup.createStateConfig({
  entry: ['closePanel', { type: 'attendFor', params: { wait: 'none' } }],
  on: { badge: { actions: [] }, scan: { actions: [] }, key: { actions: [] } },
  invoke: {
    src: 'identify',
    input: ({ context }) => ({
      sessionId: present(context.sessionId, 'the session'),
      shown: present(context.shown, 'what was shown'),
      pick: context.pick,
    }),
    onDone: [
      { guard: { type: 'found', params: as('refused') }, target: 'notRecognised', actions: take },
      { guard: { type: 'found', params: as('codesLocked') }, target: 'codesLocked', actions: take },
      { guard: { type: 'found', params: as('several') }, target: 'which', actions: take },
      {
        guard: { type: 'found', params: as('staff') },
        target: 'signIn',
        actions: ['takeStaffBadge', take],
      },
      {
        guard: { type: 'cameToDropOff', params: staffFound },
        target: 'dropOff',
        actions: take,
      },
      { guard: { type: 'found', params: as('signedIn') }, target: 'mailroom', actions: take },
      { guard: { type: 'dropOffIsOff', params: found }, target: 'notOffered', actions: take },
      { guard: { type: 'returnIsOff', params: found }, target: 'notOffered', actions: take },
      { guard: { type: 'bringsLabel', params: found }, target: 'signIn', actions: take },
      { guard: { type: 'nothingForThem', params: found }, target: 'nothingHere', actions: take },
      ...(Object.keys(routes) as Route[]).map((route) => ({
        guard: { type: 'leads' as const, params: to(route) },
        target: routes[route],
        actions: take,
      })),
    ],
  },
});

/** Two meanings fit what was shown: the only time that somebody is asked what it is. */
export const whichState = kioskSetup.createStateConfig({
  entry: { type: 'attendFor', params: { wait: 'inactivity' } },
  on: {
    badge: { actions: [] },
    scan: { actions: [] },
    'press.meaning': { guard: 'isOffer', target: 'identifying', actions: 'pick' },
    ...leaving('left'),
  },
});

/** Nothing came of it, and one may try again; badges open on while no code is looked at. */
export const notFoundState = kioskSetup.createStateConfig({
  entry: { type: 'attendFor', params: { wait: 'notice' } },
  on: {
    badge: look,
    scan: look,
    'press.again': 'identify',
    ...leaving('notRecognised'),
  },
});

/** Known, and there is nothing here for them, or nothing that this kiosk does. */
export const nothingToDoState = kioskSetup.createStateConfig({
  entry: { type: 'attendFor', params: { wait: 'notice' } },
  on: {
    badge: { target: 'ending', actions: 'takeShown' },
    scan: { target: 'ending', actions: 'takeShown' },
    ...leaving('done'),
  },
});
