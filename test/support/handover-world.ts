import type { KioskView } from '../../main/contract/view.ts';
import type { LockerSize } from '../../main/contract/cabinet.ts';
import { seed } from './kiosk-people.ts';
import { smallCabinet } from './small-cabinet.ts';
import { kioskWorld, people, type KioskWorld, type WorldOptions } from './kiosk-world.ts';

/** A bank where a return or an exchange was reserved: Ada brings, Bela collects. */
export const PIN = '408215';

const pinOfAda = {
  ...{ id: 'pin-ada', number: PIN, kind: 'oneTime' },
  ...{ contactId: 'ada', reservationId: 'r1' },
} as const;

export interface HandoverWorldOptions extends Omit<WorldOptions, 'more' | 'bank'> {
  /** Other sizes than the usual ones, by locker. */
  readonly sizes?: Readonly<Record<number, LockerSize>>;
  readonly kind?: 'return' | 'exchange';
  /** What the reservation says besides. */
  readonly reservation?: object;
  readonly pin?: object;
  readonly more?: WorldOptions['more'];
}

export function handoverWorld(options: HandoverWorldOptions = {}): Promise<KioskWorld> {
  const { kind = 'return', reservation = {}, pin = {}, more = {}, sizes, ...world } = options;
  const reserved = { id: 'r1', kind, size: 'small', contactId: 'ada', toContactId: 'bela' };
  return kioskWorld({
    ...world,
    ...(sizes && { bank: bankWith(sizes) }),
    settings: { general: { returnAndExchange: true }, ...options.settings },
    more: {
      ...more,
      reservations: [{ ...reserved, ...reservation }, ...(more['reservations'] ?? [])],
      codes: [
        { ...pinOfAda, ...pin },
        { id: 'code-bela', number: people.bela.code, kind: 'pickup', contactId: 'bela' },
        ...(more['codes'] ?? []),
      ],
    },
  });
}

/** The usual bank with lockers of other sizes. */
function bankWith(sizes: Readonly<Record<number, LockerSize>>): NonNullable<WorldOptions['bank']> {
  const cabinet = smallCabinet();
  const lockers = cabinet.lockers.map((each) => ({
    ...each,
    size: sizes[each.number] ?? each.size,
  }));
  return { cabinet: { ...cabinet, lockers }, contacts: seed.contacts, parcels: seed.parcels };
}

export async function typesPin(world: KioskWorld, pin: string = PIN): Promise<void> {
  await world.press('return');
  await world.shows('identify');
  await world.type(pin);
  await world.key('accept');
}

/** The locker that opened for what is put in. */
export async function opens(world: KioskWorld): Promise<number> {
  const { locker } = await world.shows('handIn');
  return locker ?? 0;
}

/** Ada has put it in, and gone; gives the locker. */
export async function adaReturns(world: KioskWorld): Promise<number> {
  await typesPin(world);
  const locker = await opens(world);
  world.door(locker).shut();
  await world.shows('handedIn');
  await world.press('finish');
  await world.shows('home');
  return locker;
}

export const ids = ({ items }: KioskView): readonly string[] => items.map(({ id }) => id);

/** The legs that are done, oldest first. */
export const legsOf = (world: KioskWorld): readonly unknown[] =>
  world.payloads('reservation.leg').map(({ leg, what, locker }) => ({ leg, what, locker }));
