import { afterEach, describe, expect, test } from 'vitest';
import { stopsOf } from '../../main/contract/stops.ts';
import { kioskWorld, people, type KioskWorld, type WorldOptions } from '../support/kiosk-world.ts';

/** People who never touch the screen: everything is done on the keypad. */
let world: KioskWorld;
afterEach(() => world.end());

async function atKeypad(options: WorldOptions): Promise<KioskWorld['keypad']> {
  world = await kioskWorld(options);
  return world.keypad;
}
const focus = (): string | null => world.view().focus;

describe('with two switches, NEXT and SELECT alone', () => {
  test('[F37] [F45] a parcel is chosen, taken, its door shut and the session finished', async () => {
    const keypad = await atKeypad({ keypad: 'two-switch' });
    await keypad.select('item:pickUp');
    await world.shows('identify');
    expect(focus()).toBeNull();
    await world.tap(people.bela.badge);
    await world.shows('chooseParcel');
    await keypad.select('item:open:5');
    await world.shows('takeParcel');
    world.door(5).putItem(false);
    world.door(5).shut();
    await world.shows('another');
    await keypad.select('item:finish');
    await world.shows('thanks');
    await keypad.select('item:finish');
    await world.shows('home', 10_000);
    expect([world.unlocks(5), world.unlocks(2)]).toEqual([1, 0]);
    expect(world.events()).toContain('parcel.pickedUp');
  });

  test('[F20] a technician signs in by name and password, sign by sign, and logs out', async () => {
    const keypad = await atKeypad({ keypad: 'two-switch' });
    await keypad.select('item:signIn');
    await keypad.select('item:byName');
    await world.shows('signInName');
    await keypad.spell('tess');
    expect(world.view().field?.shown).toBe('tess');
    await keypad.select('key:accept');
    await world.shows('signInPassword');
    await keypad.spell('lockers');
    await keypad.select('key:signs');
    await keypad.spell('-');
    await keypad.select('key:lower');
    await keypad.spell('demo');
    await keypad.select('key:accept');
    await world.showsWhenDone('service');
    await keypad.select('item:goTo:kiosk');
    await keypad.select('item:back');
    await keypad.select('item:leave');
    await world.shows('home', 10_000);
    expect(world.payloads('session.ended')).toHaveLength(1);
  });

  test('a capital letter is one key, and the focus stays in its place', async () => {
    const keypad = await atKeypad({ keypad: 'two-switch' });
    await keypad.select('item:signIn');
    await keypad.select('item:byName');
    await keypad.select('key:upper');
    expect(focus()).toBe('key:lower');
    await keypad.spell('T');
    expect([focus(), world.view().field?.shown]).toEqual(['key:t', 'T']);
    await keypad.act('select');
    expect(world.view().field?.shown).toBe('Tt');
  });
});

describe('with the eight keys of EZ Access', () => {
  test('[F46] two parcels one after the other, help in between, and back without leaving', async () => {
    const keypad = await atKeypad({ keypad: 'ez-access-8' });
    await world.tap(people.bela.badge);
    await world.shows('chooseParcel');
    await keypad.act('help');
    await world.shows('help');
    await keypad.act('back');
    await world.shows('chooseParcel');
    await keypad.act('back');
    await world.shows('chooseParcel');
    await keypad.act('previous');
    expect(focus()).toBe(stopsOf(world.view()).at(-1)?.id);
    await keypad.act('next');
    expect(focus()).toBe('item:open:2');
    await keypad.act('select');
    await world.shows('takeParcel');
    world.door(2).shut();
    await world.shows('another');
    await keypad.select('item:open:5');
    await world.shows('takeParcel');
    world.door(5).shut();
    await world.shows('thanks');
    expect([world.unlocks(2), world.unlocks(5)]).toEqual([1, 1]);
  });

  test('unplugged in the middle it is lost; touch goes on, and so does the keypad when it is back', async () => {
    const keypad = await atKeypad({ keypad: 'ez-access-8' });
    await world.tap(people.bela.badge);
    await world.shows('chooseParcel');
    await keypad.act('next');
    keypad.cable.unplug();
    await world.clock.step(4_000);
    expect(world.payloads('device.lost')).toMatchObject([{ device: 'keypad', kind: 'keypad' }]);
    await world.press('open:2');
    await world.shows('takeParcel');
    keypad.cable.plug();
    await world.clock.step(8_000);
    expect(world.events()).toContain('device.ready');
    world.door(2).shut();
    await world.shows('another');
    await keypad.select('item:finish');
    await world.shows('thanks');
    expect([world.unlocks(2), world.unlocks(5)]).toEqual([1, 0]);
  });
});

