import { inLocker } from '../../db/parcels.ts';
import { kioskWorld, people, type KioskWorld, type WorldOptions } from './kiosk-world.ts';

/** The mailroom's operator at the kiosk of a world. */
export interface Mailroom {
  readonly world: KioskWorld;
  signIn(screen: string): Promise<void>;
  /** From the question before the door to the question after it. */
  takeOut(locker: number): Promise<void>;
  items(): readonly string[];
  said(): string;
  parcelsIn(locker: number): number;
}

export function mailroomIn(world: KioskWorld): Mailroom {
  return {
    world,
    async signIn(screen) {
      await world.tap(people.olga.badge);
      await world.shows('signInPin');
      await world.type(people.olga.pin);
      await world.key('accept');
      await world.showsWhenDone(screen);
    },
    async takeOut(locker) {
      await world.press('openDoor');
      await world.shows('manageTakeOut');
      world.door(locker).shut();
      await world.shows('manageClosed');
    },
    items: () => world.view().items.map(({ id }) => id),
    said: () => JSON.stringify([world.view().title, world.view().lines]),
    parcelsIn: (locker) => inLocker(world.kiosk().store.read, locker).length,
  };
}

export async function signedIn(options: WorldOptions = {}, screen = 'mailroom'): Promise<Mailroom> {
  const mailroom = mailroomIn(await kioskWorld(options));
  await mailroom.signIn(screen);
  return mailroom;
}

/** What has expired is asked about first, and skipped. */
export async function atTheMap(options: WorldOptions = {}): Promise<Mailroom> {
  const mailroom = await signedIn(options, options.expired ? 'manageExpiredFirst' : 'mailroom');
  const { world } = mailroom;
  if (options.expired) await world.press('skip');
  await world.shows('mailroom');
  await world.press('manage');
  await world.shows('manageMap');
  return mailroom;
}
