import { assign } from 'xstate';
import { present } from '../../base/assert.ts';
import { kioskSetup } from '../kiosk-setup.ts';
import { followed } from '../story.ts';
import { actorOf, labelShown } from './context.ts';

/** The drop-off as a state of the kiosk: staff come back to their menu, carriers to Home. */
export const dropOffState = kioskSetup.createStateConfig({
  entry: ['closePanel', 'carrierIsHere', { type: 'attendFor', params: { wait: 'none' } }],
  invoke: {
    id: 'dropOff',
    src: 'dropOff',
    input: ({ context }) => ({
      sessionId: present(context.sessionId, 'the session'),
      actor: present(actorOf(context.staff), 'who drops off'),
      timers: context.timers,
      settings: context.settings.dropOff,
      scanned: labelShown(context.meant),
    }),
    onSnapshot: followed,
    onDone: [
      {
        guard: ({ context, event }) =>
          context.staff?.role !== 'carrier' && ['done', 'left'].includes(event.output.end),
        target: 'mailroom',
        actions: assign({ meant: null }),
      },
      {
        target: 'ending',
        actions: assign({ end: ({ event }) => event.output.end }),
      },
    ],
  },
  on: {
    badge: { actions: [] },
    scan: [
      { guard: 'isBadgeScan', actions: [] },
      { actions: { type: 'passOn', params: { to: 'dropOff' } } },
    ],
    activity: { actions: { type: 'passOn', params: { to: 'dropOff' } } },
    key: { actions: { type: 'passOn', params: { to: 'dropOff' } } },
    'press.*': { actions: { type: 'passOn', params: { to: 'dropOff' } } },
  },
});
