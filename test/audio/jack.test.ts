import { afterEach, describe, expect, test } from 'vitest';
import { byEar, type ByEar } from '../support/by-ear.ts';
import { people, type KioskWorld, type WorldOptions } from '../support/kiosk-world.ts';

/** JACK, RESET, LANG: how listening begins and ends, in every state of the kiosk. */
let world: KioskWorld;
let person: ByEar;
afterEach(() => world.end());

async function atKiosk(options: WorldOptions = {}): Promise<void> {
  person = await byEar(options);
  ({ world } = person);
}
const english = { settings: { languages: ['en'] } };

describe('listening begins', () => {
  test('ADA 707.8: with headphones, and the first word comes within a second', async () => {
    await atKiosk();
    const before = world.clock.monotonic();
    await person.plug(true);
    await world.clock.until(() => world.sound.heard.length > 0, 2_000);
    expect((world.sound.heard[0]?.at ?? Infinity) - before).toBeLessThan(1_000);
    expect(world.sound.heard[0]?.text).toBe('Welcome. Audio is on.');
  });

  test('with any key where no jack is sensed; that key does nothing else', async () => {
    await atKiosk();
    await world.keypad.act('select');
    expect((await person.listen())[0]).toBe('Welcome. Audio is on.');
    expect(world.view().screen).toBe('home');
  });

  test('with the first digit of a code, which is not lost', async () => {
    await atKiosk();
    await world.keypad.act('digit4');
    await world.shows('identify');
    expect(world.view().field?.length).toBe(1);
  });

  test('LANG, EN 301 549 5.1.3.14: with the languages first, each in its own voice', async () => {
    await atKiosk({ settings: { languages: ['en', 'de', 'ar'] } });
    await person.plug(true);
    await person.listen();
    expect(world.view().screen).toBe('language');
    const names = world.sound.heard.filter(({ text }) => /English|Deutsch|العربية/u.test(text));
    expect(names.map(({ locale }) => locale)).toEqual(['en', 'de', 'ar']);
    await person.choose('Deutsch');
    const said = await person.listen();
    expect(said[0]).toMatch(/2 Möglichkeiten$/u);
    expect(world.sound.heard.at(-1)?.locale).toBe('de');
  });

  test('in the middle of a session by touch: "audio on", its screen is read, nothing is lost', async () => {
    await atKiosk(english);
    await world.tap(people.bela.badge);
    await world.shows('chooseParcel');
    await person.plug(true);
    const said = await person.listen();
    expect(said.slice(0, 2)).toEqual(['Audio on.', '2 lockers wait for you, 3 choices']);
    await world.press('open:5');
    await world.shows('takeParcel', 30_000);
    expect(await person.listen()).toContain('Locker 5 is open');
  });
});

