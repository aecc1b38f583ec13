import { HOUR, MINUTE } from '../../../main/base/clock.ts';
import type { SettingStory } from './story.ts';

/** A return that the hub has reserved, without a PIN of its own. */
const reserved = {
  ...{ id: 'r1', kind: 'return', size: 'medium' },
  ...{ contactId: 'ada', toContactId: 'bela' },
} as const;

export const handoverSettings: readonly SettingStory[] = [
  {
    key: 'general.returnAndExchange',
    ...{ bad: 'yes', changed: true, does: 'lets people return and exchange things' },
    ...{ atOnce: true, begin: async () => undefined },
    look: async (world) => world.view().items.some(({ id }) => id === 'return'),
    found: [false, true],
  },
  {
    key: 'general.oneTimePinExpiration',
    ...{ bad: 3_599, changed: 3_600, does: 'is how long a one-time PIN made here lasts' },
    beside: { 'general.returnAndExchange': true },
    ...{ atOnce: true, begin: async () => undefined },
    look: async (world, hub) => {
      const id = `r${world.payloads('code.created').length}`;
      hub.issue({ version: 9, kind: 'reservation.request', payload: { ...reserved, id } });
      await world.clock.step(2 * MINUTE);
      const made = Number(world.payloads('code.created').at(-1)?.['validTo']);
      return Math.round((made - world.clock.wall()) / HOUR);
    },
    found: [7 * 24, 1],
  },
];
