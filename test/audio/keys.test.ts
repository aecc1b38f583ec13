import { afterEach, describe, expect, test } from 'vitest';
import { byEar, type ByEar } from '../support/by-ear.ts';
import { people, type KioskWorld, type WorldOptions } from '../support/kiosk-world.ts';

/** KEYS, INT: what each key does for somebody who listens. */
let world: KioskWorld;
let person: ByEar;
afterEach(() => world.end());

async function listening(options: WorldOptions = {}): Promise<void> {
  person = await byEar(options);
  ({ world } = person);
  await person.plug(true);
  await person.listen();
}
const last = () => world.sound.heard.at(-1);

describe('INT, EN 301 549 5.1.3.4, EN 301 549 5.1.3.5, ADA 707.5.1: any key', () => {
  test('silences what is being said at once and gives its own feedback', async () => {
    await listening();
    await world.keypad.act('repeat');
    await world.clock.step(500);
    const { id } = last() ?? {};
    expect(world.sound.sounds()).toBe(true);
    const pressed = world.clock.monotonic();
    await world.keypad.act('next');
    const cut = world.sound.heard.find((each) => each.id === id);
    expect(cut?.ended).toBe(false);
    expect((cut?.until ?? Infinity) - pressed).toBeLessThanOrEqual(100);
    expect(world.sound.tones.at(-1)).toBe('key');
    expect(last()?.text).toMatch(/^Pick up a parcel/);
  });

  test('silences it also where the key does nothing', async () => {
    await listening();
    await world.keypad.act('repeat');
    await world.clock.step(500);
    expect(world.sound.sounds()).toBe(true);
    await world.keypad.act('back');
    expect(world.sound.tones.at(-1)).toBe('nothing');
    expect(world.sound.sounds()).toBe(false);
  });

  test('a safety line is said to its end, and the key is answered after it', async () => {
    await listening();
    await world.tap(people.ada.badge);
    await world.clock.until(() => last()?.key === 'opening.body', 20_000, 50);
    await world.keypad.act('next');
    await world.keypad.act('repeat');
    expect(last()?.key).toBe('opening.body');
    await world.clock.until(() => last()?.key !== 'opening.body', 5_000, 50);
    const line = world.sound.heard.find(({ key }) => key === 'opening.body');
    expect(line?.ended).toBe(true);
    await world.shows('takeParcel', 10_000);
  });
});

describe('KEYS, ADA 707.6', () => {
  test('REPEAT (ADA 707.5.1, Section 508 402.2.4): pauses, goes on, repeats; twice reads the whole screen', async () => {
    await listening();
    await world.keypad.act('next');
    const [focused] = await person.listen();
    await world.keypad.act('repeat');
    await world.clock.step(500);
    await world.clock.step(2_000);
    await world.keypad.act('repeat');
    await world.clock.step(5_000);
    expect(world.sound.sounds()).toBe(false);
    await world.keypad.act('repeat');
    const again = await person.listen();
    expect(again.at(0)).toBe(focused);
    await world.clock.step(2_000);
    await world.keypad.act('repeat');
    await world.keypad.act('repeat');
    const whole = await person.listen();
    expect(whole).toContain('Tap your badge or touch to begin, 2 choices');
    expect(whole.some((said) => said.startsWith('Help, tool'))).toBe(true);
    expect(whole).toContain('Test hall');
  });

  test('EN 301 549 5.1.6.2: NEXT past the last item sounds the edge and begins again; PREV the same', async () => {
    await listening();
    for (let i = 0; i < 2; i += 1) await world.keypad.act('next');
    expect(world.sound.tones).not.toContain('edge');
    await world.keypad.act('previous');
    await world.keypad.act('previous');
    expect(world.sound.tones.filter((tone) => tone === 'edge')).toHaveLength(1);
    await world.keypad.act('next');
    expect(world.sound.tones.filter((tone) => tone === 'edge')).toHaveLength(2);
    expect(last()?.text).toMatch(/^Pick up a parcel/);
    expect(world.view().screen).toBe('home');
  });

  test('volume and rate go step by step and say where they are; the end of the range sounds', async () => {
    await listening();
    await world.keypad.act('louder');
    expect(await person.listen()).toEqual(['Volume 7 of 11']);
    const [before, after] = world.sound.gains.slice(-2);
    expect(20 * Math.log10((after ?? 0) / (before ?? 1))).toBeCloseTo(3, 1);
    await world.keypad.act('faster');
    expect(await person.listen()).toEqual(['Speed 125 percent']);
    expect(world.sound.rates.at(-1)).toBe(125);
    for (let i = 0; i < 5; i += 1) await world.keypad.act('louder');
    expect(world.sound.tones).toContain('edge');
  });

  test('HELP explains, and once more names the keys, what they do first', async () => {
    await listening();
    await world.keypad.act('help');
    expect((await person.listen())[0]).toMatch(/^Help, \d+ choices/);
    await world.keypad.act('help');
    const names = await person.listen();
    expect(names).toContain('To go to the next one: Down.');
    expect(names.at(-1)).toBe('Digits type where something is asked.');
  });

  test('CANCEL asks once and means no; only SELECT after it ends', async () => {
    await listening();
    await person.choose('Pick up a parcel');
    await person.listen();
    await world.keypad.act('cancel');
    expect(await person.listen()).toEqual([
      'End the session? No: press any other key. Yes: press Enter.',
    ]);
    await world.keypad.act('next');
    expect(world.view().screen).toBe('identify');
    await world.keypad.act('cancel');
    await world.keypad.act('select');
    await world.shows('home');
  });

  test('CANCEL where an open door must be closed first says that nothing ends here', async () => {
    await listening();
    await world.tap(people.ada.badge);
    await world.shows('takeParcel', 30_000);
    await person.listen();
    await world.keypad.act('cancel');
    expect(await person.listen()).toEqual(['There is nothing to end here.']);
  });

  test('a key that does nothing here sounds so', async () => {
    await listening();
    await world.keypad.act('back');
    expect(world.sound.tones.at(-1)).toBe('nothing');
  });
});

