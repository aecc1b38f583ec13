import { assign, setup } from 'xstate';

/**
 * Whether somebody listens. It begins with headphones or a key, and what pulling the headphones means
 * depends on whether a door has opened: before, somebody may have taken the person's place; after, the
 * person walks to the door. It owns no step of the session: what it wants there, its runner presses.
 */
export type AudioEvent =
  | { readonly type: 'plugged' }
  | { readonly type: 'unplugged' }
  /** A key of the keypad. */
  | { readonly type: 'key' }
  /** A finger on the screen. */
  | { readonly type: 'touched' }
  | { readonly type: 'doorOpened' }
  | { readonly type: 'sessionEnded' }
  /** Nobody has done anything at Home for a while. */
  | { readonly type: 'rested' };

/** Milliseconds; audio.md §4. */
export const audioDelays = {
  /** A plug that slipped out: nothing has happened. */
  SLIPPED: 10_000,
  /** 30 s in all: then the session is ended for them. */
  GONE: 20_000,
} as const;

export const audioMachine = setup({
  types: {
    events: {} as AudioEvent,
    input: {} as { readonly inSession: () => boolean },
    context: {} as {
      readonly inSession: () => boolean;
      /** A door has opened in this session. */
      readonly doorOpened: boolean;
    },
  },
  delays: audioDelays,
  guards: {
    doorOpened: ({ context }) => context.inSession() && context.doorOpened,
    inSession: ({ context }) => context.inSession(),
  },
  actions: {
    start: () => undefined,
    goOn: () => undefined,
    silence: () => undefined,
    /** The session goes back to where a badge or a code is asked for. */
    askAgain: () => undefined,
    safeEnd: () => undefined,
    reset: () => undefined,
    /** A door that was held back for the words about it may move. */
    letGo: () => undefined,
    rememberDoor: assign({ doorOpened: true }),
    forgetDoor: assign({ doorOpened: false }),
  },
}).createMachine({
  id: 'audio',
  context: ({ input }) => ({ ...input, doorOpened: false }),
  initial: 'off',
  on: {
    doorOpened: { actions: 'rememberDoor' },
    sessionEnded: { actions: ['reset', 'forgetDoor'] },
  },
  states: {
    off: {
      entry: 'letGo',
      on: {
        plugged: { target: 'on', actions: 'start' },
        key: { target: 'on', actions: 'start' },
      },
    },
    on: {
      on: {
        unplugged: [
          { guard: 'doorOpened', target: 'away', actions: 'silence' },
          { guard: 'inSession', target: 'frozen', actions: 'silence' },
          { target: 'off', actions: ['silence', 'reset'] },
        ],
        rested: { target: 'off', actions: ['silence', 'reset'] },
      },
    },
    /** No key and no clock does anything, until somebody plugs in, touches, or 30 s have passed. */
    frozen: {
      initial: 'slipped',
      states: {
        slipped: {
          after: { SLIPPED: 'late' },
          on: {
            plugged: { target: '#audio.on', actions: 'goOn' },
            // They go on by touch; the screen has shown all of it anyway.
            touched: { target: '#audio.off' },
          },
        },
        late: {
          after: { GONE: { target: '#audio.off', actions: ['safeEnd', 'reset'] } },
          on: {
            plugged: { target: '#audio.on', actions: 'askAgain' },
            touched: { target: '#audio.off', actions: 'askAgain' },
          },
        },
      },
      on: { sessionEnded: { target: 'off', actions: ['reset', 'forgetDoor'] } },
    },
    /** At the door: the session goes on, and nobody hears. */
    away: {
      on: {
        plugged: { target: 'on', actions: 'goOn' },
        touched: { target: 'off' },
        sessionEnded: { target: 'off', actions: ['reset', 'forgetDoor'] },
      },
    },
  },
});
