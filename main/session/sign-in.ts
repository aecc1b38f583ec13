import { assign, fromPromise, type SnapshotFrom } from 'xstate';
import { present } from '../base/assert.ts';
import type { SessionEnd } from '../contract/event.ts';
import { attentionRegion, noAttention, type Attention } from './attention.ts';
import { attentive } from './attentive.ts';
import { emptyEntry, typed, type Entry, type EntryKind } from './entry.ts';
import { notProvided, type Staff } from './kiosk-context.ts';
import type { StaffAnswer, StaffQuestion } from './service-world.ts';
import { type Timers } from './timeouts.ts';

/**
 * Somebody of the staff signs in: badge and PIN, or user name and password. What was wrong is never
 * told apart; what was typed is forgotten as soon as it has been asked about.
 */
export interface SignInInput {
  readonly sessionId: string;
  readonly timers: Timers;
  /** A badge of the staff that was tapped at Home. */
  readonly badge: string | null;
}

export interface SignInContext extends SignInInput {
  readonly attention: Attention;
  readonly userName: string;
  readonly entry: Entry;
  readonly answer: StaffAnswer | null;
  readonly end: SessionEnd;
}

export type SignInOutput =
  | { readonly outcome: 'signedIn'; readonly staff: Staff }
  | { readonly outcome: 'left'; readonly end: SessionEnd };

const PIN: EntryKind = { kind: 'digits', secret: true, maxLength: 8 };
const USER_NAME: EntryKind = { kind: 'text', secret: false, maxLength: 64 };
const PASSWORD: EntryKind = { kind: 'text', secret: true, maxLength: 128 };

const machine = attentive<SignInInput, SignInContext, SignInOutput>()({
  identifyStaff: fromPromise<StaffAnswer, StaffQuestion>(notProvided),
}).extend({
  guards: {
    hasBadge: ({ context }) => context.badge !== null,
    isAccepted: ({ context, event }) =>
      event.type === 'key' && event.key === 'accept' && context.entry.text.trim() !== '',
    recognised: (_, answer: StaffAnswer) => answer.outcome === 'recognised',
  },
  actions: {
    takeBadge: assign(({ event }) => (event.type === 'badge' ? { badge: event.text } : {})),
    takeUserName: assign(({ context }) => ({ userName: context.entry.text })),
    ask: assign((_, { id, kind }: { id: string; kind: EntryKind }) => ({
      entry: emptyEntry(id, kind),
    })),
    type: assign(({ context, event }) =>
      event.type === 'key' ? { entry: typed(context.entry, event.key) } : {},
    ),
    forgetTyped: assign({ entry: nothingTyped, badge: null, userName: '' }),
    takeAnswer: assign((_, answer: StaffAnswer) => ({ answer })),
    endAs: assign((_, params: { end: SessionEnd }) => params),
  },
});

function nothingTyped(): Entry {
  return emptyEntry('none', PIN);
}

const inactivity = { type: 'attendFor', params: { wait: 'inactivity' } } as const;
const ways = {
  'press.leave': { target: '#left', actions: { type: 'endAs', params: { end: 'left' } } },
  timeUp: { target: '#left', actions: { type: 'endAs', params: { end: 'timedOut' } } },
} as const;

export const signInMachine = machine.createMachine({
  id: 'signIn',
  type: 'parallel',
  context: ({ input }) => ({
    ...input,
    attention: noAttention,
    userName: '',
    entry: nothingTyped(),
    answer: null,
    end: 'done',
  }),
  output: ({ context }) =>
    context.answer?.outcome === 'recognised'
      ? {
          outcome: 'signedIn',
          staff: {
            userId: context.answer.userId,
            name: context.answer.name,
            role: context.answer.role,
          },
        }
      : { outcome: 'left', end: context.end },
  on: { '*': { actions: 'unexpected' } },
  states: {
    attention: attentionRegion,
    story: {
      initial: 'deciding',
      states: {
        deciding: { always: [{ guard: 'hasBadge', target: 'pin' }, { target: 'how' }] },
        how: {
          id: 'how',
          entry: ['forgetTyped', inactivity],
          on: {
            badge: { target: 'pin', actions: 'takeBadge' },
            'press.byName': 'userName',
            ...ways,
          },
        },
        pin: {
          entry: [inactivity, { type: 'ask', params: { id: 'pin', kind: PIN } }],
          on: {
            // Another badge: another person, who types their own PIN.
            badge: { target: 'pin', reenter: true, actions: 'takeBadge' },
            key: [{ guard: 'isAccepted', target: 'asking' }, { actions: 'type' }],
            ...ways,
          },
        },
        userName: {
          entry: [inactivity, { type: 'ask', params: { id: 'userName', kind: USER_NAME } }],
          on: {
            badge: { target: 'pin', actions: 'takeBadge' },
            key: [
              { guard: 'isAccepted', target: 'password', actions: 'takeUserName' },
              { actions: 'type' },
            ],
            ...ways,
          },
        },
        password: {
          entry: [inactivity, { type: 'ask', params: { id: 'password', kind: PASSWORD } }],
          on: {
            badge: { target: 'pin', actions: 'takeBadge' },
            key: [{ guard: 'isAccepted', target: 'asking' }, { actions: 'type' }],
            ...ways,
          },
        },
        /** A fraction of a second by design: guessing shall cost time. */
        asking: {
          entry: { type: 'attendFor', params: { wait: 'none' } },
          on: { badge: { actions: [] } },
          invoke: {
            src: 'identifyStaff',
            input: ({ context }) => questionOf(context),
            onDone: [
              {
                guard: { type: 'recognised', params: ({ event }) => event.output },
                target: 'ended',
                actions: { type: 'takeAnswer', params: ({ event }) => event.output },
              },
              {
                target: 'refused',
                actions: { type: 'takeAnswer', params: ({ event }) => event.output },
              },
            ],
          },
          exit: 'forgetTyped',
        },
        refused: {
          entry: { type: 'attendFor', params: { wait: 'notice' } },
          on: {
            badge: { target: 'pin', actions: 'takeBadge' },
            'press.again': 'how',
            ...ways,
          },
        },
        ended: { id: 'left', type: 'final', entry: ['forgetTyped', 'attentionOver'] },
      },
    },
  },
});

export type SignInSnapshot = SnapshotFrom<typeof signInMachine>;

function questionOf(context: SignInContext): StaffQuestion {
  const { sessionId, badge, userName, entry } = context;
  if (badge !== null) return { sessionId, by: 'badge', badge, pin: entry.text };
  return {
    sessionId,
    by: 'password',
    userName: present(userName, 'the user name'),
    password: entry.text,
  };
}
