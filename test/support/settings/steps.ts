import { people, type KioskWorld } from '../kiosk-world.ts';

/** How somebody's session begins, for the stories of settings. */
export const taps =
  (badge: string, then: string) =>
  async (world: KioskWorld): Promise<void> => {
    await world.tap(badge);
    await world.shows(then, 10_000);
  };

export async function atTheQuestion(world: KioskWorld): Promise<void> {
  await world.press('pickUp');
  await world.shows('identify');
}

export const byTap =
  (badge: string) =>
  async (world: KioskWorld): Promise<string> => {
    await world.tap(badge);
    await world.clock.step(100);
    return world.view().screen;
  };

/** Ada; when hers is gone, Bela. */
export async function somebodyOpens(world: KioskWorld): Promise<void> {
  const hers = world.events().includes('parcel.pickedUp');
  await world.tap(hers ? people.bela.badge : people.ada.badge);
  await world.clock.step(100);
  if (hers) await world.press('open:2');
  await world.shows('takeParcel', 10_000);
}

export async function atTheSize(world: KioskWorld): Promise<void> {
  await world.press('store');
  await world.tap(people.cleo.badge);
  await world.shows('storageSize');
}

const STEP_MS = 500;
/** Longer than any wait of a session. */
const NEVER_MS = 7_200_000;

/** Until this is so. */
export async function secondsUntil(world: KioskWorld, done: () => boolean): Promise<number> {
  for (let passed = 0; passed < NEVER_MS; passed += STEP_MS) {
    if (done()) return Math.round(passed / 1_000);
    await world.clock.step(STEP_MS);
  }
  return Infinity;
}

export const secondsOf =
  (screen: string) =>
  (world: KioskWorld): Promise<number> =>
    secondsUntil(world, () => world.view().screen !== screen);
