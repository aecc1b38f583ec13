import type { KioskView } from '../../main/contract/view.ts';
import { kioskWorld, people, type KioskWorld, type WorldOptions } from './kiosk-world.ts';

/** A label of UPS as the scanner reads it, and its number. */
export const LABEL = ']C01Z999AA10123456784';
export const UPS = '1Z999AA10123456784';

/** Olga of the mailroom, with the PIN and the password of the demonstration. */
export function olgaAs(role: 'administrator' | 'operator' | 'carrier'): object {
  return {
    ...{ id: 'olga', name: 'Olga Penn', userName: 'olga', role, badges: [people.olga.badge] },
    pinHash:
      '$scrypt$ln=15,r=8,p=1$Trpg0DlzywUjJsdRIgbdGQ$OrPOJQLToM2DWTnzBrvRO2BG1eihBal5Es6e5rN13gk',
    passwordHash:
      '$scrypt$ln=15,r=8,p=1$QgPxmAw7Au5DdtFGSuSfTg$1eiommYFNBOYSe/wwZpqlkj3iq2KR1nh0d7Dg7dkugo',
  };
}

export async function olgaSignsIn(world: KioskWorld, then = 'mailroom'): Promise<void> {
  await world.tap(people.olga.badge);
  await world.type(people.tess.pin);
  await world.key('accept');
  await world.showsWhenDone(then);
}

/** A world in which Olga stands before "scan the label". */
export async function mailroomWorld(
  dropOff: object = {},
  more: WorldOptions['more'] = {},
  role: 'operator' | 'carrier' = 'operator',
): Promise<KioskWorld> {
  const world = await kioskWorld({
    scanner: true,
    settings: { dropOff: { mailroomDirect: true, carrierDirect: true, ...dropOff } },
    more: { ...more, users: [olgaAs(role)] },
  });
  await olgaSignsIn(world, role === 'operator' ? 'mailroom' : 'scanLabel');
  if (role === 'operator') await world.press('dropOff');
  await world.shows('scanLabel');
  return world;
}

export async function find(world: KioskWorld, name: string): Promise<KioskView> {
  await world.shows('findRecipient');
  await world.type(name);
  await world.clock.step(10);
  return world.view();
}

/** From the label to the open door; Cleo has nothing here yet. Gives the locker. */
export async function toTheDoor(world: KioskWorld): Promise<number> {
  await world.scan(LABEL);
  await find(world, 'cle');
  await world.press('recipient:0');
  await world.shows('chooseSize');
  await world.press('size:medium');
  const open = await world.shows('putIn', 10_000);
  return open.locker ?? 0;
}

export function labels(view: KioskView): readonly string[] {
  return view.items.map(({ label }) => label.text);
}

export function itemIds(view: KioskView): readonly string[] {
  return view.items.map(({ id }) => id);
}

/** Deposits of this test, without those of the seed. */
export function placed(world: KioskWorld): readonly Record<string, unknown>[] {
  return world.payloads('parcel.deposited').filter(({ seenBy }) => seenBy !== 'seed');
}
