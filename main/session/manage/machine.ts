import type { SnapshotFrom } from 'xstate';
import { attentionRegion, noAttention } from '../attention.ts';
import { emptyEntry } from '../entry.ts';
import { questionOf } from './context.ts';
import { doorStates } from './door-states.ts';
import { admin, ending, lookAgain, timed, working } from './parts.ts';
import { manageSetup, NAME, NOTE } from './setup.ts';

/**
 * Administrator and operator manage the lockers: the map, one locker, several at once, and the doors
 * that are opened one after another. Every change is asked of the world, and then the bank is looked
 * over again: nothing shown here is older than the last thing that was done.
 */
export const manageMachine = manageSetup.createMachine({
  id: 'manage',
  type: 'parallel',
  context: ({ input }) => ({
    ...input,
    attention: noAttention,
    survey: [],
    then: input.first ? 'first' : 'map',
    filter: null,
    locker: null,
    kind: 'expired',
    chosen: [],
    queue: [],
    removed: [],
    failed: [],
    many: false,
    purpose: 'remove',
    why: null,
    entry: emptyEntry('none', NOTE),
    found: [],
    act: null,
    answer: null,
    stage: '',
    end: null,
  }),
  output: ({ context }) => ({ end: context.end }),
  on: { '*': { actions: 'unexpected' } },
  states: {
    attention: attentionRegion,
    story: {
      initial: 'looking',
      states: {
        looking: {
          id: 'looking',
          entry: working,
          invoke: {
            src: 'survey',
            onDone: {
              target: 'looked',
              actions: {
                type: 'takeSurvey',
                params: ({ event }) => ({ survey: event.output }),
              },
            },
          },
        },
        looked: {
          always: [
            { guard: 'anyExpired', target: 'expiredFirst' },
            { guard: 'isFirst', target: 'ended' },
            { guard: 'showsLocker', target: 'locker' },
            { target: 'map' },
          ],
        },
        /** They have just logged in, and something has lain too long. */
        expiredFirst: {
          entry: admin,
          on: {
            'press.confirm': { target: 'selecting', actions: 'chooseExpired' },
            'press.skip': ending(null),
            ...timed,
          },
        },
        map: {
          entry: admin,
          on: {
            'press.locker': { guard: 'isLocker', target: 'locker', actions: 'takeLocker' },
            'press.filter': { guard: 'isFilter', actions: 'takeFilter' },
            'press.select': { guard: 'hasCandidates', target: 'selecting', actions: 'takeKind' },
            'press.back': ending(null),
            ...timed,
          },
        },
        /** Several lockers, for one thing that is done with each of them. */
        selecting: {
          entry: admin,
          on: {
            'press.choose': { guard: 'isCandidate', actions: 'toggle' },
            'press.chooseAll': { actions: 'toggleAll' },
            'press.go': [
              {
                guard: { type: 'goesOn', params: { kinds: ['expired', 'reservations'] } },
                target: 'ready',
                actions: 'queueChosen',
              },
              { guard: { type: 'goesOn', params: { kinds: ['putOut'] } }, target: 'reasons' },
              {
                guard: { type: 'goesOn', params: { kinds: ['putBack'] } },
                target: 'acting',
                actions: ['wantPutBack', { type: 'thenShow', params: { then: 'map' } }],
              },
            ],
            'press.back': lookAgain('map'),
            ...timed,
          },
        },
        locker: {
          entry: [admin, { type: 'thenShow', params: { then: 'locker' } }],
          on: {
            'press.remove': {
              guard: 'canRemove',
              target: 'ready',
              actions: { type: 'queueOne', params: { purpose: 'remove' } },
            },
            'press.look': {
              guard: 'isUnverified',
              target: 'ready',
              actions: { type: 'queueOne', params: { purpose: 'inspect' } },
            },
            'press.outOfService': {
              guard: 'canPutOut',
              target: 'reasons',
              actions: 'choosePutOut',
            },
            'press.inService': { guard: 'isOut', target: 'acting', actions: 'want' },
            'press.reach': { target: 'acting', actions: 'want' },
            'press.release': { guard: 'isKept', target: 'acting', actions: 'want' },
            'press.resetCode': { guard: 'hasContents', target: 'acting', actions: 'want' },
            'press.notice': { guard: 'hasContents', target: 'acting', actions: 'want' },
            'press.dedicate': 'finding',
            'press.back': lookAgain('map'),
            ...timed,
          },
        },
        reasons: {
          entry: admin,
          on: {
            'press.reason': { guard: 'isReason', target: 'note', actions: 'takeReason' },
            'press.back': { target: 'looking', actions: 'dropQueue' },
            ...timed,
          },
        },
        note: {
          entry: [admin, { type: 'ask', params: { id: 'note', kind: NOTE } }],
          on: {
            key: [
              { guard: 'isAccepted', target: 'acting', actions: 'wantPutOut' },
              { actions: 'type' },
            ],
            'press.confirm': { target: 'acting', actions: 'wantPutOut' },
            'press.back': 'reasons',
            ...timed,
          },
        },
        /** For whom is it kept? Each key looks anew. */
        finding: {
          entry: [admin, { type: 'ask', params: { id: 'name', kind: NAME } }],
          initial: 'found',
          on: {
            'press.dedicate': { guard: 'isParty', target: 'acting', actions: 'wantDedicate' },
            key: [
              { guard: 'isAccepted', actions: [] },
              { target: '.searching', actions: 'type' },
            ],
            'press.back': { target: 'looking', actions: 'dropQueue' },
            ...timed,
          },
          states: {
            searching: {
              invoke: {
                src: 'search',
                input: ({ context }) => ({ typed: context.entry.text }),
                onDone: {
                  target: 'found',
                  actions: { type: 'takeFound', params: ({ event }) => ({ found: event.output }) },
                },
              },
            },
            found: {},
          },
        },
        acting: {
          entry: working,
          invoke: {
            src: 'act',
            input: ({ context }) => questionOf(context),
            onDone: [
              {
                guard: { type: 'sayResult', params: ({ event }) => event.output },
                target: 'told',
                actions: { type: 'takeAnswer', params: ({ event }) => ({ answer: event.output }) },
              },
              {
                guard: 'wasNotice',
                target: 'told',
                actions: { type: 'takeAnswer', params: ({ event }) => ({ answer: event.output }) },
              },
              { target: 'looking', actions: 'dropQueue' },
            ],
          },
        },
        told: {
          entry: admin,
          on: { 'press.back': { target: 'looking', actions: 'dropQueue' }, ...timed },
          exit: 'forgetAnswer',
        },
        ...doorStates,
        ended: { id: 'ended', type: 'final', entry: 'attentionOver' },
      },
    },
  },
});

export type ManageSnapshot = SnapshotFrom<typeof manageMachine>;
