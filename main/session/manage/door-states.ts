import { stageOf } from '../story.ts';
import { visitOf } from './context.ts';
import { admin, ending, lookAgain, timed, working } from './parts.ts';
import { manageSetup } from './setup.ts';

/** Doors that the mailroom opens, one after another, and what is asked after each. */
/** The next door, before it is opened. */
const ready = manageSetup.createStateConfig({
  id: 'ready',
  entry: admin,
  on: {
    'press.openDoor': 'visiting',
    'press.skip': { guard: 'hasMany', target: 'next' },
    'press.finish': { guard: 'hasMany', target: 'summary' },
    'press.back': { guard: 'isSingle', ...lookAgain('locker') },
    ...timed,
  },
});

/** At a door, until it is closed or they have turned away from it. */
const visiting = manageSetup.createStateConfig({
  entry: working,
  invoke: {
    id: 'visit',
    src: 'visit',
    input: ({ context }) => visitOf(context),
    onSnapshot: {
      actions: {
        type: 'takeStage',
        params: ({ event }) => ({ stage: stageOf(event.snapshot) }),
      },
    },
    onDone: [
      { guard: ({ event }) => event.output.result === 'closed', target: 'shut' },
      {
        guard: ({ event }) => event.output.result === 'alarm',
        ...ending('doorLeftOpen'),
      },
      {
        guard: ({ event }) => event.output.result === 'timedOut',
        ...ending('timedOut'),
      },
      { target: 'turnedAway' },
    ],
  },
  on: { activity: { actions: 'passOn' }, 'press.*': { actions: 'passOn' } },
});

const shut = manageSetup.createStateConfig({
  always: [
    { guard: 'wasRemoving', target: 'closed', actions: 'markRemoved' },
    { guard: 'wasAgain', target: 'closed' },
    { target: 'seen' },
  ],
});

const turnedAway = manageSetup.createStateConfig({
  always: [
    { guard: 'wasAgain', target: 'closed' },
    { guard: 'hasMany', target: 'next', actions: 'markFailed' },
    lookAgain('locker'),
  ],
});

const closed = manageSetup.createStateConfig({
  entry: admin,
  on: {
    'press.next': 'next',
    'press.reopen': { target: 'visiting', actions: 'openAgain' },
    ...timed,
  },
});

const next = manageSetup.createStateConfig({
  entry: 'nextInQueue',
  always: [{ guard: 'hasMany', target: 'nextOrSummary' }, lookAgain('locker')],
});

const nextOrSummary = manageSetup.createStateConfig({
  always: [{ guard: 'isLast', target: 'summary' }, { target: 'ready' }],
});

const summary = manageSetup.createStateConfig({
  entry: admin,
  on: { 'press.back': lookAgain('map'), ...timed },
});

/** They have looked into a locker, and say what they saw. */
const seen = manageSetup.createStateConfig({
  entry: admin,
  on: {
    'press.found': { target: 'acting', actions: 'want' },
    'press.back': lookAgain('locker'),
    ...timed,
  },
});

export const doorStates = {
  ready,
  visiting,
  shut,
  turnedAway,
  closed,
  next,
  nextOrSummary,
  summary,
  seen,
} as const;
