import { expect, test } from 'vitest';
import { kioskWorld, type KioskWorld } from '../support/kiosk-world.ts';
import { galleryWorld, stories } from '../support/view-gallery.ts';

/**
 * JACK in every state: the stories in which every screen is met, played by touch, while headphones go in
 * and out before each touch. Each screen is spoken at once, silence is at once, and nothing else differs.
 */
interface Played {
  readonly screens: readonly string[];
  readonly unlocks: readonly number[];
}

async function played(
  story: (world: KioskWorld) => Promise<void>,
  hand: (world: KioskWorld) => KioskWorld,
): Promise<Played> {
  const world = await kioskWorld({ ...galleryWorld, keypad: 'pc-keyboard', audio: true });
  const screens = new Set([world.view().screen]);
  const stop = world.kiosk().onView(({ screen }) => screens.add(screen));
  await story(hand(world));
  stop();
  const unlocks = [1, 2, 3, 4, 5, 6].map((locker) => world.unlocks(locker));
  await world.end();
  return { screens: [...screens].filter((screen) => screen !== 'language').sort(), unlocks };
}

/** Stops and the gaps of a code are not said. */
const bare = (text: string): string => text.replace(/[^\p{L}\p{N}]/gu, '');

/** Plugs in, hears the title of what is shown, and pulls out again before each touch. */
function fiddling(world: KioskWorld): KioskWorld {
  async function fiddle(): Promise<void> {
    const { keypad, sound, clock } = world;
    const atHome = world.view().mood === 'attract';
    const { title } = world.view();
    sound.since();
    keypad.steel.jack(true);
    await clock.step(300);
    expect(sound.sounds(), world.view().screen).toBe(true);
    if (!atHome) {
      expect(sound.since()).toEqual(['Audio on.']);
      await clock.step(700);
      expect(bare(sound.since()[0] ?? '')).toContain(bare(title.text));
    }
    keypad.steel.jack(false);
    await clock.step(50);
    expect(sound.sounds(), world.view().screen).toBe(false);
    if (atHome && world.view().screen === 'language') await world.press('closePanel');
  }
  return {
    ...world,
    async press(item) {
      await fiddle();
      await world.press(item);
    },
  };
}

test.each(stories.map((story, i) => [i + 1, story] as const))(
  'story %i: headphones in and out before each touch change nothing but what is heard',
  async (_, story) => {
    const plain = await played(story, (world) => world);
    const fiddled = await played(story, fiddling);
    expect(fiddled.unlocks).toEqual(plain.unlocks);
    expect(fiddled.screens).toEqual(plain.screens);
  },
  120_000,
);
