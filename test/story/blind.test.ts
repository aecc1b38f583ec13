import { afterEach, expect, test } from 'vitest';
import { blindPerson, type BlindPerson, type Hands } from '../support/blind-person.ts';
import { LABEL, olgaAs } from '../support/drop-off-world.ts';
import { kioskWorld, people, type KioskWorld, type WorldOptions } from '../support/kiosk-world.ts';

/** BLIND: whole stories by ear, NEXT and SELECT, at the first try. */
let world: KioskWorld;
afterEach(() => world.end());

async function comes(options: WorldOptions = {}): Promise<BlindPerson> {
  world = await kioskWorld({ keypad: 'storm-audionav-ef', audio: true, ...options });
  world.keypad.steel.jack(true);
  await world.clock.step(1_000);
  return blindPerson(world);
}

const HOME = /^Tap your badge/;
const taps = (badge: string, hear = HOME): Hands => ({ hear, does: () => world.tap(badge) });
/** The door that was said to be open is found by hand, and shut; what lies inside is taken or put. */
const atTheDoor = (item: boolean): Hands => ({
  hear: /^Locker (\d+) is open/,
  async does([, locker]) {
    world.door(Number(locker)).putItem(item);
    world.door(Number(locker)).shut();
    await world.clock.step(2_000);
  },
});

test('BLIND [F41] [F45] a recipient picks up what waits in two lockers (ADA 707.5, ADA 707.5.1)', async () => {
  const bela = await comes();
  await bela.live({
    hands: [taps(people.bela.badge), atTheDoor(false), atTheDoor(false)],
    wishes: [/^Locker \d+,/, /^Done/],
    done: /^Thank you/,
  });
  expect(world.payloads('parcel.pickedUp')).toHaveLength(2);
});

test('BLIND [F41] [F12] [F7] somebody stores a bag, hears a PIN, and takes the bag out with it (Section 508 402.2.2, EN 301 549 5.1.3.16)', async () => {
  const cleo = await comes();
  const heard = await cleo.live({
    hands: [taps(people.cleo.badge, /^Tap your badge or type/), atTheDoor(true)],
    wishes: [/^Store something/, /^Medium/, /^One hour/],
    done: /^Your PIN/,
  });
  expect(world.payloads('reservation.started')).toHaveLength(1);
  const pin = (heard.find((said) => said.startsWith('Your PIN')) ?? '').replace(/\D/gu, '');
  await cleo.live({
    hands: [{ hear: /^Your code, empty/, does: () => cleo.type(pin, /^Enter/) }, atTheDoor(false)],
    wishes: [/^Done/, /^Open it to empty it/, /^Finish and free/, /^Pick up/],
    done: /free again|^Thank you/,
  });
  expect(world.events()).toContain('reservation.ended');
});

test('BLIND [F41] an operator puts a parcel into a locker (Section 508 402.2.1)', async () => {
  const olga = await comes({
    scanner: true,
    settings: { dropOff: { mailroomDirect: true } },
    more: { users: [olgaAs('operator')] },
  });
  await olga.live({
    hands: [
      taps(people.olga.badge),
      { hear: /PIN/, does: () => olga.type(people.olga.pin, /^OK|^Accept|^Enter/) },
      { hear: /^Scan/, does: () => world.scan(LABEL) },
      { hear: /^(Who|Find)/, does: () => olga.type('cle', null) },
      atTheDoor(true),
    ],
    wishes: [/^Drop off/, /^Cleo Finch/, /^Medium/],
    done: /^It is in locker/,
  });
  expect(world.payloads('parcel.deposited').at(-1)).toMatchObject({ contactId: 'cleo' });
});

test('BLIND [F41] [F35] an operator clears what has lain too long (Section 508 402.2.1)', async () => {
  const olga = await comes({ expired: [1, 5], more: { users: [olgaAs('operator')] } });
  await olga.live({
    hands: [
      taps(people.olga.badge),
      { hear: /PIN/, does: () => olga.type(people.olga.pin, /^OK|^Accept|^Enter/) },
      atTheDoor(false),
      atTheDoor(false),
    ],
    wishes: [/^Remove/, /^Next/, /^Done/, /^Open/],
    done: /^All/,
  });
  expect(world.payloads('parcel.removed')).toHaveLength(2);
});
