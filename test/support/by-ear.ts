import { kioskWorld, type KioskWorld, type WorldOptions } from './kiosk-world.ts';

/** A person with headphones in the stepped world: they hear, and press keys. */
export interface ByEar {
  readonly world: KioskWorld;
  plug(inside: boolean): Promise<void>;
  /** Waits until it is quiet; what was said since the last time. */
  listen(): Promise<readonly string[]>;
  /** NEXT until these words begin what is said, and SELECT. */
  choose(words: string): Promise<void>;
  /** NEXT to a stop of that name, and SELECT; then what is said. */
  select(stop: string): Promise<readonly string[]>;
}

export async function byEar(options: WorldOptions = {}): Promise<ByEar> {
  const world = await kioskWorld({ keypad: 'pc-keyboard', audio: true, ...options });
  const { keypad, clock, sound } = world;

  async function listen(): Promise<readonly string[]> {
    await clock.step(300);
    await clock.until(() => !sound.sounds(), 90_000, 100);
    await clock.step(200);
    return sound.since();
  }

  return {
    world,
    listen,
    async plug(inside) {
      keypad.steel.jack(inside);
      await clock.step(200);
    },
    async choose(words) {
      for (let i = 0; i < 60; i += 1) {
        await keypad.act('next');
        await clock.step(100);
        if (sound.since().some((said) => said.startsWith(words))) return keypad.act('select');
      }
      throw new Error(`nobody said ${words} on ${world.view().screen}`);
    },
    async select(stop) {
      await keypad.select(stop);
      return listen();
    },
  };
}
