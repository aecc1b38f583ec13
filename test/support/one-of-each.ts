import { present } from '../../main/base/assert.ts';
import { readCabinet } from '../../main/contract/cabinet.ts';
import { families, type Family } from './families.ts';
import { kioskWorld, type KioskWorld, type WorldOptions } from './kiosk-world.ts';

/**
 * A kiosk whose cabinet has one locker on a bus of each family named, all in one process. For each
 * locker one person, whose parcel lies in it.
 */
export interface OneOfEach {
  readonly world: KioskWorld;
  readonly members: readonly Member[];
}

export interface Member extends Family {
  readonly locker: number;
  readonly badge: string;
  /** Of the bus and of the simulated cable. */
  readonly bus: Family['bus'] & { readonly id: string };
}

const LOCKER_CM = 30;

export async function oneOfEach(
  names: readonly string[],
  options: WorldOptions = {},
): Promise<OneOfEach> {
  const members = names.map((name, i): Member => {
    const family = present(
      families.find((each) => each.name === name),
      `the family ${name}`,
    );
    // The world's own bus has this name.
    const id = i === 0 ? 'doors' : name;
    return { ...family, bus: { ...family.bus, id }, locker: i + 1, badge: `04FA000${i + 1}` };
  });
  const heightCm = (members.length + 1) * LOCKER_CM;
  const cabinet = readCabinet({
    model: 'one-of-each',
    columns: [{ widthCm: 45 }, { widthCm: 50 }],
    heightCm,
    screen: { column: 2, bottomCm: 30, topCm: 100 },
    buses: members.map(({ bus, more }) => ({ ...bus, ...more, port: `sim:${bus.id}` })),
    badgeReaders: [{ id: 'reader', protocol: 'line', port: 'sim:reader' }],
    lockers: members.map(({ bus, locker, door }, i) => ({
      number: locker,
      size: 'small',
      column: 1,
      row: i + 1,
      bottomCm: heightCm - (i + 1) * LOCKER_CM,
      topCm: heightCm - i * LOCKER_CM,
      door: { bus: bus.id, ...door },
    })),
  });
  if (!cabinet.ok) throw new Error(JSON.stringify(cabinet.error));
  const world = await kioskWorld({
    ...options,
    bank: {
      cabinet: cabinet.value,
      contacts: members.map(({ name, badge }) => ({ id: name, name, badges: [badge] })),
      parcels: members.map(({ name, locker }) => ({
        id: `parcel-${name}`,
        trackingNumber: `TRK00000${1_000 + locker}`,
        contactId: name,
        locker,
      })),
    },
  });
  return { world, members };
}
