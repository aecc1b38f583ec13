import type { Timers, Wait } from './timeouts.ts';
import { delays, waitLength } from './timeouts.ts';

/**
 * How long a screen waits for its person. Every state says so when it is entered (`attend`); this
 * region, beside the story, counts. It is a region of its own because a transition without a target
 * does not restart `after`. When the time is over it raises `timeUp`, and the story decides.
 */
export interface Attention {
  readonly wait: Wait | 'none';
  readonly secondsLeft: number;
}

export const noAttention: Attention = { wait: 'none', secondsLeft: 0 };

interface Attentive {
  readonly attention: Attention;
  readonly timers: Timers;
}

export function attend(timers: Timers, wait: Wait | 'none'): Attention {
  if (wait === 'none') return noAttention;
  return { wait, secondsLeft: waitLength(wait, timers).counted };
}

export function countDown(attention: Attention): Attention {
  return { ...attention, secondsLeft: attention.secondsLeft - 1 };
}

/** Milliseconds before the countdown begins. */
export function quietTime({ attention, timers }: Attentive): number {
  if (attention.wait === 'none') return 0;
  const { seconds, counted } = waitLength(attention.wait, timers);
  return (seconds - counted) * delays.TICK;
}

/** The region itself; `attentive` provides the actions, guards and delays that it names. */
export const attentionRegion = {
  initial: 'none',
  on: {
    over: '.over',
    attend: [
      { guard: 'waitsForNobody', target: '.none', actions: 'attend' },
      { target: '.quiet', actions: 'attend' },
    ],
  },
  states: {
    /** The story has ended; a parallel machine is done when every region is. */
    over: { type: 'final' },
    none: { on: { activity: {}, timeUp: {} } },
    quiet: {
      on: { activity: { target: 'quiet', reenter: true } },
      after: {
        QUIET: [
          { guard: 'isCounted', target: 'counting' },
          { target: 'none', actions: 'timeUp' },
        ],
      },
    },
    counting: {
      on: {
        activity: { target: 'quiet', actions: 'attendAgain' },
        'press.moreTime': { target: 'quiet', actions: 'attendAgain' },
      },
      after: {
        TICK: [
          { guard: 'lastSecond', target: 'none', actions: 'timeUp' },
          { target: 'counting', reenter: true, actions: 'countDown' },
        ],
      },
    },
  },
} as const;
