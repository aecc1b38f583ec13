import { afterEach, describe, expect, test } from 'vitest';
import { inLocker, parcel } from '../../db/parcels.ts';
import { kioskWorld, people, type KioskWorld } from '../support/kiosk-world.ts';
import {
  LABEL,
  UPS,
  find,
  itemIds,
  labels,
  mailroomWorld,
  olgaAs,
  olgaSignsIn,
  placed,
  toTheDoor,
} from '../support/drop-off-world.ts';

let world: KioskWorld;
afterEach(() => world.end());

describe('Olga of the mailroom drops off a package', () => {
  test('[F13] [F18] scanned, found from the third letter, put in: code made, notice asked, in one commit with the door', async () => {
    world = await mailroomWorld();
    await world.scan(LABEL);
    expect((await find(world, 'cl')).lines.map(({ text }) => text.text)).toContain(
      'Type at least three letters of the name.',
    );
    await world.type('e');
    await world.clock.step(10);
    expect(labels(world.view())).toContain('Cleo Finch');
    await world.press('recipient:0');
    const sizes = await world.shows('chooseSize');
    expect(sizes.items.map(({ details }) => details.map(({ text }) => text))).toContainEqual([
      '3 free',
    ]);
    await world.press('size:medium');
    const { locker: number } = await world.shows('putIn', 10_000);
    expect(inLocker(world.kiosk().store.read, number ?? 0)).toMatchObject([{ state: 'placing' }]);
    world.door(number ?? 0).shut();
    await world.shows('packageIn');
    expect(placed(world)).toMatchObject([
      { contactId: 'cleo', locker: number, by: 'mailroom', userId: 'olga', seenBy: 'sensor' },
    ]);
    const types = world.events();
    const from = types.lastIndexOf('door.closed');
    expect(types.slice(from)).toEqual([
      'door.closed',
      'parcel.deposited',
      'code.created',
      'notice.requested',
    ]);
    expect(world.payloads('code.created')).toMatchObject([
      { kind: 'pickup', contactId: 'cleo', sealed: null },
    ]);
    await world.press('finish');
    await world.shows('mailroom');
  });

  test('[F17] a label that is reserved needs no questions: the door opens', async () => {
    world = await mailroomWorld(
      {},
      {
        reservations: [
          { id: 'r1', kind: 'delivery', size: 'medium', contactId: 'cleo', trackingNumber: UPS },
        ],
      },
    );
    await world.scan(LABEL);
    const { locker: number } = await world.shows('putIn', 10_000);
    world.door(number ?? 0).shut();
    await world.shows('packageIn');
    expect(world.payloads('reservation.ended')).toMatchObject([
      { reservationId: 'r1', by: 'person' },
    ]);
  });

  test('[F16] a package that the mailroom has received before is known: only its size is asked', async () => {
    world = await mailroomWorld(
      {},
      { received: [{ trackingNumber: UPS, contactId: 'cleo', sender: 'Atlas' }] },
    );
    await world.scan(LABEL);
    const view = await world.shows('chooseSize');
    expect(view.title.text).toContain('Cleo Finch');
  });

  test('[F18] without a barcode it gets a number, which the screen asks to write on it', async () => {
    world = await mailroomWorld();
    await world.press('noBarcode');
    const view = await find(world, 'cleo');
    expect(view.lines[0]?.text.text).toMatch(/Write this number on the package: RST-[0-9A-Z]{8}/);
  });

  test('a typed number does as well, and the same label is not taken in twice', async () => {
    world = await mailroomWorld();
    await world.press('typeIt');
    await world.type(UPS);
    await world.key('accept');
    await find(world, 'cleo');
    await world.press('back');
    world.door(await toTheDoor(world)).shut();
    await world.shows('packageIn');
    await world.scan(LABEL);
    const view = await world.shows('scanLabel');
    expect(view.lines[0]?.text.text).toMatch(/lies in locker \d already/);
  });

  test('[F15] who has something here gets it added, and keeps the code; the clock starts again', async () => {
    world = await mailroomWorld();
    await world.scan(LABEL);
    await find(world, 'ada');
    await world.press('recipient:0');
    const view = await world.shows('addOrNew');
    expect(itemIds(view).slice(0, 2)).toEqual(['existing:1', 'newLocker']);
    await world.press('existing:1');
    await world.shows('putIn', 10_000);
    world.door(1).shut();
    await world.shows('packageIn');
    expect(placed(world)).toMatchObject([{ contactId: 'ada', locker: 1, added: true }]);
    expect(parcel(world.kiosk().store.read, 'p-ada')?.expiresAt).toEqual(
      (placed(world)[0] as { expiresAt: number }).expiresAt,
    );
  });

  test('[F36] where nothing is added to occupied lockers, a new one is given', async () => {
    world = await mailroomWorld({ allowAddingToOccupied: false });
    await world.scan(LABEL);
    await find(world, 'ada');
    await world.press('recipient:0');
    await world.shows('chooseSize');
  });

  test('[F53] an operator gives a locker out of reach by name, this once, when nothing else fits', async () => {
    const { cleo } = people;
    world = await mailroomWorld(
      {},
      {
        contacts: [{ id: 'cleo', name: 'Cleo Finch', badges: [cleo.badge], reachNeeds: true }],
        parcels: [3, 6].map((locker) => ({
          ...{ id: `low-${locker}`, trackingNumber: `L${locker}`, contactId: 'bela', locker },
        })),
      },
    );
    await world.scan(LABEL);
    await find(world, 'cleo');
    await world.press('recipient:0');
    const sizes = await world.shows('chooseSize');
    // Nobody is offered what is out of reach before something within reach was asked for.
    expect(itemIds(sizes)).not.toContain('map');
    await world.press('size:medium');
    await world.shows('noLockerFits');
    await world.press('map');
    const view = await world.shows('chooseLocker');
    expect(view.lines[1]?.text.text).toBe(
      'Locker 4 is out of reach for this recipient: only on your word, this once.',
    );
    await world.press('locker:4');
    await world.shows('putIn', 10_000);
    world.door(4).shut();
    await world.shows('packageIn');
    expect(placed(world)).toMatchObject([{ contactId: 'cleo', locker: 4 }]);
  });

  test('[F53] where none of a size is free, the screen says so and offers sizes that work', async () => {
    world = await mailroomWorld();
    await world.scan(LABEL);
    await find(world, 'cleo');
    await world.press('recipient:0');
    await world.shows('chooseSize');
    await world.press('size:small');
    const view = await world.shows('noLockerFits');
    expect(view.lines[0]?.text.text).toBe('No locker of this size is free.');
    expect(itemIds(view)).toContain('size:medium');
    await world.press('size:medium');
    await world.shows('putIn', 10_000);
  });

  test('an operator points at a locker on the drawing', async () => {
    world = await mailroomWorld();
    await world.scan(LABEL);
    await find(world, 'cleo');
    await world.press('recipient:0');
    await world.shows('chooseSize');
    await world.press('map');
    const map = await world.shows('chooseLocker');
    const free = map.picture?.lockers.flatMap(({ item }) => item ?? []);
    expect(free).toEqual(['locker:3', 'locker:4', 'locker:6']);
    await world.press('locker:4');
    expect((await world.shows('putIn', 10_000)).locker).toBe(4);
  });
});

