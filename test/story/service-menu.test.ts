import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { kioskWorld, people, type KioskWorld } from '../support/kiosk-world.ts';

/** A technician stands at the kiosk: signs in, looks, opens a door, and goes. */
const { ada, tess } = people;
let world: KioskWorld;

beforeEach(async () => {
  world = await kioskWorld();
});
afterEach(() => world.end());

async function signIn(): Promise<void> {
  await world.tap(tess.badge);
  await world.shows('signInPin');
  await world.type(tess.pin);
  await world.key('accept');
  await world.showsWhenDone('service');
}

describe('[F20] the staff log in', () => {
  test('a staff badge at Home asks for its PIN, which the screen never shows', async () => {
    await world.tap(tess.badge);
    const view = await world.shows('signInPin');
    await world.type(tess.pin);
    expect(world.view().field?.shown).toBe('••••');
    expect(JSON.stringify(world.view())).not.toContain(tess.pin);
    expect(world.view().number).toBe(view.number);
    await world.key('accept');
    await world.showsWhenDone('service');
    expect(world.events()).toContain('staff.signedIn');
  });

  test('the small icon on Home leads to user name and password', async () => {
    await world.press('signIn');
    await world.press('byName');
    await world.type(tess.userName);
    await world.key('accept');
    await world.type(tess.password);
    await world.key('accept');
    await world.showsWhenDone('service');
  });

  test('a wrong password and an unknown name read the same', async () => {
    const said: string[] = [];
    for (const name of [tess.userName, 'nobody']) {
      await world.press('signIn');
      await world.press('byName');
      await world.type(name);
      await world.key('accept');
      await world.type('wrong');
      await world.key('accept');
      const view = await world.showsWhenDone('signInRefused');
      expect(view.lines[0]?.text.text).toBe('4 attempts are left.');
      said.push(JSON.stringify([view.title, view.lines]));
      await world.press('leave');
      await world.shows('home');
    }
    expect(said[0]).toBe(said[1]);
  });

  test('whoever walks away from the service menu is logged out by time', async () => {
    await signIn();
    await world.clock.step(5 * 60_000 + 1_000);
    await world.shows('home');
    expect(world.payloads('staff.signedOut')).toEqual([{ userId: 'tess', reason: 'timedOut' }]);
  });

  test('a technician gets in while no door answers', async () => {
    world.cables.doors.unplug();
    await world.shows('outOfService', 30_000);
    await world.press('signIn');
    await world.shows('signIn');
    await world.tap(tess.badge);
    await world.type(tess.pin);
    await world.key('accept');
    await world.showsWhenDone('service');
    await world.press('goTo:devices');
    expect(JSON.stringify(world.view().items)).toContain('Lost');
  });
});

describe('the door test', () => {
  test('one press opens one door once; the parcel inside stays its recipient’s', async () => {
    await signIn();
    await world.press('goTo:doors');
    await world.press('door:1');
    expect(world.view().items[0]?.label.text).toContain('one parcel lies inside');
    await world.press('openDoor');
    await world.shows('serviceDoorOpen');
    expect(world.unlocks(1)).toBe(1);
    world.door(1).shut();
    await world.shows('serviceDoor');
    await world.press('leave');
    await world.shows('home');
    await world.tap(ada.badge);
    await world.shows('takeParcel');
    expect(world.events()).toContain('parcel.released');
  });

  test('all in sequence: the next door opens only when the one before is closed', async () => {
    await signIn();
    await world.press('goTo:doors');
    await world.press('sequence');
    await world.shows('serviceBatch');
    expect(world.unlocks(1)).toBe(0);
    await world.press('confirm');
    await world.shows('serviceDoorOpen');
    await world.clock.step(20_000);
    expect([world.unlocks(1), world.unlocks(2)]).toEqual([1, 0]);
    world.door(1).shut();
    await world.clock.step(3_000);
    expect(world.unlocks(2)).toBe(1);
    await world.press('stop');
    world.door(2).shut();
    await world.shows('serviceDoors');
    expect(world.unlocks(3)).toBe(0);
  });

  test('a door is put out of service with a reason, and back', async () => {
    await signIn();
    await world.press('goTo:doors');
    await world.press('door:3');
    await world.press('goTo:reasons');
    await world.press('outOfService:jammed');
    await world.shows('serviceDoor');
    expect(world.payloads('locker.outOfService')).toEqual([
      { locker: 3, why: 'jammed', note: null },
    ]);
    await world.press('inService');
    await world.shows('serviceDoor');
    expect(world.payloads('locker.inService')).toEqual([{ locker: 3, userId: 'tess' }]);
  });
});