describe('headphones are pulled out', () => {
  test('at Home: silence at once, and it does not speak again by a key', async () => {
    await atKiosk(english);
    await person.plug(true);
    expect(world.sound.sounds()).toBe(true);
    await person.plug(false);
    expect(world.sound.sounds()).toBe(false);
    world.sound.since();
    await world.keypad.act('next');
    expect(await person.listen()).toEqual([]);
    expect(world.view().focus).toBe('item:pickUp');
  });

  test('before a door opened, and in again within 10 s: it goes on where it was', async () => {
    await choosing();
    await person.plug(false);
    expect(world.sound.sounds()).toBe(false);
    await world.clock.step(8_000);
    await world.keypad.act('select');
    expect(world.view().screen).toBe('chooseParcel');
    await person.plug(true);
    expect((await person.listen())[1]).toBe('2 lockers wait for you, 3 choices');
  });

  test('before a door opened, and in again later: the badge or code is asked for again', async () => {
    await choosing();
    await person.plug(false);
    await world.clock.step(15_000);
    world.sound.since();
    await person.plug(true);
    await world.shows('identify', 2_000);
    expect((await person.listen()).join('\n')).toMatch(
      /^The headphones were out for a while.*\nTap your badge or type your code/mu,
    );
    expect(world.payloads('session.ended')).toHaveLength(1);
  });

  test('before a door opened, for 30 s: the session ends, and nothing of it is left', async () => {
    await choosing();
    await world.keypad.act('louder');
    await person.plug(false);
    const forgotten = world.sound.forgotten();
    await world.clock.step(29_000);
    expect(world.view().screen).toBe('chooseParcel');
    await world.clock.step(3_000);
    expect(world.view().screen).toBe('home');
    expect(world.sound.forgotten()).toBeGreaterThan(forgotten);
    await person.plug(true);
    await person.listen();
    await world.keypad.act('louder');
    expect(await person.listen()).toEqual(['Volume 7 of 11']);
  });

  test('before a door opened: a touch within 10 s goes on by sight, a later one asks again', async () => {
    await choosing();
    await person.plug(false);
    await world.clock.step(5_000);
    await world.press('open:5');
    await world.shows('takeParcel', 10_000);
    expect(world.unlocks(5)).toBe(1);
    await world.end();

    await choosing();
    await person.plug(false);
    await world.clock.step(15_000);
    await world.press('open:5');
    await world.shows('identify', 5_000);
    expect(world.unlocks(5)).toBe(0);
  });

  test('while the place of the door is being said: it stays shut, and opens when they are back', async () => {
    await atKiosk(english);
    await person.plug(true);
    await world.tap(people.ada.badge);
    await world.shows('opening');
    await person.plug(false);
    await world.clock.step(8_000);
    expect(world.unlocks(1)).toBe(0);
    await person.plug(true);
    await world.shows('takeParcel', 30_000);
    expect(world.unlocks(1)).toBe(1);
  });

  test('while the place of the door is being said, for good: the door stays shut', async () => {
    await atKiosk(english);
    await person.plug(true);
    await world.tap(people.ada.badge);
    await world.shows('opening');
    await person.plug(false);
    await world.clock.step(40_000);
    expect(world.unlocks(1)).toBe(0);
    expect(world.view().screen).toBe('home');
  });

  test('after a door opened it is normal: the person is at the door, and the beacon ticks', async () => {
    await atKiosk(english);
    await person.plug(true);
    await world.tap(people.ada.badge);
    await world.shows('takeParcel', 30_000);
    await person.plug(false);
    world.sound.since();
    await world.clock.step(60_000);
    expect(world.sound.beacon()).toBe(true);
    expect(['takeParcel', 'closeDoor']).toContain(world.view().screen);
    world.door(1).putItem(false);
    world.door(1).shut();
    await world.shows('thanks');
    expect(world.sound.beacon()).toBe(false);
    await world.shows('home', 200_000);
    expect(world.payloads('session.ended')).toHaveLength(1);
    // Nobody was at the keypad, so nothing was said there.
    expect(world.sound.since()).toEqual([]);
  });

  async function choosing(): Promise<void> {
    await atKiosk(english);
    await person.plug(true);
    await world.tap(people.bela.badge);
    await world.shows('chooseParcel');
    await world.clock.step(2_000);
  }
});

describe('RESET, 49 CFR 27.71(k)(5), EN 301 549 5.1.3.13', () => {
  test('the next person finds volume, rate, hints and language as at first', async () => {
    await atKiosk({ settings: { languages: ['en', 'de'] } });
    await person.plug(true);
    await person.listen();
    await person.choose('Deutsch');
    await person.listen();
    for (const action of ['louder', 'louder', 'faster'] as const) await world.keypad.act(action);
    await world.tap(people.nobody.badge);
    await world.shows('notRecognised', 10_000);
    await world.keypad.act('cancel');
    await world.keypad.act('select');
    await world.shows('home', 10_000);
    await person.listen();
    expect(world.view().locale).toBe('en');
    await world.keypad.act('quieter');
    expect(await person.listen()).toEqual(['Volume 5 of 11']);
    await world.keypad.act('slower');
    expect(await person.listen()).toEqual(['Speed 75 percent']);
  });

  test('at Home with headphones left in, the voice rests after two minutes and forgets', async () => {
    await atKiosk(english);
    await person.plug(true);
    await person.listen();
    await world.keypad.act('louder');
    await world.clock.step(125_000);
    expect(world.view().audio).toBeNull();
    world.sound.since();
    await world.keypad.act('next');
    expect((await person.listen())[0]).toBe('Welcome. Audio is on.');
  });
});
