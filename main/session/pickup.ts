import type { SnapshotFrom } from 'xstate';
import { attentionRegion } from './attention.ts';
import { firstContext } from './pickup-context.ts';
import {
  ending,
  signingState,
  toDoorState,
  visitingAllState,
  visitingState,
  writingDownState,
} from './pickup-door-states.ts';
import { pickupSetup } from './pickup-setup.ts';

/**
 * Pickup: the person is known; whose parcels they collect is asked where both kinds wait; their
 * lockers open one at a time, each until its door is closed, or one after another.
 */
const opening = {
  'press.open': { guard: 'isWaiting', target: '#toDoor', actions: 'choose' },
  'press.reopen': { guard: 'mayReopen', target: '#toDoor', actions: 'chooseAgain' },
} as const;

export const pickupMachine = pickupSetup.createMachine({
  id: 'pickup',
  type: 'parallel',
  context: ({ input }) => firstContext(input),
  output: ({ context }) => ({ end: context.end }),
  on: { '*': { actions: 'unexpected' }, hand: { actions: 'takeHand' } },
  states: {
    attention: attentionRegion,
    story: {
      initial: 'deciding',
      states: {
        deciding: {
          always: [{ guard: 'hasBothKinds', target: 'whose' }, { target: 'beginning' }],
        },
        /** `[F47]` Their own parcels, or their department's? */
        whose: {
          entry: { type: 'attendFor', params: { wait: 'inactivity' } },
          on: {
            'press.personal': { target: 'beginning', actions: 'collectOwn' },
            'press.department': { target: 'beginning', actions: 'collectForDepartment' },
            'press.leave': ending('left'),
            timeUp: ending('timedOut'),
          },
        },
        beginning: {
          always: [
            { guard: 'opensAll', target: 'toDoor', actions: 'takeAll' },
            { guard: 'onlyOne', target: 'toDoor', actions: 'takeAll' },
            { target: 'choosing' },
          ],
        },
        choosing: {
          entry: { type: 'attendFor', params: { wait: 'inactivity' } },
          on: {
            ...opening,
            'press.back': { guard: 'hasBothKinds', target: 'whose' },
            'press.leave': ending('left'),
            timeUp: ending('timedOut'),
          },
        },
        toDoor: toDoorState,
        signing: signingState,
        writingDown: writingDownState,
        visiting: visitingState,
        visitingAll: visitingAllState,
        collected: {
          always: [{ guard: 'moreWait', target: 'another' }, { target: 'thanks' }],
        },
        another: {
          entry: { type: 'attendFor', params: { wait: 'inactivity' } },
          on: { ...opening, 'press.finish': 'thanks', timeUp: ending('timedOut') },
        },
        thanks: {
          entry: { type: 'attendFor', params: { wait: 'farewell' } },
          on: { ...opening, 'press.finish': 'ended', timeUp: 'ended' },
        },
        ended: { id: 'ended', type: 'final', entry: 'attentionOver' },
      },
    },
  },
});

/** Nothing is asked of the person any more: all doors are shut and thanks are said. */
export function isFarewell(snapshot: SnapshotFrom<typeof pickupMachine>): boolean {
  return snapshot.matches({ story: 'thanks' });
}
