import { HOUR } from '../../../main/base/clock.ts';
import type { LockerSize } from '../../../main/contract/cabinet.ts';
import { SIZES } from '../../../main/locker/size.ts';
import { itemIds } from '../drop-off-world.ts';
import { people } from '../kiosk-world.ts';
import { smallCabinet } from '../small-cabinet.ts';
import { atTheSize } from './steps.ts';
import type { SettingStory } from './story.ts';

/** A bank whose free lockers all have this size. */
const minimumOf = (size: LockerSize): SettingStory => ({
  key: `general.deliveryMinimum.${size}`,
  ...{ bad: -1, changed: 1, does: `keeps a number of ${size} lockers for deliveries` },
  cabinet: {
    ...smallCabinet(),
    lockers: smallCabinet().lockers.map((each) => (each.number < 3 ? each : { ...each, size })),
  },
  begin: async (world) => {
    await world.press('store');
    await world.shows('identify');
  },
  look: async (world) => {
    await world.tap(people.cleo.badge);
    const { items } = await world.shows('storageSize');
    return items.find(({ id }) => id === `size:${size}`)?.details[0]?.text;
  },
  found: ['3 are free', '2 are free'],
});

export const storageSettings: readonly SettingStory[] = [
  {
    key: 'storage.reservationDuration',
    ...{ bad: 'long', changed: 'noLimit', does: 'says who decides when storing ends' },
    begin: atTheSize,
    look: async (world) => {
      await world.press('size:medium');
      await world.clock.step(10);
      return world.view().screen === 'storageHowLong';
    },
    found: [true, false],
  },
  {
    key: 'storage.maximum',
    ...{ bad: 3_599, changed: 7_200, does: 'is the longest that somebody may store' },
    begin: atTheSize,
    look: async (world) => {
      await world.press('size:medium');
      const view = await world.shows('storageHowLong');
      return itemIds(view)
        .filter((id) => id.startsWith('lasts:'))
        .at(-1);
    },
    found: [`lasts:${8 * HOUR}`, `lasts:${2 * HOUR}`],
  },
  {
    key: 'storage.fixedEndMinute',
    ...{ bad: 1_440, changed: 20 * 60, does: 'is the time of day at which storing ends' },
    beside: { 'storage.reservationDuration': 'fixed' },
    begin: atTheSize,
    look: async (world) => {
      await world.press('size:medium');
      await world.shows('putThingsIn');
      const until = Number(world.payloads('reservation.granted').at(-1)?.['until']);
      return new Date(until).getHours();
    },
    found: [18, 20],
  },
  ...SIZES.map(minimumOf),
  {
    key: 'storage.reservationWithoutRecipient',
    ...{ bad: 1, changed: true, does: 'lets somebody who is no contact store things' },
    atOnce: true,
    begin: async () => undefined,
    look: async (world, hub) => {
      const payload = { id: 'r1', kind: 'storage', size: 'medium', visitor: 'Noa Berg' };
      hub.issue({ version: 2, kind: 'reservation.request', payload });
      await world.clock.step(0);
      return world.payloads('directive.refused').length;
    },
    found: [1, 0],
  },
];
