import { assign, fromCallback, fromPromise, raise, type SnapshotFrom } from 'xstate';
import { present } from '../base/assert.ts';
import type { OpenVerdict } from '../door/operation.ts';
import { attentionRegion, noAttention } from './attention.ts';
import { attentive } from './attentive.ts';
import type { PressName, SessionEvent } from './events.ts';
import { notProvided } from './kiosk-context.ts';
import type { VisitContext, VisitInput, VisitOutput, VisitResult } from './visit-context.ts';
import type { OpenQuestion, ReportQuestion, WishedQuestion } from './world.ts';

export type * from './visit-context.ts';

/**
 * One visit to one door: it is asked, its verdict comes, and the visit lasts until the door is closed
 * again or the alarm was raised. Every story that opens a door runs this machine and reads its output;
 * no other state of any session has an open door in it.
 */
const machine = attentive<VisitInput, VisitContext, VisitOutput>()({
  openDoor: fromPromise<OpenVerdict, OpenQuestion>(notProvided),
  followDoor: fromCallback<SessionEvent, { readonly operationId: string }>(notProvided),
}).extend({
  guards: {
    opened: (_, verdict: OpenVerdict) => verdict.verdict === 'opened',
    didNotOpen: (_, verdict: OpenVerdict) => verdict.verdict === 'didNotOpen',
    unknown: (_, verdict: OpenVerdict) => verdict.verdict === 'unknown',
    doorOpened: ({ event }) =>
      event.type === 'door' && (event.state === 'opened' || event.state === 'leftOpen'),
    doorClosed: ({ event }) => event.type === 'door' && event.state === 'closed',
    doorLeftOpen: ({ event }) => event.type === 'door' && event.state === 'leftOpen',
    isWish: ({ context, event }) => wishOf(context, event) !== null,
    hasOthers: ({ context }) => context.others,
    maySay: ({ context }) => context.maySay === true,
  },
  actions: {
    attendOpen: raise(({ context }) => ({ type: 'attend' as const, wait: context.wait })),
    takeVerdict: assign((_, verdict: OpenVerdict) => ({
      operationId: verdict.verdict === 'refused' ? null : verdict.operationId,
      refusal: verdict.verdict === 'refused' ? verdict.reason : null,
      doorUnknown: verdict.verdict === 'unknown',
    })),
    doorSeen: assign({ doorUnknown: false }),
    takeWish: assign(({ context, event }) => ({ wish: wishOf(context, event) })),
    endAs: assign((_, params: { result: VisitResult }) => params),
    markReported: assign({ reported: true }),
    report: (_, _question: ReportQuestion) => notProvided(),
    /** Said to the world at once: the door's closing must find it. */
    tellWish: (_, _question: WishedQuestion) => notProvided(),
  },
});

const ending = (result: VisitResult) =>
  ({ target: '#ended', actions: { type: 'endAs', params: { result } } }) as const;
const reporting = (what: ReportQuestion['what']) =>
  [
    {
      type: 'report',
      params: ({ context }: { context: VisitContext }) => ({
        sessionId: context.question.sessionId,
        locker: context.question.locker,
        what,
      }),
    },
    'markReported',
  ] as const;
const tellingWish = {
  type: 'tellWish',
  params: ({ context, event }: { context: VisitContext; event: SessionEvent }) => ({
    question: context.question,
    wish: present(wishOf(context, event), 'the wish'),
  }),
} as const;
const whileOpen = [
  { guard: 'doorClosed', ...ending('closed') },
  { guard: 'doorLeftOpen', target: '#leftOpen' },
  { actions: [] },
] as const;

