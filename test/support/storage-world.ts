import { expect } from 'vitest';
import { HOUR } from '../../main/base/clock.ts';
import { people, type KioskWorld } from './kiosk-world.ts';

/** Cleo puts something in for the first time, for an hour where she may choose; her locker and PIN. */
export async function beginsStoring(
  world: KioskWorld,
  badge: string = people.cleo.badge,
): Promise<{ readonly locker: number; readonly pin: string }> {
  await world.press('store');
  await world.tap(badge);
  await world.shows('storageSize');
  await world.press('size:medium');
  if (world.view().screen === 'storageHowLong') await world.press(`lasts:${HOUR}`);
  const { locker } = await world.shows('putThingsIn');
  expect(locker).not.toBeNull();
  world.door(locker as number).shut();
  const stored = await world.shows('storageStored');
  const said = stored.lines.find(({ role }) => role === 'status')?.text.text ?? '';
  await world.press('finish');
  await world.shows('home');
  return { locker: locker as number, pin: said.replace(/\D/g, '') };
}

export async function typesCode(world: KioskWorld, code: string): Promise<void> {
  await world.press('pickUp');
  await world.type(code);
  await world.key('accept');
}

/** At the reader, to store or to fetch what is stored. */
export async function comesToStore(world: KioskWorld, badge: string): Promise<void> {
  // A card that is held to the reader twice in a row counts as one tap.
  await world.clock.step(5_000);
  await world.press('store');
  await world.tap(badge);
}
