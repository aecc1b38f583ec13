import type { Stroke } from '../../main/contract/strokes.ts';
import { people, type KioskWorld, type WorldOptions } from './kiosk-world.ts';

/** Pickups as a site may want them: signed for, all doors at once, for a department. */
export const pickupGallery: WorldOptions & { readonly settings: object } = {
  settings: {
    pickup: { openAllAtOnce: true, recipientSignature: true, departmentMailPickup: true },
  },
  more: {
    departments: [{ id: 'research', name: 'Research' }],
    contacts: [
      {
        id: 'bela',
        name: 'Bela Moor',
        badges: [people.bela.badge],
        departments: [{ id: 'research', keyContact: true }],
      },
    ],
    parcels: [
      { id: 'p-bela-3', trackingNumber: 'TRK000004444', contactId: 'bela', locker: 3 },
      { id: 'p-research', trackingNumber: 'TRK000005555', departmentId: 'research', locker: 6 },
    ],
  },
};

/** As somebody may sign who is in a hurry. */
export const scribble: readonly Stroke[] = [
  Array.from({ length: 40 }, (_, i) => [
    Math.round(180 + i * 9),
    Math.round(210 - 90 * Math.sin(i / 3) * Math.cos(i / 9)),
  ]),
  Array.from({ length: 30 }, (_, i) => [
    Math.round(580 + i * 8),
    Math.round(230 - 60 * Math.sin(i / 2)),
  ]),
];

export async function draws(world: KioskWorld): Promise<void> {
  for (const stroke of scribble) {
    const points = stroke.map(([x, y]): [number, number] => [x, y]);
    world.kiosk().send({ type: 'stroke', view: world.view().number, points });
    await world.clock.step(1);
  }
}

const { bela } = people;

export const pickupStories: readonly ((world: KioskWorld) => Promise<void>)[] = [
  async (world) => {
    await world.tap(bela.badge);
    await world.shows('chooseOwner');
    await world.press('personal');
    await world.shows('sign');
    await world.press('confirm');
    await draws(world);
    await world.clock.step(52_000);
    await world.press('confirm');
    await world.shows('openingAll');
    await world.shows('allOpen');
    await world.press('locker:3');
    await world.shows('takeParcel');
    await world.press('back');
    await world.clock.step(33_000);
    world.door(3).shut();
    await world.clock.step(1_000);
    for (const locker of [2, 5]) world.door(locker).shut();
    await world.shows('another');
    await world.press('open:6');
    await world.shows('takeParcel');
    world.door(6).shut();
    await world.shows('thanks');
  },
  async (world) => {
    for (const locker of [2, 5]) world.door(locker).jam(true);
    await world.tap(bela.badge);
    await world.press('personal');
    await world.press('inWords');
    await world.shows('signInWords');
    await world.press('confirm');
    await world.shows('allOpen', 20_000);
    world.door(3).shut();
    await world.shows('allShut');
    await world.press('locker:5');
    await world.shows('didNotOpen');
    await world.press('leave');
    await world.shows('didNotOpen');
    await world.clock.step(80_000);
  },
];
