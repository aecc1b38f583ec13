import { PIN, adaReturns, opens, typesPin } from './handover-world.ts';
import { people, type KioskWorld, type WorldOptions } from './kiosk-world.ts';

/** Ada exchanges something with Cleo, and returns something to Bela. */
export const handoverGallery: WorldOptions = {
  settings: { general: { returnAndExchange: true } },
  more: {
    reservations: [
      ...[{ id: 'r1', kind: 'exchange', size: 'small', contactId: 'ada', toContactId: 'cleo' }],
      ...[{ id: 'r2', kind: 'return', size: 'small', contactId: 'ada', toContactId: 'bela' }],
    ],
    codes: [{ id: 'pin-ada', number: PIN, kind: 'oneTime', contactId: 'ada', reservationId: 'r1' }],
  },
};

/** Brings, collects, is asked for something back; and whoever is not expected. */
export const handoverStories: readonly ((world: KioskWorld) => Promise<void>)[] = [
  async (world) => {
    await world.press('return');
    await world.shows('identify');
    await world.tap(people.ada.badge);
    await world.shows('handoverChoose');
    await world.press('leave');
    await world.shows('home');
    const first = await adaReturns(world);
    await world.tap(people.cleo.badge);
    await world.shows('takeParcel');
    world.door(first).shut();
    await world.shows('thanks');
    await world.press('finish');
    await world.shows('handoverGiveBack');
    await world.press('later');
    await world.shows('handoverPostponed');
    await world.press('finish');
    await world.press('return');
    await world.tap(people.bela.badge);
    await world.clock.step(40_000);
  },
  async (world) => {
    await typesPin(world);
    const locker = await opens(world);
    await world.press('notReturned');
    world.door(locker).shut();
    await world.clock.step(2_000);
    await world.press('notReturned');
    await world.shows('handoverOver');
  },
];