describe('with a number pad', () => {
  test('[F20] a PIN is typed and ENTER accepts it; CLEAR corrects, and on an empty field goes nowhere', async () => {
    const keypad = await atKeypad({ keypad: 'generic-numpad' });
    await world.tap(people.tess.badge);
    await world.shows('signInPin');
    for (const action of ['digit4', 'digit7', 'digit9', 'correct', 'digit1', 'digit1'] as const)
      await keypad.act(action);
    expect(world.view()).toMatchObject({ focus: 'key:accept', field: { shown: '••••' } });
    await keypad.act('select');
    await world.showsWhenDone('service');
  });

  test('CANCEL asks once: the focus goes to the way out, and only SELECT takes it', async () => {
    const keypad = await atKeypad({ keypad: 'generic-numpad' });
    await world.tap(people.bela.badge);
    await world.shows('chooseParcel');
    await keypad.act('cancel');
    await keypad.act('cancel');
    expect([world.view().screen, focus()]).toEqual(['chooseParcel', 'item:leave']);
    await keypad.act('next');
    await keypad.act('cancel');
    await keypad.act('select');
    await world.shows('home');
    expect(world.unlocks(2) + world.unlocks(5)).toBe(0);
  });

  test('digits where nothing is asked do nothing', async () => {
    const keypad = await atKeypad({ keypad: 'generic-numpad' });
    await world.tap(people.bela.badge);
    const before = await world.shows('chooseParcel');
    await keypad.act('digit5');
    await keypad.act('repeat');
    await keypad.act('correct');
    expect(world.view()).toEqual(before);
  });
});

describe('with the pad of a badge reader', () => {
  test('[F20] a PIN is typed after the tap, and ENTER accepts it; at Home the pad begins a code', async () => {
    world = await kioskWorld({ reader: 'osdp' });
    const reader = world.bank.readers.get('reader');
    await world.clock.step(2_000);
    reader?.type?.('12');
    await world.clock.step(500);
    expect(world.view()).toMatchObject({ screen: 'identify', focus: null, field: { length: 2 } });
    reader?.type?.('#');
    await world.clock.step(500);
    expect(world.view().screen).toBe('notRecognised');
    reader?.tap(people.tess.badge);
    await world.clock.step(500);
    await world.shows('signInPin');
    reader?.type?.('99*');
    await world.clock.step(500);
    expect(world.view().field?.shown).toBe('•');
    reader?.type?.('*4711');
    await world.clock.step(500);
    expect(world.view().field?.shown).toBe('••••');
    reader?.type?.('#');
    await world.clock.step(500);
    await world.showsWhenDone('service');
  });
});

describe('a technician who tests the keypad', () => {
  test('sees each key by its name and what it means, headphones and idle keys too', async () => {
    const keypad = await atKeypad({ keypad: 'ez-access-8' });
    await world.tap(people.tess.badge);
    await world.type(people.tess.pin);
    await world.key('accept');
    await world.showsWhenDone('service');
    await world.press('goTo:tests');
    await world.press('goTo:keypad');
    const told = async (key: string): Promise<readonly string[]> => {
      keypad.steel.press(key);
      await world.clock.step(200);
      return world
        .view()
        .rows.slice(1)
        .map(({ value }) => value.text);
    };
    expect(await told('F19')).toEqual(['F19', 'Next', 'One key: F19']);
    expect(await told('F15')).toEqual(['F15', 'Headphones plugged in', '2 keys: F19, F15']);
    expect(await told('F24')).toEqual(['F24', 'Nothing here', '3 keys: F19, F15, F24']);
    expect(await told('F19')).toEqual(['F19', 'Next', '3 keys: F19, F15, F24']);
  });
});

describe('a press', () => {
  test('of SELECT without a focus only shows where one is', async () => {
    const keypad = await atKeypad({ keypad: 'two-switch' });
    await keypad.act('select');
    expect([world.view().screen, focus()]).toEqual(['home', 'item:pickUp']);
  });

  test.each([1, 90, 160])('of SELECT twice within %i ms opens a door once', async (ms) => {
    const keypad = await atKeypad({ keypad: 'two-switch' });
    await world.tap(people.bela.badge);
    await world.shows('chooseParcel');
    await keypad.goTo('item:open:2');
    for (let i = 0; i < 3; i += 1) {
      keypad.steel.press('Enter', Math.min(ms / 2, 60));
      await world.clock.step(ms);
    }
    await world.shows('takeParcel');
    await world.clock.step(3_000);
    expect([world.unlocks(2), world.unlocks(5)]).toEqual([1, 0]);
  });

  test('[F37] counts as the person being there: the countdown ends', async () => {
    const keypad = await atKeypad({ keypad: 'two-switch' });
    await world.tap(people.bela.badge);
    await world.shows('chooseParcel');
    await world.clock.until(() => world.view().countdown !== null, 200_000, 500);
    expect(world.view().countdown).not.toBeNull();
    await keypad.act('next');
    expect(world.view()).toMatchObject({ countdown: null, focus: 'item:open:2' });
  });

  test('leaves a ring; a finger on the screen takes it away, and so does time at Home', async () => {
    const keypad = await atKeypad({ keypad: 'two-switch' });
    await keypad.act('next');
    expect(focus()).toBe('item:pickUp');
    world.kiosk().send({ type: 'activity', view: world.view().number });
    expect(focus()).toBeNull();
    await keypad.act('next');
    await world.clock.step(150_000);
    expect([world.view().screen, focus()]).toEqual(['home', null]);
  });
});
