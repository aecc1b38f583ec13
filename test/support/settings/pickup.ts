import { HOUR } from '../../../main/base/clock.ts';
import { olgaAs, olgaSignsIn } from '../drop-off-world.ts';
import { people } from '../kiosk-world.ts';
import {
  atTheQuestion,
  atTheSize,
  byTap,
  secondsOf,
  secondsUntil,
  somebodyOpens,
  taps,
} from './steps.ts';
import type { SettingStory } from './story.ts';

const { ada, bela, cleo } = people;
const olga = { users: [olgaAs('operator')] };

/** Who is known and by what, how long it lasts, what a pickup is like. */
export const pickupSettings: readonly SettingStory[] = [
  {
    key: 'timers.lockerAccessAfterPickup',
    ...{ bad: 3_601, changed: 0, does: 'lets the same person open once more after collecting' },
    before: async (world) => {
      await taps(ada.badge, 'takeParcel')(world);
      world.door(1).shut();
      await world.shows('home', 20_000);
      await world.clock.step(5_000);
    },
    begin: atTheQuestion,
    look: byTap(ada.badge),
    found: ['chooseReopen', 'nothingHere'],
  },
  {
    key: 'timers.returnToHomeAfterPickup',
    ...{ bad: 4, changed: 60, does: 'is how long "your locker is open" stays' },
    begin: somebodyOpens,
    look: secondsOf('takeParcel'),
    found: [30, 60],
  },
  {
    key: 'timers.returnToHomeOnInactivity',
    ...{ bad: 14, changed: 120, does: 'ends a session in which nobody does anything' },
    begin: taps(bela.badge, 'chooseParcel'),
    look: secondsOf('chooseParcel'),
    found: [60, 120],
  },
  {
    key: 'timers.adminSessionTimeout',
    ...{ bad: 59, changed: 60, does: 'signs out staff who do nothing', more: olga },
    begin: (world) => olgaSignsIn(world),
    look: secondsOf('mailroom'),
    found: [300, 60],
  },
  {
    key: 'timers.doorLeftOpen',
    ...{ bad: 29, changed: 240, does: 'raises the alarm over an open door' },
    begin: somebodyOpens,
    look: (world) => secondsUntil(world, () => world.events().includes('door.leftOpen')),
    found: [120, 240],
  },
  {
    key: 'badgeFormat.stripPrefix',
    ...{ bad: 'x'.repeat(17), changed: 'PX', does: 'takes away what readers put before numbers' },
    begin: atTheQuestion,
    look: byTap(`PX${cleo.badge}`),
    found: ['notRecognised', 'nothingHere'],
  },
  {
    key: 'badgeFormat.stripSuffix',
    ...{ bad: 'x'.repeat(17), changed: 'PX', does: 'takes away what readers put after numbers' },
    begin: atTheQuestion,
    look: byTap(`${cleo.badge}PX`),
    found: ['notRecognised', 'nothingHere'],
  },
  {
    key: 'badgeFormat.case',
    ...{ bad: 'title', changed: 'asIs', does: 'says whether capitals count' },
    begin: atTheQuestion,
    look: byTap(bela.badge.toLowerCase()),
    found: ['chooseParcel', 'notRecognised'],
  },
  {
    key: 'badgeFormat.leadingZeros',
    ...{ bad: 'some', changed: 'drop', does: 'says whether leading zeros count' },
    more: { contacts: [{ id: 'dora', name: 'Dora Lind', badges: ['9001'] }] },
    begin: atTheQuestion,
    look: byTap('009001'),
    found: ['notRecognised', 'nothingHere'],
  },
  {
    key: 'pickup.departmentMailPickup',
    ...{ bad: 'yes', changed: true, does: 'lets people collect for their department' },
    more: {
      departments: [{ id: 'law', name: 'Law' }],
      contacts: [
        {
          id: 'dora',
          name: 'Dora Lind',
          badges: ['9001'],
          departments: [{ id: 'law', keyContact: true }],
        },
      ],
      parcels: [{ id: 'p-law', trackingNumber: 'TRK000004444', departmentId: 'law', locker: 3 }],
    },
    begin: atTheQuestion,
    look: byTap('9001'),
    found: ['nothingHere', 'opening'],
  },
  {
    key: 'pickup.openAllAtOnce',
    ...{ bad: 'yes', changed: true, does: 'opens all lockers of a person one after another' },
    begin: atTheQuestion,
    look: byTap(bela.badge),
    found: ['chooseParcel', 'openingAll'],
  },
  {
    key: 'pickup.recipientSignature',
    ...{ bad: 1, changed: true, does: 'asks recipients to sign before a door opens' },
    begin: atTheQuestion,
    look: byTap(ada.badge),
    found: ['opening', 'sign'],
  },
  {
    key: 'pickup.codeLength',
    ...{ bad: 7, changed: 8, does: 'is the length of codes and PINs' },
    begin: atTheSize,
    look: async (world) => {
      await world.press('size:medium');
      await world.press(`lasts:${HOUR}`);
      const { locker } = await world.shows('putThingsIn');
      world.door(locker ?? 0).shut();
      const { lines } = await world.shows('storageStored');
      return lines.find(({ role }) => role === 'status')?.text.text.replace(/\D/g, '').length;
    },
    found: [6, 8],
  },
  {
    key: 'general.contactlessLockers',
    ...{ bad: 1, changed: true, does: 'signs the mailroom in by the barcode of their badge' },
    more: olga,
    begin: atTheQuestion,
    look: async (world) => {
      await world.scan(people.olga.badge);
      await world.clock.step(100);
      return world.view().screen;
    },
    found: ['signInPin', 'mailroom'],
  },
];
