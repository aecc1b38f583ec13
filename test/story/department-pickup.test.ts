import { afterEach, describe, expect, test } from 'vitest';
import { kioskWorld, people, type KioskWorld } from '../support/kiosk-world.ts';

const { ada, bela, cleo } = people;

/** Ada is the key contact of Research, where Bela works too; the workshop has none. */
const departments = {
  departments: [
    { id: 'research', name: 'Research' },
    { id: 'workshop', name: 'Workshop' },
  ],
  contacts: [
    {
      id: 'ada',
      name: 'Ada Quill',
      badges: [ada.badge],
      departments: [{ id: 'research', keyContact: true }],
    },
    {
      id: 'bela',
      name: 'Bela Moor',
      badges: [bela.badge],
      departments: [
        { id: 'research', keyContact: false },
        { id: 'workshop', keyContact: false },
      ],
    },
    {
      id: 'cleo',
      name: 'Cleo Finch',
      badges: [cleo.badge],
      departments: [{ id: 'workshop', keyContact: false }],
    },
  ],
  parcels: [
    { id: 'p-research', trackingNumber: 'TRK000005555', departmentId: 'research', locker: 3 },
    { id: 'p-workshop', trackingNumber: 'TRK000006666', departmentId: 'workshop', locker: 4 },
  ],
  codes: [{ id: 'code-w', number: '803177', kind: 'pickup', departmentId: 'workshop' }],
} as const;
const settings = { pickup: { departmentMailPickup: true } };

let world: KioskWorld;
afterEach(() => world.end());

describe('parcels of a department', () => {
  test('[F47] the choice appears where both kinds wait; the other kind follows', async () => {
    world = await kioskWorld({ settings, more: departments });
    await world.tap(ada.badge);
    const choice = await world.shows('chooseOwner');
    expect(choice.items.map(({ id, details }) => [id, details[0]?.text])).toEqual([
      ['personal', 'One locker'],
      ['department', 'One locker'],
      ['leave', undefined],
    ]);
    await world.press('department');
    await world.shows('takeParcel');
    expect(world.view().locker).toBe(3);
    world.door(3).shut();
    const more = await world.shows('another');
    expect(more.items.map(({ id }) => id)).toEqual(['open:1', 'finish']);
    expect(world.payloads('parcel.pickedUp')).toMatchObject([
      { contactId: null, departmentId: 'research' },
    ]);
  });

  test('[F47] key contacts collect for their department, and its other members do not', async () => {
    world = await kioskWorld({ settings, more: departments });
    await world.tap(bela.badge);
    await world.shows('chooseOwner');
    await world.press('department');
    const { locker } = await world.shows('takeParcel');
    // Bela's own department without a key contact, and not Research.
    expect(locker).toBe(4);
  });

  test('[F47] where a department has no key contact, every member may', async () => {
    world = await kioskWorld({ settings, more: departments });
    await world.tap(cleo.badge);
    const { locker } = await world.shows('takeParcel');
    expect(locker).toBe(4);
    expect(world.events()).not.toContain('credential.refused');
  });

  test('[F47] with Department Mail Pickup off nobody is asked, and only their own opens', async () => {
    world = await kioskWorld({ more: departments });
    await world.tap(ada.badge);
    const { locker } = await world.shows('takeParcel');
    expect(locker).toBe(1);
  });

  test('[F47] several of one kind are chosen among, each with its department, and one can go back', async () => {
    world = await kioskWorld({
      settings,
      more: {
        ...departments,
        parcels: [
          ...departments.parcels,
          { id: 'p-more', trackingNumber: 'TRK000007777', departmentId: 'workshop', locker: 6 },
        ],
      },
    });
    await world.tap(bela.badge);
    await world.shows('chooseOwner');
    await world.press('department');
    const list = await world.shows('chooseParcel');
    expect(list.items.map(({ id }) => id)).toEqual(['open:4', 'open:6', 'back', 'leave']);
    expect(list.items[0]?.details[0]?.text).toBe('For Workshop');
    await world.press('back');
    await world.shows('chooseOwner');
    await world.press('personal');
    const own = await world.shows('chooseParcel');
    expect(own.items.map(({ id }) => id)).toEqual(['open:2', 'open:5', 'back', 'leave']);
  });

  test("[F47] a code of a department opens what is the department's, and is signed for by nobody named", async () => {
    world = await kioskWorld({
      settings: { pickup: { departmentMailPickup: true, recipientSignature: true } },
      more: departments,
    });
    await world.press('pickUp');
    await world.type('803177');
    await world.key('accept');
    await world.shows('sign');
    await world.press('inWords');
    await world.press('confirm');
    await world.shows('takeParcel');
    expect(world.payloads('parcel.signed')).toEqual([
      { contactId: null, parcelIds: ['p-workshop'], signatureId: null },
    ]);
  });
});