describe('a carrier', () => {
  test('[F2] [F14] signs in and goes straight to the label; where names are hidden they see letters', async () => {
    world = await mailroomWorld({ displayRecipientNameAndTracking: false }, {}, 'carrier');
    await world.scan(LABEL);
    const view = await find(world, 'cleo');
    expect(labels(view)).toContain('C••• F•••');
    await world.press('recipient:0');
    const sizes = await world.shows('chooseSize');
    expect(itemIds(sizes)).not.toContain('map');
    await world.press('size:medium');
    const { locker: number } = await world.shows('putIn', 10_000);
    world.door(number ?? 0).shut();
    await world.shows('packageIn');
    expect(placed(world)).toMatchObject([{ by: 'carrier' }]);
    await world.press('finish');
    await world.shows('home');
  });

  test('private contacts are found by nobody, and their received package goes to the mailroom', async () => {
    world = await mailroomWorld(
      {},
      {
        contacts: [{ id: 'fay', name: 'Fay Harrow', private: true, badges: [] }],
        received: [{ trackingNumber: UPS, contactId: 'fay' }],
      },
    );
    await world.scan(LABEL);
    const view = await world.shows('scanLabel');
    expect(view.lines[0]?.text.text).toContain('cannot be given a locker');
    await world.press('noBarcode');
    expect(labels(await find(world, 'fay'))).not.toContain('Fay Harrow');
  });
});

describe('at Home', () => {
  const carl = { id: 'carl', name: 'Carl Voss', userName: 'carl', role: 'carrier' };
  const code = { id: 'code-carl', number: '7204418', kind: 'carrier', userId: 'carl' };
  const home = (dropOff: object): Promise<KioskWorld> =>
    kioskWorld({
      scanner: true,
      settings: { dropOff },
      more: { users: [olgaAs('operator'), carl], codes: [code] },
    });

  test('[F2] [F14] a carrier types a code of seven digits and scans at once', async () => {
    world = await home({ mailroomDirect: true, carrierDirect: true });
    await world.type(code.number);
    await world.key('accept');
    await world.shows('scanLabel');
    await toTheDoor(world);
    world.door(world.view().locker ?? 0).shut();
    await world.shows('packageIn');
    expect(placed(world)).toMatchObject([{ by: 'carrier', userId: 'carl' }]);
    await world.press('finish');
    await world.shows('home');
    expect(world.payloads('staff.signedOut')).toMatchObject([{ userId: 'carl' }]);
  });

  test('[F14] where carriers may not come by themselves, their code leads nowhere', async () => {
    world = await home({ mailroomDirect: true, carrierDirect: false });
    await world.type(code.number);
    await world.key('accept');
    await world.shows('notRecognised');
  });

  test('a label that is shown first waits until somebody has signed in', async () => {
    world = await home({ mailroomDirect: true });
    await world.scan(LABEL);
    await world.clock.step(10);
    await olgaSignsIn(world, 'findRecipient');
  });
});

describe('the disk is nearly full', () => {
  test('nothing is taken in any more, and the screen says why; what lies here is still handed out', async () => {
    world = await mailroomWorld();
    await world.press('leave');
    await world.shows('mailroom');
    world.fillDisk('noDeposits');
    await world.press('dropOff');
    const view = await world.shows('dropOffFull');
    expect(view.faultCode).toBe('S-DISK');
    await world.press('leave');
    await world.press('leave');
    await world.shows('home');
    await world.tap('04A1B2C3');
    await world.shows('takeParcel', 10_000);
  });
});
