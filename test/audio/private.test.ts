import { afterEach, describe, expect, test } from 'vitest';
import { byEar, type ByEar } from '../support/by-ear.ts';
import { seed } from '../support/kiosk-people.ts';
import { people, type KioskWorld } from '../support/kiosk-world.ts';

/** PRIV, PIN, FAULT: what must not be heard, and what is done when nothing is. */
let world: KioskWorld;
let person: ByEar;
afterEach(() => world.end());

/** A name that nobody at the kiosk may overhear, and that stands on the screen. */
const CANARY = 'Zilpzalp Canary';
const staffed = {
  settings: { languages: ['en'], dropOff: { mailroomDirect: true } },
} as const;

async function signIn(pluggedIn: boolean): Promise<void> {
  const olga = seed.users.find(({ id }) => id === 'olga');
  const user = { ...olga, id: 'canary', name: CANARY, userName: 'canary', badges: ['777001'] };
  person = await byEar({ ...staffed, more: { users: [user] } });
  ({ world } = person);
  if (pluggedIn) await person.plug(true);
  else await world.keypad.act('next');
  await person.listen();
  await world.tap('777001');
  await world.shows('signInPin', 10_000);
  await person.listen();
}

describe('PIN, 49 CFR 27.71(k)(5), EN 301 549 5.1.3.8', () => {
  test('each digit is a star and its place; no digit is ever said', async () => {
    await signIn(true);
    for (const digit of ['4', '7', '1'] as const) await world.keypad.act(`digit${digit}`);
    const said = await person.listen();
    expect(said.at(-1)).toMatch(/^star, 3 of \d+$/);
    const all = world.sound.heard.map(({ text }) => text).join('\n');
    expect(all).toMatch(/star, 1 of \d+/);
    expect(all).not.toMatch(/^[471]$/mu);
  });
});

describe('PRIV, ADA 707.4, EN 301 549 5.1.3.9', () => {
  test("in headphones a name is said, and marked as nobody else's", async () => {
    await signIn(true);
    await typePin();
    const said = world.sound.heard.filter(({ text }) => text.includes(CANARY));
    expect(said.length).toBeGreaterThan(0);
    for (const { personal } of said) expect(personal).toBe(true);
  });

  test('where nobody knows who hears, the name is never said, and that there is more is', async () => {
    await signIn(false);
    await typePin();
    await world.keypad.act('repeat');
    await world.keypad.act('repeat');
    await person.listen();
    const all = world.sound.heard.map(({ text }) => text).join('\n');
    expect(world.view().title.text).toContain(CANARY);
    expect(all).not.toContain('Canary');
    expect(all).toContain('More is said only in headphones.');
  });

  async function typePin(): Promise<void> {
    for (const digit of ['4', '7', '1', '1'] as const) await world.keypad.act(`digit${digit}`);
    await world.keypad.act('select');
    await world.showsWhenDone('mailroom');
    await person.listen();
  }
});

describe('FAULT', () => {
  test('a voice out of order is told by a tone and on the screen, and touch goes on', async () => {
    person = await byEar({ settings: { languages: ['en'] } });
    ({ world } = person);
    await person.plug(true);
    await person.listen();
    world.sound.breakVoice(true);
    await world.keypad.act('next');
    await world.clock.step(1_000);
    expect(world.sound.tones).toContain('outOfOrder');
    expect(world.view().audio?.outOfOrder?.text).toBe('Audio is out of order. The screen works.');
    await world.tap(people.ada.badge);
    await world.shows('takeParcel', 10_000);
    expect(world.unlocks(1)).toBe(1);
    world.sound.breakVoice(false);
    await world.keypad.act('repeat');
    await world.clock.step(1_000);
    expect(world.view().audio?.outOfOrder).toBeNull();
  });

  test('a card that is pulled out mid-word keeps no door shut', async () => {
    person = await byEar({ settings: { languages: ['en'] } });
    ({ world } = person);
    await person.plug(true);
    world.sound.deafen(true);
    await world.tap(people.ada.badge);
    await world.shows('takeParcel', 25_000);
    expect(world.view().audio?.outOfOrder).not.toBeNull();
  });
});
