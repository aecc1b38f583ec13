import type { SessionEnd } from '../contract/event.ts';
import { signQuestion, visitOf, visitsOf } from './pickup-context.ts';
import { pickupSetup } from './pickup-setup.ts';
import { stageOf } from './story.ts';
import type { VisitResult } from './visit.ts';
import { stageOfAll } from './visits-context.ts';

/** The states of a pickup from the choice of a door on: signing for it, and the door itself. */
export const ending = (end: SessionEnd) =>
  ({ target: '#ended', actions: { type: 'endAs', params: { end } } }) as const;
const alone = { type: 'attendFor', params: { wait: 'none' } } as const;

interface Visited {
  readonly event: { readonly output: { readonly result: VisitResult } };
}
const was =
  (result: VisitResult) =>
  ({ event }: Visited): boolean =>
    event.output.result === result;
/** How a visit ends that leaves something behind: with the session. */
const ends = [
  { guard: was('alarm'), ...ending('doorLeftOpen') },
  { guard: was('timedOut'), ...ending('timedOut') },
  ending('left'),
] as const;

/** A signature comes before the door, and is written down before it opens. */
export const toDoorState = pickupSetup.createStateConfig({
  id: 'toDoor',
  always: [
    { guard: 'mustSign', target: 'signing' },
    { guard: 'mustWriteDown', target: 'writingDown' },
    { guard: 'opensSeveral', target: 'visitingAll' },
    { target: 'visiting' },
  ],
});

/** Nothing that is drawn here outlives whoever leaves. */
export const signingState = pickupSetup.createStateConfig({
  entry: ['notInWords', { type: 'attendFor', params: { wait: 'inactivity' } }],
  on: {
    stroke: { actions: 'draw' },
    'press.clear': { actions: 'clear' },
    'press.inWords': { actions: 'askInWords' },
    'press.confirm': [
      { guard: 'inWords', target: 'writingDown', actions: 'confirmWords' },
      { guard: 'isDrawn', target: 'writingDown', actions: 'confirmStrokes' },
      { actions: 'tellEmpty' },
    ],
    'press.leave': ending('left'),
    timeUp: ending('timedOut'),
  },
});

export const writingDownState = pickupSetup.createStateConfig({
  entry: alone,
  invoke: {
    src: 'sign',
    input: ({ context }) => signQuestion(context),
    onDone: {
      target: 'toDoor',
      actions: { type: 'takeSigned', params: ({ event }) => event.output },
    },
  },
});

/** At a door, until it is closed or the person has turned away from it. */
export const visitingState = pickupSetup.createStateConfig({
  entry: alone,
  invoke: {
    id: 'visit',
    src: 'visit',
    input: ({ context }) => visitOf(context),
    onSnapshot: {
      actions: { type: 'takeStage', params: ({ event }) => ({ stage: stageOf(event.snapshot) }) },
    },
    onDone: [
      { guard: was('closed'), target: 'collected', actions: 'collected' },
      { guard: was('others'), target: 'choosing' },
      ...ends,
    ],
  },
  on: { activity: { actions: 'passOn' }, 'press.*': { actions: 'passOn' } },
});

/** `[F42]` At all doors at once. */
export const visitingAllState = pickupSetup.createStateConfig({
  entry: alone,
  invoke: {
    id: 'visits',
    src: 'visits',
    input: ({ context }) => visitsOf(context),
    onSnapshot: {
      actions: {
        type: 'takeStage',
        params: ({ event }) => ({ stage: stageOfAll(event.snapshot.context) }),
      },
    },
    onDone: [
      {
        guard: was('closed'),
        target: 'collected',
        actions: { type: 'collectedOf', params: ({ event }) => event.output },
      },
      ...ends,
    ],
  },
  on: { activity: { actions: 'passOnToAll' }, 'press.*': { actions: 'passOnToAll' } },
});
