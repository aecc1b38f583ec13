import { assign, fromCallback, fromPromise, raise, setup, type SnapshotFrom } from 'xstate';
import { present } from '../base/assert.ts';
import type { OpenRefusal, OpenVerdict } from '../door/operation.ts';
import {
  attend,
  attentionRegion,
  countDown,
  noAttention,
  quietTime,
  type Attention,
} from './attention.ts';
import type { PressName, SessionEvent } from './events.ts';
import { notProvided } from './kiosk-context.ts';
import type { MessageKey } from './messages.ts';
import { delays, type Timers, type Wait } from './timeouts.ts';
import type { OpenQuestion, ReportQuestion } from './world.ts';

/**
 * One visit to one door: it is asked, its verdict comes, and the visit lasts until the door is closed
 * again or the alarm was raised. Every story that opens a door runs this machine and reads its output;
 * no other state of any session has an open door in it.
 */
export interface VisitInput {
  readonly question: OpenQuestion;
  readonly timers: Timers;
  readonly words: VisitWords;
  /** How long "your locker is open" stays before the person is asked to close it. */
  readonly wait: Wait;
  /** Whether the story has something else to go to when this door does not open. */
  readonly others: boolean;
  /** What the person may ask for while the door stands open; the door has to be closed first. */
  readonly wishes?: readonly Wish[];
}

/** What this visit is about, in the words of the catalogue; each may use `{locker}`. */
export interface VisitWords {
  /** The name of the open screen, for layout and tests. */
  readonly screen: string;
  readonly openTitle: MessageKey;
  readonly openBody: MessageKey;
  readonly closeBody: MessageKey;
  readonly didNotOpen: MessageKey;
  readonly unknown: MessageKey;
  /** What the others are called to which the person may turn; a recipient's lockers unless told. */
  readonly others?: MessageKey;
}

/** A button on the open screen, and what the person is told while the door is still open. */
export interface Wish {
  readonly press: PressName;
  readonly label: MessageKey;
  readonly icon?: string;
}

export interface VisitContext extends VisitInput {
  readonly attention: Attention;
  readonly operationId: string | null;
  readonly refusal: OpenRefusal | null;
  readonly reported: boolean;
  readonly wish: PressName | null;
  readonly result: VisitResult;
}

/**
 * `closed`: opened and closed again. `alarm`: still open when the alarm came. `leave`, `others`,
 * `timedOut`: it was not seen open, and this is what the person did then.
 */
export type VisitResult = 'closed' | 'alarm' | 'leave' | 'others' | 'timedOut';

export interface VisitOutput {
  readonly result: VisitResult;
  readonly operationId: string | null;
  readonly reported: boolean;
  /** What the person asked for while the door was open. */
  readonly wish: PressName | null;
}

const machine = setup({
  types: {
    input: {} as VisitInput,
    context: {} as VisitContext,
    output: {} as VisitOutput,
    events: {} as SessionEvent,
  },
  actors: {
    openDoor: fromPromise<OpenVerdict, OpenQuestion>(notProvided),
    followDoor: fromCallback<SessionEvent, { readonly operationId: string }>(notProvided),
  },
  delays: { QUIET: ({ context }) => quietTime(context), TICK: delays.TICK },
  guards: {
    waitsForNobody: ({ event }) => event.type === 'attend' && event.wait === 'none',
    isCounted: ({ context }) => context.attention.secondsLeft > 0,
    lastSecond: ({ context }) => context.attention.secondsLeft <= 1,
    opened: (_, verdict: OpenVerdict) => verdict.verdict === 'opened',
    didNotOpen: (_, verdict: OpenVerdict) => verdict.verdict === 'didNotOpen',
    unknown: (_, verdict: OpenVerdict) => verdict.verdict === 'unknown',
    doorOpened: ({ event }) =>
      event.type === 'door' && (event.state === 'opened' || event.state === 'leftOpen'),
    doorClosed: ({ event }) => event.type === 'door' && event.state === 'closed',
    doorLeftOpen: ({ event }) => event.type === 'door' && event.state === 'leftOpen',
    isWish: ({ context, event }) => wishOf(context, event) !== null,
    hasOthers: ({ context }) => context.others,
  },
  actions: {
    attend: assign(({ context, event }) =>
      event.type === 'attend' ? { attention: attend(context.timers, event.wait) } : {},
    ),
    attendAgain: assign(({ context }) => ({
      attention: attend(context.timers, context.attention.wait),
    })),
    countDown: assign(({ context }) => ({ attention: countDown(context.attention) })),
    timeUp: raise({ type: 'timeUp' }),
    attendFor: raise(
      (_, params: { wait: Wait | 'none' }) => ({ type: 'attend', ...params }) as const,
    ),
    attendOpen: raise(({ context }) => ({ type: 'attend' as const, wait: context.wait })),
    attentionOver: raise({ type: 'over' }),
    takeVerdict: assign((_, verdict: OpenVerdict) => ({
      operationId: verdict.verdict === 'refused' ? null : verdict.operationId,
      refusal: verdict.verdict === 'refused' ? verdict.reason : null,
    })),
    takeWish: assign(({ context, event }) => ({ wish: wishOf(context, event) })),
    endAs: assign((_, params: { result: VisitResult }) => params),
    markReported: assign({ reported: true }),
    report: (_, _question: ReportQuestion) => notProvided(),
    unexpected: () => undefined,
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
    reported: false,
    wish: null,
    result: 'closed',
  }),
  output: ({ context: { result, operationId, reported, wish } }) => ({
    result,
    operationId,
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
                'press.*': { guard: 'isWish', target: 'closing', actions: 'takeWish' },
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
              { guard: 'doorOpened', target: 'doorOpen' },
              { guard: 'doorClosed', ...ending('closed') },
              { actions: [] },
            ],
            'press.others': { guard: 'hasOthers', ...ending('others') },
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