describe('REACH: NEXT and SELECT alone', () => {
  test('set volume, rate, captions, hear the whole screen, try the keys and end, all in Help', async () => {
    await listening({ keypad: 'two-switch' });
    await person.choose('Pick up a parcel');
    await person.listen();
    await person.choose('Help');
    await person.listen();
    for (const [item, said] of [
      ['louder', 'Volume 7 of 11'],
      ['quieter', 'Volume 6 of 11'],
      ['faster', 'Speed 125 percent'],
      ['slower', 'Speed 100 percent'],
      ['captions', 'Show the spoken words, switch, on'],
      ['keys', 'To go to the next one: the Next key.'],
    ] as const)
      expect((await person.select(`item:ear:${item}`)).join('\n'), item).toContain(said);
    await world.keypad.select('item:ear:learn');
    await person.listen();
    await world.keypad.act('next');
    expect(await person.listen()).toEqual(['To go to the next one: the Next key.']);
    await world.keypad.act('select');
    await world.keypad.act('select');
    expect(await person.listen()).toContain('The keys work again.');
    const whole = await person.select('item:ear:whole');
    expect(whole).toContain('Your code, empty');
    await person.choose('Help');
    await person.select('item:ear:end');
    await world.keypad.act('select');
    await world.shows('home');
  });

  test('Section 508 405.1: the curtain is drawn by the person only, and the next one finds it open', async () => {
    await listening({ keypad: 'two-switch' });
    expect(world.view().audio?.curtain).toBe(false);
    await person.choose('Pick up a parcel');
    await person.listen();
    await person.choose('Help');
    await person.select('item:ear:curtain');
    expect(world.view().audio?.curtain).toBe(true);
    await person.select('item:ear:end');
    await world.keypad.act('select');
    await world.shows('home');
    expect(world.view().audio?.curtain).toBe(false);
  });
});

test('captions show the words that are being spoken, and nothing when it has been quiet', async () => {
  await listening();
  await world.keypad.act('help');
  await person.select('item:ear:captions');
  await world.keypad.act('next');
  await world.clock.step(300);
  expect(world.view().audio?.caption).toBe(last()?.text);
  await person.listen();
  await world.clock.step(4_000);
  expect(world.view().audio?.caption).toBeNull();
});

test('what the next keys ask for is made before they do', async () => {
  await listening();
  for (let i = 0; i < 6; i += 1) {
    const ready = world.sound.prepared();
    await world.keypad.act(i < 4 ? 'next' : 'previous');
    await world.clock.step(200);
    expect(ready.slice(0, 2)).toContain(last()?.text);
  }
});

describe('trying the keys', () => {
  test('the sandbox of the service menu: each key is heard and read, and does nothing else', async () => {
    person = await byEar();
    ({ world } = person);
    const { tess } = people;
    await world.tap(tess.badge);
    await world.shows('signInPin');
    await world.type(tess.pin);
    await world.key('accept');
    await world.showsWhenDone('service');
    for (const item of ['goTo:tests', 'goTo:keypad', 'ear:learn']) await world.press(item);
    expect((await person.listen())[0]).toMatch(/^Try the keys/);
    await world.keypad.act('back');
    await world.clock.step(300);
    expect(world.view().audio?.caption).toBe('To go back to the screen before: Left.');
    await world.keypad.act('digit7');
    await world.clock.step(300);
    expect(world.view().audio?.caption).toBe('7');
    expect(world.view().screen).toBe('serviceKeypad');
    await world.keypad.act('select');
    await world.keypad.act('select');
    expect(await person.listen()).toContain('The keys work again.');
    await world.keypad.act('back');
    expect(world.view().screen).toBe('serviceTests');
  });
});
