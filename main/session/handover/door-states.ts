import type { SessionEnd } from '../../contract/event.ts';
import { stageOf } from '../story.ts';
import { doorUnknown, visited, wished } from '../visit-ends.ts';
import { visitOf } from './context.ts';
import { handoverSetup } from './setup.ts';

/** The states of a return or an exchange from its open door on. */
const ending = (end: SessionEnd) =>
  ({ target: '#ended', actions: { type: 'endAs', params: { end } } }) as const;

const leaving = (end: SessionEnd) =>
  ({ target: '#givingUp', actions: { type: 'endAs', params: { end } } }) as const;

/** At the door, until it is closed or the person has turned away from it. */
export const visitingState = handoverSetup.createStateConfig({
  id: 'visiting',
  entry: { type: 'attendFor', params: { wait: 'none' } },
  invoke: {
    id: 'visit',
    src: 'visit',
    input: ({ context }) => visitOf(context),
    onSnapshot: {
      actions: { type: 'takeStage', params: ({ event }) => ({ stage: stageOf(event.snapshot) }) },
    },
    onDone: [
      { guard: wished('needLarger'), target: '#beginning', actions: 'askLarger' },
      { guard: wished('notReturned'), target: '#undecided' },
      { guard: wished('takenOut'), target: '#over' },
      { guard: visited('closed'), target: '#handedIn' },
      { guard: visited('alarm'), ...ending('doorLeftOpen') },
      // It lies inside since the first time; nothing of that is given back.
      { guard: 'isAgain', target: '#handedIn' },
      { guard: visited('others'), target: '#turning' },
      // It may have opened, and something may be inside: the staff look.
      { guard: doorUnknown, ...ending('left') },
      { guard: visited('timedOut'), ...leaving('timedOut') },
      leaving('left'),
    ],
  },
  on: { activity: { actions: 'passOn' }, 'press.*': { actions: 'passOn' } },
});

/** It lies there for the other party. For a minute they may open it again. */
export const doneState = handoverSetup.createStateConfig({
  id: 'handedIn',
  initial: 'fresh',
  entry: { type: 'attendFor', params: { wait: 'notice' } },
  states: {
    fresh: {
      always: [{ guard: 'staysShut', target: 'final' }, { target: 'open' }],
    },
    open: {
      entry: 'reopenAllowed',
      after: { REOPEN: { target: 'final', actions: 'reopenOver' } },
      on: { 'press.reopen': { guard: 'mayReopen', target: '#visiting', actions: 'openAgain' } },
    },
    final: {},
  },
  on: { 'press.finish': ending('done'), timeUp: ending('done') },
});