describe('the wiring wizard, by touch', () => {
  /** The locker in front of which each lock's door springs open. */
  const order = [3, 1, 2, 6, 5, 4];

  test('maps a bank whose wiring nobody knew, and writes its file', async () => {
    await signIn();
    await world.press('wizard:scan');
    await world.shows('wiringScanned', 150_000);
    for (const [i, locker] of order.entries()) {
      await world.press('wizard:openNext');
      const view = await world.shows('wiringWhich');
      const offered = view.picture?.lockers.flatMap(({ item }) => item ?? []);
      expect(offered).toHaveLength(order.length - i);
      expect(offered).toContain(`isLocker:${locker}`);
      await world.press(`isLocker:${locker}`);
      await world.shows(i + 1 < order.length ? 'wiringNext' : 'wiringReview');
      world.door(i + 1).shut();
      await world.clock.step(1_500);
    }
    await world.press('wizard:save');
    const saved = await world.shows('wiringSaved');
    expect(saved.mood).toBe('good');
    expect(world.payloads('service.action').at(-1)).toMatchObject({ action: 'cabinetWritten' });
  });

  test('who turns back gives the doors back', async () => {
    await signIn();
    await world.press('wizard:scan');
    await world.shows('wiringScanned', 150_000);
    await world.press('back');
    await world.clock.step(4_000);
    expect(world.kiosk().service.facts().doors.closed).toBe(6);
  });
});

describe('the tests', () => {
  test('sound: left and right, and the loudness is kept over a restart', async () => {
    await signIn();
    await world.press('goTo:tests');
    await world.press('goTo:sound');
    await world.press('tone:left');
    expect(world.view().probe).toMatchObject({ kind: 'tone', side: 'left', gain: 1, nth: 1 });
    await world.press('act:quieter');
    await world.press('act:quieter');
    await world.press('tone:both');
    // Two steps of 3 dB are half the amplitude.
    const probe = world.view().probe;
    expect(probe?.kind === 'tone' && probe.gain).toBeCloseTo(0.5, 2);
    expect(world.payloads('service.action').at(-1)).toMatchObject({
      action: 'volumeSet',
      detail: 'step 8',
    });
    await world.restart();
    expect(world.kiosk().service.facts().volume).toBe(8);
  });

  test('colours cover the screen one after another, and a touch goes on', async () => {
    await signIn();
    await world.press('goTo:tests');
    await world.press('goTo:colours');
    const colours: string[] = [];
    await world.press('nextPage');
    for (let probe = world.view().probe; probe?.kind === 'colour'; probe = world.view().probe) {
      colours.push(probe.colour);
      await world.press(probe.item);
    }
    expect(colours).toEqual(['white', 'black', 'red', 'green', 'blue']);
    expect(world.view().title.text).toBe('Were all colours even?');
  });

  test('without a keypad the page says so', async () => {
    await signIn();
    await world.press('goTo:tests');
    await world.press('goTo:keypad');
    expect(world.view().lines[0]?.text.text).toBe('No keypad is listed in the cabinet file.');
  });
});

describe('support', () => {
  test('without a stick a bundle is kept on the kiosk, and the screen says where', async () => {
    await signIn();
    await world.press('goTo:support');
    await world.press('act:supportBundle');
    const view = await world.showsWhenDone('serviceResult');
    expect(view.lines[0]?.text.text).toContain('No stick is plugged in.');
  });

  test('the summary is a code that names what is lost and nobody', async () => {
    world.cables.doors.unplug();
    await world.clock.step(30_000);
    await world.press('signIn');
    await signIn();
    await world.press('goTo:support');
    await world.press('act:summary');
    const { probe } = await world.showsWhenDone('serviceResult');
    const text = probe?.kind === 'code' ? probe.text : '';
    expect(text).toMatch(/^Restante test, small-6\n/);
    expect(text).toContain('doors: lost');
    expect(text).not.toMatch(/Tess|Ada|04A1/);
  });
});

describe('readers and badge', () => {
  test('each tap is shown in all its renderings, masked but for its end, and serves nobody', async () => {
    await signIn();
    await world.press('goTo:tests');
    await world.press('goTo:reads');
    await world.tap(ada.badge);
    const values = world.view().rows.map(({ value }) => value.text);
    // Enough to compare with the card in the hand, and no copy of it.
    expect(values).toContain('Text of 8 characters');
    expect(values).toContain('•••••2C3');
    expect(values).toContain('•••••104');
    expect(JSON.stringify(world.view())).not.toContain(ada.badge);
    expect(world.view().screen).toBe('serviceReads');
    expect(world.events()).not.toContain('credential.accepted');
  });
});
