import { expect, test } from 'vitest';
import { stopsOf } from '../../main/contract/stops.ts';
import { kioskWorld, type KioskWorld } from '../support/kiosk-world.ts';
import { galleryWorld, stories } from '../support/view-gallery.ts';

/**
 * The stories in which every screen is met, played twice: by touch, and by a person with two switches
 * whose hand presses SELECT twice each time. The same screens come, and no door opens once more.
 */
interface Played {
  readonly screens: readonly string[];
  readonly unlocks: readonly number[];
}

async function played(
  story: (world: KioskWorld) => Promise<void>,
  hand: (world: KioskWorld) => KioskWorld,
): Promise<Played> {
  const world = await kioskWorld({ ...galleryWorld, keypad: 'two-switch' });
  const screens = new Set([world.view().screen]);
  const stop = world.kiosk().onView(({ screen }) => screens.add(screen));
  await story(hand(world));
  stop();
  const unlocks = [1, 2, 3, 4, 5, 6].map((locker) => world.unlocks(locker));
  await world.end();
  return { screens: [...screens].sort(), unlocks };
}

/** NEXT until the focus is there, then SELECT, and SELECT again as soon as it counts. */
function twoSwitches(world: KioskWorld): KioskWorld {
  async function go(wanted: { readonly item?: string; readonly key?: string }): Promise<void> {
    const stop = stopsOf(world.view()).find(({ does }) =>
      does?.type === 'press' ? does.item === wanted.item : does && does.key === wanted.key,
    );
    if (!stop) return;
    await world.keypad.select(stop.id);
    if (wanted.item !== undefined) await world.keypad.act('select');
  }
  return {
    ...world,
    press: (item) => go({ item }),
    key: (key) => go({ key }),
    async type(text) {
      for (const key of text) await go({ key });
    },
  };
}

test.each(stories.map((story, i) => [i + 1, story] as const))(
  'story %i: SELECT that is pressed twice opens no door twice',
  async (_, story) => {
    const touch = await played(story, (world) => world);
    const switches = await played(story, twoSwitches);
    expect(switches.unlocks).toEqual(touch.unlocks);
    expect(switches.screens).toEqual(touch.screens);
  },
  120_000,
);
