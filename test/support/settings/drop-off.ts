import { DAY } from '../../../main/base/clock.ts';
import {
  find,
  itemIds,
  LABEL,
  labels,
  olgaAs,
  olgaSignsIn,
  placed,
  toTheDoor,
} from '../drop-off-world.ts';
import type { KioskWorld } from '../kiosk-world.ts';
import { atTheQuestion } from './steps.ts';
import type { SettingStory } from './story.ts';

const mailroom = { 'dropOff.mailroomDirect': true, 'dropOff.carrierDirect': true };
const olga = { users: [olgaAs('operator')] };

async function atTheLabel(world: KioskWorld): Promise<void> {
  await olgaSignsIn(world);
  await world.press('dropOff');
  await world.shows('scanLabel');
}

async function deposit(world: KioskWorld): Promise<Record<string, unknown>> {
  const locker = await toTheDoor(world);
  world.door(locker).shut();
  await world.shows('packageIn');
  return placed(world).at(-1) ?? {};
}

export const dropOffSettings: readonly SettingStory[] = [
  {
    key: 'dropOff.mailroomDirect',
    ...{ bad: 1, changed: true, does: 'lets the mailroom drop off', more: olga },
    begin: (world) => olgaSignsIn(world),
    look: async (world) => itemIds(world.view()).includes('dropOff'),
    found: [false, true],
  },
  {
    key: 'dropOff.carrierDirect',
    ...{ bad: 1, changed: true, does: 'lets carriers drop off by their code' },
    beside: { 'dropOff.mailroomDirect': true },
    more: { codes: [{ id: 'code-carl', number: '7204418', kind: 'carrier', userId: 'carl' }] },
    begin: atTheQuestion,
    look: async (world) => {
      await world.type('7204418');
      await world.key('accept');
      await world.clock.step(100);
      return world.view().screen;
    },
    found: ['notRecognised', 'scanLabel'],
  },
  {
    key: 'dropOff.packageWithNoBarcode',
    ...{ bad: 1, changed: false, does: 'gives a number to what has none' },
    ...{ beside: mailroom, more: olga },
    begin: atTheLabel,
    look: async (world) => itemIds(world.view()).includes('noBarcode'),
    found: [true, false],
  },
  {
    key: 'dropOff.batchMode',
    ...{ bad: 1, changed: true, does: 'takes several packages at one open door' },
    ...{ beside: mailroom, more: olga },
    begin: atTheLabel,
    look: async (world) => {
      await toTheDoor(world);
      return world.view().lines.some(({ text }) => text.key === 'dropOff.batch');
    },
    found: [false, true],
  },
  {
    key: 'dropOff.expirationDays',
    ...{ bad: 61, changed: 10, does: 'is how many days a package may wait' },
    ...{ beside: mailroom, more: olga },
    begin: atTheLabel,
    look: async (world) => {
      const { expiresAt } = await deposit(world);
      return Math.round((Number(expiresAt) - world.clock.wall()) / DAY);
    },
    found: [3, 10],
  },
  {
    key: 'dropOff.categorizeDepartmentMail',
    ...{ bad: 1, changed: true, does: 'asks whether it is for a person or a department' },
    ...{ beside: mailroom, more: olga },
    begin: atTheLabel,
    look: async (world) => {
      await world.scan(LABEL);
      await world.clock.step(10);
      return world.view().screen;
    },
    found: ['findRecipient', 'whoseParcel'],
  },
  {
    key: 'dropOff.displayRecipientNameAndTracking',
    ...{ bad: 1, changed: false, does: 'shows names to carriers' },
    ...{ beside: mailroom, more: { users: [olgaAs('carrier')] } },
    begin: (world) => olgaSignsIn(world, 'scanLabel'),
    look: async (world) => {
      await world.scan(LABEL);
      return labels(await find(world, 'cleo')).some((label) => label.includes('Cleo Finch'));
    },
    found: [true, false],
  },
  {
    key: 'dropOff.oneCodeForSeveralPackages',
    ...{ bad: 1, changed: false, does: 'makes one code open all that somebody has here' },
    ...{ beside: mailroom, more: olga },
    begin: atTheLabel,
    look: async (world) => {
      await deposit(world);
      return world.payloads('code.created').at(-1)?.['parcelId'] === null;
    },
    found: [true, false],
  },
  {
    key: 'dropOff.allowAddingToOccupied',
    ...{ bad: 1, changed: false, does: 'adds to what waits already' },
    ...{ beside: mailroom, more: olga },
    begin: atTheLabel,
    look: async (world) => {
      await world.scan(LABEL);
      await find(world, 'ada');
      await world.press('recipient:0');
      await world.clock.step(10);
      return world.view().screen;
    },
    found: ['addOrNew', 'chooseSize'],
  },
  {
    key: 'dropOff.reopenAfterDropOff',
    ...{ bad: 1, changed: false, does: 'opens the door once more after a package is in' },
    ...{ beside: mailroom, more: olga },
    begin: atTheLabel,
    look: async (world) => {
      await deposit(world);
      return itemIds(world.view()).includes('reopen');
    },
    found: [true, false],
  },
];
