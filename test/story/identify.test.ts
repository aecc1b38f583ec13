import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { codes, kioskWorld, people, type KioskWorld } from '../support/kiosk-world.ts';

let world: KioskWorld;
const { ada, bela, cleo, tess } = people;

async function typeCode(code: string): Promise<void> {
  await world.press('pickUp');
  await world.shows('identify');
  await world.type(code);
  await world.key('accept');
}

describe('a code instead of a badge', () => {
  beforeEach(async () => {
    world = await kioskWorld({ scanner: true, keypad: 'generic-numpad', more: { codes } });
  });
  afterEach(() => world.end());

  test('[F45] a typed code opens everything of its person, and ends with the last parcel', async () => {
    await typeCode(bela.code);
    const choice = await world.shows('chooseParcel');
    expect(choice.items.map(({ id }) => id)).toEqual(['open:2', 'open:5', 'leave']);
    await world.press('open:2');
    await world.shows('takeParcel');
    world.door(2).shut();
    await world.shows('another');
    expect(world.events()).not.toContain('code.ended');
    await world.press('open:5');
    await world.shows('takeParcel');
    world.door(5).shut();
    await world.shows('thanks');
    expect(world.payloads('code.ended')).toEqual([
      { codeId: 'code-bela', as: 'used' },
      { codeId: 'code-bela-2', as: 'used' },
    ]);
    expect(world.payloads('credential.accepted')).toEqual([
      { kind: 'pickupCode', contactId: 'bela' },
    ]);
    await world.shows('home', 10_000);
    await world.clock.step(16 * 60_000);
    await typeCode(bela.code);
    await world.shows('notRecognised');
    expect([world.unlocks(2), world.unlocks(5)]).toEqual([1, 1]);
  });

  test('[F3] [F45] for a while the code that has ended opens once more what it stood for, and nothing new', async () => {
    await typeCode(bela.oneCode);
    await world.shows('takeParcel');
    world.door(5).shut();
    await world.shows('home', 20_000);
    await typeCode(bela.oneCode);
    const again = await world.shows('chooseReopen');
    expect(again.items.map(({ id }) => id)).toEqual(['reopen:5', 'leave']);
    await world.press('reopen:5');
    await world.shows('takeParcel');
    world.door(5).shut();
    await world.shows('home', 20_000);
    expect([world.unlocks(2), world.unlocks(5)]).toEqual([0, 2]);
    await world.clock.step(16 * 60_000);
    await typeCode(bela.oneCode);
    await world.shows('notRecognised');
  });

  test('[F45] a code of one parcel opens that one and not the other of the same person', async () => {
    await typeCode(bela.oneCode);
    await world.shows('takeParcel');
    world.door(5).shut();
    await world.shows('thanks');
    expect([world.unlocks(2), world.unlocks(5)]).toEqual([0, 1]);
  });

  test('a code is typed at the keypad from Home on, without a touch', async () => {
    for (const digit of ada.code) await world.keypad.act(`digit${digit}` as never);
    expect((await world.shows('identify')).field?.shown.replace(/\D/g, '')).toBe(ada.code);
    await world.keypad.act('select');
    await world.shows('takeParcel');
    expect(world.payloads('session.started')).toEqual([{ by: 'code' }]);
  });

  test('a printed code before the scanner is a code, and a printed badge is a badge', async () => {
    await world.scan(`RST:P:${ada.code}`);
    await world.shows('takeParcel');
    world.door(1).shut();
    await world.shows('home', 15_000);
    await world.scan(cleo.badge);
    await world.shows('nothingHere');
    expect(world.payloads('session.started')).toEqual([{ by: 'scan' }, { by: 'scan' }]);
  });

  test('what leads to something that this kiosk has not got is answered honestly', async () => {
    await typeCode('70124988');
    const view = await world.shows('notOffered');
    expect(view.items.map(({ id }) => id)).toEqual(['leave']);
    await world.shows('home', 25_000);
    expect(world.events()).not.toContain('door.requested');
  });

  test('a badge of the staff is asked for its PIN, whether it is tapped or scanned', async () => {
    await world.scan(tess.badge);
    await world.shows('signInPin');
  });

  test('a wrong code is not recognised, and says neither which part nor the number', async () => {
    await typeCode('111999');
    const view = await world.shows('notRecognised');
    expect(JSON.stringify(view)).not.toContain('111999');
    expect(world.payloads('credential.refused')).toEqual([{ kind: null, reason: 'unknown' }]);
    expect(JSON.stringify(world.payloads('credential.refused'))).not.toContain('111');
  });
});

describe('guessing', () => {
  beforeEach(async () => {
    world = await kioskWorld({ more: { codes } });
  });
  afterEach(() => world.end());

  async function wrong(code: string): Promise<string> {
    await typeCode(code);
    await world.clock.step(10);
    const { screen } = world.view();
    await world.press('leave');
    await world.shows('home');
    return screen;
  }

  test('five wrong codes lock codes for half a minute, twice as long next time; badges go on', async () => {
    for (const code of ['900001', '900003', '900007', '900011'])
      expect(await wrong(code)).toBe('notRecognised');
    expect(await wrong('900013')).toBe('codesLocked');
    await typeCode(ada.code);
    const locked = await world.shows('codesLocked');
    expect(locked.lines[0]?.text.text).toMatch(/again in (2\d|30) seconds/);
    expect(world.payloads('credential.refused').at(-1)).toEqual({
      kind: null,
      reason: 'lockedOut',
    });
    await world.press('again');
    await world.shows('identify');
    await world.tap(ada.badge);
    await world.shows('takeParcel');
    world.door(1).shut();
    await world.shows('home', 15_000);
    await world.clock.step(30_000);
    expect(await wrong('900017')).toBe('codesLocked');
    await typeCode(bela.code);
    expect((await world.shows('codesLocked')).lines[0]?.text.text).toMatch(/(5\d|60) seconds/);
    await world.press('leave');
    await world.shows('home');
    await world.clock.step(61_000);
    await typeCode(bela.code);
    await world.shows('chooseParcel');
  });

  test('pulling the plug forgives nothing, nor does a clock that was set back', async () => {
    for (const code of ['900001', '900003', '900007', '900011', '900013']) await wrong(code);
    await world.crash();
    world.clock.jumpWall(-3_600_000);
    await world.restart();
    await typeCode(bela.code);
    await world.shows('codesLocked');
    await world.press('leave');
    await world.shows('home');
    await world.clock.step(31_000);
    await typeCode(bela.code);
    await world.shows('chooseParcel');
  });
});

describe('[F34] Contactless Lockers', () => {
  afterEach(() => world.end());

  test('an operator scans the barcode of their badge instead of user name and password', async () => {
    world = await kioskWorld({
      scanner: true,
      settings: { general: { contactlessLockers: true } },
    });
    await world.scan(people.olga.badge);
    await world.shows('mailroom');
    expect(world.payloads('staff.signedIn')).toEqual([
      { userId: 'olga', role: 'operator', by: 'barcode' },
    ]);
  });

  test('while the setting is off the same barcode is asked for a PIN', async () => {
    world = await kioskWorld({ scanner: true });
    await world.scan(people.olga.badge);
    await world.shows('signInPin');
  });

  test('a technician needs the PIN in any case', async () => {
    world = await kioskWorld({
      scanner: true,
      settings: { general: { contactlessLockers: true } },
    });
    await world.scan(tess.badge);
    await world.shows('signInPin');
  });
});