export const visitMachine = machine.createMachine({
  id: 'visit',
  type: 'parallel',
  context: ({ input }) => ({
    ...input,
    attention: noAttention,
    operationId: null,
    refusal: null,
    doorUnknown: false,
    reported: false,
    wish: null,
    result: 'closed',
  }),
  output: ({ context: { result, operationId, doorUnknown, reported, wish } }) => ({
    result,
    operationId,
    doorUnknown,
    reported,
    wish,
  }),
  on: { '*': { actions: 'unexpected' } },
  states: {
    attention: attentionRegion,
    story: {
      initial: 'opening',
      states: {
        /** A door is being asked: nothing but its verdict leads out of here. */
        opening: {
          id: 'opening',
          entry: { type: 'attendFor', params: { wait: 'none' } },
          invoke: {
            src: 'openDoor',
            input: ({ context }) => context.question,
            onDone: [
              {
                guard: { type: 'opened', params: verdictOf },
                target: 'doorOpen',
                actions: { type: 'takeVerdict', params: verdictOf },
              },
              {
                guard: { type: 'didNotOpen', params: verdictOf },
                target: 'notSeenOpen.didNotOpen',
                actions: { type: 'takeVerdict', params: verdictOf },
              },
              {
                guard: { type: 'unknown', params: verdictOf },
                target: 'notSeenOpen.unknown',
                actions: { type: 'takeVerdict', params: verdictOf },
              },
              { target: 'refused', actions: { type: 'takeVerdict', params: verdictOf } },
            ],
          },
        },
        /** Left when the door is closed, or after the alarm; by nothing that the person does. */
        doorOpen: {
          id: 'doorOpen',
          initial: 'using',
          invoke: { src: 'followDoor', input: operationIn },
          states: {
            using: {
              entry: 'attendOpen',
              on: {
                timeUp: 'closing',
                'press.report': { actions: reporting('contents') },
                'press.*': {
                  guard: 'isWish',
                  target: 'closing',
                  actions: ['takeWish', tellingWish],
                },
                door: whileOpen,
              },
            },
            closing: {
              entry: { type: 'attendFor', params: { wait: 'none' } },
              on: { 'press.report': { actions: reporting('leftOpen') }, door: whileOpen },
            },
            leftOpen: {
              id: 'leftOpen',
              entry: { type: 'attendFor', params: { wait: 'leftOpenNotice' } },
              on: {
                timeUp: ending('alarm'),
                'press.leave': ending('alarm'),
                'press.placed': { guard: 'maySay', ...ending('said') },
                door: [{ guard: 'doorClosed', ...ending('closed') }, { actions: [] }],
              },
            },
          },
        },
        /** The bolt may still give way, or the board answer again: then the visit goes on. */
        notSeenOpen: {
          invoke: { src: 'followDoor', input: operationIn },
          entry: { type: 'attendFor', params: { wait: 'inactivity' } },
          on: {
            door: [
              { guard: 'doorOpened', target: 'doorOpen', actions: 'doorSeen' },
              { guard: 'doorClosed', ...ending('closed') },
              { actions: [] },
            ],
            'press.others': { guard: 'hasOthers', ...ending('others') },
            'press.placed': { guard: 'maySay', ...ending('said') },
            'press.leave': ending('leave'),
            timeUp: ending('timedOut'),
          },
          initial: 'didNotOpen',
          states: {
            didNotOpen: {
              on: {
                'press.tryAgain': '#opening',
                'press.report': { target: 'reported', actions: reporting('didNotOpen') },
              },
            },
            unknown: {
              on: { 'press.report': { target: 'reported', actions: reporting('unknown') } },
            },
            reported: {},
          },
        },
        refused: {
          entry: { type: 'attendFor', params: { wait: 'inactivity' } },
          on: {
            'press.tryAgain': '#opening',
            'press.others': { guard: 'hasOthers', ...ending('others') },
            'press.report': { actions: reporting('unknown') },
            'press.leave': ending('leave'),
            timeUp: ending('timedOut'),
          },
        },
        ended: { id: 'ended', type: 'final', entry: 'attentionOver' },
      },
    },
  },
});

export type VisitSnapshot = SnapshotFrom<typeof visitMachine>;

function verdictOf({ event }: { event: { output: OpenVerdict } }): OpenVerdict {
  return event.output;
}

function operationIn({ context }: { context: VisitContext }): { readonly operationId: string } {
  return { operationId: present(context.operationId, 'the operation to follow') };
}

function wishOf({ wishes }: VisitContext, event: SessionEvent): PressName | null {
  return wishes?.find(({ press }) => event.type === `press.${press}`)?.press ?? null;
}
