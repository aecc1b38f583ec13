import { present } from '../../base/assert.ts';
import type { SessionEnd } from '../../contract/event.ts';
import { stageOf } from '../story.ts';
import { doorUnknown, visited, wished } from '../visit-ends.ts';
import { visitOf } from './context.ts';
import { backOf, dropOffSetup, noteOf } from './setup.ts';

/** The states of a drop-off from its open door on: what was wished there, and what comes after. */
const asking = { type: 'attendFor', params: { wait: 'none' } } as const;
const ending = (end: SessionEnd) =>
  ({ target: '#ended', actions: { type: 'endAs', params: { end } } }) as const;

/** At a door, until it is closed or the person has turned away from it. */
export const visitingState = dropOffSetup.createStateConfig({
  id: 'visiting',
  entry: asking,
  initial: 'listening',
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
      { guard: wished(null), target: 'done', actions: 'reopenAllowed' },
      { guard: wished('needLarger'), target: 'resizing' },
      { guard: wished('notEmpty'), target: 'again' },
      { guard: visited('closed'), target: 'label' },
      { guard: visited('said'), target: 'saying' },
      { guard: visited('others'), target: 'turning' },
      { guard: visited('alarm'), ...ending('doorLeftOpen') },
      { guard: doorUnknown, ...ending('left') },
      {
        guard: visited('timedOut'),
        target: 'leaving',
        actions: { type: 'endAs', params: { end: 'timedOut' } },
      },
      { target: 'leaving', actions: { type: 'endAs', params: { end: 'left' } } },
    ],
  },
  on: { activity: { actions: 'passOn' }, 'press.*': { actions: 'passOn' } },
  states: {
    listening: {
      on: { scan: { guard: 'isBatch', target: 'noting', actions: 'takeNoteScan' } },
    },
    /** One more package for the same recipient, while the door stands open. */
    noting: {
      invoke: {
        src: 'note',
        input: ({ context }) => noteOf(context),
        onDone: {
          target: 'listening',
          actions: { type: 'takeNote', params: ({ event }) => event.output },
        },
      },
    },
  },
});

/** That door did not open: the promise is given back before another is made. */
export const turningState = dropOffSetup.createStateConfig({
  entry: asking,
  invoke: {
    src: 'takeBack',
    input: ({ context }) => backOf(context, 'didNotOpen'),
    onDone: 'again',
  },
});

export const resizingState = dropOffSetup.createStateConfig({
  entry: asking,
  invoke: {
    src: 'look',
    input: ({ context }) => ({ recipient: present(context.recipient, 'the recipient') }),
    onDone: {
      target: 'sizing',
      actions: { type: 'takeChoices', params: ({ event }) => event.output },
    },
  },
});

export const leavingState = dropOffSetup.createStateConfig({
  entry: asking,
  invoke: {
    src: 'takeBack',
    input: ({ context }) => backOf(context, 'left'),
    onDone: 'ended',
  },
});

/** The sensor does not tell; the staff do. */
export const sayingState = dropOffSetup.createStateConfig({
  entry: asking,
  invoke: {
    src: 'placed',
    input: ({ context: { sessionId, actor, promised } }) => ({
      sessionId,
      userId: actor.userId,
      locker: present(promised, 'the promised locker').locker,
    }),
    onDone: { target: 'done', actions: 'reopenOver' },
  },
});

export const doneState = dropOffSetup.createStateConfig({
  entry: 'attendActor',
  after: { REOPEN: { actions: 'reopenOver' } },
  on: {
    scan: { target: '#reading', actions: 'takeScan' },
    'press.reopen': { guard: 'mayReopen', target: 'visiting', actions: 'openAgain' },
    'press.next': { target: 'label', actions: 'noRemark' },
    'press.finish': ending('done'),
    timeUp: ending('timedOut'),
  },
});
