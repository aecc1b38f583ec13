import type { SessionEnd } from '../../contract/event.ts';
import type { Then } from './context.ts';

/** Ways out that many states of the mailroom's machine share, and how long their screens wait. */
export const ending = (end: SessionEnd | null) =>
  ({ target: '#ended', actions: { type: 'endAs', params: { end } } }) as const;
export const admin = { type: 'attendFor', params: { wait: 'admin' } } as const;
export const working = { type: 'attendFor', params: { wait: 'none' } } as const;
export const timed = { timeUp: ending('timedOut') } as const;
export const lookAgain = (then: Exclude<Then, 'first'>) =>
  ({ target: '#looking', actions: ['dropQueue', { type: 'thenShow', params: { then } }] }) as const;
